"""Staff's part in a story that the phone page plays, in development."""

from __future__ import annotations

from datetime import datetime

from bot import records as bot_records
from enrollment.request import MoveNotAllowed, State
from fulfillment import mailroom, returns
from parsers import Phone
from store import requests as ledger
from store.database import Database
from store.requests import SYSTEM, Outdated, Request


def play_staff(database: Database, phone: str, state: State, now: datetime) -> bool:
    """Move this phone's newest request on as the mailroom does; whether it stands there now.

    `ready` is the worker's to reach: it is only looked at.
    """
    request = _newest(database, phone, now)
    if request is None:
        return False
    moves = {State.PRINTED: mailroom.record_printed, State.MAILED: mailroom.record_mailed, State.RETURNED: _come_back}
    if request.state is not state and state in moves:
        try:
            moves[state](database, request.id, request.version, SYSTEM, now)
        except (MoveNotAllowed, Outdated):
            return False
        return True
    return request.state is state


def _newest(database: Database, phone: str, now: datetime) -> Request | None:
    with database.write() as connection:
        contact = bot_records.lock_contact(connection, database.vault, Phone(phone), now)
        found = ledger.of_contact(connection, contact.id)
    return found[-1] if found else None


def _come_back(database: Database, request_id: int, version: int, actor: str, now: datetime) -> None:
    returns.record_returned(database, request_id, version, returns.Reason.NOT_KNOWN, None, actor, now)
