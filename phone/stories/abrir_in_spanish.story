# A Spanish sentence gets a Spanish answer and Spanish forms.
> ABRIR me llamo José Hernández y vivo en 4500 Stockton Blvd Apto 12, Sacramento CA 95820. Gracias
< Sac County DCSS: mandaremos formularios en español a
  José Hernandez
  4500 Stockton Blvd Apto 12
  Sacramento CA 95820
  Ref REF1. ¿Error? Responda 2. English: ENGLISH. Avisamos al enviarlos o si vuelven. Pueden cobrarle mensajes y datos. STOP para terminar, AYUDA.
= accepted | José Hernández | 4500 Stockton Blvd Apto 12 | Sacramento CA 95820 | es
