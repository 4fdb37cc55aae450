# A foreign address, then one in the US: staff let it go on.
> OPEN Ana Ruiz, 55 King St, Toronto, Ontario, Canada
< Sac County DCSS: Thank you. A person will read this and see how we can mail to you outside the US. Questions: 866-901-3212, Mon-Fri 8-5. Msg&data rates may apply. STOP ends texts, HELP for help.
= needs_review (foreign_address) | Ana Ruiz | 55 King St | Toronto, Ontario, Canada | en
> OPEN Ana Ruiz 88 Alhambra Blvd Sacramento CA 95816
< We already have your request, Ref REF1. Reply 1 to use the address you just sent. Reply 2 to keep the old one.
= needs_review (foreign_address) | Ana Ruiz | 55 King St | Toronto, Ontario, Canada | en
= needs_answer | Ana Ruiz | 88 Alhambra Blvd | Sacramento CA 95816 | en
