# Nobody answers: one reminder within hours, then a person.
> OPEN Maria Lopez 1234 Fruitridge Rd Apt 5 Sacramento
< Sac County DCSS: What is your ZIP code? (5 numbers) We may remind you once. Msg&data rates may apply. STOP ends, HELP for help.
= needs_answer | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA | en
@ +5h
<< Sac County DCSS: we still need your answer to go on. Text it here or call 866-901-3212, Mon-Fri 8-5. STOP ends texts.
= needs_answer | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA | en
@ +6h
= needs_answer | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA | en
@ +14h
= needs_review (no_answer) | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA | en
