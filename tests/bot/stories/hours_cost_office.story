# The short answers, in English.
> HOURS
< Sac County DCSS: We are open Mon-Fri, 8:00 AM to 5:00 PM, not on holidays. Call 866-901-3212. Msg&data rates may apply. STOP ends texts, HELP for help.
> how much does it cost?
< It costs nothing to apply. If your child never got CalWORKs, $35 a year is taken after we send you $550 in that year (Oct 1-Sep 30).
> where is your office
< Office: 3701 Power Inn Road, Sacramento, CA 95826, Mon-Fri 8-5. Mail: P.O. Box 269112, Sacramento, CA 95826. Phone: 866-901-3212.
> what do I need to send back
< Sign all the forms. Add copies of court orders you have. If you have a support order, fill in the payment history form too. Not the parent? Add the court order that makes you the guardian. Mail it to P.O. Box 269112, Sacramento, CA 95826, or bring it in.
> can i do it online
< You can also ask online, in English or Spanish: https://childsupportservices.saccounty.gov
> CALWORKS
< If your child gets CalWORKs, the county opens the case for you, at no cost. You do not need to apply. Questions: 866-901-3212, Mon-Fri 8-5.
> can a grandmother apply
< Either parent can ask, and so can a legal guardian. Text OPEN, your full name and mailing address.
> can you help with custody
< We cannot help with that by text. Please call 866-901-3212, Mon-Fri 8-5.
