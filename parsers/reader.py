"""A text in, a Reading out."""

from __future__ import annotations

import re

import usaddress

from parsers.clean import clean, fold
from parsers.keywords import read_keyword
from parsers.private import DATE, EMAIL, PHONE, SSN_MARK, scrub_ssn
from parsers.suffixes import STATE
from parsers.values import Keyword, Language, Part, PersonName, PostalAddress, Reading
from parsers.zips import is_city, place_of

_SPANISH = re.compile(r"\b(?:in|en|forms?:?|formas)?[ :]*(?:spanish|espa[nñ]ol)(?: forms)?\b", re.IGNORECASE)
_ENGLISH = re.compile(r"\b(?:in|en)? *(?:english|ingl[eé]s)\b", re.IGNORECASE)
_FILLER = re.compile(
    r"\b(?:please|plz|pls|por ?favor|my (?:full )?name is|name|nombre|me llamo|mi nombre es|"
    r"i live at|my address is|mi direcci[oó]n es|thanks?)\b[ :-]*",
    re.IGNORECASE,
)
_OPENERS = re.compile(r"^\W*(?:open|abrir)\b\W*", re.IGNORECASE)
_DIGITS = re.compile(r"(?<!\d)\d(?:[ -]?\d){5,19}(?!\d)")
_UNIT = ("OccupancyType", "OccupancyIdentifier", "SubaddressType", "SubaddressIdentifier")
_LAST = ("PlaceName", "StateName", "ZipCode", "ZipPlus4")


def _forms_language(text: str) -> Language | None:
    if _SPANISH.search(text):
        return Language.SPANISH
    return Language.ENGLISH if _ENGLISH.search(text) else None


def _numbers(text: str) -> tuple[str, ...]:
    bare = PHONE.sub(" ", DATE.sub(" ", text))
    groups = [re.sub(r"\D", "", group) for group in _DIGITS.findall(bare)]
    return tuple(group for group in groups if not (len(group) == 9 and place_of(group[:5])))


def _pieces(text: str) -> dict[str, list[str]]:
    pieces: dict[str, list[str]] = {}
    for word, label in usaddress.parse(text):
        kind = "unit" if label in _UNIT else label if label in _LAST else "line" if label != "Recipient" else "name"
        pieces.setdefault(kind, []).append(word.strip(",.;"))
    return pieces


def _address(pieces: dict[str, list[str]]) -> PostalAddress:
    joined = {kind: " ".join(words).strip() or None for kind, words in pieces.items()}
    zip_digits = re.sub(r"\D", "", joined.get("ZipCode") or "")
    place = place_of(zip_digits[:5])
    state = STATE.get(fold(joined.get("StateName") or ""))
    return PostalAddress(
        delivery_line=joined.get("line"),
        secondary_unit=joined.get("unit"),
        city=joined.get("PlaceName") or (place.cities[0] if place else None),
        state=state or (place.state if place else None),
        zip5=zip_digits[:5] if len(zip_digits) in (5, 9) else None,
        zip4=zip_digits[5:] or None,
    )


def _read_parts(text: str) -> tuple[PersonName | None, PostalAddress, Language | None]:
    bare = EMAIL.sub(" ", DATE.sub(" ", PHONE.sub(" ", text.replace(SSN_MARK, " "))))
    language = _forms_language(bare)
    bare = _OPENERS.sub("", _FILLER.sub(" ", _ENGLISH.sub(" ", _SPANISH.sub(" ", bare)))).replace("\n", ", ")
    before, number, after = bare, "", ""
    if match := re.search(r"\d", bare):
        before, number, after = bare[: match.start()], match.group(), bare[match.end() :]
    name = before.strip(" ,.;:-\"")
    pieces = _pieces(number + after) if number else {}
    if not name and "name" in pieces:
        name = " ".join(pieces["name"])
    if not number and is_city(fold(name)):
        pieces, name = {"PlaceName": [name]}, ""
    return (PersonName(name) if len(name) > 1 else None), _address(pieces), language


def _missing(name: PersonName | None, address: PostalAddress) -> tuple[Part, ...]:
    missing = []
    if name is None or len(name.full.split()) < 2:
        missing.append(Part.NAME)
    if not address.delivery_line or not re.search(r"\d|general delivery", address.delivery_line, re.IGNORECASE):
        missing.append(Part.DELIVERY_LINE)
    if not address.zip5:
        missing.append(Part.ZIP)
    return tuple(missing)


def read_message(text: str) -> Reading:
    scrubbed, had_ssn = scrub_ssn(text)
    bare = clean(scrubbed)
    keyword = read_keyword(bare)
    if keyword is not Keyword.OPEN:
        return Reading(keyword, None, _forms_language(bare), numbers=_numbers(bare), text=scrubbed, had_ssn=had_ssn)
    name, address, language = _read_parts(bare)
    return Reading(
        keyword, None, language, name, address, _missing(name, address), (), _numbers(bare), scrubbed, had_ssn
    )


def read_answer(text: str, asked: frozenset[Part]) -> Reading:
    """A text that answers a question about `asked`; parts it does not give are missing only if asked for."""
    scrubbed, had_ssn = scrub_ssn(text)
    bare = clean(scrubbed)
    keyword = read_keyword(bare)
    name, address, language = _read_parts(bare)
    if re.fullmatch(r"(?:apt|unit|#|spc|space|ste|rm)\W*\w{1,5}", bare, re.IGNORECASE):
        name, address = None, PostalAddress(secondary_unit=bare)
    missing = tuple(part for part in _missing(name, address) if part in asked)
    return Reading(keyword, None, language, name, address, missing, (), _numbers(bare), scrubbed, had_ssn)
