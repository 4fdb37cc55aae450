# Spanish words stop texts; START in Spanish brings them back.
> ABRIR Rosa Medina 88 Alhambra Blvd Sacramento CA 95816, gracias
< Sac County DCSS: mandaremos formularios en español a
  Rosa Medina
  88 Alhambra Blvd
  Sacramento CA 95816
  Ref REF1. ¿Error? Responda 2. English: ENGLISH. Avisamos al enviarlos o si vuelven. Pueden cobrarle mensajes y datos. STOP para terminar, AYUDA.
= accepted | Rosa Medina | 88 Alhambra Blvd | Sacramento CA 95816 | es
> ALTO
< Sac County DCSS: no le mandaremos mensajes. Esto termina los mensajes, no el correo. Para que no llegue correo llame al 866-901-3212, lun-vie 8-5.
= accepted | Rosa Medina | 88 Alhambra Blvd | Sacramento CA 95816 | es
> INICIAR
< Sac County DCSS: este celular recibe mensajes otra vez. Pueden cobrarle mensajes y datos. STOP para terminar, AYUDA.
= accepted | Rosa Medina | 88 Alhambra Blvd | Sacramento CA 95816 | es
