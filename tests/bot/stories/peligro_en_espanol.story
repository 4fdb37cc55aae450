# The same care in Spanish.
> ABRIR Rosa Medina 88 Alhambra Blvd Sacramento CA 95816 por favor rapido, mi esposo me pega y tengo miedo
< Sac County DCSS: Si corre peligro, llame al 911. Puede tardar en leerse este mensaje. Esperamos hasta que una persona lo lea. Oficina: 866-901-3212, lun-vie 8-5. Pueden cobrarle mensajes y datos. STOP para terminar, AYUDA.
= held | Rosa Medina | 88 Alhambra Blvd | Sacramento CA 95816 | es
! danger
