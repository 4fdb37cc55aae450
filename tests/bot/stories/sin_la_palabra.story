# La que da su nombre y domicilio sin decir ABRIR no tiene que darlos otra vez.
> hola necesito los papeles para manutencion me llamo Lupita Hernandez vivo en 5512 47th ave apt 12 sacramento 95824
< Sac County DCSS: ¿Le mandamos los formularios?
  Lupita Hernandez
  5512 47th ave apt 12
  Sacramento CA 95824
  Responda 1 para que lleguen a este domicilio, 2 para cambiarlo, 4 si no los quiere. Pueden cobrarle mensajes y datos. STOP para terminar, AYUDA.
= needs_answer | Lupita Hernandez | 5512 47th ave apt 12 | Sacramento CA 95824 | es
> 1
< Listo. Mandaremos formularios en español a
  Lupita Hernandez
  5512 47th ave apt 12
  Sacramento CA 95824
  Ref REF1. ¿Error? Responda 2. Avisamos al enviarlos o si vuelven. STOP para terminar.
= accepted | Lupita Hernandez | 5512 47th ave apt 12 | Sacramento CA 95824 | es
