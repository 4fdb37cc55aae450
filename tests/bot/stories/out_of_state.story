# Mailed like any other, and told that their own state can help.
> OPEN Maria Lopez 500 N Virginia St Apt 3 Reno NV 89501
< Sac County DCSS: we will mail English forms to
  Maria Lopez
  500 N Virginia St Apt 3
  Reno NV 89501
  Ref REF1. Wrong? Reply 2. Español: ESPANOL. We will text when mailed or if it comes back. Msg&data rates may apply. STOP ends texts, HELP for help.
< You can also ask the child support office of your own state. It can ask us to open the case for you.
= accepted | Maria Lopez | 500 N Virginia St Apt 3 | Reno NV 89501 | en
