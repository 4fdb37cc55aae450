"""Short answers: a numbered choice, a house number put right."""

from __future__ import annotations

import re

from parsers.assemble import has_number
from parsers.clean import clean, fold, word_set
from parsers.suffixes import BARE_BOX
from parsers.zips import place_of

_WORDS = {
    1: "1 ONE UNO UNA FIRST PRIMERO PRIMERA PRIMER 1ST 1ERO 1ERA 1RO 1RA",
    2: "2 TWO DOS SECOND SEGUNDO SEGUNDA 2ND 2DO 2DA",
    3: "3 THREE TRES THIRD TERCERO TERCERA TERCER 3RD 3RO 3RA",
    4: "4 FOUR CUATRO FOURTH CUARTO CUARTA 4TH 4TO 4TA",
}
_CHOICE = {word: choice for choice, words in _WORDS.items() for word in words.split()}
# Words that may stand around the number without adding anything to it.
_AROUND = word_set("THE LA EL LO NUMBER NUMERO NUM NO OPTION OPCION CHOICE ANSWER PLEASE PLS PLZ POR FAVOR PORFAVOR")
# Words that may stand around a house number that is put right, and those of them that say what it is.
_OF_NUMBER = word_set(
    "NUMBER NUMERO NUM HOUSE HOME CASA ADDRESS DOMICILIO DIRECCION IT ITS ES IS SHOULD DEBE NOT SINO INSTEAD"
)
_AROUND_NUMBER = _OF_NUMBER | word_set(
    "THE S MY BE SER OF NO EL LA LO DE DEL MI EN VEZ STREET CALLE CORRECT RIGHT CORRECTO CORRECTA BIEN WRONG MAL SORRY "
    "PERDON PLEASE PLS POR FAVOR"
)
_WORD = re.compile(r"[^\W_]+")


def read_choice(text: str) -> int | None:
    """1 to 4 when the text is that and nothing more."""
    if len(text) > 60:
        return None
    words = _WORD.findall(fold(clean(text)))
    chosen = [_CHOICE[word] for word in words if word in _CHOICE]
    plain = all(word in _CHOICE or word in _AROUND for word in words)
    if len(chosen) != 1 or not plain or (words[:1] == ["NO"] and len(words) > 2):
        return None
    return chosen[0]


def read_house_number(text: str, delivery_line: str) -> str | None:
    """The delivery line with another house number, or with one where it had none, when the text is that and nothing
    more: "it's 2310 not 2301", "4512" of 45th St."""
    whole = bool(delivery_line) and has_number(delivery_line)
    now, _, street = delivery_line.partition(" ") if whole else ("", "", delivery_line)
    words = _WORD.findall(fold(clean(text[:60])))
    given = [word for word in words if word.isdecimal()]
    wanted = [number for number in given if number != now]
    around = {word for word in words if word not in given}
    if (
        (whole and not now.isdecimal())
        or not street
        or len(wanted) != 1
        or len(given) - len(wanted) > 1
        or len(wanted[0]) > 6
    ):
        return None
    refused = words[: words.index(wanted[0])][-1:] in (["NOT"], ["NO"])
    plain = around <= _AROUND_NUMBER and bool(around & _OF_NUMBER or now in given or not whole)
    if not whole and (len(wanted[0]) == 1 or place_of(wanted[0])):
        return None  # asked for the address, they gave the ZIP or chose
    if not plain or refused or len(text) > 60:
        return None
    return f"{street} {wanted[0]}" if BARE_BOX.fullmatch(street) else f"{wanted[0]} {street}"
