# Only what it says changes.
> OPEN Maria Lopez 1234 Fruitridge Rd Apt 5 Sacramento CA 95820
< Sac County DCSS: we will mail English forms to
  Maria Lopez
  1234 Fruitridge Rd Apt 5
  Sacramento CA 95820
  Ref REF1. Wrong? Reply 2. Español: ESPANOL. We will text when mailed or if it comes back. Msg&data rates may apply. STOP ends texts, HELP for help.
= accepted | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | en
> no its apt 6
< OK. We will mail your forms, in English, to
  Maria Lopez
  1234 Fruitridge Rd apt 6
  Sacramento CA 95820
  Ref REF1. Wrong? Reply 2.
= accepted | Maria Lopez | 1234 Fruitridge Rd apt 6 | Sacramento CA 95820 | en
> 95822
< OK. We will mail your forms, in English, to
  Maria Lopez
  1234 Fruitridge Rd apt 6
  Sacramento CA 95822
  Ref REF1. Wrong? Reply 2.
= accepted | Maria Lopez | 1234 Fruitridge Rd apt 6 | Sacramento CA 95822 | en
> 1
< Nothing has changed since our last text. To talk to a person, text PERSON or call 866-901-3212, Mon-Fri 8-5.
= accepted | Maria Lopez | 1234 Fruitridge Rd apt 6 | Sacramento CA 95822 | en
