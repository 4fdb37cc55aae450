# A Spanish sentence gets a Spanish answer and Spanish forms.
> ABRIR me llamo José Hernández y vivo en 4500 Stockton Blvd Apto 12, Sacramento CA 95820. Gracias
< Sac County DCSS: Entendimos:
  José Hernandez
  4500 Stockton Blvd Apto 12
  Sacramento CA 95820
  Responda 1 si es correcto, 2 para cambiarlo. Pueden cobrarle mensajes y datos. STOP para terminar, AYUDA.
= needs_answer | José Hernández | 4500 Stockton Blvd Apto 12 | Sacramento CA 95820 | es
