# The short answers, in Spanish, with slips of the thumb.
> HORARO
< Sac County DCSS: Abrimos de lunes a viernes, de 8:00 AM a 5:00 PM, menos en feriados. Tel 866-901-3212. Pueden cobrarle mensajes y datos. STOP para terminar, AYUDA.
> ¿Cuánto cuesta?
< Pedir el servicio no cuesta. Si su hijo nunca tuvo CalWORKs, se cobran $35 al año después de mandarle $550 en ese año (1 oct-30 sep).
> ofisina
< Oficina: 3701 Power Inn Road, Sacramento, CA 95826, lun-vie 8-5. Correo: P.O. Box 269112, Sacramento, CA 95826. Tel 866-901-3212.
> FORMULARIOS
< Firme todos los formularios. Agregue copias de sus papeles de la corte. Si ya hay orden de child support, llene también el de pagos. Si no es padre o madre, mande la orden que le da la tutela. Correo: P.O. Box 269112, Sacramento, CA 95826.
> que documentos tengo que mandar
< Nada ha cambiado desde el mensaje anterior. Para hablar con una persona escriba PERSONA o llame al 866-901-3212, lun-vie 8-5.
> por internet se puede?
< También puede pedirlo por internet, en inglés o español: https://childsupportservices.saccounty.gov
> recibo calworks
< Si su hijo recibe CalWORKs, el condado abre el caso por usted, sin costo. No tiene que pedirlo. Preguntas: 866-901-3212, lun-vie 8-5.
> ESTADO
< Para saber de sus formularios escriba ESTADO y su Ref, o llame al 866-901-3212, lun-vie 8-5.
> custodia por favor
< Por texto no podemos ayudar con eso. Llame al 866-901-3212, lun-vie 8-5.
