"""The queue's views: what is late, what is stuck, page by page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Label,
    String,
    case,
    cast,
    exists,
    func,
    literal,
    select,
    tuple_,
    union_all,
)

from enrollment.request import State
from staff.listing import COUNTED_STATES, OPEN_STATES, RANK, STATES, Key, Order, Sort, View
from store.requests import PACKAGE, Request, read_all
from store.tables import (
    contacts,
    outbox,
    packages,
    requests,
)


@dataclass(frozen=True, slots=True)
class Count:
    """The requests in one state."""

    total: int
    late: int
    oldest_due: date
    next_due: date | None  # today or later


@dataclass(frozen=True, slots=True)
class Job:
    """How the making of a request's package stands, where it does not simply go on."""

    parked: bool
    problem: str | None


@dataclass(frozen=True, slots=True)
class Page:
    requests: list[Request]
    jobs: dict[int, Job]  # by request
    next_key: Key | None


def counts(connection: Connection, today: date) -> dict[State, Count]:
    late = requests.c.due_on < today
    rows = connection.execute(
        select(
            requests.c.state,
            func.count(),
            func.count().filter(late),
            func.min(requests.c.due_on),
            func.min(requests.c.due_on).filter(~late),
        )
        .where(requests.c.state.in_(COUNTED_STATES))
        .group_by(requests.c.state)
    )
    return {State(row[0]): Count(row[1], row[2], row[3], row[4]) for row in rows}


def stuck_count(connection: Connection) -> int:
    stuck = (requests.c.state.in_(STATES[View.STUCK]), *_is_stuck())
    return connection.execute(select(func.count()).select_from(requests).where(*stuck)).scalar_one()


def _is_stuck() -> list[ColumnElement[bool]]:
    """The package of its current attempt and revision was given up."""
    given_up = (outbox.c.done_at.is_(None), outbox.c.parked_at.is_not(None))
    # First the few that were given up at all, by the index of open work; then those whose key still counts.
    at_all = select(outbox.c.subject_id).where(outbox.c.kind == PACKAGE, *given_up)
    return [requests.c.id.in_(at_all), exists().where(_makes_package(), *given_up)]


def _makes_package() -> ColumnElement[bool]:
    """Joins a request to the outbox row of its current attempt and revision; see Request.package_key."""
    parts = (requests.c.id, requests.c.attempt, requests.c.revision)
    key: ColumnElement[str] = literal(PACKAGE)
    for part in parts:
        key = key + ":" + cast(part, String)
    return outbox.c.key == key


def queue_page(connection: Connection, view: View, order: Order, today: date, after: Key | None, limit: int) -> Page:
    # Each state's head through its own index, then merged: a plain "state IN … ORDER BY due_on" reads every old row.
    heads = [
        select(
            select(requests.c.id)
            .where(requests.c.state == state, *_conditions(view, today), *_after(order, state, after))
            .order_by(*_within_state(order))
            .limit(limit + 1)
            .subquery()
        )
        for state in STATES[view]
        if not _is_passed(order, state, after)
    ]
    statement = select(requests).where(requests.c.id.in_(union_all(*heads)))
    rows = read_all(connection, statement.order_by(*_over_states(order)).limit(limit + 1)) if heads else []
    shown = rows[:limit]
    next_key = _key_of(shown[-1], order) if len(rows) > limit else None
    return Page(shown, jobs(connection, shown), next_key)


# The column that orders the rows of one state; each has an index of (state, column, id).
_PLACES: dict[Sort, Column[Any]] = {
    Sort.DUE: requests.c.due_on,
    Sort.STATE: requests.c.due_on,
    Sort.CAME_IN: requests.c.first_text_at,
    Sort.CHANGED: requests.c.updated_at,
}


def _key_of(request: Request, order: Order) -> Key:
    place = getattr(request, _PLACES[order.sort].name)
    return Key(place, request.id, request.state if order.sort is Sort.STATE else None)


def _within_state(order: Order) -> list[ColumnElement[Any]]:
    columns = [_PLACES[order.sort], requests.c.id]
    return [column.desc() if order.descending else column.asc() for column in columns]


def _over_states(order: Order) -> list[ColumnElement[Any]]:
    if order.sort is not Sort.STATE:
        return _within_state(order)
    rank = case({state.value: rank for state, rank in RANK.items()}, value=requests.c.state)
    return [rank.desc() if order.descending else rank.asc(), *_within_state(order)]


def _is_passed(order: Order, state: State, after: Key | None) -> bool:
    """By state, the pages before have shown all of it."""
    if after is None or after.state is None or after.state is state:
        return False
    return (RANK[state] > RANK[after.state]) is order.descending


def _after(order: Order, state: State, after: Key | None) -> list[ColumnElement[bool]]:
    if after is None or after.state not in {None, state}:
        return []
    column = _PLACES[order.sort]
    place = tuple_(column, requests.c.id)
    key = tuple_(literal(after.place, column.type), literal(after.request_id, requests.c.id.type))
    return [place < key if order.descending else place > key]


def _conditions(view: View, today: date) -> list[ColumnElement[bool]]:
    if view is View.LATE:
        return [requests.c.due_on < today]
    if view is View.STUCK:
        return _is_stuck()
    return []


def jobs(connection: Connection, shown: Sequence[Request]) -> dict[int, Job]:
    """The unfinished package jobs of these requests that have met a problem, by request."""
    parked: Label[bool] = outbox.c.parked_at.is_not(None).label("parked")
    rows = connection.execute(
        select(outbox.c.key, parked, outbox.c.problem).where(
            outbox.c.key.in_([request.package_key for request in shown]),
            outbox.c.done_at.is_(None),
            outbox.c.parked_at.is_not(None) | outbox.c.problem.is_not(None),
        )
    )
    by_key = {row.key: Job(row.parked, row.problem) for row in rows}
    return {request.id: by_key[request.package_key] for request in shown if request.package_key in by_key}


def last_package_at(connection: Connection) -> datetime | None:
    # By id, not by time: the newest row is found without reading the table.
    return connection.execute(select(packages.c.made_at).order_by(packages.c.id.desc()).limit(1)).scalar()


def by_name(connection: Connection, name_lookups: Sequence[str], limit: int) -> list[Request]:
    return _found(connection, requests.c.name_lookup.in_(name_lookups), limit)


def by_phone(connection: Connection, phone_lookups: Sequence[str], limit: int) -> list[Request]:
    owners = select(contacts.c.id).where(contacts.c.phone_lookup.in_(phone_lookups))
    return _found(connection, requests.c.contact_id.in_(owners), limit)


def alike(
    connection: Connection, name_lookups: Sequence[str], address_lookups: Sequence[str], since: date
) -> list[Request]:
    """Under way or mailed since then, with this very name and address."""
    under_way = requests.c.state.in_(OPEN_STATES) | (requests.c.mailed_on >= since)
    same = requests.c.name_lookup.in_(name_lookups) & requests.c.address_lookup.in_(address_lookups)
    return _found(connection, same & under_way, 5)


def _found(connection: Connection, condition: ColumnElement[bool], limit: int) -> list[Request]:
    return read_all(connection, select(requests).where(condition).order_by(requests.c.id.desc()).limit(limit))
