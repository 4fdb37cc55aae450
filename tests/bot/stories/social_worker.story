# The same for a social worker, in Spanish.
> ABRIR soy trabajadora social, para mi clienta Rosa Medina 88 Alhambra Blvd Sacramento CA 95816
< Sac County DCSS: Gracias. Una persona va a leer su mensaje. No tiene que mandarlo otra vez. Preguntas: 866-901-3212, lun-vie 8-5. Pueden cobrarle mensajes y datos. STOP para terminar, AYUDA.
= needs_review (for_client) | Rosa Medina | 88 Alhambra Blvd | Sacramento CA 95816 | es
