# English is mailed, said so, and the desk is told which language.
> OPEN Maria Lopez 1234 Fruitridge Rd Apt 5 Sacramento CA 95820 forms in russian please
< Sac County DCSS: we will mail English forms to
  Maria Lopez
  1234 Fruitridge Rd Apt 5
  Sacramento CA 95820
  Ref REF1. Wrong? Reply 2. Español: ESPANOL. We will text when mailed or if it comes back. Msg&data rates may apply. STOP ends texts, HELP for help.
< We have forms in English and Spanish. For help in your language call 866-901-3212, Mon-Fri 8-5.
= accepted | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | en
! other_language (ru)
