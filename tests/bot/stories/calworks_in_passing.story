# Mailed all the same, and told that it may not be needed.
> OPEN Maria Lopez 1234 Fruitridge Rd Apt 5 Sacramento CA 95820 i get calworks for my son
< Sac County DCSS: we will mail English forms to
  Maria Lopez
  1234 Fruitridge Rd Apt 5
  Sacramento CA 95820
  Ref REF1. Wrong? Reply 2. Español: ESPANOL. We will text when mailed or if it comes back. Msg&data rates may apply. STOP ends texts, HELP for help.
< If your child gets CalWORKs, the county opens the case for you, at no cost. You do not need to apply. Questions: 866-901-3212, Mon-Fri 8-5.
= accepted | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | en
! calworks
