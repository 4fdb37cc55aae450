# No fixed address: the office, General Delivery or a safe one.
> OPEN Maria Lopez I am homeless
< Sac County DCSS: No mailing address? Pick forms up at 3701 Power Inn Road, Mon-Fri 8-5, or text a PO box, General Delivery or a safe address, with ZIP. Msg&data rates may apply. STOP ends texts, HELP for help.
= needs_answer | Maria Lopez | - | - | en
! no_address
> General Delivery Sacramento CA 95814
< OK. We will mail your forms, in English, to
  Maria Lopez
  General Delivery
  Sacramento CA 95814
  Ref REF1. Wrong? Reply 2. We will text when mailed or if it comes back. STOP ends texts.
= accepted | Maria Lopez | General Delivery | Sacramento CA 95814 | en
