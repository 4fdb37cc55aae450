"""The county's extract, row by row: where it comes from, and what is wrong with it."""

from __future__ import annotations

import csv
import re
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, Protocol

from cases.numbers import fits
from cases.policy import CasePolicy
from cases.records import channel_and_number
from cases.values import Role, Stage
from parsers import Phone, read_phone
from store.vault import LookUp, Vault

COLUMNS = ("case_number", "stage", "stage_date", "phone", "role", "released_from", "released_until", "flags")
PROTECTIVE_ORDER, CONFIDENTIAL, REPRESENTED = 1, 2, 4
FLAGS = {"protective_order": PROTECTIVE_ORDER, "confidential": CONFIDENTIAL, "represented": REPRESENTED}
# The steps the county and the state name in public, as ours. "Locate" and "serve" would tell about the other parent.
_STAGES = {stage.value: stage for stage in Stage} | {
    "open": Stage.OPENING,
    "opened": Stage.OPENING,
    "locate": Stage.PREPARING,
    "summons": Stage.PREPARING,
    "serve": Stage.PREPARING,
    "establish": Stage.ORDER,
    "court_order": Stage.ORDER,
    "enforce": Stage.ENFORCING,
    "enforcement": Stage.ENFORCING,
    "change": Stage.REVIEW,
    "modify": Stage.REVIEW,
    "close": Stage.CLOSED,
}
STAGE_OF, ROLE_OF = tuple(Stage), tuple(Role)
_SEPARATORS = str.maketrans("", "", " -.")
# What extracts really hold; the phone library takes fifty times as long and is asked for the rest.
_PLAIN_PHONE = re.compile(r"\+?1?([2-9]\d{2}[2-9]\d{6})")
_NO_PHONE = bytes(32)


class Problem(StrEnum):
    """What is wrong with a row; the words are the command's."""

    FIELDS = "fields"
    CASE_NUMBER = "case_number"
    STAGE = "stage"
    STAGE_DATE = "stage_date"
    PHONE = "phone"
    ROLE = "role"
    RELEASE = "release"
    FLAGS = "flags"
    DISAGREES = "disagrees"


class BadRow(Exception):
    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.value)
        self.problem = problem


class BadFile(Exception):
    """The whole cannot be read; the text says why and holds nothing from the file."""


class RawRow(NamedTuple):
    line: int
    fields: Sequence[str]  # in the order of COLUMNS


class CaseSource(Protocol):
    """Where an extract comes from. Another one (a database link, a vendor's API) needs only this."""

    def rows(self) -> Iterator[RawRow]: ...


@dataclass(frozen=True)
class CsvSource:
    path: Path

    def rows(self) -> Iterator[RawRow]:
        with self.path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            try:
                order = _order_of(next(reader, []))
                for fields in reader:
                    if fields:
                        line = reader.line_num
                        yield RawRow(line, [fields[i] for i in order] if len(fields) == len(COLUMNS) else fields)
            except csv.Error:
                raise BadFile(f"line {reader.line_num} is not CSV") from None
            except UnicodeDecodeError:
                raise BadFile(f"after line {reader.line_num} it is not UTF-8") from None


def _order_of(header: Sequence[str]) -> list[int]:
    names = [name.strip().lower() for name in header]
    if sorted(names) != sorted(COLUMNS):
        raise BadFile(f"the first line must name the columns {','.join(COLUMNS)}")
    return [names.index(name) for name in COLUMNS]


class Entry(NamedTuple):
    """One person's row without anything that names them."""

    number: bytes
    line: int
    phone: bytes
    stage: int
    since: int
    role: int
    released_from: int
    released_until: int
    flags: int


_PACKED = struct.Struct(">32sI32sBIBIIB")  # sorts by case, then by line; a million take 124 MiB


ROW_BYTES = _PACKED.size


def number_of(packed: bytes) -> bytes:
    return packed[:32]


def unpack(packed: bytes) -> Entry:
    return Entry._make(_PACKED.unpack(packed))


@dataclass(frozen=True)
class Checker:
    """Checks one row and turns number and phone into fingerprints on the spot."""

    policy: CasePolicy
    vault: Vault
    today: date

    def pack(self, raw: RawRow) -> bytes:
        """BadRow says what is wrong; nothing of the row is kept."""
        if len(raw.fields) != len(COLUMNS):
            raise BadRow(Problem.FIELDS)
        number, stage, since, phone, role, released_from, released_until, flags = map(str.strip, raw.fields)
        role_number = _read_role(role)
        begins, ends = _read_release(role_number, released_from, released_until)
        stage_day = _read_day(since)
        if not 0 < stage_day <= self.today.toordinal():
            raise BadRow(Problem.STAGE_DATE)
        return _PACKED.pack(
            self._number(number),
            raw.line,
            self._phone(phone),
            _read_stage(stage),
            stage_day,
            role_number,
            begins,
            ends,
            _read_flags(flags),
        )

    def _number(self, text: str) -> bytes:
        number = text.translate(_SEPARATORS)
        if not fits(number, self.policy):
            raise BadRow(Problem.CASE_NUMBER)
        return bytes.fromhex(self.vault.fingerprint(LookUp.CASE_NUMBER, number))

    def _phone(self, text: str) -> bytes:
        if not text:  # a person without one counts, and can be linked to nobody
            return _NO_PHONE
        plain = _PLAIN_PHONE.fullmatch(text.translate(_SEPARATORS))
        phone = Phone(f"+1{plain.group(1)}") if plain else read_phone(text)
        if phone is None:
            raise BadRow(Problem.PHONE)
        return bytes.fromhex(self.vault.fingerprint(LookUp.CASE_PHONE, channel_and_number(phone)))


# The same few words and days stand in a million rows: each is read once.


@lru_cache(maxsize=256)
def _read_stage(text: str) -> int:
    stage = _STAGES.get(_code(text))
    if stage is None:
        raise BadRow(Problem.STAGE)
    return STAGE_OF.index(stage)


@lru_cache(maxsize=256)
def _read_role(text: str) -> int:
    try:
        return ROLE_OF.index(Role(text.lower()))
    except ValueError:
        raise BadRow(Problem.ROLE) from None


@lru_cache(maxsize=65_536)
def _read_day(text: str) -> int:
    """As an ordinal; 0 for what is no date."""
    try:
        return date.fromisoformat(text).toordinal() if len(text) == 10 else 0
    except ValueError:
        return 0


@lru_cache(maxsize=65_536)
def _read_release(role: int, first: str, last: str) -> tuple[int, int]:
    """Both days, 0 where there is none. Who was released in writing was released on some day."""
    begins, ends = _read_day(first), _read_day(last)
    unread = (first and not begins) or (last and not ends)
    if unread or 0 < ends < begins or (ROLE_OF[role] is Role.RELEASED and not begins):
        raise BadRow(Problem.RELEASE)
    return begins, ends


@lru_cache(maxsize=256)
def _read_flags(text: str) -> int:
    flags = 0
    for name in filter(None, map(_code, text.split(";"))):
        if name not in FLAGS:
            raise BadRow(Problem.FLAGS)
        flags |= FLAGS[name]
    return flags


def _code(text: str) -> str:
    return text.strip().lower().replace(" ", "_").replace("-", "_")
