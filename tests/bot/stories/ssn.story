# Cut out, told once, never echoed.
> OPEN Maria Lopez 1234 Fruitridge Rd Apt 5 Sacramento CA 95820 ssn 912-34-5678
< Please do not text Social Security numbers. We removed it. Sac County DCSS: we will mail English forms to
  Maria Lopez
  1234 Fruitridge Rd Apt 5
  Sacramento CA 95820
  Ref REF1. Wrong? Reply 2. Español: ESPANOL. We will text when mailed or if it comes back. Msg&data rates may apply. STOP ends texts, HELP for help.
= accepted | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | en
> my ssn is 912 34 5678
< You can text OPEN with your name and mailing address to get forms, or HOURS, COST, OFFICE, PERSON. Or call 866-901-3212.
= accepted | Maria Lopez | 1234 Fruitridge Rd Apt 5 | Sacramento CA 95820 | en
