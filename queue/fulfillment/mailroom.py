"""What staff record of a package: printed, mailed, held, released. Each is refused if the page they saw is old."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from enrollment.request import State
from enrollment.working_days import pacific_date
from store import outbox
from store import requests as ledger
from store.database import Database
from store.requests import Outdated, Request

MAILED_NOTICE = "mailed_notice"  # the outbox's kind of work: one neutral text to the parent


def record_printed(database: Database, request_id: int, version: int, actor: str, now: datetime) -> None:
    with database.write() as connection:
        ledger.move(connection, _as_seen(connection, request_id, version), State.PRINTED, actor=actor, now=now)


def record_mailed(database: Database, request_id: int, version: int, actor: str, now: datetime) -> None:
    with database.write() as connection:
        request = _as_seen(connection, request_id, version)
        ledger.move(connection, request, State.MAILED, actor=actor, now=now, mailed_on=pacific_date(now))
        key = f"{MAILED_NOTICE}:{request.id}:{request.attempt}"
        outbox.put(connection, MAILED_NOTICE, request.id, key, now, now)


def hold(database: Database, request_id: int, version: int, actor: str, now: datetime) -> None:
    with database.write() as connection:
        ledger.move(connection, _as_seen(connection, request_id, version), State.HELD, actor=actor, now=now)


def release(database: Database, request_id: int, version: int, actor: str, now: datetime) -> None:
    """Back to where it came from; MoveNotAllowed if it is not held."""
    with database.write() as connection:
        request = _as_seen(connection, request_id, version)
        ledger.move(connection, request, request.held_from or request.state, actor=actor, now=now)


def _as_seen(connection: Connection, request_id: int, version: int) -> Request:
    request = ledger.get(connection, request_id)
    if request is None or request.version != version:
        raise Outdated
    return request
