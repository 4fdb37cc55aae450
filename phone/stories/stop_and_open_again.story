# STOP stops texts, not the package; OPEN after STOP is mailed in silence; START brings texts back.
> OPEN Maria Lopez 1234 Fruitridge Rd Apt 5 Sacramento CA 95820
< Sac County DCSS: we will mail English forms to
  Maria Lopez
  1234 Fruitridge Rd Apt 5
  Sacramento CA 95820
  Ref REF1. Wrong? Reply 2. Español: ESPANOL. We will text when mailed or if it comes back. Msg&data rates may apply. STOP ends texts, HELP for help.
= accepted | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | en
> STOP
< Sac County DCSS: you will get no more texts from us. This stops texts, not mail. To stop mail, call 866-901-3212, Mon-Fri 8-5.
= accepted | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | en
> STOP
<-
= accepted | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | en
> OPEN Rosa Medina 88 Alhambra Blvd Sacramento CA 95816
<-
= accepted | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | en
= accepted | Rosa Medina | 88 Alhambra Blvd | Sacramento CA 95816 | en
> STATUS
<-
= accepted | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | en
= accepted | Rosa Medina | 88 Alhambra Blvd | Sacramento CA 95816 | en
> START
< Sac County DCSS: texts to this phone are on again. Msg&data rates may apply. STOP ends texts, HELP for help.
= accepted | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | en
= accepted | Rosa Medina | 88 Alhambra Blvd | Sacramento CA 95816 | en
> STATUS
< To check on your forms, text STATUS and your Ref number, or call 866-901-3212, Mon-Fri 8-5.
= accepted | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | en
= accepted | Rosa Medina | 88 Alhambra Blvd | Sacramento CA 95816 | en
