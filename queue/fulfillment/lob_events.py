"""POST /lob/events: what becomes of a letter at Lob moves its request on. Unsigned: 403, nothing stored."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, Response, abort, request
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from enrollment.request import State
from enrollment.working_days import pacific_date
from fulfillment.batches import put_mailed_notice
from fulfillment.records import returns, vendors
from fulfillment.returns import Reason, after_return
from store import requests as ledger
from store.database import Database
from store.requests import SYSTEM, Request

_MAX_BYTES = 64 * 1024
_IN_THE_MAIL = frozenset({"mailed", "in_transit", "in_local_area", "processed_for_delivery", "re-routed"})
_FAILED = frozenset({"rejected", "failed"})


def blueprint(database: Database, secret: str, now: Callable[[], datetime]) -> Blueprint:
    door = Blueprint("lob", __name__)

    @door.post("/lob/events")
    def receive() -> Response:
        request.max_content_length = _MAX_BYTES
        body = request.get_data()
        stamp = request.headers.get("Lob-Signature-Timestamp", "")
        # A replay needs no guard of its own: an event that was heard, or comes too late, moves nothing.
        if not hmac.compare_digest(signature(secret, stamp, body), request.headers.get("Lob-Signature", "")):
            abort(403)
        vendor_id, event = _read(request.get_json(force=True, silent=True))
        if vendor_id and event:
            with database.write() as connection:
                hear(connection, vendor_id, event, now())
        return Response(status=200)

    @door.errorhandler(OperationalError)
    def try_later(_error: OperationalError) -> Response:
        return Response(status=503)

    return door


def signature(secret: str, stamp: str, body: bytes) -> str:
    return hmac.new(secret.encode(), stamp.encode() + b"." + body, hashlib.sha256).hexdigest()


def _read(told: object) -> tuple[str, str]:
    """The letter's id and the event without its prefix; empty for what is not about a letter."""
    kind = told.get("event_type") if isinstance(told, dict) else None
    name = kind.get("id") if isinstance(kind, dict) else None
    letter = told.get("body") if isinstance(told, dict) else None
    vendor_id = letter.get("id") if isinstance(letter, dict) else None
    if not isinstance(name, str) or not isinstance(vendor_id, str) or not name.startswith("letter."):
        return "", ""
    return vendor_id, name.removeprefix("letter.")


def hear(connection: Connection, vendor_id: str, event: str, now: datetime) -> None:
    letter = vendors.note_event(connection, vendor_id, event)
    found = None if letter is None else ledger.get(connection, letter.request_id, lock=True)
    if letter is None or found is None or (found.attempt, found.revision) != (letter.attempt, letter.revision):
        return
    if event in _FAILED and found.state is State.PRINTED:
        back = ledger.move(connection, found, State.READY, actor=SYSTEM, now=now, code=f"lob_{event}")
        ledger.move(connection, back, State.NEEDS_REVIEW, actor=SYSTEM, now=now, code=f"lob_{event}")
    elif event in _IN_THE_MAIL:
        _mailed(connection, found, now)
    elif event == "delivered":
        mailed = _mailed(connection, found, now)
        if mailed.state is State.MAILED:
            ledger.move(connection, mailed, State.DELIVERED, actor=SYSTEM, now=now)
    elif event == "returned_to_sender":
        _returned(connection, _mailed(connection, found, now), now)


def _mailed(connection: Connection, found: Request, now: datetime) -> Request:
    """Events come late and out of order: whatever tells that it is in the mail makes it mailed, once."""
    if found.state is not State.PRINTED:
        return found
    moved = ledger.move(connection, found, State.MAILED, actor=SYSTEM, now=now, mailed_on=pacific_date(now))
    put_mailed_notice(connection, moved.id, moved.attempt, now)
    return moved


def _returned(connection: Connection, found: Request, now: datetime) -> None:
    if found.state in {State.MAILED, State.DELIVERED}:
        returns.add_return(connection, found, Reason.OTHER.value, None, SYSTEM, now)
        moved = ledger.move(connection, found, State.RETURNED, actor=SYSTEM, now=now, code=Reason.OTHER.value)
        after_return(connection, moved, SYSTEM, now)
