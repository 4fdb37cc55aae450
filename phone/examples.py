"""Texts one click away. Made-up people."""

from __future__ import annotations

from dataclasses import dataclass

from phone.carrier import LONGEST, OptOut


@dataclass(frozen=True, slots=True)
class Example:
    label: str
    text: str
    lang: str = "en"


@dataclass(frozen=True, slots=True)
class OddText:
    """`label` is a code of phone.words."""

    label: str
    text: str = ""
    pictures: int = 0
    opt_out: OptOut | None = None


EXAMPLES = (
    Example("English", "OPEN Maria Lopez, 1234 Fruitridge Rd Apt 5, Sacramento CA 95820"),
    Example("Español", "ABRIR Jose Peña, 4801 Franklin Blvd, Sacramento CA 95820, en español", "es"),
    Example("No commas", "open james lee 2700 meadowview rd sacramento ca 95832 spanish please"),
    Example("No ZIP", "OPEN Ana Ruiz, 5710 Stockton Blvd, Sacramento"),
    Example("Word alone", "OPEN"),
    Example("STATUS", "STATUS"),
    Example("HELP", "HELP"),
    Example("STOP", "STOP"),
)

_LONG = "OPEN Maria Lopez, 1234 Fruitridge Rd Apt 5, Sacramento CA 95820. I have waited a long time to write to you. "

ODD_TEXTS = (
    OddText("send_picture", pictures=1),
    OddText("send_long", (_LONG + "It is a long story and I will tell it all. " * LONGEST)[:LONGEST]),
    OddText("send_emoji", "OPEN 🌷 Maria Lopez 🏠 1234 Fruitridge Rd Apt 5 Sacramento CA 95820 🙏"),
    OddText("send_script", "Здравствуйте, пришлите мне, пожалуйста, документы на алименты"),
    OddText("send_stop", "STOP", opt_out=OptOut.STOP),
)
