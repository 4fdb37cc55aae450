# The same in Spanish, and something is missing: a person has it.
> ABRIR Rosa Medina 88 Alhambra Blvd Sacramento, no me contesten por favor, el revisa mi celular
<-
= needs_review (cannot_ask) | Rosa Medina | 88 Alhambra Blvd | Sacramento CA | es
! no_texts_back
