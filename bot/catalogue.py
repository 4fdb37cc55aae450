"""Reply codes into words: one PO file a translator can edit, English and Spanish side by side."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from string import Formatter

from babel.dates import format_date
from babel.messages.pofile import read_po

from enrollment.agency import Agency
from parsers import Language

_WORDS = Path(__file__).parent / "words"
_BUDGET = re.compile(r"\bbudget (\d)")
FORMS = {  # how each conversation language names the forms' language
    (Language.ENGLISH, Language.ENGLISH): "English",
    (Language.ENGLISH, Language.SPANISH): "Spanish",
    (Language.SPANISH, Language.ENGLISH): "en inglés",
    (Language.SPANISH, Language.SPANISH): "en español",
}
# Texts that state something of the programme: said only if agency.toml lists them.
STATEMENTS = frozenset({"who_may_ask", "calworks", "cost", "what_to_send", "out_of_state", "online"})
_CALL_US = "not_ours"


@dataclass(frozen=True)
class Wording:
    english: str
    spanish: str
    budget: int | None  # SMS segments, for texts

    def in_language(self, language: Language) -> str:
        return self.spanish if language is Language.SPANISH else self.english

    def placeholders(self, language: Language) -> frozenset[str]:
        return frozenset(name for _, name, _, _ in Formatter().parse(self.in_language(language)) if name)


class Catalogue:
    """Every wording by its code, with the agency's facts filled in."""

    def __init__(self, wordings: dict[str, Wording], agency: Agency) -> None:
        self.wordings = wordings
        self._facts = {language: _facts(agency, language) for language in Language}
        self._unconfirmed = STATEMENTS - agency.states

    def say(self, code: str, language: Language, **values: str) -> str:
        code = _CALL_US if code in self._unconfirmed else code
        template = self.wordings[code].in_language(language)
        return template.format_map(self._facts[language] | values)


def texts(agency: Agency) -> Catalogue:
    return Catalogue(_read("texts.po"), agency)


def calls(agency: Agency) -> Catalogue:
    return Catalogue(_read("calls.po"), agency)


def day_in_words(day: date, language: Language) -> str:
    """`Mon, Nov 23`; in Spanish `lun 23 nov`."""
    pattern = "EEE d MMM" if language is Language.SPANISH else "EEE, MMM d"
    return format_date(day, pattern, locale=language.value)


def date_in_words(day: date, language: Language) -> str:
    """With its year, for days long past: `Mar 3, 2021`; in Spanish `3 mar 2021`."""
    return format_date(day, "d MMM y" if language is Language.SPANISH else "MMM d, y", locale=language.value)


def day_spoken(day: date, language: Language) -> str:
    pattern = "EEEE d 'de' MMMM" if language is Language.SPANISH else "EEEE, MMMM d"
    return format_date(day, pattern, locale=language.value)


def _read(name: str) -> dict[str, Wording]:
    with (_WORDS / name).open("rb") as file:
        catalog = read_po(file, abort_invalid=True)
    return {
        str(message.context): Wording(str(message.id), str(message.string), _budget(message.auto_comments))
        for message in catalog
        if message.id
    }


def _budget(comments: list[str]) -> int | None:
    found = _BUDGET.search(" ".join(comments))
    return int(found.group(1)) if found else None


def _facts(agency: Agency, language: Language) -> dict[str, str]:
    spanish = language is Language.SPANISH
    opens, closes = agency.hours.opens.hour, agency.hours.closes.hour
    days = "lun-vie" if spanish else "Mon-Fri"
    return {
        "agency": agency.sender_name,
        "full_name": agency.full_name_es if spanish else agency.full_name,
        "phone": agency.phone,
        "tty": agency.tty,
        "text_number": agency.text_number,
        "office": ", ".join(agency.office_lines),
        "office_street": agency.office_lines[0],
        "mail_to": ", ".join(agency.mail_lines),
        "url": agency.url,
        "fee": agency.yearly_fee,
        "fee_after": agency.fee_after,
        "hours": f"{days} {opens % 12 or 12}-{closes % 12 or 12}",
        "opens": agency.hours.opens.strftime("%-I:%M %p"),
        "closes": agency.hours.closes.strftime("%-I:%M %p"),
    }
