# A picture is never fetched: words are asked for.
> {NumMedia=1}
< Sac County DCSS: We cannot open pictures. Please type your full name and mailing address with ZIP code. Msg&data rates may apply. STOP ends texts, HELP for help.
> OPEN Maria Lopez 1234 Fruitridge Rd Apt 5 Sacramento CA 95820
< OK. We will mail your forms, in English, to
  Maria Lopez
  1234 Fruitridge Rd Apt 5
  Sacramento CA 95820
  Ref REF1. Wrong? Reply 2. We will text when mailed or if it comes back. STOP ends texts.
= accepted | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | en
