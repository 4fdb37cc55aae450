# Lo mismo en español.
> ABRIR
< Sac County DCSS: Escriba su nombre completo y su domicilio con ZIP. English: ENGLISH. Pueden aplicar cargos de su plan. STOP para terminar, AYUDA.
= needs_answer | - | - | - | es
> ESPANOL
< Escriba su nombre completo y su domicilio con ZIP. English: ENGLISH.
= needs_answer | - | - | - | es
> María López
< ¿En qué domicilio recibe correo? Escriba No. y calle, apartamento y ZIP.
= needs_answer | María López | - | - | es
> 1234 Fruitridge Rd Apt 5 Sacramento 95820
< Listo. Mandaremos formas en español a
  Maria Lopez
  1234 Fruitridge Rd Apt 5
  Sacramento CA 95820
  Ref REF1. Si hay error, responda 2. Avisamos al enviarlas o si vuelven. STOP para terminar.
= accepted | María López | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | es
