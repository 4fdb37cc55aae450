"""The English of a Spanish text of ours, for staff who read only English. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from string import Formatter

from babel.dates import get_day_names, get_month_names

from bot.catalogue import FORMS, NOT_SAID, Catalogue
from parsers import Language, fold_gsm7

_FRAMES = ("", "first_contact", "first_question", "staff_frame")
_BEFORE = "ssn"  # the only text that ever stands in front of another one
_FORMS = {FORMS[Language.SPANISH, forms]: FORMS[Language.ENGLISH, forms] for forms in Language}


def english_of(catalogues: tuple[Catalogue, ...], code: str, body: str) -> str | None:
    """What the catalogue says beside it, with the values that stand in `body`. None when the wording has changed since,
    or when these are words of a clerk's own."""
    if code in _FRAMES:
        return None
    wordings = {key: (catalogue, key) for catalogue in catalogues for key in catalogue.wordings}
    for codes in _ways(code):
        if any(part not in wordings for part in codes):
            continue
        spanish = _compose([wordings[part][0].template(part, Language.SPANISH) for part in codes])
        found = re.fullmatch(_pattern(spanish), body, re.DOTALL)
        if found is not None:
            english = _compose([wordings[part][0].template(part, Language.ENGLISH) for part in codes])
            values = {name: _in_english(name, value) for name, value in found.groupdict().items()}
            return english.format_map(values)
    return None


def _ways(code: str) -> Iterator[tuple[str, ...]]:
    """How a text may have gone out: alone, in a frame, or as the plain pointer that stands for what is not said."""
    for said in (code, NOT_SAID):
        for frame in _FRAMES:
            for before in ((), (_BEFORE,)):
                yield (*before, *((frame,) if frame else ()), said)


def _compose(templates: list[str]) -> str:
    *around, inner = templates
    whole = inner
    for template in reversed(around):
        whole = template.replace("{text}", whole) if "{text}" in template else f"{template} {whole}"
    return whole


def _pattern(template: str) -> str:
    """The template as a pattern that captures its values; a value that stands there twice is the same one twice."""
    parts, seen = [], set()
    for literal, name, _, _ in Formatter().parse(template):
        parts.append(re.escape(literal))
        if name:
            parts.append(f"(?P={name})" if name in seen else f"(?P<{name}>.+?)")
            seen.add(name)
    return "".join(parts)


def _in_english(name: str, value: str) -> str:
    if name == "forms":
        return _FORMS.get(value, value)
    if name in {"day", "asked", "since"}:
        return " ".join(_calendar_words().get(word, word) for word in value.split())
    return value


@cache
def _calendar_words() -> Mapping[str, str]:
    """`lun` is Mon; as texts carry them, without the accents they cannot."""
    words: dict[str, str] = {}
    for names in (get_day_names, get_month_names):
        english, spanish = names("abbreviated", locale="en"), names("abbreviated", locale="es")
        words |= {fold_gsm7(spanish[key]): english[key] for key in spanish}
    return words
