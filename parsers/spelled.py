"""OPEN, ZIPs and lists as a thumb or a voice leaves them, put together before the text is cut into words."""

from __future__ import annotations

import re

from parsers.clean import fold
from parsers.keywords import misspells_open
from parsers.suffixes import DIGIT_WORDS
from parsers.zips import place_of

_SPACED_OPEN = re.compile(r"^(\W*)(?:o[ .-]?p[ .-]?e[ .-]n|oh? pen|a[ .-]b[ .-]r[ .-]i[ .-]r)\b", re.IGNORECASE)
_ZERO_OPEN = re.compile(r"\b(?:0pen|op3n|0p3n|\(\)pen|abr1r|4brir|abr!r)\b", re.IGNORECASE)
_ZERO_HINTS = ("0p", "3n", "()p", "1r", "4b", "!r")
_GLUED_OPEN = re.compile(r"(?:(?:PEN|pen)(?<=\b[Oo]\w{3})|(?:BRIR|brir)(?<=\b[Aa]\w{4}))(?=[A-Z][a-zñ])")  # "OPENMaria"
_GLUED_BOX = re.compile(r"(?<=[^\W\d_]{2})-(?=p\.? ?o\.? ?box)", re.IGNORECASE)  # "Ana Ruiz-PO Box 12"
_ITEM = re.compile(r"(?<!\S)(?:(?:[a-e]|\d)\)|\d\.)(?=\s)", re.IGNORECASE)  # "a) Ana Ruiz b) 12 Elm St", "1. Ana Ruiz"
_LIST = re.compile(r"(?:^|\b(?:open|abrir)\b|[,:;\n])\W{0,3}1\. ", re.IGNORECASE)  # not "Unit 1. Sacramento"
# "my zip is 9 5 8 2 3", as a voice spells it.
_SPELLED_ZIP = re.compile(
    r"(\b(?:zip|code|postal|cp|ca|california)\b[ :,.]{0,3}(?:(?:code|is|es)\b[ :]{0,2}){0,2})(\d(?: \d){4})(?! ?-?\d)",
    re.IGNORECASE,
)
_FIVE_APART = re.compile(r"\d(?: \d){4}")
# "nine five eight two four": a ZIP as a voice says it, where those digits are one, five in a row and no more.
_DIGIT = rf"(?:{'|'.join(sorted(DIGIT_WORDS, key=len, reverse=True))})"
_SPOKEN_ZIP = re.compile(rf"\b{_DIGIT}(?:[ ,.-]{{1,3}}{_DIGIT})+\b", re.IGNORECASE)
_FIVE = re.compile(r"(?<!\d)\d{5}(?!\d)")
_WORDS = re.compile(r"[^\W\d_]+")
_FIRST_WORD = re.compile(r"\W{0,9}([^\W\d_]{3,9})\b")


def put_together(text: str) -> str:
    """The cleaned text with "o p e n", "0PEN", "OPENMaria" as OPEN, a spelled ZIP as one, a list as commas."""
    text = _SPACED_OPEN.sub(lambda m: m.group(1) + ("OPEN" if "n" in m.group().lower() else "ABRIR"), text)
    lowered = text.lower()
    if any(map(lowered.__contains__, _ZERO_HINTS)):
        text = _ZERO_OPEN.sub("OPEN", text)
    text = _GLUED_OPEN.sub(r"\g<0> ", text)
    if "-p" in lowered:
        text = _GLUED_BOX.sub(" - ", text)
    text = _without_items(text)
    if _FIVE_APART.search(text):
        text = _SPELLED_ZIP.sub(_joined_zip, text)
    if "nine" in lowered or "nueve" in lowered:  # as California's begin
        text = _SPOKEN_ZIP.sub(_zip_in_digits, text)
    first = _FIRST_WORD.match(text)
    if first and first.group(1).upper() != "OPEN" and misspells_open(fold(first.group(1))):
        text = f"OPEN{text[first.end(1) :]}"
    return text


def _joined_zip(match: re.Match[str]) -> str:
    digits = match.group(2).replace(" ", "")
    return match.group(1) + digits if place_of(digits) else match.group()


def _zip_in_digits(match: re.Match[str]) -> str:
    digits = "".join(DIGIT_WORDS[fold(word)] for word in _WORDS.findall(match.group()))
    given = any(place_of(found) for found in _FIVE.findall(match.string))
    return digits if len(digits) == 5 and place_of(digits) and not given else match.group()


def _without_items(text: str) -> str:
    """A list's letters or digits, where they count on from the first: never "(unit 5) ... (call after 5)"."""
    if "(" in text or not (")" in text or ("1. " in text and _LIST.search(text))):
        return text
    items = "".join(found[0].lower() for found in _ITEM.findall(text))
    counts_on = len(items) > 1 and any(order.startswith(items) for order in ("abcde", "123456789"))
    return _ITEM.sub(",", text) if counts_on else text
