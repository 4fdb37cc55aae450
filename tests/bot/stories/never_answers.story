# The ZIP never comes: after a day a person sees all that was given.
> OPEN Maria Lopez 1234 Fruitridge Rd Apt 5 Sacramento
< Sac County DCSS: What is your ZIP code? (5 numbers) We may remind you once. Msg&data rates may apply. STOP ends, HELP for help.
= needs_answer | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA | en
@ +23h
<< Sac County DCSS: we still need your answer to go on. Text it here or call 866-901-3212, Mon-Fri 8-5. STOP ends texts.
= needs_answer | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA | en
@ +2h
= needs_review (no_answer) | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA | en
> 95820
< OK. We will mail your forms, in English, to
  Maria Lopez
  1234 Fruitridge Rd Apt 5
  Sacramento CA 95820
  Ref REF1. Wrong? Reply 2. We will text when mailed or if it comes back. STOP ends texts.
= accepted | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | en
