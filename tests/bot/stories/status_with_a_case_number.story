# Known or unknown, one answer.
> STATUS 0123456789
< Sac County DCSS: We cannot answer that by text. Please call 866-901-3212, Mon-Fri 8-5, and have your case number ready. If you have a lawyer, ask them. Msg&data rates may apply. STOP ends texts, HELP for help.
> estado de mi caso 0123 456 789
< No podemos contestar eso por texto. Llame al 866-901-3212, lun-vie 8-5, y tenga a la mano su No. de caso. Si tiene abogado, hable con su abogado.
