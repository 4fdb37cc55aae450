# Three texts, one request.
> open
< Sac County DCSS: Text your full name, mailing address and ZIP. Español: ESPANOL. We may remind you once. Msg&data rates may apply. STOP ends, HELP for help.
= needs_answer | - | - | - | en
> Maria Lopez
< What is your mailing address, with unit and ZIP code?
= needs_answer | Maria Lopez | - | - | en
> 1234 Fruitridge Rd Apt 5
< What is your ZIP code? (5 numbers)
= needs_answer | Maria Lopez | 1234 Fruitridge Rd Apt 5 | - | en
> 95820
< OK. We will mail your forms, in English, to
  Maria Lopez
  1234 Fruitridge Rd Apt 5
  Sacramento CA 95820
  Ref REF1. Wrong? Reply 2. We will text when mailed or if it comes back. STOP ends texts.
= accepted | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | en
