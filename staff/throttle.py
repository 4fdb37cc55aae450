"""How long a sign-in must wait after failures: longer with each, the same whether or not the user exists."""

from __future__ import annotations

from datetime import datetime, timedelta

REMEMBERED = timedelta(hours=24)
# A name may be mistyped; an address is often a whole office behind one router.
FREE_PER_NAME = 4
FREE_PER_ADDRESS = 20

# The last one holds for every further failure: a stranger can keep a known name out for this long at a time, no longer.
_WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 5, 15))


def wait_left(failures: int, last_at: datetime | None, free: int, now: datetime) -> timedelta:
    if failures <= free or last_at is None:
        return timedelta(0)
    wait = _WAITS[min(failures - free, len(_WAITS)) - 1]
    return max(last_at + wait - now, timedelta(0))
