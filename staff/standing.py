"""How one request stands, in words: against its due date, what is in its way, what to do next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from enrollment.request import UNMAILED, State
from staff import wording
from staff.records.queue import Job
from store.requests import Request


class Tone(StrEnum):
    """How loudly a due date speaks; its colour, never without its words."""

    LATE = "late"
    TODAY = "today"
    SOON = "soon"
    CALM = "calm"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Due:
    day: str
    words: str
    tone: Tone


def due(request: Request, today: date) -> Due:
    if request.state in UNMAILED:
        return _still_due(request.due_on, today)
    if request.mailed_on is None:
        return Due("", "", Tone.DONE)
    over = (request.mailed_on - request.due_on).days
    words = f"mailed {wording.days(over)} late" if over > 0 else "mailed in time"
    return Due(wording.day(request.mailed_on, today), words, Tone.LATE if over > 0 else Tone.DONE)


def _still_due(due_on: date, today: date) -> Due:
    left = (due_on - today).days
    day = wording.day(due_on, today)
    if left < 0:
        return Due(day, f"{wording.days(-left)} late", Tone.LATE)
    if left == 0:
        return Due(day, "due today", Tone.TODAY)
    return Due(day, "due tomorrow" if left == 1 else f"{left} days left", Tone.SOON if left == 1 else Tone.CALM)


def in_the_way(request: Request, job: Job | None) -> str:
    """What keeps it from going on, or nothing."""
    if job is not None and request.state in {State.RECEIVED, State.ACCEPTED}:
        problem = wording.from_code(job.problem) if job.problem else "no reason was given"
        return f"Stuck: {problem}" if job.parked else f"Being tried again: {problem}"
    if request.state is State.HELD and request.held_from is not None:
        return f"Was: {wording.STATES[request.held_from].lower()}"
    parts = open_parts(request)
    if request.state is State.NEEDS_REVIEW:
        reason = wording.from_code(request.review_reason) if request.review_reason else ""
        return ". ".join(words for words in (wording.begun(reason), parts) if words)
    return parts if request.state is State.NEEDS_ANSWER else ""


def open_parts(request: Request) -> str:
    """Such as "Missing: ZIP code. In doubt: name"."""
    found = []
    for label, parts in (("Missing", request.particulars.missing), ("In doubt", request.particulars.doubtful)):
        if parts:
            found.append(f"{label}: {wording.list_of([wording.PARTS[part] for part in parts])}")
    return ". ".join(found)


def next_step(request: Request, job: Job | None) -> str:
    if job is not None and job.parked and request.state in {State.RECEIVED, State.ACCEPTED}:
        return "Try again"
    return wording.NEXT_STEP.get(request.state, "")
