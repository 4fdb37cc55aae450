"""When a text that we start may ring."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from enrollment.working_days import PACIFIC

_FROM, _UNTIL = time(8), time(20)  # Pacific


def next_humane_hour(now: datetime) -> datetime:
    """`now` if a text may ring at this hour, else the next 8 am Pacific."""
    local = now.astimezone(PACIFIC)
    if _FROM <= local.time() < _UNTIL:
        return now
    day = local.date() if local.time() < _FROM else local.date() + timedelta(days=1)
    return datetime.combine(day, _FROM, PACIFIC).astimezone(UTC)
