# Neither name nor address ever comes: only this lapses.
> OPEN
< Sac County DCSS: Please text your full name and mailing address with ZIP code. Español: ESPANOL. Msg&data rates may apply. STOP ends texts, HELP for help.
= needs_answer | - | - | - | en
@ +25h
= cancelled | - | - | - | en
