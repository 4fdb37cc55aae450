# What parents ask after it was accepted, without our words for it.
> ABRIR Maria Lopez 1234 Fruitridge Rd Apt 5 Sacramento CA 95820
< Sac County DCSS: mandaremos formularios en español a
  Maria Lopez
  1234 Fruitridge Rd Apt 5
  Sacramento CA 95820
  Ref REF1. ¿Error? Responda 2. English: ENGLISH. Avisamos al enviarlos o si vuelven. Pueden cobrarle mensajes y datos. STOP para terminar, AYUDA.
= accepted | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | es
> cuando llega?
< Ref REF1: solicitado el lun 23 nov; falta mandarlo. Preguntas: 866-901-3212, lun-vie 8-5.
= accepted | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | es
> how much it cost
< Pedir el servicio no cuesta. Si su hijo nunca tuvo CalWORKs, se cobran $35 al año después de mandarle $550 en ese año (1 oct-30 sep).
= accepted | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | es
