"""Which packages were made, and of what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, insert, select, update

from fulfillment.package import Package
from store.mail_tables import batch_items
from store.requests import Request
from store.tables import packages


@dataclass(frozen=True, slots=True)
class Made:
    """One package as it was recorded: enough to know its file again, and to make it anew."""

    sha256: str
    pages: int
    letter_pages: int
    forms: tuple[tuple[str, str], ...]
    letter_date: date
    serial: int


def add_package(
    connection: Connection, request: Request, package: Package, letter_date: date, serial: int, now: datetime
) -> None:
    """One per request, attempt and revision; a second one breaks the unique key and with it the transaction."""
    connection.execute(
        insert(packages).values(
            request_id=request.id,
            attempt=request.attempt,
            revision=request.revision,
            letter_date=letter_date,
            mail_serial=serial,
            made_at=now,
            **_values(package),
        )
    )


def packages_of_batch(connection: Connection, batch_id: int) -> dict[int, Made]:
    """What was taken into a batch, by request."""
    taken = and_(
        batch_items.c.request_id == packages.c.request_id,
        batch_items.c.attempt == packages.c.attempt,
        batch_items.c.revision == packages.c.revision,
    )
    rows = connection.execute(select(packages).join(batch_items, taken).where(batch_items.c.batch_id == batch_id))
    return {row.request_id: _made(row) for row in rows}


def _made(row: Row[Any]) -> Made:
    forms = tuple((name, sha256) for name, sha256 in row.forms)
    return Made(row.sha256, row.pages, row.letter_pages, forms, row.letter_date, row.mail_serial)


def replace_package(connection: Connection, request: Request, package: Package, now: datetime) -> None:
    """The file was lost and had to be made again, perhaps of newer forms: the proof must tell what is mailed."""
    connection.execute(
        update(packages)
        .where(
            packages.c.request_id == request.id,
            packages.c.attempt == request.attempt,
            packages.c.revision == request.revision,
        )
        .values(made_at=now, **_values(package))
    )


def _values(package: Package) -> dict[str, object]:
    return {
        "sha256": package.sha256,
        "pages": package.pages,
        "letter_pages": package.letter_pages,
        "forms": [list(form) for form in package.forms],
    }
