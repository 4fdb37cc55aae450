# The same in Spanish.
> ABRIR Rosa Medina 88 Alhambra Blvd Apto 2 Sacramento CA 95816, en español por favor
< Sac County DCSS: mandaremos formularios en español a
  Rosa Medina
  88 Alhambra Blvd Apto 2
  Sacramento CA 95816
  Ref REF1. ¿Error? Responda 2. English: ENGLISH. Avisamos al enviarlos o si vuelven. Pueden cobrarle mensajes y datos. STOP para terminar, AYUDA.
= accepted | Rosa Medina | 88 Alhambra Blvd Apto 2 | Sacramento CA 95816 | es
> es el apartamento 3
< Listo. Mandaremos formularios en español a
  Rosa Medina
  88 Alhambra Blvd apartamento 3
  Sacramento CA 95816
  Ref REF1. ¿Error? Responda 2.
= accepted | Rosa Medina | 88 Alhambra Blvd apartamento 3 | Sacramento CA 95816 | es
