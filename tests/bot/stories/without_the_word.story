# Whoever gives name and address and forgets OPEN is shown what we read, and asked; nothing goes out before that.
> hi i need child support papers my name is Keisha Moore 2201 Florin Rd apt 4 sacramento ca 95822
< Sac County DCSS: Should we mail you our forms?
  Keisha Moore
  2201 Florin Rd apt 4
  Sacramento CA 95822
  Reply 1 to get them there, 2 to change it, 4 if you want none. Msg&data rates may apply. STOP ends texts, HELP for help.
= needs_answer | Keisha Moore | 2201 Florin Rd apt 4 | Sacramento CA 95822 | en
> 1
< OK. We will mail your forms, in English, to
  Keisha Moore
  2201 Florin Rd apt 4
  Sacramento CA 95822
  Ref REF1. Wrong? Reply 2. We will text when mailed or if it comes back. STOP ends texts.
= accepted | Keisha Moore | 2201 Florin Rd apt 4 | Sacramento CA 95822 | en
> Tanya Moore 2201 Florin Rd apt 4 sacramento ca 95822
< Should we mail you our forms?
  Tanya Moore
  2201 Florin Rd apt 4
  Sacramento CA 95822
  Reply 1 to get them there, 2 to change it, 4 if you want none.
= accepted | Keisha Moore | 2201 Florin Rd apt 4 | Sacramento CA 95822 | en
= needs_answer | Tanya Moore | 2201 Florin Rd apt 4 | Sacramento CA 95822 | en
> no
< What should we change? Text the right name or address. Or reply 3 for forms in the other language (English/Español), 4 if we should not mail them.
= accepted | Keisha Moore | 2201 Florin Rd apt 4 | Sacramento CA 95822 | en
= needs_answer | Tanya Moore | 2201 Florin Rd apt 4 | Sacramento CA 95822 | en
> 4
< OK. We will not mail it. If you want it later, text OPEN with your name and address.
= accepted | Keisha Moore | 2201 Florin Rd apt 4 | Sacramento CA 95822 | en
= withdrawn | Tanya Moore | 2201 Florin Rd apt 4 | Sacramento CA 95822 | en
