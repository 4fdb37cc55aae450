# It is on paper: a person hears of it.
> OPEN Maria Lopez 1234 Fruitridge Rd Apt 5 Sacramento CA 95820
< Sac County DCSS: we will mail English forms to
  Maria Lopez
  1234 Fruitridge Rd Apt 5
  Sacramento CA 95820
  Ref REF1. Wrong? Reply 2. Español: ESPANOL. We will text when mailed or if it comes back. Msg&data rates may apply. STOP ends texts, HELP for help.
= accepted | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | en
@ ready
= ready | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | en
@ printed
= printed | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | en
> 2
< It is being sent now. A person will read your text and stop it if they can. Questions: 866-901-3212, Mon-Fri 8-5.
= printed | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | en
! after_mailing
