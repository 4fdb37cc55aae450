"""What is recorded of single pieces of a batch, from a list or as the scanner beeps: never of one that must not go."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection

from enrollment.request import State
from enrollment.working_days import pacific_date
from fulfillment.batches import put_mailed_notice
from fulfillment.records import batches as records
from fulfillment.records.batches import Batch, Item
from store import requests as ledger
from store.database import Database
from store.requests import Request


class Deed(StrEnum):
    PRINTED = "printed"
    MAILED = "mailed"


class Outcome(StrEnum):
    RECORDED = "recorded"
    ALREADY = "already"
    NOT_HERE = "not_here"  # of no batch, or of another
    NOT_BUILT = "not_built"  # what paper could that be?
    PULL = "pull"  # stopped or changed since it was printed
    LEFT = "left"  # spoiled, pulled or left out: another sheet took its place, or none may


def record_piece(database: Database, batch_id: int, reference: str, deed: Deed, actor: str, now: datetime) -> Outcome:
    """Paper in the hand has been printed: one recorded as mailed need not have been recorded as printed."""
    with database.write() as connection:
        batch = records.get(connection, batch_id, lock=True)
        item = records.piece(connection, batch_id, reference, lock=True)
        if batch is None or item is None:
            return Outcome.NOT_HERE
        hindrance = _hindrance(batch, item, deed)
        if hindrance is None:
            _record(connection, batch, item, deed, actor, now)
        return hindrance or Outcome.RECORDED


def must_pull(database: Database, batch_id: int, reference: str) -> bool:
    """Whether this piece may be on paper, must not go, and nobody has said yet that it is out of the stack."""
    with database.read() as connection:
        batch, item = records.get(connection, batch_id), records.piece(connection, batch_id, reference)
        return batch is not None and item is not None and _hindrance(batch, item, Deed.MAILED) is Outcome.PULL


def _hindrance(batch: Batch, item: Item, deed: Deed) -> Outcome | None:
    if item.outcome is not None:
        return Outcome.ALREADY if item.outcome == "mailed" else Outcome.LEFT
    if batch.built_at is None:
        return Outcome.NOT_BUILT
    if not item.fits:
        return Outcome.PULL
    return Outcome.ALREADY if deed is Deed.PRINTED and item.state is State.PRINTED else None


def _record(connection: Connection, batch: Batch, item: Item, deed: Deed, actor: str, now: datetime) -> None:
    request = _loaded(connection, item)
    if request.state is State.READY:
        request = ledger.move(connection, request, State.PRINTED, actor=actor, now=now)
    if deed is Deed.MAILED:
        ledger.move(connection, request, State.MAILED, actor=actor, now=now, mailed_on=pacific_date(now))
        records.end_items(connection, [item.id], "mailed", now)
        put_mailed_notice(connection, item.request_id, item.attempt, now)
        records.close_if_empty(connection, batch.id, now)
    elif batch.printed_at is None and records.is_printed(connection, batch.id):
        records.change(connection, batch.id, printed_at=now)


def _loaded(connection: Connection, item: Item) -> Request:
    request = ledger.get(connection, item.request_id)
    if request is None:
        raise LookupError(item.reference)  # a foreign key says otherwise
    return request
