# Without a ZIP: only that is asked for, and it is enough.
> OPEN Maria Lopez 1234 Fruitridge Rd Apt 5 Sacramento
< Sac County DCSS: What is your ZIP code? (5 numbers) We may remind you once. Msg&data rates may apply. STOP ends, HELP for help.
= needs_answer | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA | en
> 95820
< OK. We will mail your forms, in English, to
  Maria Lopez
  1234 Fruitridge Rd Apt 5
  Sacramento CA 95820
  Ref REF1. Wrong? Reply 2. We will text when mailed or if it comes back. STOP ends texts.
= accepted | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | en
