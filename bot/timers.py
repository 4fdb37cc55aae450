"""What time alone does to a conversation."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot import records
from bot.turn import ReviewReason
from enrollment.request import State
from store import requests as ledger
from store.database import Database
from store.requests import SYSTEM, Outdated, Request

ANSWER_WITHIN = timedelta(hours=24)
REMIND_AFTER = timedelta(hours=4)  # within the day, so that the reminder never comes after the desk has taken over
REMINDER = "reminder"  # the outbox's kind of work; its subject is the request


def review_unanswered(database: Database, now: datetime) -> None:
    """A question nobody answered goes to a person with all that was given; only what holds nothing lapses.

    Safe to run twice and in two copies: who comes second finds the request moved.
    """
    with database.read() as connection:
        waiting = records.unanswered_since(connection, now - ANSWER_WITHIN)
    for request in waiting:
        _end_waiting(database, request, now)


def _end_waiting(database: Database, request: Request, now: datetime) -> None:
    empty = request.particulars.is_empty
    state, reason = (State.CANCELLED, "lapsed") if empty else (State.NEEDS_REVIEW, ReviewReason.NO_ANSWER.value)
    try:
        with database.write() as connection:
            ledger.move(connection, request, state, actor=SYSTEM, now=now, code=reason)
    except Outdated:
        return  # the parent answered after all
