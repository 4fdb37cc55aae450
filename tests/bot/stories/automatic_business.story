# One we do not know for a machine: three lines and out.
> Welcome to Joes Pizza! Reply MENU for our menu
< Sac County DCSS: You can text OPEN with your name and mailing address to get forms, or HOURS, COST, OFFICE, PERSON. Or call 866-901-3212. Msg&data rates may apply. STOP ends texts, HELP for help.
> Welcome to Joes Pizza! Reply MENU for our menu
< Thank you. A person will read your text. You do not need to send it again. Questions: 866-901-3212, Mon-Fri 8-5.
! not_understood
> Welcome to Joes Pizza! Reply MENU for our menu
<-
> Welcome to Joes Pizza! Reply MENU for our menu
<-
