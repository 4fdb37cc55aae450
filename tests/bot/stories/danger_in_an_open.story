# Nothing is echoed, nothing is mailed before a person has read it.
> OPEN Maria Lopez 1234 Fruitridge Rd Apt 5 Sacramento CA 95820 please hurry he will kill me
< Sac County DCSS: If you are in danger, call 911. Staff may not see this text soon. We will wait until a person has read it. Office: 866-901-3212, Mon-Fri 8-5. Msg&data rates may apply. STOP ends texts, HELP for help.
= held | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | en
! danger
> 2
< Thank you. A person will read your text. You do not need to send it again. Questions: 866-901-3212, Mon-Fri 8-5.
= held | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | en
! asked_while_held
