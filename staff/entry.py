"""A name and address that staff type in, checked as a text is. Nothing typed is ever replaced by a better guess."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from enrollment.particulars import Particulars
from parsers import Language, Part, PersonName, PostalAddress, Reading, mailing_lines, missing_parts, read_answer
from parsers.mailing import normal_address, normal_name
from staff import wording

LONGEST = 80  # of a field; more fits no window
_ZIP = re.compile(r"(\d{5})(?:[- ]?(\d{4}))?")
_SPACES = re.compile(r"[\s\0]+")
_HAD_SSN = "That holds a Social Security number. It does not belong here; leave it out."
_BAD_ZIP = "A ZIP code has five digits, or nine."


@dataclass(frozen=True, slots=True)
class Typed:
    """The form's fields as they stand in it."""

    name: str = ""
    care_of: str = ""
    urbanization: str = ""
    line: str = ""
    unit: str = ""
    city: str = ""
    state: str = ""
    zip: str = ""
    language: str = Language.ENGLISH.value


@dataclass(frozen=True, slots=True)
class Checked:
    particulars: Particulars  # what is missing is named; nothing is in doubt once a person confirmed it
    problems: tuple[str, ...]  # it cannot go on as it is
    doubts: tuple[str, ...]  # to be looked at and confirmed
    as_typed: tuple[str, ...]
    as_read: tuple[str, ...]  # where the reader reads something else

    @property
    def missing_words(self) -> str:
        parts = [wording.PARTS[part] for part in self.particulars.missing]
        return wording.list_of(parts) if parts else ""

    def token(self, *more: str) -> str:
        """What a confirmation is of: any change asks anew."""
        return hashlib.sha256(repr((self.particulars, self.doubts, more)).encode()).hexdigest()[:24]


def read_form(form: Mapping[str, str]) -> Typed:
    fields = {field: _SPACES.sub(" ", form.get(field, "")).strip()[:LONGEST] for field in Typed.__dataclass_fields__}
    language = fields["language"] if fields["language"] in set(Language) else Language.ENGLISH.value
    return Typed(**(fields | {"language": language}))


def typed_of(particulars: Particulars) -> Typed:
    address = particulars.address or PostalAddress()
    return Typed(
        name=particulars.name.full if particulars.name else "",
        care_of=address.care_of or "",
        urbanization=address.urbanization or "",
        line=address.delivery_line or "",
        unit=address.secondary_unit or "",
        city=address.city or "",
        state=address.state or "",
        zip=address.zip_code,
        language=particulars.forms_language.value,
    )


def check(typed: Typed) -> Checked:
    reading = read_answer(_as_text(typed), frozenset(Part))
    name, address = _as_typed(typed, reading)
    missing = missing_parts(name, address)
    problems = [_HAD_SSN] if reading.had_ssn else []
    if typed.zip and address.zip5 is None:
        problems.append(_BAD_ZIP)
    lines = mailing_lines(name or PersonName(""), address)
    as_read = mailing_lines(reading.name or PersonName(""), reading.address or PostalAddress())
    differs = not missing and not _says_the_same(name, address, reading)
    return Checked(
        Particulars(Language(typed.language), name, address, missing),
        tuple(problems),
        _doubts(reading, missing, differs=differs),
        lines,
        as_read if differs and not reading.had_ssn else (),
    )


def _as_text(typed: Typed) -> str:
    care = f"c/o {typed.care_of}" if typed.care_of else ""
    last = " ".join(part for part in (typed.city, typed.state, typed.zip) if part)
    street = f"{typed.line} {typed.unit}".strip()
    return "\n".join(line for line in (typed.name, care, typed.urbanization, street, last) if line)


def _as_typed(typed: Typed, reading: Reading) -> tuple[PersonName | None, PostalAddress]:
    """To the letter. Only a city and a state left empty are filled in, as they follow from the ZIP."""
    read = reading.address or PostalAddress()
    code = _ZIP.fullmatch(typed.zip)
    address = PostalAddress(
        delivery_line=typed.line or None,
        secondary_unit=typed.unit or None,
        city=typed.city or None,
        state=typed.state or None,
        zip5=code.group(1) if code else None,
        zip4=code.group(2) if code else None,
        urbanization=typed.urbanization or None,
        care_of=typed.care_of or None,
    )
    if address.zip5 is not None and address.zip5 == read.zip5:
        address = replace(address, city=address.city or read.city, state=address.state or read.state)
    return PersonName(typed.name) if typed.name else None, address


def _says_the_same(name: PersonName | None, address: PostalAddress, reading: Reading) -> bool:
    if name is None or reading.name is None or reading.address is None:
        return False
    same_name = normal_name(name) == normal_name(reading.name)
    same_city = mailing_lines(name, address)[-1] == mailing_lines(name, reading.address)[-1]
    return same_name and same_city and normal_address(address) == normal_address(reading.address)


def _doubts(reading: Reading, missing: tuple[Part, ...], *, differs: bool) -> tuple[str, ...]:
    parts = [wording.PARTS[part] for part in reading.doubtful if part not in missing]
    found = [f"Look again at the {wording.list_of(parts)}."] if parts else []
    if differs:
        found.append("Our reader would read it another way.")
    return tuple(found)
