# No call after all.
> PERSONA
< Sac County DCSS: Una persona puede llamarle, lun-vie 8-5. ¿Podemos llamar a este celular? Responda 1 para que le llamen, 2 si no. O llame al 866-901-3212. Pueden cobrarle mensajes y datos. STOP para terminar, AYUDA.
! wants_person (asked)
> 2
< De acuerdo. Nadie le va a llamar. Puede llamar al 866-901-3212, lun-vie 8-5.
! wants_person (no_call)
