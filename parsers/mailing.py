"""The address as it stands on the envelope, and the forms under which people and addresses are looked up."""

from __future__ import annotations

import re

from parsers.clean import clean, fold, without_accents
from parsers.lexicon import suffix_of
from parsers.suffixes import (
    DIRECTION,
    FLOORS,
    GENERAL_DELIVERY,
    NUMBER_WORDS,
    ORDINALS,
    SPELLED,
    STATE,
    UNIT,
    designator,
)
from parsers.values import PersonName, PostalAddress

_PHRASES = (
    (re.compile(r"\b(?:P ?O ?B(?:OX|X)?|POST OFFICE BOX|POBOX|APARTADO(?: POSTAL)?)\b(?=[ #]*\w)"), "PO BOX"),
    (re.compile(r"\b(?:R ?R|RURAL (?:ROUTE|RTE|RT)|RFD)(?=[ #]*\d)"), "RR "),
    (re.compile(r"\b(?:H ?C|HIGHWAY CONTRACT(?: ROUTE)?)(?=[ #]*\d+ BOX)"), "HC "),
    (re.compile(r"(?<=\d )BX(?= #? ?\d)"), "BOX"),
    (re.compile(rf"{GENERAL_DELIVERY}|\bENTREGA GENERAL\b|\bLISTA DE CORREOS\b"), "GENERAL DELIVERY"),
    (re.compile(r"\b(?:COUNTY|CO|CNTY|CTY) (?:RD|ROAD)\b"), "COUNTY ROAD"),
)
_SAFE_AT_HOME = re.compile(r"#\s?\d+")
_NOT_STREETS = frozenset({"PO", "RR", "HC", "PSC", "CMR", "UNIT", "GENERAL", "COUNTY"})
_LOOSE = re.compile(r"[^\w/ -]+")
_SPACES = re.compile(r"\s+")


def _plain(text: str) -> str:
    """Capitals, no punctuation but the slash of a fraction and the hyphen inside a number."""
    folded = fold(clean(text)).replace("#", " # ").replace("&", " AND ").replace("'", "").replace(".", " ")
    loose = re.sub(r"[^\w/#-]+", " ", folded).replace("_", " ")
    loose = re.sub(r"(?<!\d)/|/(?!\d)|(?<!\w)-|-(?!\w)|(?<=[A-Z])-(?=[A-Z])|(?<=[A-Z]{2})-(?=\d)", " ", loose)
    return _SPACES.sub(" ", loose).strip()


def standard_delivery_line(line: str) -> str:
    """Publication 28 form: standard suffix and directionals. "Saint" and a street named by a direction stay."""
    plain = _plain(line)
    for pattern, standard in _PHRASES:
        plain = _SPACES.sub(" ", pattern.sub(standard, plain)).strip()
    words = plain.split()
    if words[:1] and words[0] in _NOT_STREETS:
        words = [word for word in words if word != "#"]
    if len(words) < 3 or words[0] in _NOT_STREETS or "COUNTY ROAD" in plain:
        return " ".join(words)
    return " ".join(_standard_street(words))


_NUMBER_BEHIND = re.compile(
    r"((?:CALLE|AVENIDA|AVE|AV|CALZADA|PRIVADA|CALLEJON) .*?\S) (?:# |(?:NO|NUM|NUMERO|NUMBER) )?(\d+[A-Z]?)"
)


def _door_line(address: PostalAddress) -> str:
    """The delivery line; "Calle 47 numero 3105" within the country is 3105 CALLE 47, as carriers read it."""
    line = standard_delivery_line(address.delivery_line or "")
    behind = _NUMBER_BEHIND.fullmatch(line) if address.zip5 else None
    return f"{behind.group(2)} {behind.group(1)}" if behind else line


def _standard_street(words: list[str]) -> list[str]:
    last = len(words) - 1
    if last >= 3 and words[last] in DIRECTION:
        words[last] = DIRECTION[words[last]]
        last -= 1
    if last >= 2:
        words[last] = suffix_of(words[last]) or words[last]
    if words[1] in DIRECTION and last >= 3:
        words[1] = DIRECTION[words[1]]
    return words


_GLUED_UNIT = re.compile(rf"\b({'|'.join(word for word in UNIT if len(word) > 2)})(\d)")  # "APT117"


_SHORTENED = {"AP": "APT", "ESP": "SPC"}  # words of their own elsewhere: a state of the military, "español"


def standard_unit(unit: str) -> str:
    """ "Apartment #5-B" is APT 5-B, "2nd floor" FL 2, "unit number twelve" UNIT 12; a bare "#5" or "5" is "# 5"."""
    words = [designator(word) or _SHORTENED.get(word, word) for word in _GLUED_UNIT.sub(r"\1 \2", _plain(unit)).split()]
    words = [word for i, word in enumerate(words) if not (word in NUMBER_WORDS and words[i + 1 :])] or words
    if len(words) == 2 and words[1] == "FL" and words[0] in FLOORS:
        words = ["FL", FLOORS[words[0]][:-2]]
    named = [word in UNIT.values() for word in words]
    if len(words) == 2 and named == [True, False]:  # "unit twenty one" stays as it was written
        words = [words[0], SPELLED.get(words[1], words[1])]
    if len(words) == 1 and (words[0][0].isdigit() or words[0] in SPELLED):
        return f"# {SPELLED.get(words[0], words[0])}"
    return " ".join(word for word in words if word != "#" or not any(named))


def _name_line(name: str) -> str:
    """Capitals with the name's own letters, hyphens and #number (Safe at Home) kept."""
    kept = re.sub(r"[^\w'# -]+", " ", clean(name).upper())
    return _SPACES.sub(" ", kept).strip()


def mailing_lines(name: PersonName, address: PostalAddress) -> tuple[str, ...]:
    """Envelope lines: name, c/o, urbanization, delivery line with unit, last line."""
    delivery = _door_line(address)
    unit = standard_unit(address.secondary_unit or "")
    city = _SPACES.sub(" ", _LOOSE.sub(" ", without_accents(address.city or "").upper())).strip()
    state = STATE.get(fold(address.state or ""), fold(address.state or ""))
    who, care_of = _name_line(name.full), _name_line(address.care_of or "")
    if delivery == "PO BOX 1679" and address.zip5 == "95812" and _SAFE_AT_HOME.fullmatch(address.secondary_unit or ""):
        # California's Safe at Home: the participant's number stands beside the name, to the letter.
        who, unit = f"{who} #{unit.removeprefix('# ')}", ""
    lines = (
        who,
        f"C/O {care_of}" if care_of else "",
        _plain(address.urbanization or ""),
        " ".join(part for part in (delivery, unit) if part),
        " ".join(part for part in (city, state, address.zip_code) if part),
    )
    return tuple(line for line in lines if line)


def normal_name(name: PersonName) -> str:
    """Two spellings of one name compare equal: accents, case, punctuation and "Last, First" apart."""
    full = fold(clean(name.full))
    last, comma, first = full.partition(",")
    if comma and first.strip() not in {"JR", "SR", "II", "III", "IV", "JR.", "SR."}:
        full = f"{first} {last}"
    return " ".join(re.sub(r"[^\w]+", " ", re.sub(r"['.]", "", full)).split())


def normal_address(address: PostalAddress) -> str:
    """Where the mail goes: delivery line, unit number and ZIP; two spellings of one door compare equal."""
    words = standard_unit(address.secondary_unit or "").split()
    unit = [word for word in words if (word not in UNIT.values() or word == "FL") and word != "#"]
    where = address.zip5 or " ".join((fold(address.city or ""), fold(address.state or ""))).strip()
    line = " ".join(ORDINALS.get(word, word) for word in _door_line(address).split())
    return "|".join((line, "".join(unit).replace("-", ""), where))
