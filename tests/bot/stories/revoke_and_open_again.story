# Held by REVOKE; the OPEN that follows is for a person to weigh.
> OPEN Maria Lopez 1234 Fruitridge Rd Apt 5 Sacramento CA 95820
< Sac County DCSS: we will mail English forms to
  Maria Lopez
  1234 Fruitridge Rd Apt 5
  Sacramento CA 95820
  Ref REF1. Wrong? Reply 2. Español: ESPANOL. We will text when mailed or if it comes back. Msg&data rates may apply. STOP ends texts, HELP for help.
= accepted | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | en
> REVOKE
< Sac County DCSS: you will get no more texts from us. This stops texts, not mail. To stop mail, call 866-901-3212, Mon-Fri 8-5.
= held | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | en
! held_by_parent
> START
< Sac County DCSS: texts to this phone are on again. Msg&data rates may apply. STOP ends texts, HELP for help.
= held | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | en
> OPEN Maria Lopez 1234 Fruitridge Rd Apt 5 Sacramento CA 95820
< Thank you. A person will read your text. You do not need to send it again. Questions: 866-901-3212, Mon-Fri 8-5.
= held | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | en
! asked_while_held
