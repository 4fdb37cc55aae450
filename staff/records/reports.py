"""What reports count. Grouped by the database: two hundred thousand rows become some thousands of groups.

Days are Pacific, and no database need know that zone: it groups by the UTC hour, which lies in one Pacific day.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Select, String, and_, case, func, select

from enrollment.request import State
from enrollment.working_days import pacific_date
from store.phones import NOT_SENT
from store.tables import contacts, messages, request_events, requests

_AT_ONCE = 500  # ids in one statement
_UNSENT = ("waiting", "asked", NOT_SENT)
_NOT_DELIVERED = ("failed", "undelivered")  # by the carrier; what staff or the parent stopped is no failure


@dataclass(frozen=True, slots=True)
class Span:
    """From a moment to another, that one no longer."""

    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Came:
    day: date
    channel: str
    language: str
    count: int


@dataclass(frozen=True, slots=True)
class Stands:
    """Requests of one kind in their first mailing: due on a day, mailed on another or not yet."""

    channel: str
    state: State
    due_on: date
    mailed_on: date | None
    count: int


@dataclass(frozen=True, slots=True)
class MailedAgain:
    """One that came back and goes out a second time; when it was asked for, and when the first went out."""

    channel: str
    asked_at: datetime
    mailed_at: datetime


@dataclass(frozen=True, slots=True)
class Talk:
    """Requests by text that went the same way."""

    state: State
    asked: bool
    to_desk: bool
    lapsed: bool
    count: int


@dataclass(frozen=True, slots=True)
class Texts:
    inbound: bool
    count: int
    segments: int
    uncounted: int  # from before segments were kept


def came(connection: Connection, span: Span) -> Iterator[Came]:
    hour = _hour(connection, requests.c.first_text_at)
    parts = (requests.c.channel, requests.c.forms_language)
    for row in connection.execute(_within(select(hour, *parts, func.count()), span).group_by(hour, *parts)):
        yield Came(_day(row[0]), row[1], row[2], row[3])


def stands(connection: Connection, span: Span) -> list[Stands]:
    parts = (requests.c.channel, requests.c.state, requests.c.due_on, requests.c.mailed_on)
    first = _within(select(*parts, func.count()), span).where(requests.c.attempt == 1)
    return [Stands(row[0], State(row[1]), row[2], row[3], row[4]) for row in connection.execute(first.group_by(*parts))]


def mailed_again(connection: Connection, span: Span) -> list[MailedAgain]:
    parts = (requests.c.id, requests.c.channel, requests.c.first_text_at)
    again = connection.execute(_within(select(*parts), span).where(requests.c.attempt > 1)).all()
    went_out = _first_mailed(connection, [row.id for row in again])
    return [MailedAgain(row.channel, row.first_text_at, went_out[row.id]) for row in again if row.id in went_out]


def _first_mailed(connection: Connection, request_ids: Sequence[int]) -> dict[int, datetime]:
    """By all events of these few: asked for the mailed ones alone, SQLite would read those of everybody."""
    first: dict[int, datetime] = {}
    for start in range(0, len(request_ids), _AT_ONCE):
        some = request_events.c.request_id.in_(request_ids[start : start + _AT_ONCE])
        parts = (request_events.c.request_id, request_events.c.new_state, request_events.c.at)
        for row in connection.execute(select(*parts).where(some)):
            if row.new_state == State.MAILED.value:
                first[row.request_id] = min(row.at, first.get(row.request_id, row.at))
    return first


def talks(connection: Connection, span: Span) -> list[Talk]:
    """Those that took no turn are what is left of all: only the others need be looked up one by one."""
    turns = _turns(span).subquery()
    ways = (turns.c.asked, turns.c.to_desk, turns.c.lapsed)
    by_text = _within(select(requests.c.state, func.count()), span).where(requests.c.channel == "text")
    straight = {State(row[0]): int(row[1]) for row in connection.execute(by_text.group_by(requests.c.state))}
    turned = by_text.join(turns, turns.c.request_id == requests.c.id).add_columns(*ways)
    found = [
        Talk(State(row[0]), bool(row[2]), bool(row[3]), bool(row[4]), row[1])
        for row in connection.execute(turned.group_by(requests.c.state, *ways))
    ]
    for talk in found:
        straight[talk.state] -= talk.count
    return [*found, *(Talk(state, False, False, False, count) for state, count in straight.items())]


def _turns(span: Span) -> Select[Any]:
    """What happened to requests since the span began beside being accepted, a row a request."""

    def ever(what: ColumnElement[bool]) -> ColumnElement[int]:
        return func.max(case((what, 1), else_=0))

    state = request_events.c.new_state
    turns = state.in_((State.NEEDS_ANSWER.value, State.NEEDS_REVIEW.value, State.CANCELLED.value))
    return (
        select(
            request_events.c.request_id,
            ever(state == State.NEEDS_ANSWER.value).label("asked"),
            ever(state == State.NEEDS_REVIEW.value).label("to_desk"),
            ever(request_events.c.code == "lapsed").label("lapsed"),
        )
        .where(turns, request_events.c.at >= span.since)
        .group_by(request_events.c.request_id)
    )


def texts(connection: Connection, span: Span) -> list[Texts]:
    """In and out; not what has not left."""
    left = messages.c.inbound | messages.c.status.not_in(_UNSENT)
    sums = (func.count(), func.coalesce(func.sum(messages.c.segments), 0), func.count(messages.c.segments))
    statement = select(messages.c.inbound, *sums).where(_between(messages.c.at, span), left)
    return [
        Texts(bool(row[0]), row[1], int(row[2]), row[1] - row[3])
        for row in connection.execute(statement.group_by(messages.c.inbound))
    ]


def failures(connection: Connection, span: Span) -> dict[int | None, int]:
    """Texts that were not delivered, by the carrier's reason."""
    not_delivered = and_(
        _between(messages.c.at, span), messages.c.inbound.is_(False), messages.c.status.in_(_NOT_DELIVERED)
    )
    statement = select(messages.c.error_code, func.count()).where(not_delivered).group_by(messages.c.error_code)
    return {row[0]: row[1] for row in connection.execute(statement)}


def opt_outs(connection: Connection, span: Span) -> dict[date, int]:
    """Phones that have stopped our texts and not started them again, by the day they did."""
    hour = _hour(connection, contacts.c.opted_out_at)
    statement = select(hour, func.count()).where(_between(contacts.c.opted_out_at, span)).group_by(hour)
    counts: dict[date, int] = {}
    for row in connection.execute(statement):
        counts[_day(row[0])] = counts.get(_day(row[0]), 0) + row[1]
    return counts


def _within(statement: Select[Any], span: Span) -> Select[Any]:
    return statement.where(_between(requests.c.first_text_at, span))


def _between(column: Column[Any], span: Span) -> ColumnElement[bool]:
    return and_(column >= span.since, column < span.until)


def _hour(connection: Connection, column: Column[Any]) -> ColumnElement[str]:
    """2026-11-20 20"""
    if connection.dialect.name == "sqlite":
        return func.substr(column, 1, 13, type_=String)
    return func.to_char(func.timezone("UTC", column), "YYYY-MM-DD HH24", type_=String)


def _day(hour: str) -> date:
    return pacific_date(datetime.fromisoformat(f"{hour}:00:00+00:00"))
