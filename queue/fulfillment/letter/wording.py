"""The letter's words in one language, with the agency's facts filled in."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping, Sequence
from datetime import date, time
from pathlib import Path
from typing import Any

from babel.dates import format_date

from enrollment.agency import Agency
from parsers.values import Language

_HERE = Path(__file__).parent
_LOCALES = {Language.ENGLISH: "en_US", Language.SPANISH: "es_US"}


def words_for(
    language: Language, agency: Agency, *, name: str, reference: str, day: date, outside_county: bool
) -> dict[str, object]:
    """The wording file's tables with every {fact} filled; sections for others than this parent are left out."""
    wording = dict(_wording(language))
    sections = [section for section in wording["sections"] if outside_county or not section.get("outside_county")]
    facts = _facts(language, agency) | {"name": name, "reference": reference, "date": long_date(day, language)}
    columns = _even_columns(sections)
    return {key: _filled(value, facts) for key, value in (wording | {"columns": columns}).items() if key != "sections"}


def _even_columns(sections: Sequence[Mapping[str, str]]) -> tuple[Sequence[Mapping[str, str]], ...]:
    """Cut by letters counted: measuring in Typst took 7 ms of each letter for the same cut."""
    heights = [120 + len(section["text"]) for section in sections]  # a heading takes about 120 letters' room
    cut = min(range(1, len(sections)), key=lambda place: abs(sum(heights[:place]) - sum(heights[place:])))
    return sections[:cut], sections[cut:]


def long_date(day: date, language: Language) -> str:
    return format_date(day, "long", locale=_LOCALES[language])


@functools.cache
def _wording(language: Language) -> Mapping[str, Any]:
    return tomllib.loads((_HERE / f"{language.value}.toml").read_text("utf-8"))


def _facts(language: Language, agency: Agency) -> dict[str, str]:
    spanish = language is Language.SPANISH
    return {
        "agency": agency.full_name_es if spanish else agency.full_name,
        "phone": agency.phone,
        "tty": agency.tty,
        "text_number": agency.text_number,
        "office": ", ".join(agency.office_lines),
        "mail": ", ".join(agency.mail_lines),
        "url": agency.url.removeprefix("https://").rstrip("/"),
        "complaint_email": agency.complaint_email,
        "yearly_fee": agency.yearly_fee,
        "fee_after": agency.fee_after,
        "opens": _clock(agency.hours.opens, language),
        "closes": _clock(agency.hours.closes, language),
    }


def _clock(moment: time, language: Language) -> str:
    """8 am, 8:30 am; in Spanish 8 a. m., its spaces not to be broken."""
    hour = f"{(moment.hour - 1) % 12 + 1}" + (f":{moment.minute:02}" if moment.minute else "")
    half = "am" if moment.hour < 12 else "pm"
    return f"{hour}\u00a0{half}" if language is Language.ENGLISH else f"{hour}\u00a0{half[0]}.\u00a0m."


def _filled(value: object, facts: Mapping[str, str]) -> object:
    if isinstance(value, str):
        return value.format_map(facts)
    if isinstance(value, dict):
        return {key: _filled(item, facts) for key, item in value.items()}
    return [_filled(item, facts) for item in value] if isinstance(value, list | tuple) else value
