# Not one text, not even to confirm; the package goes on.
> OPEN Maria Lopez 1234 Fruitridge Rd Apt 5 Sacramento CA 95820 dont text me back he checks this phone
<-
= accepted | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | en
! no_texts_back
> STATUS
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
