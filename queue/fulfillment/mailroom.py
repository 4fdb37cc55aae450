"""What staff record of single packages: printed, mailed, spoiled, pulled, handed over, held, released.

Each is refused if the page they saw is old (Outdated) or the life of a request has no such move (MoveNotAllowed).
"""

from __future__ import annotations

import re
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection

from enrollment.reference import is_reference
from enrollment.request import MoveNotAllowed, State
from enrollment.working_days import pacific_date
from fulfillment.batches import MAILED_NOTICE, put_mailed_notice
from fulfillment.records import batches
from store import desk
from store import requests as ledger
from store.database import Database
from store.desk import DeskKind
from store.requests import Outdated, Request

__all__ = [
    "MAILED_NOTICE",
    "HandOver",
    "NotInTheWay",
    "hand_over",
    "hold",
    "pull",
    "read_references",
    "record_mailed",
    "record_printed",
    "release",
    "spoil",
]

_SEPARATOR = re.compile(r"[\s,;]+")


class NotInTheWay(Exception):
    """Nothing of this request has to be pulled from a batch."""


class HandOver(StrEnum):
    COUNTER = "counter"
    PICK_UP = "pick_up"


def record_printed(database: Database, request_id: int, version: int, actor: str, now: datetime) -> None:
    with database.write() as connection:
        ledger.move(connection, _as_seen(connection, request_id, version), State.PRINTED, actor=actor, now=now)


def record_mailed(database: Database, request_id: int, version: int, actor: str, now: datetime) -> None:
    with database.write() as connection:
        _mail(connection, _as_seen(connection, request_id, version), actor, now)


def hold(database: Database, request_id: int, version: int, actor: str, now: datetime) -> None:
    """What lies printed in a batch must then be pulled."""
    with database.write() as connection:
        ledger.move(connection, _as_seen(connection, request_id, version), State.HELD, actor=actor, now=now)


def release(database: Database, request_id: int, version: int, actor: str, now: datetime) -> None:
    """Back to where it came from; MoveNotAllowed if it is not held."""
    with database.write() as connection:
        request = _as_seen(connection, request_id, version)
        ledger.move(connection, request, request.held_from or request.state, actor=actor, now=now)


def hand_over(database: Database, request_id: int, version: int, how: HandOver, actor: str, now: datetime) -> None:
    """Given at the counter or picked up; sheets of it in a batch must be pulled."""
    with database.write() as connection:
        request = _as_seen(connection, request_id, version)
        ledger.move(connection, request, State.HANDED_OVER, actor=actor, now=now, code=how.value)
        if State.PRINTED in {request.state, request.held_from}:
            desk.put(connection, DeskKind.PULL_PRINTED, now, request_id=request_id)


def spoil(database: Database, request_id: int, version: int, actor: str, now: datetime) -> None:
    """Jammed or smeared: it alone leaves its batch and is ready to be printed again."""
    with database.write() as connection:
        request = _as_seen(connection, request_id, version)
        found = batches.open_item(connection, request_id)
        if request.state is State.PRINTED:
            ledger.move(connection, request, State.READY, actor=actor, now=now, code="spoiled")
        elif request.state is State.READY and found is not None and found[0].built_at is not None:
            ledger.note(connection, request_id, "spoiled", actor=actor, now=now)
        else:
            raise MoveNotAllowed(request.state, State.READY)
        if found is not None:
            _leave(connection, found, "spoiled", now)


def pull(database: Database, request_id: int, actor: str, now: datetime) -> None:
    """The answer to "pull REF from batch N": its sheets are out of the stack and destroyed. NotInTheWay if none are."""
    with database.write() as connection:
        found = batches.open_item(connection, request_id)
        request = ledger.get(connection, request_id, lock=True)
        if request is None or found is None or found[0].built_at is None or found[1].fits:
            raise NotInTheWay
        _leave(connection, found, "pulled", now)
        ledger.note(connection, request_id, "pulled", actor=actor, now=now, code=found[0].name)
        if request.held_from is State.PRINTED:
            ledger.rest_at(connection, request, State.READY, actor=actor, now=now)


def read_references(typed: str) -> tuple[list[str], list[str]]:
    """The references in what was typed, pasted or scanned, each once, and the words that are none."""
    words = dict.fromkeys(word for word in _SEPARATOR.split(typed.strip()) if word)
    digits = {word: word.replace("-", "") for word in words}
    found = dict.fromkeys(digits[word] for word in words if is_reference(digits[word]))
    return list(found), [word for word in words if not is_reference(digits[word])]


def _mail(connection: Connection, request: Request, actor: str, now: datetime) -> None:
    found = batches.open_item(connection, request.id)
    ledger.move(connection, request, State.MAILED, actor=actor, now=now, mailed_on=pacific_date(now))
    if found is not None:
        _leave(connection, found, "mailed", now)
    put_mailed_notice(connection, request.id, request.attempt, now)


def _leave(connection: Connection, found: tuple[batches.Batch, batches.Item], outcome: str, now: datetime) -> None:
    batch, item = found
    batches.end_items(connection, [item.id], outcome, now)
    batches.close_if_empty(connection, batch.id, now)


def _as_seen(connection: Connection, request_id: int, version: int) -> Request:
    request = ledger.get(connection, request_id)
    if request is None or request.version != version:
        raise Outdated
    return request
