# The same in Spanish; nothing is given, a person has it after a day.
> ABRIR soy Rosa Medina, no tengo domicilio
< Sac County DCSS: ¿No recibe correo? Recoja los formularios en 3701 Power Inn Road, lun-vie 8-5, o escriba un PO Box, General Delivery o un domicilio seguro con ZIP. Pueden cobrarle mensajes y datos. STOP para terminar, AYUDA.
= needs_answer | Rosa Medina | - | - | es
! no_address
@ +25h
= needs_review (no_answer) | Rosa Medina | - | - | es
