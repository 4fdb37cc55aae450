# Any reasonable words revoke consent (47 CFR 64.1200(a)(10)).
> please stop texting me
< Sac County DCSS: you will get no more texts from us. This stops texts, not mail. To stop mail, call 866-901-3212, Mon-Fri 8-5.
> ya no me manden mensajes
<-
