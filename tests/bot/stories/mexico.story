# A foreign address is for staff to mail.
> ABRIR Ana Ruiz, Calle 5 de Mayo 120, Col. Centro, Tijuana, Mexico
< Sac County DCSS: Gracias. Una persona va a leerlo y busca la manera de mandarle correo fuera de EE.UU. Preguntas: 866-901-3212, lun-vie 8-5. Pueden cobrarle mensajes y datos. STOP para terminar, AYUDA.
= needs_review (foreign_address) | Ana Ruiz | Calle 5 de Mayo 120 | Col. Centro, Tijuana, Mexico | es
> 1
< No hay pregunta pendiente. Para pedir formularios escriba ABRIR, su nombre completo y domicilio. O llame al 866-901-3212.
= needs_review (foreign_address) | Ana Ruiz | Calle 5 de Mayo 120 | Col. Centro, Tijuana, Mexico | es
