# Danger, when it is accepted already: it is held, and the desk hears at once.
> OPEN Maria Lopez 1234 Fruitridge Rd Apt 5 Sacramento CA 95820
< Sac County DCSS: we will mail English forms to
  Maria Lopez
  1234 Fruitridge Rd Apt 5
  Sacramento CA 95820
  Ref REF1. Wrong? Reply 2. Español: ESPANOL. We will text when mailed or if it comes back. Msg&data rates may apply. STOP ends texts, HELP for help.
= accepted | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | en
> please dont send it, im scared of him he hits me
< If you are in danger, call 911. Staff may not see this text soon. We will wait until a person has read it. Office: 866-901-3212, Mon-Fri 8-5.
= held | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | en
! danger
