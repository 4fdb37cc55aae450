# Neither name nor address ever comes: only this lapses.
> OPEN
< Sac County DCSS: Text your full name, mailing address and ZIP. Español: ESPANOL. We may remind you once. Msg&data rates may apply. STOP ends, HELP for help.
= needs_answer | - | - | - | en
@ +25h
= cancelled | - | - | - | en
