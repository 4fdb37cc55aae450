# A digit counts for 72 hours.
> OPEN Maria Lopez 1234 Fruitridge Rd Apt 5 Sacramento CA 95820
< Sac County DCSS: we will mail English forms to
  Maria Lopez
  1234 Fruitridge Rd Apt 5
  Sacramento CA 95820
  Ref REF1. Wrong? Reply 2. Español: ESPANOL. We will text when mailed or if it comes back. Msg&data rates may apply. STOP ends texts, HELP for help.
= accepted | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | en
@ +71h
= accepted | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | en
> 2
< What should we change? Text the right name or address. Or reply 3 for forms in the other language (English/Español), 4 if we should not mail them.
= needs_answer | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | en
@ +73h
= needs_review (no_answer) | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | en
> 4
< We have no open question for you. To ask for forms, text OPEN, your full name and mailing address. Or call 866-901-3212.
= needs_review (no_answer) | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | en
