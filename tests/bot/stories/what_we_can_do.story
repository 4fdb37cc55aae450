# Anything else: one short line.
> are you open today?
< Sac County DCSS: We are open Mon-Fri, 8:00 AM to 5:00 PM, not on holidays. Call 866-901-3212. Msg&data rates may apply. STOP ends texts, HELP for help.
> 👍
< You are welcome. If you need help, text HELP or call 866-901-3212.
> ¿Cuánto tarda?
< Para saber de sus formularios escriba ESTADO y su Ref, o llame al 866-901-3212, lun-vie 8-5.
> ¿Puedo llevar a mi tía?
< Escriba ABRIR con su nombre y domicilio para pedir formularios, o HORARIO, COSTO, OFICINA, PERSONA. O llame al 866-901-3212.
