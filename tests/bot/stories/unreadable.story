# Two tries, then a person reads it; nothing is asked a third time.
> OPEN
< Sac County DCSS: Please text your full name and mailing address with ZIP code. Español: ESPANOL. Msg&data rates may apply. STOP ends texts, HELP for help.
= needs_answer | - | - | - | en
> asdf
< Please text your full name and mailing address with ZIP code. Español: ESPANOL.
= needs_answer | - | - | - | en
> qwer zxcv
< Thank you. A person will read your text. You do not need to send it again. Questions: 866-901-3212, Mon-Fri 8-5.
= needs_review (unreadable) | - | - | - | en
