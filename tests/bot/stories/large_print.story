# Asked for beside an OPEN, and alone.
> OPEN Maria Lopez 1234 Fruitridge Rd Apt 5 Sacramento CA 95820 i need large print i cant see well
< Sac County DCSS: we will mail English forms to
  Maria Lopez
  1234 Fruitridge Rd Apt 5
  Sacramento CA 95820
  Ref REF1. Wrong? Reply 2. Español: ESPANOL. We will text when mailed or if it comes back. Msg&data rates may apply. STOP ends texts, HELP for help.
< Yes, we can help with that. A person will read your text. Or call 866-901-3212, TTY 866-399-4096 or 711, Mon-Fri 8-5.
= accepted | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | en
! large_print
> LETRA GRANDE
< Claro que le ayudamos. Una persona va a leer su mensaje. O llame al 866-901-3212, TTY 866-399-4096 o 711, lun-vie 8-5.
= accepted | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | en
