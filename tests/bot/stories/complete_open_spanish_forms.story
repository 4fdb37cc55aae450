# Spanish forms asked for in English words: the answer is in Spanish too.
> OPEN Maria Lopez 1234 Fruitridge Rd Apt 5 Sacramento CA 95820, Spanish please
< Sac County DCSS: mandaremos formas en español a
  Maria Lopez
  1234 Fruitridge Rd Apt 5
  Sacramento CA 95820
  Ref REF1. Si hay error, responda 2. English: ENGLISH. Avisamos al enviarlas o si vuelven. Pueden aplicar cargos de su plan. STOP para terminar, AYUDA.
= accepted | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | es
