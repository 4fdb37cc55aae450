# A name and an address in a text about somebody else are nothing to mail to: what we can do, then a person.
> my ex John Smith lives at 1500 Bell St Sacramento 95821 can you serve him
< Sac County DCSS: You can text OPEN with your name and mailing address to get forms, or HOURS, COST, OFFICE, PERSON. Or call 866-901-3212. Msg&data rates may apply. STOP ends texts, HELP for help.
> his number is in there too
< Thank you. A person will read your text. You do not need to send it again. Questions: 866-901-3212, Mon-Fri 8-5.
! not_understood
