# In a sentence.
> por favor ya no me manden más mensajes
< Sac County DCSS: no le mandaremos mensajes. Esto termina los mensajes, no el correo. Para que no llegue correo llame al 866-901-3212, lun-vie 8-5.
> NO MAS
<-
