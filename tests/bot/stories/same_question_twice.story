# The same line is never sent twice in a row.
> HOURS
< Sac County DCSS: We are open Mon-Fri, 8:00 AM to 5:00 PM, not on holidays. Call 866-901-3212. Msg&data rates may apply. STOP ends texts, HELP for help.
> HOURS
< Nothing has changed since our last text. To talk to a person, text PERSON or call 866-901-3212, Mon-Fri 8-5.
> HELP
< Sacramento County Child Support: forms by mail, up to 6 texts a request. Text OPEN, your full name and mailing address. Call 866-901-3212, TTY 866-399-4096, Mon-Fri 8-5. Msg&data rates may apply. STOP ends texts.
> HELP
< To ask for forms, text OPEN, your full name and mailing address. For a person, call Sacramento County Child Support, 866-901-3212, TTY 866-399-4096, Mon-Fri 8-5. Msg&data rates may apply. STOP ends texts.
> HELP
< Sacramento County Child Support: forms by mail, up to 6 texts a request. Text OPEN, your full name and mailing address. Call 866-901-3212, TTY 866-399-4096, Mon-Fri 8-5. Msg&data rates may apply. STOP ends texts.
