# Two, then four: nothing is mailed, and the word was never an opt-out.
> OPEN Maria Lopez 1234 Fruitridge Rd Apt 5 Sacramento CA 95820
< Sac County DCSS: we will mail English forms to
  Maria Lopez
  1234 Fruitridge Rd Apt 5
  Sacramento CA 95820
  Ref REF1. Wrong? Reply 2. Español: ESPANOL. We will text when mailed or if it comes back. Msg&data rates may apply. STOP ends texts, HELP for help.
= accepted | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | en
> 2
< What should we change? Text the right name or address. Or reply 3 for forms in the other language (English/Español), 4 if we should not mail them.
= needs_answer | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | en
> 4
< OK. We will not mail it. If you want it later, text OPEN with your name and address.
= withdrawn | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | en
> STATUS
< To check on your forms, text STATUS and your Ref number, or call 866-901-3212, Mon-Fri 8-5.
= withdrawn | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | en
