# The same for Latin letters of another language.
> Tôi cần giúp đỡ về tiền cấp dưỡng cho con tôi
< Sac County DCSS: We text in English and Español. Other languages: call 866-901-3212, Mon-Fri 8-5. Otros idiomas: llame al 866-901-3212. Msg&data rates may apply. STOP ends texts, HELP for help.
! other_language (vi)
