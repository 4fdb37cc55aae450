# The same person with another address, without a word before it: the correction of what was just accepted.
> OPEN Maria Lopez 1234 Fruitridge Rd Apt 5 Sacramento CA 95820
< Sac County DCSS: we will mail English forms to
  Maria Lopez
  1234 Fruitridge Rd Apt 5
  Sacramento CA 95820
  Ref REF1. Wrong? Reply 2. Español: ESPANOL. We will text when mailed or if it comes back. Msg&data rates may apply. STOP ends texts, HELP for help.
= accepted | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | en
> sorry its Maria Lopez 1234 Fruitridge Rd Apt 6 Sacramento CA 95820
< OK. We will mail your forms, in English, to
  Maria Lopez
  1234 Fruitridge Rd Apt 6
  Sacramento CA 95820
  Ref REF1. Wrong? Reply 2.
= accepted | Maria Lopez | 1234 Fruitridge Rd Apt 6 | Sacramento CA 95820 | en
> thanks Maria
< You can text OPEN with your name and mailing address to get forms, or HOURS, COST, OFFICE, PERSON. Or call 866-901-3212.
= accepted | Maria Lopez | 1234 Fruitridge Rd Apt 6 | Sacramento CA 95820 | en
