# Mailed and marked: no text can tell them.
> STOP
< Sac County DCSS: you will get no more texts from us. This stops texts, not mail. To stop mail, call 866-901-3212, Mon-Fri 8-5.
> OPEN Maria Lopez 1234 Fruitridge Rd Apt 5 Sacramento CA 95820
<-
= accepted | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | en
@ ready
= ready | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | en
@ printed
= printed | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | en
@ mailed
= mailed | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | en
@ +1m
= mailed | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | en
