# What was asked before the call comes back.
> OPEN Maria Lopez 1234 Fruitridge Rd Apt 5 Sacramento
< Sac County DCSS: What is your ZIP code? (5 numbers) We may remind you once. Msg&data rates may apply. STOP ends, HELP for help.
= needs_answer | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA | en
> can someone call me
< A person can call you, Mon-Fri 8-5. Is it OK to call this number? Reply 1 to be called, 2 for no call. Or call 866-901-3212.
= needs_answer | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA | en
! wants_person (asked)
> 1
< OK. A person will call you at this number, Mon-Fri 8-5.
= needs_answer | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA | en
! wants_person (may_call)
> 95820
< OK. We will mail your forms, in English, to
  Maria Lopez
  1234 Fruitridge Rd Apt 5
  Sacramento CA 95820
  Ref REF1. Wrong? Reply 2. We will text when mailed or if it comes back. STOP ends texts.
= accepted | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | en
