# With words, the words are read.
> {NumMedia=2} ABRIR Rosa Medina 88 Alhambra Blvd Sacramento CA 95816
< Sac County DCSS: mandaremos formularios en español a
  Rosa Medina
  88 Alhambra Blvd
  Sacramento CA 95816
  Ref REF1. ¿Error? Responda 2. English: ENGLISH. Avisamos al enviarlos o si vuelven. Pueden cobrarle mensajes y datos. STOP para terminar, AYUDA.
= accepted | Rosa Medina | 88 Alhambra Blvd | Sacramento CA 95816 | es
