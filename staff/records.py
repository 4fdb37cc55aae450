"""The console's SQL: users and their sessions, the queue's views, and all that is known of one request."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import (
    ColumnElement,
    Connection,
    Date,
    Label,
    String,
    and_,
    cast,
    delete,
    exists,
    func,
    insert,
    literal,
    select,
    tuple_,
    union_all,
    update,
)

from enrollment.request import State
from staff.listing import COUNTED_STATES, NEWEST_FIRST, OPEN_STATES, STATES, Key, View
from staff.roles import Role
from store.database import insert_into
from store.requests import PACKAGE, Event, Request, by_reference, events_of, read_all
from store.tables import (
    contacts,
    messages,
    outbox,
    packages,
    requests,
    sign_in_failures,
    staff_sessions,
    staff_users,
    staff_views,
)

_TEXTS_SHOWN = 200  # of one phone: years of them, and still one page


# Users


@dataclass(frozen=True, slots=True)
class User:
    id: int
    name: str
    role: Role
    password_hash: str


def has_users(connection: Connection) -> bool:
    return bool(connection.execute(select(exists().where(staff_users.c.id > 0))).scalar())


def insert_user(connection: Connection, name: str, password_hash: str, role: Role, now: datetime) -> int | None:
    """The user's id, or None when the name is taken."""
    statement = insert_into(connection, staff_users).values(
        name=name, password_hash=password_hash, role=role.value, created_at=now
    )
    added = statement.on_conflict_do_nothing(index_elements=["name"]).returning(staff_users.c.id)
    return connection.execute(added).scalar_one_or_none()


def user_by_name(connection: Connection, name: str) -> User | None:
    row = connection.execute(
        select(staff_users).where(staff_users.c.name == name, staff_users.c.disabled_at.is_(None))
    ).one_or_none()
    return None if row is None else User(row.id, row.name, Role(row.role), row.password_hash)


def keep_hash(connection: Connection, user_id: int, password_hash: str) -> None:
    connection.execute(update(staff_users).where(staff_users.c.id == user_id).values(password_hash=password_hash))


# Sessions


@dataclass(frozen=True, slots=True)
class Session:
    user_id: int
    user_name: str
    role: Role
    token_lookup: str
    csrf_token: str
    created_at: datetime
    seen_at: datetime


def start_session(connection: Connection, token_lookup: str, csrf_token: str, user_id: int, now: datetime) -> None:
    connection.execute(
        insert(staff_sessions).values(
            token_lookup=token_lookup, csrf_token=csrf_token, user_id=user_id, created_at=now, seen_at=now
        )
    )


def session_by_token(connection: Connection, token_lookups: Sequence[str]) -> Session | None:
    row = connection.execute(
        select(staff_sessions, staff_users.c.name, staff_users.c.role)
        .join(staff_users, staff_users.c.id == staff_sessions.c.user_id)
        .where(staff_sessions.c.token_lookup.in_(token_lookups), staff_users.c.disabled_at.is_(None))
    ).one_or_none()
    if row is None:
        return None
    return Session(row.user_id, row.name, Role(row.role), row.token_lookup, row.csrf_token, row.created_at, row.seen_at)


def touch_session(connection: Connection, token_lookup: str, now: datetime) -> None:
    connection.execute(update(staff_sessions).where(staff_sessions.c.token_lookup == token_lookup).values(seen_at=now))


def end_session(connection: Connection, token_lookups: Sequence[str]) -> None:
    connection.execute(delete(staff_sessions).where(staff_sessions.c.token_lookup.in_(token_lookups)))


def end_other_sessions(connection: Connection, user_id: int, kept: str) -> None:
    others = (staff_sessions.c.user_id == user_id) & (staff_sessions.c.token_lookup != kept)
    connection.execute(delete(staff_sessions).where(others))


def end_sessions_before(connection: Connection, seen_at: datetime, created_at: datetime) -> None:
    old = (staff_sessions.c.seen_at < seen_at) | (staff_sessions.c.created_at < created_at)
    connection.execute(delete(staff_sessions).where(old))


# Failed sign-ins


@dataclass(frozen=True, slots=True)
class Failures:
    count: int
    last_at: datetime | None


def failures(connection: Connection, who_lookups: Sequence[str], since: datetime) -> Failures:
    row = connection.execute(
        select(func.count(), func.max(sign_in_failures.c.at)).where(
            sign_in_failures.c.who_lookup.in_(who_lookups), sign_in_failures.c.at >= since
        )
    ).one()
    return Failures(row[0], row[1])


def note_failure(connection: Connection, who_lookup: str, now: datetime) -> int:
    statement = insert(sign_in_failures).values(who_lookup=who_lookup, at=now)
    failure_id: int = connection.execute(statement.returning(sign_in_failures.c.id)).scalar_one()
    return failure_id


def forget_failures(
    connection: Connection, *, of: Sequence[str] = (), ids: Sequence[int] = (), before: datetime | None = None
) -> None:
    forgotten = sign_in_failures.c.who_lookup.in_(of) | sign_in_failures.c.id.in_(ids)
    if before is not None:
        forgotten |= sign_in_failures.c.at < before
    connection.execute(delete(sign_in_failures).where(forgotten))


# Who opened what


def record_view(connection: Connection, user_id: int, request_id: int, what: str, now: datetime) -> None:
    connection.execute(insert(staff_views).values(user_id=user_id, request_id=request_id, what=what, at=now))


def user_names(connection: Connection, ids: Iterable[int]) -> dict[int, str]:
    rows = connection.execute(select(staff_users.c.id, staff_users.c.name).where(staff_users.c.id.in_(set(ids))))
    return {row.id: row.name for row in rows}


# The queue


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
    statement = (
        select(func.count())
        .select_from(requests)
        .join(outbox, _makes_package())
        .where(requests.c.state.in_(STATES[View.STUCK]), outbox.c.parked_at.is_not(None), outbox.c.done_at.is_(None))
    )
    return connection.execute(statement).scalar_one()


def _makes_package() -> ColumnElement[bool]:
    """Joins a request to the outbox row of its current attempt and revision; see Request.package_key."""
    parts = (requests.c.id, requests.c.attempt, requests.c.revision)
    key: ColumnElement[str] = literal(PACKAGE)
    for part in parts:
        key = key + ":" + cast(part, String)
    return outbox.c.key == key


def queue_page(connection: Connection, view: View, today: date, after: Key | None, limit: int) -> Page:
    newest_first = view in NEWEST_FIRST
    # Each state's head through its own index, then merged: a plain "state IN … ORDER BY due_on" reads every old row.
    conditions = _conditions(view, today)
    if after is not None:
        place, key = tuple_(requests.c.due_on, requests.c.id), tuple_(literal(after.due_on, Date), after.request_id)
        conditions.append(place < key if newest_first else place > key)
    heads = [
        select(
            select(requests.c.id)
            .where(requests.c.state == state, *conditions)
            .order_by(*_order(newest_first))
            .limit(limit + 1)
            .subquery()
        )
        for state in STATES[view]
    ]
    rows = read_all(
        connection,
        select(requests).where(requests.c.id.in_(union_all(*heads))).order_by(*_order(newest_first)).limit(limit + 1),
    )
    shown = rows[:limit]
    next_key = Key(shown[-1].due_on, shown[-1].id) if len(rows) > limit else None
    return Page(shown, jobs(connection, shown), next_key)


def _order(newest_first: bool) -> tuple[ColumnElement[date], ColumnElement[int]]:
    if newest_first:
        return requests.c.due_on.desc(), requests.c.id.desc()
    return requests.c.due_on.asc(), requests.c.id.asc()


def _conditions(view: View, today: date) -> list[ColumnElement[bool]]:
    if view is View.LATE:
        return [requests.c.due_on < today]
    if view is View.STUCK:
        return [exists().where(_makes_package(), outbox.c.parked_at.is_not(None), outbox.c.done_at.is_(None))]
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


def parked_problems(connection: Connection, keys: Sequence[str]) -> dict[str, str]:
    """Why work was given up, by its key."""
    rows = connection.execute(
        select(outbox.c.key, outbox.c.problem).where(
            outbox.c.key.in_(keys), outbox.c.parked_at.is_not(None), outbox.c.done_at.is_(None)
        )
    )
    return {row.key: row.problem or "died" for row in rows}


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


# One request


@dataclass(frozen=True, slots=True)
class Text:
    """One message of the conversation."""

    id: int
    inbound: bool
    body: str
    at: datetime
    of_this_request: bool
    status: str | None
    error_code: int | None
    had_ssn: bool
    pictures: int


@dataclass(frozen=True, slots=True)
class Contact:
    phone: str
    channel: str
    language: str | None
    opted_out_at: datetime | None
    cannot_text: str | None


@dataclass(frozen=True, slots=True)
class Package:
    pages: int
    made_at: datetime
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class File:
    """All that is known of one request."""

    request: Request
    contact: Contact | None
    texts: tuple[Text, ...]
    events: tuple[Event, ...]
    package: Package | None  # of the current attempt and revision; an older one must not be mailed
    job: Job | None


def file_of(connection: Connection, reference: str) -> File | None:
    request = by_reference(connection, reference)
    if request is None:
        return None
    return File(
        request,
        _contact(connection, request.contact_id),
        _texts(connection, request),
        tuple(events_of(connection, request.id)),
        package_of(connection, request),
        jobs(connection, [request]).get(request.id),
    )


def package_of(connection: Connection, request: Request) -> Package | None:
    row = connection.execute(
        select(packages).where(
            and_(
                packages.c.request_id == request.id,
                packages.c.attempt == request.attempt,
                packages.c.revision == request.revision,
            )
        )
    ).one_or_none()
    return None if row is None else Package(row.pages, row.made_at, tuple(name for name, _hash in row.forms))


def _contact(connection: Connection, contact_id: int | None) -> Contact | None:
    if contact_id is None:
        return None
    row = connection.execute(select(contacts).where(contacts.c.id == contact_id)).one()
    return Contact(row.phone, row.channel, row.language, row.opted_out_at, row.cannot_text)


def _texts(connection: Connection, request: Request) -> tuple[Text, ...]:
    if request.contact_id is None:
        return ()
    rows = connection.execute(
        select(messages)
        .where(messages.c.contact_id == request.contact_id)
        .order_by(messages.c.at.desc(), messages.c.id.desc())
        .limit(_TEXTS_SHOWN)
    ).all()
    return tuple(
        Text(
            row.id,
            row.inbound,
            row.body,
            row.at,
            row.request_id == request.id,
            row.status,
            row.error_code,
            row.had_ssn,
            row.pictures,
        )
        for row in reversed(rows)
    )
