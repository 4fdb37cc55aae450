# Not needed after all.
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
@ mailed
= mailed | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | en
@ +10d
<< Sac County DCSS: what you asked for was mailed Mon, Nov 23. Ref REF1. Please sign all of it and send it back. Help: 866-901-3212. STOP ends texts.
= mailed | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | en
> OPEN Maria Lopez 1234 Fruitridge Rd Apt 5 Sacramento CA 95820
< We mailed these forms to you on Mon, Nov 23. Reply 1 if you need a new set, 2 if not. Or call 866-901-3212.
= mailed | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | en
= needs_answer | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | en
> no
< OK. We will not mail another set.
= mailed | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | en
= cancelled | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | en
