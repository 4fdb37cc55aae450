"""A directory with a small cast, and the text line's real door before it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pytest
from flask import Flask

from bot import catalogue, webhook
from bot.line import TextLine
from cases import importing
from cases.extract import COLUMNS, RawRow
from cases.importing import Progress
from cases.policy import CasePolicy
from enrollment.agency import Agency
from store.database import Database
from tests.bot.conftest import BASE, GRACE, TOKEN, Door, ParentPhone
from tests.conftest import MONDAY_NOON as NOW
from tests.conftest import Clock

POLICY = CasePolicy(approved=True, number=re.compile("[0-9]{10}"))
SILENT = Progress(lambda _line, _problem: None, lambda _rows: None, lambda _done, _rows: None)
# The cast: number, stage, since, phone, role, from, until, flags.
ANA, OPPONENT, LAWYER, AUNT = "+19165550101", "+19165550102", "+19165550103", "+19165550104"
SHARED, GUARDED, HIDDEN, CLIENT, FORMER = (f"+1916555011{digit}" for digit in range(5))
STRANGER = "+19165550199"
CAST = (
    ("0123456789", "enforcing", "2024-03-05", ANA, "party", "", "", ""),
    ("0123456789", "enforcing", "2024-03-05", OPPONENT, "party", "", "", ""),
    ("0123456789", "enforcing", "2024-03-05", AUNT, "released", "2026-01-02", "2027-01-01", ""),
    ("0200000001", "order", "2025-01-15", SHARED, "party", "", "", ""),
    ("0200000001", "order", "2025-01-15", SHARED, "party", "", "", ""),
    ("0200000002", "order", "2025-01-15", GUARDED, "party", "", "", "protective_order"),
    ("0200000003", "order", "2025-01-15", HIDDEN, "party", "", "", "confidential"),
    ("0200000004", "order", "2025-01-15", CLIENT, "party", "", "", "represented"),
    ("0200000004", "order", "2025-01-15", LAWYER, "attorney", "", "", ""),
    ("0200000005", "order", "2025-01-15", FORMER, "released", "2024-01-02", "2025-01-01", ""),
)


@dataclass(frozen=True)
class Rows:
    """A source of our own, behind the same small interface as the CSV."""

    fields: Sequence[Sequence[str]]

    def rows(self) -> Iterable[RawRow]:
        assert all(len(fields) == len(COLUMNS) for fields in self.fields)
        return (RawRow(line, fields) for line, fields in enumerate(self.fields, start=2))


def fill(database: Database, fields: Sequence[Sequence[str]] = CAST, policy: CasePolicy = POLICY) -> None:
    extract = importing.check(Rows(fields), importing.checker_for(database, policy, NOW), SILENT)  # type: ignore[arg-type]
    assert extract.bad == 0
    importing.put_in_force(database, extract, lambda: NOW, SILENT)


@pytest.fixture
def directory(database: Database) -> Database:
    fill(database)
    return database


@pytest.fixture
def case_door(directory: Database, agency: Agency, clock: Clock) -> Door:
    line = TextLine(directory, agency, catalogue.texts(agency), GRACE, clock, POLICY)
    app = Flask("door")
    app.register_blueprint(webhook.blueprint(line, TOKEN, BASE))
    return Door(app.test_client(), directory, clock)


def phone(door: Door, number: str) -> ParentPhone:
    return ParentPhone(door, number)
