# A wish for no texts inside an OPEN.
> OPEN Maria Lopez 1234 Fruitridge Rd Apt 5 Sacramento CA 95820 no texts please just mail
<-
= accepted | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | en
! no_texts_back
