# Lo mismo en español.
> ABRIR
< Sac County DCSS: Escriba nombre completo, domicilio y ZIP. English: ENGLISH. Le recordamos una vez. Pueden cobrarle mensajes y datos. STOP para terminar, AYUDA.
= needs_answer | - | - | - | es
> ESPANOL
< Disculpe, nos falta su nombre completo, calle, apartamento y ZIP. Por ejemplo: Ana Ruiz, 12 Main St Apt 3, 95814. O llame al 866-901-3212.
= needs_answer | - | - | - | es
> María López
< ¿Su domicilio postal, con apartamento y ZIP?
= needs_answer | María López | - | - | es
> 1234 Fruitridge Rd Apt 5 Sacramento 95820
< Listo. Mandaremos formularios en español a
  Maria Lopez
  1234 Fruitridge Rd Apt 5
  Sacramento CA 95820
  Ref REF1. ¿Error? Responda 2. Avisamos al enviarlos o si vuelven. STOP para terminar.
= accepted | María López | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | es
