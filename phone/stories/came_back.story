# The mail came back: asked where it should go, and mailed once more.
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
@ +1m
<< Sac County DCSS: what you asked for was mailed Mon, Nov 23. Ref REF1. Please sign all of it and send it back. Help: 866-901-3212. STOP ends texts.
= mailed | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | en
@ returned
= returned | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | en
@ +1m
<< Sac County DCSS: our mail to you came back. Ref REF1. Where should we send it? Text street, unit and ZIP, or call 866-901-3212. STOP ends texts.
= returned | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | en
> 88 Alhambra Blvd Apt 2 Sacramento CA 95816
< OK. We will mail your forms, in English, to
  Maria Lopez
  88 Alhambra Blvd Apt 2
  Sacramento CA 95816
  Ref REF1. Wrong? Reply 2.
= accepted | Maria Lopez | 88 Alhambra Blvd Apt 2 | Sacramento CA 95816 | en
