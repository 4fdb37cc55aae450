# Anything else: one short line.
> are you open today?
< Sac County DCSS: You can text OPEN with your name and mailing address to get forms, STATUS to ask how it stands, or HELP. Or call 866-901-3212. Msg&data rates may apply. STOP ends texts, HELP for help.
> 👍
< You can text OPEN with your name and mailing address to get forms, STATUS to ask how it stands, or HELP. Or call 866-901-3212.
> ¿Cuánto tarda?
< Escriba ABRIR con su nombre y domicilio para pedir formas, ESTADO para saber como va, o AYUDA. O llame al 866-901-3212.
