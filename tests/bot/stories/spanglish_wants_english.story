# Spanish sentence, English forms: conversation and forms are two things.
> OPEN mi nombre es Rosa Medina 88 Alhambra Blvd Sacramento 95816 forms in english porfa
< Sac County DCSS: we will mail English forms to
  Rosa Medina
  88 Alhambra Blvd
  Sacramento CA 95816
  Ref REF1. Wrong? Reply 2. Español: ESPANOL. We will text when mailed or if it comes back. Msg&data rates may apply. STOP ends texts, HELP for help.
= accepted | Rosa Medina | 88 Alhambra Blvd | Sacramento CA 95816 | en
