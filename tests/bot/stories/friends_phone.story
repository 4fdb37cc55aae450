# Borrowed: staff know, the parent is served.
> OPEN Maria Lopez 1234 Fruitridge Rd Apt 5 Sacramento CA 95820 este cel es de mi amiga
< Sac County DCSS: mandaremos formularios en español a
  Maria Lopez
  1234 Fruitridge Rd Apt 5
  Sacramento CA 95820
  Ref REF1. ¿Error? Responda 2. English: ENGLISH. Avisamos al enviarlos o si vuelven. Pueden cobrarle mensajes y datos. STOP para terminar, AYUDA.
= accepted | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | es
! borrowed_phone
