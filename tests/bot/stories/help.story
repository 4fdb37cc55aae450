# Who we are, the phone, rates, STOP.
> HELP
< Sacramento County Child Support: forms by mail, up to 6 texts a request. Text OPEN, your full name and mailing address. Call 866-901-3212, TTY 866-399-4096, Mon-Fri 8-5. Msg&data rates may apply. STOP ends texts.
> ayuda
< Child Support, Condado de Sacramento: formularios por correo, hasta 6 mensajes. Escriba ABRIR, su nombre y domicilio. Tel 866-901-3212, TTY 866-399-4096, lun-vie 8-5. Pueden cobrarle mensajes y datos. STOP para terminar.
