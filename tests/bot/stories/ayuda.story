# HELP in Spanish names us, the phone, TTY and rates.
> AYUDA
< Child Support, Condado de Sacramento: formularios por correo, hasta 6 mensajes. Escriba ABRIR, su nombre y domicilio. Tel 866-901-3212, TTY 866-399-4096, lun-vie 8-5. Pueden cobrarle mensajes y datos. STOP para terminar.
> INFORMACION
< Para pedir formularios escriba ABRIR, su nombre completo y domicilio. Para hablar con alguien: Child Support, Condado de Sacramento, 866-901-3212, TTY 866-399-4096, lun-vie 8-5. Pueden cobrarle mensajes y datos. STOP para terminar.
