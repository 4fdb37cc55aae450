"""The values that reading a text yields. Every other room speaks in these words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Language(StrEnum):
    ENGLISH = "en"
    SPANISH = "es"


class Keyword(StrEnum):
    """What a text is for: the word a parent led with, or the sentence that says the same."""

    OPEN = "open"
    STATUS = "status"
    STOP = "stop"
    CANCEL = "cancel"  # CANCEL, CANCELAR, REVOKE: an opt-out that may also mean "do not send it"
    START = "start"
    HELP = "help"
    ENGLISH = "english"
    SPANISH = "spanish"
    OTHER = "other"


class Part(StrEnum):
    """A piece of a request that can be missing or in doubt."""

    NAME = "name"
    DELIVERY_LINE = "delivery_line"
    SECONDARY_UNIT = "secondary_unit"
    CITY = "city"
    STATE = "state"
    ZIP = "zip"
    LANGUAGE = "language"


@dataclass(frozen=True, slots=True)
class PersonName:
    """A full name as its owner wrote it: particles, both surnames, initials and suffixes kept."""

    full: str

    def __str__(self) -> str:
        return self.full


@dataclass(frozen=True, slots=True)
class PostalAddress:
    """A US mailing address as the parent wrote it; what was not given, nor follows from the ZIP, is None.

    `delivery_line` never holds the secondary unit ("Apt 5", "Spc 12"); the terms are USPS Publication 28's.
    """

    delivery_line: str | None = None
    secondary_unit: str | None = None
    city: str | None = None
    state: str | None = None
    zip5: str | None = None
    zip4: str | None = None
    urbanization: str | None = None
    care_of: str | None = None

    @property
    def first_line(self) -> str:
        """Delivery line and secondary unit, as they stand on one line."""
        return " ".join(part for part in (self.delivery_line, self.secondary_unit) if part)

    @property
    def zip_code(self) -> str:
        return "-".join(part for part in (self.zip5, self.zip4) if part)

    @property
    def last_line(self) -> str:
        return " ".join(part for part in (self.city, self.state, self.zip_code) if part)


@dataclass(frozen=True, slots=True)
class Reading:
    """What one text says.

    `missing` and `doubtful` list parts in the order they should be asked about. A doubtful part is filled with
    the likeliest reading and must be shown to the parent before anything is mailed; a missing one is not filled.
    Both are empty unless the text opens a request or answers a question about one.
    """

    keyword: Keyword
    written_in: Language | None = None  # the language of the sentence; None when nothing tells
    forms_language: Language | None = None  # the forms asked for; None when nothing was said
    name: PersonName | None = None
    address: PostalAddress | None = None
    missing: tuple[Part, ...] = ()
    doubtful: tuple[Part, ...] = ()
    numbers: tuple[str, ...] = ()  # digit groups that may be a case number or a reference, separators removed
    text: str = ""  # the text with Social Security numbers cut out; the only form that may be stored
    had_ssn: bool = False

    @property
    def is_certain(self) -> bool:
        return not self.missing and not self.doubtful
