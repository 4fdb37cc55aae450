"""Print batches as staff and the clock handle them: made, built, printed, mailed, printed again.

A batch is its rows; its folder is built from them by the outbox's work `batch` and can be built again at will. Until
it is built, who is held or corrected simply leaves it. From then on its sheets may be on paper: what must not go has
to be pulled out of the stack, and the batch cannot be mailed until somebody has said so.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection

from enrollment.agency import Agency
from enrollment.request import State
from enrollment.working_days import PACIFIC, pacific_date
from fulfillment.batching import BATCH
from fulfillment.folder import batch_folder, stack_file
from fulfillment.records import batches as records
from fulfillment.records.batches import Batch, Item, Waiting
from fulfillment.stack import Place, slice_of
from parsers import Language
from store import outbox
from store import requests as ledger
from store.database import Database
from store.requests import SYSTEM

MAILED_NOTICE = "mailed_notice"  # the outbox's kind of work: one neutral text to the parent
MOST_PIECES = 2000  # a stack no cart carries; the rest makes the next batch
_LOOK_BACK = 10  # days in which a missed slot of the clock's is still made good


class MustPull(Exception):
    """These references may be on paper and must not go; each has to be pulled first."""

    def __init__(self, references: tuple[str, ...]) -> None:
        super().__init__(" ".join(references))
        self.references = references


class BatchNotReady(Exception):
    """What was asked for is not the next thing that can happen to this batch."""


def make_batch(database: Database, actor: str, now: datetime, most: int = MOST_PIECES) -> Batch | None:
    """All that is ready, the oldest due first; None when nothing is."""
    with database.write() as connection:
        return _make(connection, actor, now, most)


def make_scheduled_batch(database: Database, agency: Agency, now: datetime) -> Batch | None:
    """The clock's: once for each working day's set time, late if it was missed, and only by one of two clocks."""
    slot = _last_slot(agency, now)
    if slot is None:
        return None
    with database.write() as connection:
        if not records.claim_slot(connection, BATCH, slot.isoformat(), now):
            return None
        return _make(connection, SYSTEM, now, MOST_PIECES)


def _make(connection: Connection, actor: str, now: datetime, most: int) -> Batch | None:
    batch = records.take_ready(connection, pacific_date(now), actor, most, now)
    if batch is not None:
        outbox.put(connection, BATCH, batch.id, batch.build_key, now, now)
    return batch


def _last_slot(agency: Agency, now: datetime) -> date | None:
    """The newest working day whose time to make a batch has come."""
    at, local = agency.mailroom.batch_at, now.astimezone(PACIFIC)
    if at is None:
        return None
    today = local.date() if local.time() >= at else local.date() - timedelta(days=1)
    days = (today - timedelta(days=back) for back in range(_LOOK_BACK))
    return next((day for day in days if agency.calendar.is_working_day(day)), None)


def build_again(database: Database, batch_id: int, version: int, now: datetime) -> Batch:
    """The folder anew: after a failure, or when its files are gone. Same pieces, same numbers."""
    with database.write() as connection:
        batch = records.as_seen(connection, batch_id, version)
        if outbox.unpark(connection, BATCH, batch.id, now):  # the work that was given up, not another beside it
            return records.change(connection, batch.id, pieces_done=0)
        batch = records.change(connection, batch.id, builds=batch.builds + 1, pieces_done=0)
        outbox.put(connection, BATCH, batch.id, batch.build_key, now, now)
        return batch


def dissolve(database: Database, batch_id: int, version: int, now: datetime) -> None:
    """Made by mistake and not printed: all leave it and are ready as before."""
    with database.write() as connection:
        batch = records.as_seen(connection, batch_id, version)
        if batch.printed_at is not None or batch.closed_at is not None:
            raise BatchNotReady
        inside = [item.id for item in records.items(connection, batch.id) if item.outcome is None]
        records.end_items(connection, inside, "left_out", now)
        records.close_if_empty(connection, batch.id, now)
        outbox.unpark(connection, BATCH, batch.id, now)  # a build that was given up finds nothing to do, and is over


def record_batch_printed(database: Database, batch_id: int, version: int, actor: str, now: datetime) -> Batch:
    """BatchNotReady before it is built, or a second time. Who must be pulled is not moved."""
    with database.write() as connection:
        batch = records.as_seen(connection, batch_id, version)
        if batch.built_at is None or batch.printed_at is not None or batch.closed_at is not None:
            raise BatchNotReady
        _print_pieces(connection, records.items(connection, batch.id, lock=True), actor, now)
        return records.change(connection, batch.id, printed_at=now)


def _print_pieces(connection: Connection, items: list[Item], actor: str, now: datetime) -> None:
    ready = [item.request_id for item in items if item.outcome is None and item.fits and item.state is State.READY]
    ledger.move_many(connection, ready, State.READY, State.PRINTED, actor=actor, now=now)


def record_batch_mailed(database: Database, batch_id: int, version: int, actor: str, now: datetime) -> Batch:
    """MustPull names what is still in the stack and must not go."""
    with database.write() as connection:
        batch = records.as_seen(connection, batch_id, version)
        if batch.printed_at is None or batch.closed_at is not None:
            raise BatchNotReady
        inside = [item for item in records.items(connection, batch.id, lock=True) if item.outcome is None]
        if unfit := tuple(item.reference for item in inside if not item.fits):
            raise MustPull(unfit)
        _print_pieces(connection, inside, actor, now)  # held while the rest was recorded, and released since
        mailed = [item.request_id for item in inside]
        moved = ledger.move_many(
            connection, mailed, State.PRINTED, State.MAILED, actor=actor, now=now, mailed_on=pacific_date(now)
        )
        attempts = {item.request_id: item.attempt for item in inside}
        for request_id in moved:
            put_mailed_notice(connection, request_id, attempts[request_id], now)
        records.end_items(connection, [item.id for item in inside], "mailed", now)
        return records.change(connection, batch.id, closed_at=now)


def put_mailed_notice(connection: Connection, request_id: int, attempt: int, now: datetime) -> None:
    outbox.put(connection, MAILED_NOTICE, request_id, f"{MAILED_NOTICE}:{request_id}:{attempt}", now, now)


def waiting(database: Database) -> Waiting:
    """What `make_batch` would take now."""
    with database.read() as connection:
        return records.waiting(connection)


def recent_batches(database: Database, limit: int = 50, before_id: int | None = None) -> list[Batch]:
    """Newest first."""
    with database.read() as connection:
        return records.recent(connection, limit, before_id)


def batch_with_items(database: Database, name: str) -> tuple[Batch, list[Item]] | None:
    with database.read() as connection:
        batch = records.by_name(connection, name)
        return None if batch is None else (batch, records.items(connection, batch.id))


def to_be_pulled(database: Database) -> list[tuple[Batch, Item]]:
    """ "Pull REF from batch N", for the desk."""
    with database.read() as connection:
        return records.to_be_pulled(connection)


def print_again(
    mail_dir: Path, batch: Batch, items: list[Item], language: Language, *, start: int = 1, end: int | None = None
) -> Path:
    """A file with the pieces numbered `start` to `end` once more, without those that have left or must not go.

    One: start = end; all: neither; from a reference onward: start alone. FileNotFoundError: build it again first.
    """
    folder = batch_folder(mail_dir, batch.name)

    def wanted() -> Iterator[Place]:
        for item in items:
            inside = item.language is language and start <= item.position <= (end or item.position)
            if inside and item.outcome is None and item.fits and item.first_page and item.pages:
                yield Place(item.first_page, item.pages)

    again = folder / f"again-{language.value}-{secrets.token_hex(4)}.pdf"
    if not any(True for _ in wanted()):
        raise BatchNotReady
    slice_of(folder / stack_file(language), again, wanted)
    again.chmod(0o600)
    return again
