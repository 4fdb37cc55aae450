"""The second net under the log: whatever looks like a person is taken out of a line before it is written.

The first net is that nobody logs more than ids and codes. So in our own lines a value with a blank in it is no code
and goes as a whole; in a library's sentence, what has the shape of a phone, number, address, e-mail or name goes.
A single lower-case name in a library's sentence would pass: there is no shape to know it by.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, MutableMapping
from typing import Any

from enrollment.reference import is_reference

HIDDEN = "[hidden]"
_OUR_OWN_WORDS = frozenset({"timestamp", "level", "process", "library", "at", "ticks"})  # made by us, of no input
_WORD = r"(?:[^\W\d_]|['’])[^\W\d_'’]*\.?"
_CAPITAL = r"(?:[A-ZÁÉÍÓÚÑÜÇÀ-Þ][\w'’.-]*)"
_LINK = r"(?:de|del|la|las|los|y|e|van|von|der|den|da|dos|bin|al|el|mc|st\.?)"
_HOUSE = r"(?<!\w)\d{1,6}[A-Za-z]?(?:½| 1/2)?\s+(?:[NSEW]\.?\s+)?"
_STREET = re.compile(rf"{_HOUSE}(?:{_WORD}|\d+(?:st|nd|rd|th))(?:\s+{_WORD}){{0,5}}", re.IGNORECASE)
_SHAPES = (
    re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    re.compile(r"(?<![\w])\+?\(?\d[\d\s().\-–/_·]{5,}\d(?![\w])"),  # phones, SSNs, case numbers, however spaced
    # A house number and its street, a box, a unit, a state with its ZIP.
    _STREET,
    re.compile(r"\b(?:P\.?\s?O\.?\s*Box|Apartado|Apt|Unit|Spc|Space|Ste|Suite|Bldg)\s*#?\s*\w+|#\s*\w+", re.IGNORECASE),
    re.compile(r"\b[A-Z]{2}\s+\d{5}(?:-\d{4})?\b"),
    re.compile(rf"{_CAPITAL}(?:[ ,]+(?:{_LINK}[ ]+){{0,2}}{_CAPITAL})+"),  # Maria de la Cruz, LOPEZ, MARIA
    re.compile(r"'[^']*'|\"[^\"]*\"|«[^»]*»|“[^”]*”"),  # what a library quotes is what it was given
)


def scrub(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """A structlog processor, the last before the line is written."""
    foreign = "library" in event
    for key, value in event.items():
        if key not in _OUR_OWN_WORDS and not key.startswith("_"):
            event[key] = _clean(value, sentence=foreign and key == "event")
    return event


def _clean(value: Any, *, sentence: bool) -> Any:
    match value:
        case str():
            return scrub_sentence(value) if sentence else _code_or_nothing(value)
        case bool() | None | float():
            return value
        case int():
            return value if abs(value) < 10**9 else HIDDEN  # a phone is no id
        case Mapping():
            return {key: _clean(inner, sentence=sentence) for key, inner in value.items()}
        case list() | tuple() | set() | frozenset():
            return [_clean(inner, sentence=sentence) for inner in value]
    return _code_or_nothing(str(value))


def _code_or_nothing(value: str) -> str:
    if any(character.isspace() for character in value) or not value.isascii() or "@" in value:
        return HIDDEN
    if value.isdigit():
        return value if len(value) < 7 or is_reference(value) else HIDDEN
    return scrub_sentence(value)


def scrub_sentence(text: str) -> str:
    for shape in _SHAPES:
        text = shape.sub(HIDDEN, text)
    return text
