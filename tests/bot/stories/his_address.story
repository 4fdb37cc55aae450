# The only address is said to be the other parent's: nothing goes there before the parent has said yes.
> OPEN my son's dad is Juan Perez he lives at 99 Oak Ave Galt 95632. I'm Ana Ruiz
< Sac County DCSS: We read:
  Ana Ruiz
  99 Oak Ave
  Galt CA 95632
  Reply 1 if right, 2 to change it. Msg&data rates may apply. STOP ends texts, HELP for help.
= needs_answer | Ana Ruiz | 99 Oak Ave | Galt CA 95632 | en
> 2
< What should we change? Text the right name or address. Or reply 3 for forms in the other language (English/Español), 4 if we should not mail them.
= needs_answer | Ana Ruiz | 99 Oak Ave | Galt CA 95632 | en
> mine is 12 Elm St Galt 95632
< OK. We will mail your forms, in English, to
  Ana Ruiz
  12 Elm St
  Galt CA 95632
  Ref REF1. Wrong? Reply 2. We will text when mailed or if it comes back. STOP ends texts.
= accepted | Ana Ruiz | 12 Elm St | Galt CA 95632 | en
