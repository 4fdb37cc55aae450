"""What staff mark on a phone: no more texts, not safe to text, not safe to call. In force at once.

An opt-out is the parent's own word, by whatever way it came to us; only the parent takes it back, by START. What is not
safe is the office's word, and START does not lift it: somebody else may have sent it.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection

from enrollment.agency import Agency
from store import desk, phones
from store import requests as ledger
from store.database import Database
from store.desk import DeskKind
from store.requests import Outdated


class Mark(StrEnum):
    OPTED_OUT = "opted_out"
    UNSAFE_TO_TEXT = "unsafe_to_text"
    UNSAFE_TO_CALL = "unsafe_to_call"


class SafeAgain(StrEnum):
    """Why a supervisor takes it back."""

    PARENT_SAYS = "parent_says_safe"
    MISTAKE = "marked_by_mistake"


_LIFTED = {Mark.UNSAFE_TO_TEXT: "safe_to_text", Mark.UNSAFE_TO_CALL: "safe_to_call"}


def mark_phone(
    database: Database, agency: Agency, contact_id: int, mark: Mark, seen: str, actor: str, now: datetime
) -> None:
    """Outdated unless its marks stand as `seen`, and this one is not among them."""
    with database.write() as connection:
        marks = phones.lock_marks(connection, contact_id)
        if marks.seen != seen or getattr(marks, mark.value):
            raise Outdated
        phones.set_marks(connection, contact_id, **{f"{mark.value}_at": now})
        if mark is Mark.OPTED_OUT and agency.stop_covers_calls(now):
            phones.set_marks(connection, contact_id, no_calls_at=now)
            desk.settle(connection, DeskKind.WANTS_PERSON, contact_id, now)
        if mark is not Mark.UNSAFE_TO_CALL:
            phones.stop_waiting_texts(connection, contact_id)
        _note(connection, contact_id, f"phone_{mark.value}", actor, now)


def lift_mark(
    database: Database, contact_id: int, mark: Mark, reason: SafeAgain, seen: str, actor: str, now: datetime
) -> None:
    """KeyError for an opt-out: that is not the office's to lift. What was not sent meanwhile stays unsent."""
    lifted = _LIFTED[mark]
    with database.write() as connection:
        marks = phones.lock_marks(connection, contact_id)
        if marks.seen != seen or not getattr(marks, mark.value):
            raise Outdated
        phones.set_marks(connection, contact_id, **{f"{mark.value}_at": None})
        _note(connection, contact_id, f"phone_{lifted}", actor, now, reason.value)


def _note(
    connection: Connection, contact_id: int, kind: str, actor: str, now: datetime, code: str | None = None
) -> None:
    """In the life of every request that came from this phone."""
    for request in ledger.of_contact(connection, contact_id):
        ledger.note(connection, request.id, kind, actor=actor, now=now, code=code)
