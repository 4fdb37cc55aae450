"""A mailroom's day in a test: requests made ready, the outbox's rows worked off as a worker would."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from enrollment.agency import Agency
from enrollment.particulars import Particulars
from enrollment.request import State
from fulfillment.batching import BatchWork
from fulfillment.mailers import InHouse, Mailer
from fulfillment.making import PackageMaker, PackageWork
from fulfillment.shelf import FormShelf
from parsers import Language, PersonName, PostalAddress
from store import outbox
from store import requests as ledger
from store.database import Database
from store.requests import Origin, Request
from store.tables import outbox as outbox_table
from tests.conftest import MONDAY_NOON as NOW

HOME = PostalAddress("1234 Fruitridge Rd", "Apt 5", "Sacramento", "CA", "95820")


@dataclass
class Day:
    """One mailroom over one database."""

    database: Database
    agency: Agency
    data: Path
    maker: PackageMaker
    mailer: Mailer

    @property
    def packages_dir(self) -> Path:
        return self.data / "packages"

    @property
    def mail_dir(self) -> Path:
        return self.data / "mail"

    @property
    def package_work(self) -> PackageWork:
        return PackageWork(self.database, self.maker, self.packages_dir, self.mailer)

    @property
    def batch_work(self) -> BatchWork:
        return BatchWork(self.database, self.maker, self.packages_dir, self.mail_dir, lambda: None)

    def accepted(self, name: str = "Maria Lopez", language: Language = Language.ENGLISH) -> Request:
        particulars = Particulars(forms_language=language, name=PersonName(name), address=HOME)
        origin = Origin("text", NOW, self.agency.calendar.due_on(NOW))
        with self.database.write() as connection:
            return ledger.create(
                connection, self.database.vault, particulars, State.ACCEPTED, origin, actor="parent", now=NOW
            )

    def ready(self, name: str = "Maria Lopez", language: Language = Language.ENGLISH) -> Request:
        request = self.accepted(name, language)
        self.work_off(NOW)
        return self.now(request)

    def corrected(self, request: Request, name: str) -> Request:
        """The parent's own word, before it is printed: a new revision, made anew."""
        particulars = replace(self.now(request).particulars, name=PersonName(name))
        with self.database.write() as connection:
            vault = self.database.vault
            changed = ledger.correct(connection, vault, self.now(request), particulars, actor="parent", now=NOW)
            return ledger.move(connection, changed, State.ACCEPTED, actor="parent", now=NOW)

    def now(self, request: Request) -> Request:
        with self.database.read() as connection:
            found = ledger.get(connection, request.id)
        assert found is not None
        return found

    def state(self, request: Request) -> State:
        return self.now(request).state

    def work_off(self, now: datetime = NOW) -> None:
        """Every due row of the mailroom's own kinds."""
        works = {"package": self.package_work, "batch": self.batch_work}
        with self.database.read() as connection:
            due = [row for row in outbox.due(connection, now, 10_000) if row[2] in works]
        for row_id, _, kind in due:
            with self.database.write() as connection:
                row = outbox.take(connection, row_id, now)
            assert row is not None
            works[kind].work(row, now)  # type: ignore[attr-defined]

    def promised(self, kind: str) -> list[int]:
        """Whom undone work of this kind is about."""
        statement = select(outbox_table.c.subject_id).where(
            outbox_table.c.kind == kind, outbox_table.c.done_at.is_(None)
        )
        with self.database.read() as connection:
            return list(connection.execute(statement.order_by(outbox_table.c.subject_id)).scalars())

    def events(self, request: Request) -> list[str]:
        with self.database.read() as connection:
            return [event.kind for event in ledger.events_of(connection, request.id)]


@pytest.fixture
def day(database: Database, agency: Agency, tmp_path: Path) -> Day:
    shelf = FormShelf(agency.forms_dir, agency.required_forms, samples_allowed=True)
    return Day(database, agency, tmp_path, PackageMaker(agency, shelf), InHouse())
