"""How the queue can be looked at: which requests a view shows, and where its next page begins."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from enrollment.request import UNMAILED, State


class View(StrEnum):
    OPEN = "open"
    LATE = "late"
    STUCK = "stuck"
    REVIEW = "review"
    READY = "ready"
    PRINTED = "printed"
    HELD = "held"
    ASKED = "asked"
    MAKING = "making"
    RETURNED = "returned"
    MAILED = "mailed"
    ENDED = "ended"


OPEN_STATES = tuple(sorted(UNMAILED))
STATES: dict[View, tuple[State, ...]] = {
    View.OPEN: OPEN_STATES,
    View.LATE: OPEN_STATES,
    View.STUCK: (State.RECEIVED, State.ACCEPTED),  # a package is made of no others
    View.REVIEW: (State.NEEDS_REVIEW,),
    View.READY: (State.READY,),
    View.PRINTED: (State.PRINTED,),
    View.HELD: (State.HELD,),
    View.ASKED: (State.NEEDS_ANSWER,),
    View.MAKING: (State.RECEIVED, State.ACCEPTED),
    View.RETURNED: (State.RETURNED,),
    View.MAILED: (State.MAILED, State.DELIVERED),
    View.ENDED: (State.HANDED_OVER, State.CANCELLED, State.WITHDRAWN),
}
# What is done grows without end: counting it would make every look at the queue slower, and tells nobody what to do.
UNCOUNTED = frozenset({View.MAILED, View.ENDED})
COUNTED_STATES = (*OPEN_STATES, State.RETURNED)
NEWEST_FIRST = frozenset({View.RETURNED, View.MAILED, View.ENDED})  # what is done is looked up, not worked off

_KEY = re.compile(r"(\d{4}-\d\d-\d\d)\.(\d{1,18})")


@dataclass(frozen=True, slots=True)
class Key:
    """The last row of a page. The next page begins after it, however many rows came or went meanwhile."""

    due_on: date
    request_id: int

    def __str__(self) -> str:
        return f"{self.due_on.isoformat()}.{self.request_id}"


def read_key(text: str) -> Key | None:
    match = _KEY.fullmatch(text)
    if match is None:
        return None
    try:
        return Key(date.fromisoformat(match.group(1)), int(match.group(2)))
    except ValueError:
        return None


def read_view(text: str) -> View:
    return View(text) if text in set(View) else View.OPEN
