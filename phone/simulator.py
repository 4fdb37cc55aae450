"""What the simulator needs of the rest of the program; app.py joins it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from enrollment.request import State
from enrollment.working_days import CountyCalendar


@dataclass(frozen=True, slots=True)
class PhoneText:
    """One text as it is stored."""

    id: int
    inbound: bool  # from the parent to the county
    body: str
    at: datetime
    status: str | None


@dataclass(frozen=True, slots=True)
class Standing:
    """How the house stands, for the page to show."""

    now: datetime
    moved_on: timedelta  # what the clock has been moved on by
    waiting: int  # pieces of work that are due and not done
    queue_down: bool | None  # None: the queue server is not ours to take away


class ClockStays(Exception):
    """The clock cannot be moved so far."""


@dataclass(frozen=True)
class Simulator:
    """`texts` gives what a phone (E.164) has sent and received, newer than an id and in order.

    Leave out what still waits to be sent: the page asks again for the last twenty, so a text that is sent
    after newer ones is found all the same.
    """

    public_base_url: str
    auth_token: str = field(repr=False)
    account_sid: str
    county_number: str  # E.164
    texts: Callable[[str, int], list[PhoneText]]
    standing: Callable[[], Standing]
    calendar: CountyCalendar
    move_clock: Callable[[timedelta], None] | None  # ClockStays if it goes too far; None: this clock is not movable
    take_queue_down: Callable[[bool], None]
    play_staff: Callable[[str, State], bool]  # move a phone's newest request on; whether it stands there now
