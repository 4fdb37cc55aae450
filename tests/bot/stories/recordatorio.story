# The same in Spanish, over night.
@ +7h
> ABRIR me llamo Rosa Medina, vivo en 88 Alhambra Blvd, Sacramento, gracias
< Sac County DCSS: ¿Me da su ZIP? (5 cifras) Le recordamos una vez. Pueden cobrarle mensajes y datos. STOP para terminar, AYUDA.
= needs_answer | Rosa Medina | 88 Alhambra Blvd | Sacramento CA | es
@ +5h
= needs_answer | Rosa Medina | 88 Alhambra Blvd | Sacramento CA | es
@ +8h
<< Sac County DCSS: nos falta su respuesta para seguir. Responda a este mensaje o llame al 866-901-3212, lun-vie 8-5. STOP para terminar.
= needs_answer | Rosa Medina | 88 Alhambra Blvd | Sacramento CA | es
> 95816
< Listo. Mandaremos formularios en español a
  Rosa Medina
  88 Alhambra Blvd
  Sacramento CA 95816
  Ref REF1. ¿Error? Responda 2. Avisamos al enviarlos o si vuelven. STOP para terminar.
= accepted | Rosa Medina | 88 Alhambra Blvd | Sacramento CA 95816 | es
