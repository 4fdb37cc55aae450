"""Letters a vendor was asked to print and mail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select, update

from store.database import insert_into
from store.mail_tables import vendor_letters
from store.requests import Request


@dataclass(frozen=True, slots=True)
class VendorLetter:
    id: int
    request_id: int
    attempt: int
    revision: int
    asked_at: datetime
    vendor_id: str | None


def ask_once(connection: Connection, request: Request, now: datetime) -> VendorLetter:
    """The record of asking, made before the first call and kept: its time never moves."""
    statement = insert_into(connection, vendor_letters).values(
        request_id=request.id, attempt=request.attempt, revision=request.revision, asked_at=now
    )
    connection.execute(statement.on_conflict_do_nothing(index_elements=["request_id", "attempt", "revision"]))
    row = connection.execute(
        select(vendor_letters).where(
            vendor_letters.c.request_id == request.id,
            vendor_letters.c.attempt == request.attempt,
            vendor_letters.c.revision == request.revision,
        )
    ).one()
    return VendorLetter(row.id, row.request_id, row.attempt, row.revision, row.asked_at, row.vendor_id)


def note_vendor_id(connection: Connection, letter: VendorLetter, vendor_id: str) -> None:
    connection.execute(update(vendor_letters).where(vendor_letters.c.id == letter.id).values(vendor_id=vendor_id))


def note_event(connection: Connection, vendor_id: str, event: str) -> VendorLetter | None:
    """Whose letter it is; None for one that is not ours."""
    row = connection.execute(
        update(vendor_letters)
        .where(vendor_letters.c.vendor_id == vendor_id)
        .values(event=event[:48])
        .returning(*vendor_letters.c)
    ).one_or_none()
    if row is None:
        return None
    return VendorLetter(row.id, row.request_id, row.attempt, row.revision, row.asked_at, row.vendor_id)
