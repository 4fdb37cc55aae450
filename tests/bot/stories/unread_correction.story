# A correction we cannot read confirms nothing: the wrong house number is not accepted again.
> OPEN Maria Lopez 2301 Northgate Blvd Apt B Sacramento CA 95833
< Sac County DCSS: we will mail English forms to
  Maria Lopez
  2301 Northgate Blvd Apt B
  Sacramento CA 95833
  Ref REF1. Wrong? Reply 2. Español: ESPANOL. We will text when mailed or if it comes back. Msg&data rates may apply. STOP ends texts, HELP for help.
= accepted | Maria Lopez | 2301 Northgate Blvd Apt B | Sacramento CA 95833 | en
> 2
< What should we change? Text the right name or address. Or reply 3 for forms in the other language (English/Español), 4 if we should not mail them.
= needs_answer | Maria Lopez | 2301 Northgate Blvd Apt B | Sacramento CA 95833 | en
> el numero de la casa no esta bien escrito alla
< Disculpe, no lo entendimos. Escriba el nombre correcto, o el domicilio con ZIP. Responda 3 para el otro idioma, 4 para no mandarlos.
= needs_answer | Maria Lopez | 2301 Northgate Blvd Apt B | Sacramento CA 95833 | en
> el numero es 2310
< Entendimos:
  Maria Lopez
  2310 Northgate Blvd Apt B
  Sacramento CA 95833
  Responda 1 si es correcto, 2 para cambiarlo.
= needs_answer | Maria Lopez | 2310 Northgate Blvd Apt B | Sacramento CA 95833 | en
> 1
< Listo. Mandaremos formularios en inglés a
  Maria Lopez
  2310 Northgate Blvd Apt B
  Sacramento CA 95833
  Ref REF1. ¿Error? Responda 2.
= accepted | Maria Lopez | 2310 Northgate Blvd Apt B | Sacramento CA 95833 | en
