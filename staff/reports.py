"""Reports, put together from what was counted: each is a chart, a table and a file with the same lines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from sqlalchemy import Connection

from enrollment.request import State
from enrollment.working_days import MAIL_WITHIN, PACIFIC, CountyCalendar, pacific_date
from parsers import Language
from staff import wording
from staff.records import reports as counts
from staff.records.reports import Span, Stands

_COUNTER = "counter"
_LONGEST = 10  # working days that have lines of their own, one by one or together
_UNDELIVERED = "the carrier gave no reason"
_BY_DAY, _BY_WEEK = 31, 200  # spans of so many days at most


_OVERDUE, _IN_TIME = "not mailed, overdue", "not mailed, still in time"
_ENDED = "ended without mailing"
_UNMAILED_STATES = {
    State.NEEDS_ANSWER: "waiting for the parent",
    State.HELD: "on hold",
    State.HANDED_OVER: "handed over in person",
    State.CANCELLED: _ENDED,
    State.WITHDRAWN: _ENDED,
}
_UNMAILED = (_OVERDUE, _IN_TIME, *dict.fromkeys(_UNMAILED_STATES.values()))
_WAYS = (
    "accepted as texted",
    "accepted after a question",
    "read by a person",
    "waiting for the parent",
    "lapsed: neither name nor address",
    "withdrawn by the parent",
)
_MAIL_NOTE = "From the day it was asked for, which is day 0. What came back counts by its first mailing."
_TEXT_NOTE = "A text is billed by its segments, in and out."
_STOP_NOTE = "Phones that said STOP, as far as they have not said START since."


@dataclass(frozen=True, slots=True)
class Line:
    words: str
    count: int
    segments: int | None = None
    cost: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Report:
    name: str
    title: str
    what: str  # what a line is
    unit: str  # what is counted
    lines: tuple[Line, ...]
    note: str = ""
    over_time: bool = False

    @property
    def total(self) -> int:
        return sum(line.count for line in self.lines)


@dataclass(frozen=True, slots=True)
class Promise:
    """How the five working days were kept, of what was mailed or should have been."""

    kept: int
    mailed: int
    overdue: int

    @property
    def share(self) -> float | None:
        promised = self.mailed + self.overdue
        return self.kept / promised if promised else None


@dataclass(frozen=True, slots=True)
class Days:
    """The span in Pacific days, both ends in it."""

    first: date
    last: date

    @property
    def span(self) -> Span:
        return Span(*(datetime.combine(day, time(), PACIFIC) for day in (self.first, self.last + timedelta(days=1))))

    @property
    def count(self) -> int:
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class AllReports:
    reports: tuple[Report, ...]
    promise: Promise
    uncounted: int  # texts from before segments were kept


def make_reports(
    connection: Connection, days: Days, calendar: CountyCalendar, price: Decimal | None, now: datetime
) -> AllReports:
    span, today = days.span, pacific_date(now)
    came = list(counts.came(connection, span))
    mailing = _Mailing(calendar, today)
    for one in counts.stands(connection, span):
        mailing.add(one)
    for again in counts.mailed_again(connection, span):
        mailing.add_again(again)
    texts = counts.texts(connection, span)
    by_channel = _summed(wording.CHANNELS, ((one.channel, one.count) for one in came))
    by_language = _summed(wording.LANGUAGES, ((one.language, one.count) for one in came))
    asked_on = _over_time(days, ((one.day, one.count) for one in came))
    stopped_on = _over_time(days, counts.opt_outs(connection, span).items())
    went = _endings(counts.talks(connection, span))
    failed = _failures(counts.failures(connection, span))
    reports = (
        Report("requests", "Requests", "Asked for", "requests", asked_on, over_time=True),
        Report("time-to-mail", "Time to mail", "Mailed", "requests", mailing.lines(), _MAIL_NOTE),
        Report("endings", "Where conversations end", "Requests by text", "requests", went),
        Report("channels", "How they came", "Channel", "requests", by_channel),
        Report("languages", "Language of the forms", "Language", "requests", by_language),
        Report("texts", "Texts and segments", "Texts", "texts", _texts(texts, price), _TEXT_NOTE),
        Report("opt-outs", "Opt-outs", "Stopped", "phones", stopped_on, _STOP_NOTE, over_time=True),
        Report("failed", "Texts not delivered", "Why", "texts", failed),
    )
    return AllReports(reports, mailing.promise(), sum(one.uncounted for one in texts))


class _Mailing:
    """How long it took to mail, and what became of what was not."""

    def __init__(self, calendar: CountyCalendar, today: date) -> None:
        self._calendar, self._today = calendar, today
        self._took = dict.fromkeys(range(_LONGEST + 2), 0)
        self._unmailed = dict.fromkeys(_UNMAILED, 0)
        self._kept = 0

    def add(self, one: Stands) -> None:
        if one.mailed_on is None:
            self._unmailed[self._why_not(one)] += one.count
            return
        self._took[self._working_days(one.channel, one.due_on, one.mailed_on)] += one.count
        self._kept += one.count if one.mailed_on <= one.due_on else 0

    def add_again(self, one: counts.MailedAgain) -> None:
        asked_on, mailed_on = pacific_date(one.asked_at), pacific_date(one.mailed_at)
        due_on = asked_on if one.channel == _COUNTER else self._calendar.due_on(one.asked_at)
        self._took[self._working_days(one.channel, due_on, mailed_on)] += 1
        self._kept += mailed_on <= due_on

    def _why_not(self, one: Stands) -> str:
        if one.state in _UNMAILED_STATES:
            return _UNMAILED_STATES[one.state]
        return _OVERDUE if one.due_on < self._today else _IN_TIME

    def _working_days(self, channel: str, due_on: date, mailed_on: date) -> int:
        """Counted back from the due day, which is the fifth; who stood at the counter was due at once."""
        until_due = 0 if channel == _COUNTER else MAIL_WITHIN
        if mailed_on <= due_on:
            took = until_due - self._between(mailed_on, due_on)
        else:
            took = until_due + self._between(due_on, mailed_on)
        return min(max(took, 0), _LONGEST + 1)

    def _between(self, after: date, until: date) -> int:
        days = (after + timedelta(days=number) for number in range(1, min((until - after).days, 60) + 1))
        return sum(self._calendar.is_working_day(day) for day in days)

    def lines(self) -> tuple[Line, ...]:
        one_by_one = [Line(_after(number), self._took[number]) for number in range(MAIL_WITHIN + 1)]
        later = sum(self._took[number] for number in range(MAIL_WITHIN + 1, _LONGEST + 1))
        together = [
            Line(f"after {MAIL_WITHIN + 1} to {_LONGEST} working days", later),
            Line(f"after more than {_LONGEST}", self._took[_LONGEST + 1]),
        ]
        return (*one_by_one, *together, *(Line(words, count) for words, count in self._unmailed.items()))

    def promise(self) -> Promise:
        return Promise(self._kept, sum(self._took.values()), self._unmailed[_OVERDUE])


def _after(number: int) -> str:
    return "the same day" if number == 0 else f"after {number} working day{'' if number == 1 else 's'}"


def _endings(talks: Iterable[counts.Talk]) -> tuple[Line, ...]:
    ways = dict.fromkeys(_WAYS, 0)
    for talk in talks:
        ways[_way(talk)] += talk.count
    return tuple(Line(words, count) for words, count in ways.items())


def _way(talk: counts.Talk) -> str:
    accepted, answered, to_desk, waiting, lapsed, withdrawn = _WAYS
    if talk.lapsed:
        return lapsed
    if talk.state is State.WITHDRAWN:
        return withdrawn
    if talk.state is State.NEEDS_ANSWER:
        return waiting
    if talk.to_desk:
        return to_desk
    return answered if talk.asked else accepted


def _over_time(days: Days, counted: Iterable[tuple[date, int]]) -> tuple[Line, ...]:
    """A line a day, a week or a month, however long the span is; one that is empty, too."""
    words = {day: _bucket(day, days) for day in (days.first + timedelta(days=n) for n in range(days.count))}
    sums = dict.fromkeys(words.values(), 0)
    for day, count in counted:
        sums[words[day]] += count
    return tuple(Line(bucket, count) for bucket, count in sums.items())


def _bucket(day: date, days: Days) -> str:
    if days.count <= _BY_DAY:
        return wording.day(day, days.last)
    if days.count <= _BY_WEEK:
        monday = max(day - timedelta(days=day.weekday()), days.first)
        return f"week of {wording.day(monday, days.last)}"
    return f"{day:%B %Y}"


def _summed(words: dict[str, str] | dict[Language, str], counted: Iterable[tuple[str, int]]) -> tuple[Line, ...]:
    sums = {str(code): 0 for code in words}
    for code, count in counted:
        sums[code] = sums.get(code, 0) + count
    named = {str(code): word for code, word in words.items()}
    return tuple(Line(named.get(code, code), count) for code, count in sums.items())


def _texts(texts: Iterable[counts.Texts], price: Decimal | None) -> tuple[Line, ...]:
    found = {one.inbound: one for one in texts}
    none = counts.Texts(inbound=False, count=0, segments=0, uncounted=0)
    both = (("from parents", found.get(True, none)), ("to parents", found.get(False, none)))
    return tuple(
        Line(words, one.count, one.segments, None if price is None else price * one.segments) for words, one in both
    )


def _failures(failed: dict[int | None, int]) -> tuple[Line, ...]:
    most_first = sorted(failed.items(), key=lambda item: (-item[1], item[0] or 0))
    return tuple(Line(wording.text_error(code) if code else _UNDELIVERED, count) for code, count in most_first)
