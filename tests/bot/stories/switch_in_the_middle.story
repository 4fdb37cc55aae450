# The language changes in mid-conversation, and nothing is lost.
> OPEN Maria Lopez 1234 Fruitridge Rd Apt 5 Sacramento
< Sac County DCSS: What is your ZIP code? (5 numbers) We may remind you once. Msg&data rates may apply. STOP ends, HELP for help.
= needs_answer | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA | en
> ESPAÑOL
< ¿Me da su ZIP? (5 cifras)
= needs_answer | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA | es
> 95820
< Listo. Mandaremos formularios en español a
  Maria Lopez
  1234 Fruitridge Rd Apt 5
  Sacramento CA 95820
  Ref REF1. ¿Error? Responda 2. Avisamos al enviarlos o si vuelven. STOP para terminar.
= accepted | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | es
> ENGLISH
< OK. We will mail your forms, in English, to
  Maria Lopez
  1234 Fruitridge Rd Apt 5
  Sacramento CA 95820
  Ref REF1. Wrong? Reply 2.
= accepted | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | en
