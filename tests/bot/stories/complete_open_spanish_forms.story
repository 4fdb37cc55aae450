# Spanish forms asked for in English words: the answer is in Spanish too.
> OPEN Maria Lopez 1234 Fruitridge Rd Apt 5 Sacramento CA 95820, Spanish please
< Sac County DCSS: mandaremos formularios en español a
  Maria Lopez
  1234 Fruitridge Rd Apt 5
  Sacramento CA 95820
  Ref REF1. ¿Error? Responda 2. English: ENGLISH. Avisamos al enviarlos o si vuelven. Pueden cobrarle mensajes y datos. STOP para terminar, AYUDA.
= accepted | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | es
