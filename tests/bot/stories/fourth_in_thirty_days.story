# The fourth is taken like the others, and a person looks at it.
> OPEN Maria Lopez 1234 Fruitridge Rd Apt 5 Sacramento CA 95820
< Sac County DCSS: we will mail English forms to
  Maria Lopez
  1234 Fruitridge Rd Apt 5
  Sacramento CA 95820
  Ref REF1. Wrong? Reply 2. Español: ESPANOL. We will text when mailed or if it comes back. Msg&data rates may apply. STOP ends texts, HELP for help.
= accepted | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | en
> OPEN Rosa Medina 88 Alhambra Blvd Sacramento CA 95816
< OK. We will mail your forms, in English, to
  Rosa Medina
  88 Alhambra Blvd
  Sacramento CA 95816
  Ref REF2. Wrong? Reply 2.
= accepted | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | en
= accepted | Rosa Medina | 88 Alhambra Blvd | Sacramento CA 95816 | en
> OPEN Ana Ortiz 90 Alhambra Blvd Sacramento CA 95816
< OK. We will mail your forms, in English, to
  Ana Ortiz
  90 Alhambra Blvd
  Sacramento CA 95816
  Ref REF3. Wrong? Reply 2.
= accepted | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | en
= accepted | Rosa Medina | 88 Alhambra Blvd | Sacramento CA 95816 | en
= accepted | Ana Ortiz | 90 Alhambra Blvd | Sacramento CA 95816 | en
> OPEN Eva Ortiz 92 Alhambra Blvd Sacramento CA 95816
< OK. We will mail your forms, in English, to
  Eva Ortiz
  92 Alhambra Blvd
  Sacramento CA 95816
  Ref REF4. Wrong? Reply 2.
= accepted | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | en
= accepted | Rosa Medina | 88 Alhambra Blvd | Sacramento CA 95816 | en
= accepted | Ana Ortiz | 90 Alhambra Blvd | Sacramento CA 95816 | en
= needs_review (many_requests) | Eva Ortiz | 92 Alhambra Blvd | Sacramento CA 95816 | en
