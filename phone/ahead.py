"""The moments the clock can be moved on to."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from enum import StrEnum
from math import ceil

from enrollment.working_days import PACIFIC, CountyCalendar, pacific_date


class Moment(StrEnum):
    MORNING = "morning"  # nine o'clock of the next working day
    MONDAY = "monday"  # noon of the next Monday that is a working day, from which stories reckon


def gap_to(moment: Moment, now: datetime, calendar: CountyCalendar) -> timedelta:
    hour = time(9) if moment is Moment.MORNING else time(12)
    day = pacific_date(now)
    while not _is_it(day_at := datetime.combine(day, hour, PACIFIC), moment, now, calendar):
        day += timedelta(days=1)
    return timedelta(seconds=ceil((day_at - now).total_seconds()))  # the clock moves by whole seconds


def _is_it(at: datetime, moment: Moment, now: datetime, calendar: CountyCalendar) -> bool:
    right_day = moment is Moment.MORNING or at.weekday() == 0
    return at > now and right_day and calendar.is_working_day(at.date())
