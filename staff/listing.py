"""How the queue can be looked at: which requests a view shows, and where its next page begins."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
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


class Sort(StrEnum):
    """By what a view is ordered. Never by anything that is encrypted."""

    DUE = "due"
    CAME_IN = "came"
    STATE = "state"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Order:
    sort: Sort
    descending: bool

    def __str__(self) -> str:
        return f"-{self.sort}" if self.descending else self.sort.value


# As a life goes on: what waits for somebody comes before what is on its way, and that before what is over.
RANK = {state: rank for rank, state in enumerate(State)}
_KEY = re.compile(r"(?:([a-z_]{4,16})\.)?([0-9TZ:.-]{10,32})\.(\d{1,18})")


@dataclass(frozen=True, slots=True)
class Key:
    """The last row of a page. The next page begins after it, however many rows came or went meanwhile."""

    place: date | datetime  # its day when due, or the moment it came in or changed
    request_id: int
    state: State | None = None  # where the order is by state first

    def __str__(self) -> str:
        first = f"{self.state}." if self.state else ""
        place = self.place.isoformat().replace("+00:00", "Z")
        return f"{first}{place}.{self.request_id}"


def read_key(text: str, order: Order) -> Key | None:
    """None for what is no key of this order: then the list is shown from its beginning."""
    match = _KEY.fullmatch(text)
    if match is None or (match.group(1) is not None) is not (order.sort is Sort.STATE):
        return None
    try:
        state = State(match.group(1)) if match.group(1) else None
        return Key(_read_place(match.group(2), order.sort), int(match.group(3)), state)
    except ValueError:
        return None


def _read_place(text: str, sort: Sort) -> date | datetime:
    if sort in {Sort.DUE, Sort.STATE}:
        return date.fromisoformat(text)
    moment = datetime.fromisoformat(text)
    if moment.utcoffset() is None:
        raise ValueError
    return moment


def default_order(view: View) -> Order:
    return Order(Sort.DUE, descending=view in NEWEST_FIRST)


def read_order(text: str, view: View) -> Order:
    name = text.removeprefix("-")
    return Order(Sort(name), descending=text.startswith("-")) if name in set(Sort) else default_order(view)


def read_view(text: str) -> View:
    return View(text) if text in set(View) else View.OPEN
