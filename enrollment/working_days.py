"""The mail clock: the county's working days, on Pacific time (45 CFR 303.2(a)(2))."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import holidays

PACIFIC = ZoneInfo("America/Los_Angeles")
MAIL_WITHIN = 5  # working days from the first text


def pacific_date(moment: datetime) -> date:
    return moment.astimezone(PACIFIC).date()


@dataclass(frozen=True)
class CountyCalendar:
    """Working days are Monday to Friday without the county's holidays.

    `holiday_names` are names of the `holidays` package for California; `extra` are single days the county closes.
    An unlisted holiday makes a due date a day early, never late.
    """

    holiday_names: frozenset[str]
    extra: frozenset[date] = frozenset()

    def is_holiday(self, day: date) -> bool:
        if day in self.extra:
            return True
        names = _california(day.year).get_list(day)
        return any(name.removesuffix(" (observed)") in self.holiday_names for name in names)

    def is_working_day(self, day: date) -> bool:
        return day.weekday() < 5 and not self.is_holiday(day)

    def add_working_days(self, day: date, count: int) -> date:
        while count:
            day += timedelta(days=1)
            count -= self.is_working_day(day)
        return day

    def due_on(self, first_text_at: datetime) -> date:
        """The last day to mail what was asked for at `first_text_at` (aware); that day itself is day 0."""
        return self.add_working_days(pacific_date(first_text_at), MAIL_WITHIN)

    def unknown_names(self) -> Iterable[str]:
        """Names no California calendar has: a slip in the settings that would silently move due dates."""
        known = {name.removesuffix(" (observed)") for name in _california(2026).values() for name in name.split("; ")}
        return sorted(self.holiday_names - known)


def _california(year: int) -> holidays.HolidayBase:
    if year not in _CALENDARS:
        _CALENDARS[year] = holidays.country_holidays("US", subdiv="CA", years=year)
    return _CALENDARS[year]


_CALENDARS: dict[int, holidays.HolidayBase] = {}  # building a year costs milliseconds; a list view asks by the hundred


def end_of_day(day: date) -> datetime:
    """The moment `day` ends on Pacific time, as aware UTC."""
    return datetime.combine(day + timedelta(days=1), time(), PACIFIC).astimezone(UTC)
