# ... or left as it was.
> OPEN Maria Lopez 1234 Fruitridge Rd Apt 5 Sacramento CA 95820
< Sac County DCSS: we will mail English forms to
  Maria Lopez
  1234 Fruitridge Rd Apt 5
  Sacramento CA 95820
  Ref REF1. Wrong? Reply 2. Español: ESPANOL. We will text when mailed or if it comes back. Msg&data rates may apply. STOP ends texts, HELP for help.
= accepted | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | en
> OPEN Maria Lopez 88 Alhambra Blvd Sacramento CA 95816
< We already have your request, Ref REF1. Reply 1 to use the address you just sent. Reply 2 to keep the old one.
= accepted | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | en
= needs_answer | Maria Lopez | 88 Alhambra Blvd | Sacramento CA 95816 | en
> 2
< OK. Your request, Ref REF1, stays as it was.
= accepted | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | en
= cancelled | Maria Lopez | 88 Alhambra Blvd | Sacramento CA 95816 | en
