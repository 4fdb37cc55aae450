# Cut out wherever it stands.
> OPEN Maria Lopez 1234 Fruitridge Rd Apt 5 Sacramento
< Sac County DCSS: What is your ZIP code? (5 numbers) We may remind you once. Msg&data rates may apply. STOP ends, HELP for help.
= needs_answer | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA | en
> 95820 my ssn is 912-34-5678
< Please do not text Social Security numbers. We removed it. OK. We will mail your forms, in English, to
  Maria Lopez
  1234 Fruitridge Rd Apt 5
  Sacramento CA 95820
  Ref REF1. Wrong? Reply 2. We will text when mailed or if it comes back. STOP ends texts.
= accepted | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | en
> 912-34-5678
< You can text OPEN with your name and mailing address to get forms, or HOURS, COST, OFFICE, PERSON. Or call 866-901-3212.
= accepted | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | en
