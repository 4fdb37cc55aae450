# Two tries, then a person reads it; nothing is asked a third time.
> OPEN
< Sac County DCSS: Text your full name, mailing address and ZIP. Español: ESPANOL. We may remind you once. Msg&data rates may apply. STOP ends, HELP for help.
= needs_answer | - | - | - | en
> asdf
< Sorry, we need your full name, street, unit and ZIP. Like this: Ana Ruiz, 12 Main St Apt 3, 95814. Or call 866-901-3212.
= needs_answer | - | - | - | en
> qwer zxcv
< Thank you. A person will read your text. You do not need to send it again. Questions: 866-901-3212, Mon-Fri 8-5.
= needs_review (unreadable) | - | - | - | en
