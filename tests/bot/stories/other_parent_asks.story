# Who picks up the shared phone learns no name, no address.
> OPEN Maria Lopez 1234 Fruitridge Rd Apt 5 Sacramento CA 95820
< Sac County DCSS: we will mail English forms to
  Maria Lopez
  1234 Fruitridge Rd Apt 5
  Sacramento CA 95820
  Ref REF1. Wrong? Reply 2. Español: ESPANOL. We will text when mailed or if it comes back. Msg&data rates may apply. STOP ends texts, HELP for help.
= accepted | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | en
> STATUS
< Ref REF1: asked for Mon, Nov 23, not mailed yet. Questions: 866-901-3212, Mon-Fri 8-5.
= accepted | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | en
> STATUS 0123456789
< We cannot answer that by text. Please call 866-901-3212, Mon-Fri 8-5, and have your case number ready. If you have a lawyer, ask them.
= accepted | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | en
> who is this
< Sacramento County Child Support: forms by mail, up to 6 texts a request. Text OPEN, your full name and mailing address. Call 866-901-3212, TTY 866-399-4096, Mon-Fri 8-5. Msg&data rates may apply. STOP ends texts.
= accepted | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | en
