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
NOT_SAID = "not_ours"  # goes out in the place of a statement the county has not confirmed
# The longest values that may well come: with these a text is counted.
LONGEST = {
    "name": "Guadalupe Hernandez-Villanueva",
    "first_line": "12345 Rancho Cordova Pkwy Bldg 12 Apt 304",
    "last_line": "North Highlands CA 95660-1234",
    "ref": "4829-1037",
    "day": "Wed, Nov 25",
    "asked": "Wed, Nov 25",
    "since": "Nov 25, 2026",
}


@dataclass(frozen=True)
class Wording:
    english: str
    spanish: str
    budget: int | None  # SMS segments, for texts
    note: str = ""  # when it is sent, in the translator's file

    def in_language(self, language: Language) -> str:
        return self.spanish if language is Language.SPANISH else self.english

    def placeholders(self, language: Language) -> frozenset[str]:
        return frozenset(name for _, name, _, _ in Formatter().parse(self.in_language(language)) if name)


class _Kept(dict[str, str]):
    """Leaves a placeholder it has no value for as it stands."""

    def __missing__(self, name: str) -> str:
        return f"{{{name}}}"


class Catalogue:
    """Every wording by its code, with the agency's facts filled in."""

    def __init__(self, wordings: dict[str, Wording], agency: Agency) -> None:
        self.wordings = wordings
        self._facts = {language: _facts(agency, language) for language in Language}
        self._unconfirmed = STATEMENTS - agency.states

    def say(self, code: str, language: Language, **values: str) -> str:
        template = self.wordings[self.said_for(code)].in_language(language)
        return template.format_map(self._facts[language] | values)

    def template(self, code: str, language: Language) -> str:
        """With the agency's facts in it, and its values still to come."""
        return self.wordings[code].in_language(language).format_map(_Kept(self._facts[language]))

    def said_for(self, code: str) -> str:
        return NOT_SAID if code in self._unconfirmed else code


def texts(agency: Agency) -> Catalogue:
    return Catalogue(_read("texts.po"), agency)


def texts_by_staff(agency: Agency) -> Catalogue:
    return Catalogue(_read("by_staff.po"), agency)


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
        str(message.context): Wording(str(message.id), str(message.string), *_budget_and_note(message.auto_comments))
        for message in catalog
        if message.id
    }


def _budget_and_note(comments: list[str]) -> tuple[int | None, str]:
    comment = " ".join(comments)
    found = _BUDGET.search(comment)
    return (int(found.group(1)), comment[found.end() :].lstrip(". ")) if found else (None, comment)


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
