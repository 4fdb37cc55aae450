# Whose name goes on the envelope is for a person to see.
> OPEN this is the attorney for my client Maria Lopez 1234 Fruitridge Rd Apt 5 Sacramento CA 95820
< Sac County DCSS: Thank you. A person will read your text. You do not need to send it again. Questions: 866-901-3212, Mon-Fri 8-5. Msg&data rates may apply. STOP ends texts, HELP for help.
= needs_review (for_client) | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | en
