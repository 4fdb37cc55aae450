# YES is Twilio's word, and people write it all the same.
> OPEN Maria Lopez 1234 Fruitridge Rd Apt 5 Sacramento 95814
< Sac County DCSS: we will mail English forms to
  Maria Lopez
  1234 Fruitridge Rd Apt 5
  Sacramento CA 95814
  Ref REF1. Wrong? Reply 2. Español: ESPANOL. We will text when mailed or if it comes back. Msg&data rates may apply. STOP ends texts, HELP for help.
= accepted | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95814 | en
> yes
< You are welcome. If you need help, text HELP or call 866-901-3212.
= accepted | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95814 | en
> wrong
< What should we change? Text the right name or address. Or reply 3 for forms in the other language (English/Español), 4 if we should not mail them.
= needs_answer | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95814 | en
> Apt 6
< OK. We will mail your forms, in English, to
  Maria Lopez
  1234 Fruitridge Rd Apt 6
  Sacramento CA 95814
  Ref REF1. Wrong? Reply 2.
= accepted | Maria Lopez | 1234 Fruitridge Rd Apt 6 | Sacramento CA 95814 | en
