# Puerto Rico: the urbanization stands between name and street, and whoever is asked sees it.
> Abrir. Luz Barrientos, 1418 Paseo Real urb. Levittown, Toa Baja PR 00949
< Sac County DCSS: Entendimos:
  Luz Barrientos
  urb. Levittown
  1418 Paseo Real
  Toa Baja PR 00949
  Responda 1 si es correcto, 2 para cambiarlo. Pueden cobrarle mensajes y datos. STOP para terminar, AYUDA.
= needs_answer | Luz Barrientos | 1418 Paseo Real | Toa Baja PR 00949 | es
