# Who asks how it stands while we wait for a 1 or a 2 is told what we wait for; a tap on our text is no answer to it.
> OPEN Lo Mai Xiong 1234 Fruitridge Rd Apt 5 Sacramento CA 95820
< Sac County DCSS: We read:
  Lo Mai Xiong
  1234 Fruitridge Rd Apt 5
  Sacramento CA 95820
  Reply 1 if right, 2 to change it. Msg&data rates may apply. STOP ends texts, HELP for help.
= needs_answer | Lo Mai Xiong | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | en
> how long does it take
< We need a 1 or a 2. Reply 1 if this is right, 2 to change it:
  Lo Mai Xiong
  1234 Fruitridge Rd Apt 5
  Sacramento CA 95820
= needs_answer | Lo Mai Xiong | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | en
> Liked “We need a 1 or a 2. Reply 1 if this is right, 2 to change it:”
<-
= needs_answer | Lo Mai Xiong | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | en
> 1
< OK. We will mail your forms, in English, to
  Lo Mai Xiong
  1234 Fruitridge Rd Apt 5
  Sacramento CA 95820
  Ref REF1. Wrong? Reply 2. We will text when mailed or if it comes back. STOP ends texts.
= accepted | Lo Mai Xiong | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | en
