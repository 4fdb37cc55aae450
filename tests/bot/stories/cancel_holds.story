# CANCEL is an opt-out and may mean "do not send it": the package is held.
> OPEN Maria Lopez 1234 Fruitridge Rd Apt 5 Sacramento CA 95820
< Sac County DCSS: we will mail English forms to
  Maria Lopez
  1234 Fruitridge Rd Apt 5
  Sacramento CA 95820
  Ref REF1. Wrong? Reply 2. Español: ESPANOL. We will text when mailed or if it comes back. Msg&data rates may apply. STOP ends texts, HELP for help.
= accepted | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | en
> CANCELAR
< Sac County DCSS: no le mandaremos mensajes. Esto termina los mensajes, no el correo. Para que no llegue correo llame al 866-901-3212, lun-vie 8-5.
= held | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | en
! held_by_parent
