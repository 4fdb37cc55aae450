"""When a text that we start may ring."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from enrollment.working_days import PACIFIC, CountyCalendar

_FROM, _UNTIL = time(8), time(20)  # Pacific


def next_humane_hour(now: datetime, calendar: CountyCalendar | None = None) -> datetime:
    """`now` if a text may ring at this hour, else the next 8 am Pacific; never on a holiday of `calendar`."""
    local = now.astimezone(PACIFIC)
    day = local.date() if local.time() < _UNTIL else local.date() + timedelta(days=1)
    while calendar is not None and calendar.is_holiday(day):
        day += timedelta(days=1)
    if day == local.date() and local.time() >= _FROM:
        return now
    return datetime.combine(day, _FROM, PACIFIC).astimezone(UTC)
