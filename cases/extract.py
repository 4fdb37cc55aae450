"""The county's extract, row by row: where it comes from, and what is wrong with it."""

from __future__ import annotations

import csv
import re
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple, Protocol

from cases.numbers import fits
from cases.policy import CasePolicy
from cases.records import channel_and_number
from cases.values import Role, Stage
from parsers import Phone, read_phone
from store.vault import LookUp, Vault

COLUMNS = ("case_number", "stage", "stage_date", "phone", "role", "released_from", "released_until", "flags")
FLAGS = {"protective_order": 1, "confidential": 2, "represented": 4}
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
_STAGE_NUMBERS = {stage: number for number, stage in enumerate(Stage)}
_ROLE_NUMBERS = {role: number for number, role in enumerate(Role)}
STAGE_OF, ROLE_OF = tuple(Stage), tuple(Role)
_DIGITS_ONLY = str.maketrans("", "", " -.")
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
        role_read = self._role(role)
        first, last = self._release(role_read, released_from, released_until)
        return _PACKED.pack(
            self._number(number),
            raw.line,
            self._phone(phone),
            self._stage(stage),
            self._since(since),
            _ROLE_NUMBERS[role_read],
            first,
            last,
            self._flags(flags),
        )

    def _number(self, text: str) -> bytes:
        number = text.translate(_DIGITS_ONLY)
        if not fits(number, self.policy):
            raise BadRow(Problem.CASE_NUMBER)
        return bytes.fromhex(self.vault.fingerprint(LookUp.CASE_NUMBER, number))

    def _phone(self, text: str) -> bytes:
        if not text:  # a person without one counts, and can be linked to nobody
            return _NO_PHONE
        plain = _PLAIN_PHONE.fullmatch(text.translate(_DIGITS_ONLY))
        phone = Phone(f"+1{plain.group(1)}") if plain else read_phone(text)
        if phone is None:
            raise BadRow(Problem.PHONE)
        return bytes.fromhex(self.vault.fingerprint(LookUp.CASE_PHONE, channel_and_number(phone)))

    @staticmethod
    def _stage(text: str) -> int:
        stage = _STAGES.get(_code(text))
        if stage is None:
            raise BadRow(Problem.STAGE)
        return _STAGE_NUMBERS[stage]

    def _since(self, text: str) -> int:
        since = _day(text)
        if since is None or since > self.today:
            raise BadRow(Problem.STAGE_DATE)
        return since.toordinal()

    @staticmethod
    def _role(text: str) -> Role:
        try:
            return Role(text.lower())
        except ValueError:
            raise BadRow(Problem.ROLE) from None

    @staticmethod
    def _release(role: Role, first: str, last: str) -> tuple[int, int]:
        """Both as ordinals, 0 where there is none. Who was released in writing was released on some day."""
        begins, ends = _day(first), _day(last)
        unread = (first and begins is None) or (last and ends is None)
        backwards = begins is not None and ends is not None and ends < begins
        if unread or backwards or (role is Role.RELEASED and begins is None):
            raise BadRow(Problem.RELEASE)
        return begins.toordinal() if begins else 0, ends.toordinal() if ends else 0

    @staticmethod
    def _flags(text: str) -> int:
        flags = 0
        for name in filter(None, map(_code, text.split(";"))):
            if name not in FLAGS:
                raise BadRow(Problem.FLAGS)
            flags |= FLAGS[name]
        return flags


def _code(text: str) -> str:
    return text.strip().lower().replace(" ", "_").replace("-", "_")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None
