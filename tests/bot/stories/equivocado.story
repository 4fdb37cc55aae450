# The same in Spanish.
> numero equivocado
< Sac County DCSS: Disculpe. Ya no le escribiremos. Preguntas: 866-901-3212, lun-vie 8-5. Pueden cobrarle mensajes y datos. STOP para terminar, AYUDA.
! wrong_person
> EQUIVOCADO
<-
