# From asked to mailed, in plain words, by STATUS alone and by reference.
> STATUS
< Sac County DCSS: To check on your forms, text STATUS and your Ref number, or call 866-901-3212, Mon-Fri 8-5. Msg&data rates may apply. STOP ends texts, HELP for help.
> OPEN Maria Lopez 1234 Fruitridge Rd Apt 5 Sacramento CA 95820
< OK. We will mail your forms, in English, to
  Maria Lopez
  1234 Fruitridge Rd Apt 5
  Sacramento CA 95820
  Ref REF1. Wrong? Reply 2. We will text when mailed or if it comes back. STOP ends texts.
= accepted | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | en
> STATUS
< Ref REF1: asked for Mon, Nov 23, not mailed yet. Questions: 866-901-3212, Mon-Fri 8-5.
= accepted | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | en
@ ready
= ready | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | en
@ printed
= printed | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | en
> status
< Nothing has changed since our last text. To talk to a person, text PERSON or call 866-901-3212, Mon-Fri 8-5.
= printed | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | en
@ mailed
= mailed | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | en
> ESTADO
< Ref REF1: se fue por correo el lun 23 nov. Si no llega en dos semanas, llame al 866-901-3212, lun-vie 8-5.
= mailed | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | en
@ +31d
<< Sac County DCSS: lo solicitado se fue por correo el lun 23 nov. Ref REF1. Por favor firme todo y devuélvalo. Ayuda: 866-901-3212. STOP para terminar.
= mailed | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | en
> STATUS
< Para saber de sus formularios escriba ESTADO y su Ref, o llame al 866-901-3212, lun-vie 8-5.
= mailed | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | en
