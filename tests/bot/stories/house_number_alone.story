# A house number alone puts the old one right, and is shown before anything goes out.
> OPEN Maria Lopez 2301 Northgate Blvd Apt B Sacramento CA 95833
< Sac County DCSS: we will mail English forms to
  Maria Lopez
  2301 Northgate Blvd Apt B
  Sacramento CA 95833
  Ref REF1. Wrong? Reply 2. Español: ESPANOL. We will text when mailed or if it comes back. Msg&data rates may apply. STOP ends texts, HELP for help.
= accepted | Maria Lopez | 2301 Northgate Blvd Apt B | Sacramento CA 95833 | en
> its 2310 not 2301
< We read:
  Maria Lopez
  2310 Northgate Blvd Apt B
  Sacramento CA 95833
  Reply 1 if right, 2 to change it.
= needs_answer | Maria Lopez | 2310 Northgate Blvd Apt B | Sacramento CA 95833 | en
> 1
< OK. We will mail your forms, in English, to
  Maria Lopez
  2310 Northgate Blvd Apt B
  Sacramento CA 95833
  Ref REF1. Wrong? Reply 2.
= accepted | Maria Lopez | 2310 Northgate Blvd Apt B | Sacramento CA 95833 | en
