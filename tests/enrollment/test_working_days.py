from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from enrollment.agency import Agency
from enrollment.working_days import CountyCalendar, end_of_day

DUE = [
    pytest.param("2026-11-02T20:00+00:00", "2026-11-09", id="monday: the next monday"),
    pytest.param("2026-11-07T20:00+00:00", "2026-11-16", id="saturday: friday's fifth day, and veterans day between"),
    pytest.param("2026-11-24T20:00+00:00", "2026-12-03", id="thanksgiving and the day after do not count"),
    pytest.param("2026-11-03T07:59+00:00", "2026-11-09", id="23:59 on monday in sacramento, tuesday in utc"),
    pytest.param("2026-11-03T08:00+00:00", "2026-11-10", id="midnight: tuesday's clock"),
    pytest.param("2026-03-08T09:30+00:00", "2026-03-13", id="the sunday that clocks go forward"),
    pytest.param("2026-07-01T20:00+00:00", "2026-07-09", id="july 4 on a saturday is kept on friday"),
    pytest.param("2026-12-28T20:00+00:00", "2027-01-05", id="over new year"),
]


@pytest.mark.parametrize(("first_text", "due"), DUE)
def test_the_package_is_due_on_the_fifth_county_working_day(agency: Agency, first_text: str, due: str) -> None:
    assert agency.calendar.due_on(datetime.fromisoformat(first_text)) == date.fromisoformat(due)


def test_a_day_the_county_closes_by_itself_does_not_count(agency: Agency) -> None:
    closed = CountyCalendar(agency.calendar.holiday_names, frozenset({date(2026, 11, 4)}))

    assert closed.due_on(datetime(2026, 11, 2, 20, tzinfo=UTC)) == date(2026, 11, 10)


def test_a_misspelt_holiday_is_found() -> None:
    assert list(CountyCalendar(frozenset({"Thanksgiving Day", "Turkey Day"})).unknown_names()) == ["Turkey Day"]


@pytest.mark.parametrize(
    ("day", "ends"),
    [
        pytest.param("2026-11-02", "2026-11-03T08:00+00:00", id="standard time"),
        pytest.param("2026-07-02", "2026-07-03T07:00+00:00", id="daylight saving time"),
        pytest.param("2026-11-01", "2026-11-02T08:00+00:00", id="the day of 25 hours"),
    ],
)
def test_a_day_ends_at_midnight_in_sacramento(day: str, ends: str) -> None:
    assert end_of_day(date.fromisoformat(day)) == datetime.fromisoformat(ends)


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        pytest.param("2026-11-23T16:00+00:00", True, id="8:00 on monday"),
        pytest.param("2026-11-23T15:59+00:00", False, id="a minute early"),
        pytest.param("2026-11-24T01:00+00:00", False, id="17:00 is closed"),
        pytest.param("2026-11-26T20:00+00:00", False, id="thanksgiving noon"),
        pytest.param("2026-11-28T20:00+00:00", False, id="saturday noon"),
        pytest.param("2026-07-02T15:00+00:00", True, id="8:00 in summer"),
    ],
)
def test_the_office_is_open_by_sacramentos_clock(agency: Agency, moment: str, is_open: bool) -> None:
    assert agency.is_open(datetime.fromisoformat(moment)) is is_open
