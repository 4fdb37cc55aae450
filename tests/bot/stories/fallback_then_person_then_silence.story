# First what we can do, then a person, then no word more.
> qué onda
< Sac County DCSS: Escriba ABRIR con su nombre y domicilio para pedir formularios, o HORARIO, COSTO, OFICINA, PERSONA. O llame al 866-901-3212. Pueden cobrarle mensajes y datos. STOP para terminar, AYUDA.
> blah blah
< Gracias. Una persona va a leer su mensaje. No tiene que mandarlo otra vez. Preguntas: 866-901-3212, lun-vie 8-5.
! not_understood
> ...
<-
> la la la
<-
@ +25h
> la la la
< Escriba ABRIR con su nombre y domicilio para pedir formularios, o HORARIO, COSTO, OFICINA, PERSONA. O llame al 866-901-3212.
