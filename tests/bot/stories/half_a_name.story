# Half a name, then the other half: they are put together and shown, and half a name is never mailed to.
> OPEN Maria
< Sac County DCSS: Text your full name, mailing address and ZIP. Español: ESPANOL. We may remind you once. Msg&data rates may apply. STOP ends, HELP for help.
= needs_answer | Maria | - | - | en
> 12 Elm St Galt 95632
< What is your full name, as it should be on the envelope?
= needs_answer | Maria | 12 Elm St | Galt CA 95632 | en
> Lopez Garcia
< We read:
  Maria Lopez Garcia
  12 Elm St
  Galt CA 95632
  Reply 1 if right, 2 to change it.
= needs_answer | Maria Lopez Garcia | 12 Elm St | Galt CA 95632 | en
> 1
< OK. We will mail your forms, in English, to
  Maria Lopez Garcia
  12 Elm St
  Galt CA 95632
  Ref REF1. Wrong? Reply 2. We will text when mailed or if it comes back. STOP ends texts.
= accepted | Maria Lopez Garcia | 12 Elm St | Galt CA 95632 | en
