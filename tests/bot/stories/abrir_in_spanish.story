# A Spanish sentence gets a Spanish answer and Spanish forms.
> ABRIR me llamo José Hernández y vivo en 4500 Stockton Blvd Apto 12, Sacramento CA 95820. Gracias
< Sac County DCSS: mandaremos formas en español a
  José Hernandez
  4500 Stockton Blvd Apto 12
  Sacramento CA 95820
  Ref REF1. Si hay error, responda 2. English: ENGLISH. Avisamos al enviarlas o si vuelven. Pueden aplicar cargos de su plan. STOP para terminar, AYUDA.
= accepted | José Hernández | 4500 Stockton Blvd Apto 12 | Sacramento CA 95820 | es
