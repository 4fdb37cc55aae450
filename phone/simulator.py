"""What the simulator needs of the rest of the program; app.py joins it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class PhoneText:
    """One text as it is stored."""

    id: int
    inbound: bool  # from the parent to the county
    body: str
    at: datetime
    status: str | None


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
    now: Callable[[], datetime]
