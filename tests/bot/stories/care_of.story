# Whose mailbox it is stands on the envelope, and so in the text that says where the package goes.
> OPEN Tasha Green, c/o Linda Diaz, 12 Elm St, Galt CA 95632
< Sac County DCSS: we will mail English forms to
  Tasha Green
  c/o Linda Diaz
  12 Elm St
  Galt CA 95632
  Ref REF1. Wrong? Reply 2. Español: ESPANOL. We will text when mailed or if it comes back. Msg&data rates may apply. STOP ends texts, HELP for help.
= accepted | Tasha Green | 12 Elm St | Galt CA 95632 | en
