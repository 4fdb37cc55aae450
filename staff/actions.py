"""What staff can do with a request now: the table of moves, as buttons."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection

from enrollment.request import MoveNotAllowed, State, moves_from
from staff import text_words, wording
from staff.desk import Desk
from staff.records import queue as queue_records
from staff.records.file import File
from store import outbox
from store.requests import (
    MAILINGS,
    PACKAGE,
    Outdated,
    Request,
    by_reference,
    correct,
    mail_again,
    move,
    note,
    staff_actor,
)


class Action(StrEnum):
    PRINTED = "printed"
    MAILED = "mailed"
    HOLD = "hold"
    RELEASE = "release"
    SEND_NOW = "send-now"
    TRY_AGAIN = "try-again"
    ACCEPT = "accept"


@dataclass(frozen=True, slots=True)
class Button:
    action: Action
    label: str
    hint: str
    main: bool  # the next thing to do


DONE: dict[str, str] = {
    Action.PRINTED: "Recorded as printed.",
    Action.MAILED: "Recorded as mailed. The parent gets a text, if one can reach them.",
    Action.HOLD: "On hold. Nothing is printed or mailed until it is released.",
    Action.RELEASE: "Released.",
    Action.SEND_NOW: "Its package is being made now.",
    Action.TRY_AGAIN: "It will be tried again within a minute.",
    Action.ACCEPT: "Accepted as it stands. Its package is being made.",
    "corrected": "Saved.",
    "cancelled": "It has come to its end; nothing of it is mailed.",
    "created": "The request is made and its clock runs.",
    **text_words.DONE,
    "again": "It is mailed a second time. Its package is being made.",
    "handed-over": "Recorded as handed over. Nothing of it is mailed.",
    "marked": "Marked, and in force from now on.",
    "safe": "Taken back. What was not sent meanwhile stays unsent.",
}


# Why staff end a request, and how it ends then.
REASONS = {
    "parent_asked": (State.WITHDRAWN, "The parent does not want it mailed"),
    "asked_twice": (State.CANCELLED, "It was asked for twice"),
    "unsafe": (State.CANCELLED, "Mailing it would not be safe"),
    "no_address_found": (State.CANCELLED, "It came back, and no right address can be found"),
    "no_request": (State.CANCELLED, "It is no request: a test, a mistake, a wrong number"),
}


def read_version(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) <= 9 else None


def reasons_to_end(request: Request) -> list[tuple[str, str]]:
    """(code, words), where it can still be ended before it is mailed, or mailed again."""
    allowed = moves_from(request.state, held_from=request.held_from)
    ends = [(code, words) for code, (end, words) in REASONS.items() if end in allowed]
    return [(code, words) for code, words in ends if code != "no_address_found" or request.came_back]


def may_be_accepted(request: Request) -> bool:
    """A person may let it go as it stands; what came back twice has no third mailing."""
    finished = request.came_back and request.attempt >= MAILINGS
    return request.state is State.NEEDS_REVIEW and request.particulars.is_complete and not finished


def buttons(file: File, now: datetime) -> list[Button]:
    request, job = file.request, file.job
    allowed = moves_from(request.state, held_from=request.held_from)
    found = []
    if job is not None and job.parked and request.state in {State.RECEIVED, State.ACCEPTED}:
        found.append(Button(Action.TRY_AGAIN, "Try again", "Makes the package anew, within a minute.", main=True))
    if request.state is State.ACCEPTED and file.package_due_at is not None and file.package_due_at > now:
        found.append(Button(Action.SEND_NOW, "Send now", _why_it_waits(file, now), main=False))
    if may_be_accepted(request):
        hint = "When you have read it and it can go out like this."
        found.append(Button(Action.ACCEPT, "Mail it as it stands", hint, main=True))
    if request.state is State.READY and file.package is not None:
        found.append(Button(Action.PRINTED, "Record as printed", "When it has come out of the printer.", main=True))
    if request.state is State.PRINTED:
        found.append(Button(Action.MAILED, "Record as mailed", "When it has gone out with the mail.", main=True))
    if request.state is State.HELD and request.held_from is not None:
        back = wording.STATES[request.held_from].lower()
        found.append(Button(Action.RELEASE, "Release", f"Goes back to where it was: {back}.", main=True))
    if State.HELD in allowed:
        found.append(Button(Action.HOLD, "Put on hold", "Keeps it from being printed or mailed.", main=False))
    return found


def _why_it_waits(file: File, now: datetime) -> str:
    due = wording.time_of(file.package_due_at or now, now)
    if file.job is not None:
        return f"It is tried again at {due}; this tries at once."
    return f"Its package waits until {due}, so that the parent can still correct it."


def perform(desk: Desk, action: Action, reference: str, version: int, user_id: int, now: datetime) -> bool:
    """Do it, or raise Outdated or MoveNotAllowed; False when there is no such request."""
    with desk.database.read() as connection:
        request = by_reference(connection, reference)
    if request is None:
        return False
    moves = {
        Action.PRINTED: desk.mailroom.record_printed,
        Action.MAILED: desk.mailroom.record_mailed,
        Action.HOLD: desk.mailroom.hold,
        Action.RELEASE: desk.mailroom.release,
    }
    if action is Action.TRY_AGAIN:
        _try_again(desk, reference, version, user_id, now)
    elif action is Action.SEND_NOW:
        _send_now(desk, reference, version, user_id, now)
    elif action is Action.ACCEPT:
        _accept(desk, reference, version, user_id, now)
    else:
        moves[action](desk.database, request.id, version, staff_actor(user_id), now)
    return True


def _accept(desk: Desk, reference: str, version: int, user_id: int, now: datetime) -> None:
    """A person has read it: what was in doubt is so no more."""
    actor = staff_actor(user_id)
    with desk.database.write() as connection:
        request = _as_seen(connection, reference, version)
        if not may_be_accepted(request):
            raise MoveNotAllowed(request.state, State.ACCEPTED)
        sure, vault = replace(request.particulars, doubtful=()), desk.database.vault
        if request.came_back:
            due_on = desk.agency.calendar.due_on(now)
            mail_again(connection, vault, request, sure, due_on=due_on, actor=actor, now=now)
            return
        if request.particulars.doubtful:
            request = correct(connection, vault, request, sure, actor=actor, now=now)
        move(connection, request, State.ACCEPTED, actor=actor, now=now)


def _send_now(desk: Desk, reference: str, version: int, user_id: int, now: datetime) -> None:
    """Not to wait out the time in which the parent may still correct it, or the gap before the next try."""
    with desk.database.write() as connection:
        request = _as_seen(connection, reference, version)
        if request.state is not State.ACCEPTED or not outbox.hasten(connection, request.package_key, now):
            raise Outdated  # somebody, or the clock, was quicker
        note(connection, request.id, "sent_now", actor=staff_actor(user_id), now=now)


def _as_seen(connection: Connection, reference: str, version: int) -> Request:
    request = by_reference(connection, reference)
    if request is None or request.version != version:
        raise Outdated
    return request


def _try_again(desk: Desk, reference: str, version: int, user_id: int, now: datetime) -> None:
    with desk.database.write() as connection:
        request = _as_seen(connection, reference, version)
        job = queue_records.jobs(connection, [request]).get(request.id)
        if job is None or not job.parked:
            raise Outdated  # somebody was quicker
        outbox.unpark(connection, PACKAGE, request.id, now)
        note(connection, request.id, "tried_again", actor=staff_actor(user_id), now=now)
