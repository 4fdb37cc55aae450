# A call only after asking whether it is safe.
> OPEN Maria Lopez 1234 Fruitridge Rd Apt 5 Sacramento CA 95820
< Sac County DCSS: we will mail English forms to
  Maria Lopez
  1234 Fruitridge Rd Apt 5
  Sacramento CA 95820
  Ref REF1. Wrong? Reply 2. Español: ESPANOL. We will text when mailed or if it comes back. Msg&data rates may apply. STOP ends texts, HELP for help.
= accepted | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | en
> PERSON
< A person can call you, Mon-Fri 8-5. Is it OK to call this number? Reply 1 to be called, 2 for no call. Or call 866-901-3212.
= accepted | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | en
! wants_person (asked)
> 1
< OK. A person will call you at this number, Mon-Fri 8-5.
= accepted | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | en
! wants_person (may_call)
> 2
< What should we change? Text the right name or address. Or reply 3 for forms in the other language (English/Español), 4 if we should not mail them.
= needs_answer | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | en
> Apt 6
< OK. We will mail your forms, in English, to
  Maria Lopez
  1234 Fruitridge Rd Apt 6
  Sacramento CA 95820
  Ref REF1. Wrong? Reply 2.
= accepted | Maria Lopez | 1234 Fruitridge Rd Apt 6 | Sacramento CA 95820 | en
