"""What else needs a person and is no item of the desk: what is held, who cannot be texted, work that was given up."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, case, func, or_, select, update

from enrollment.request import UNMAILED, State
from store.case_tables import case_refusals
from store.mail_tables import batches
from store.requests import Request, read_all
from store.tables import contacts, messages, outbox, request_events, requests

_UNDER_WAY = sorted({*UNMAILED, State.RETURNED})
# Work whose subject is a text; of all other work it is a request, a batch, or nothing of a parent's.
OF_TEXTS = frozenset({"text", "staff_text", "forget_text"})
OF_REQUESTS = frozenset({"package", "mailed_notice", "returned_notice", "reminder", "vendor"})


@dataclass(frozen=True, slots=True)
class Held:
    request: Request
    since: datetime
    by: str  # parent, system or staff:<id>
    why: str | None


@dataclass(frozen=True, slots=True)
class Untextable:
    """A request under way whose parent no text can reach."""

    request: Request
    why: str  # a code


@dataclass(frozen=True, slots=True)
class Job:
    """Work that was given up."""

    id: int
    kind: str
    problem: str | None
    parked_at: datetime
    request_id: int | None
    batch: str | None


@dataclass(frozen=True, slots=True)
class Tries:
    """Of one phone, in a span of time: how often it was refused, and about how many numbers. Not which."""

    refused: int
    numbers: int
    last_at: datetime | None


def held(connection: Connection, limit: int) -> list[Held]:
    """The next due first."""
    statement = select(requests).where(requests.c.state == State.HELD)
    found = read_all(connection, statement.order_by(requests.c.due_on, requests.c.id).limit(limit))
    into_hold = (
        select(func.max(request_events.c.id))
        .where(request_events.c.request_id.in_([one.id for one in found]), request_events.c.new_state == State.HELD)
        .group_by(request_events.c.request_id)
    )
    rows = connection.execute(select(request_events).where(request_events.c.id.in_(into_hold)))
    events = {row.request_id: row for row in rows}
    return [Held(one, events[one.id].at, events[one.id].actor, events[one.id].code) for one in found]


def held_count(connection: Connection) -> int:
    return _count(connection, requests.c.state == State.HELD)


def _out_of_reach() -> ColumnElement[bool]:
    marked = or_(
        contacts.c.opted_out_at.is_not(None),
        contacts.c.cannot_text.is_not(None),
        contacts.c.unsafe_to_text_at.is_not(None),
    )
    return requests.c.contact_id.in_(select(contacts.c.id).where(marked)) & requests.c.state.in_(_UNDER_WAY)


def untextable(connection: Connection, limit: int) -> list[Untextable]:
    statement = select(requests).where(_out_of_reach()).order_by(requests.c.due_on, requests.c.id).limit(limit)
    found = read_all(connection, statement)
    code = case(
        (contacts.c.unsafe_to_text_at.is_not(None), "not_safe"),
        (contacts.c.opted_out_at.is_not(None), "opted_out"),
        else_=contacts.c.cannot_text,
    )
    of_these = contacts.c.id.in_({one.contact_id for one in found})
    reasons = {row[0]: row[1] for row in connection.execute(select(contacts.c.id, code).where(of_these))}
    return [Untextable(one, reasons[one.contact_id or 0]) for one in found]


def untextable_count(connection: Connection) -> int:
    return _count(connection, _out_of_reach())


def _count(connection: Connection, condition: ColumnElement[bool]) -> int:
    return connection.execute(select(func.count()).select_from(requests).where(condition)).scalar_one()


def _given_up() -> ColumnElement[bool]:
    return outbox.c.parked_at.is_not(None) & outbox.c.done_at.is_(None)


def given_up(connection: Connection, limit: int) -> list[Job]:
    rows = connection.execute(
        select(outbox, messages.c.request_id.label("of_text"), batches.c.name.label("batch"))
        .outerjoin(messages, (messages.c.id == outbox.c.subject_id) & outbox.c.kind.in_(OF_TEXTS))
        .outerjoin(batches, (batches.c.id == outbox.c.subject_id) & (outbox.c.kind == "batch"))
        .where(_given_up())
        .order_by(outbox.c.parked_at.desc(), outbox.c.id.desc())
        .limit(limit)
    )
    return [
        Job(
            id=row.id,
            kind=row.kind,
            problem=row.problem,
            parked_at=row.parked_at,
            request_id=row.subject_id if row.kind in OF_REQUESTS else row.of_text,
            batch=row.batch,
        )
        for row in rows
    ]


def given_up_count(connection: Connection) -> int:
    return connection.execute(select(func.count()).select_from(outbox).where(_given_up())).scalar_one()


def set_going(connection: Connection, job_id: int, kinds: Collection[str], now: datetime) -> tuple[str, int] | None:
    """(kind, subject) of what is tried again; None when somebody was quicker, or it is not of these kinds."""
    fresh = {"parked_at": None, "due_at": now, "tries": 0, "deaths": 0}
    statement = update(outbox).where(outbox.c.id == job_id, outbox.c.kind.in_(kinds), _given_up())
    row = connection.execute(statement.values(fresh).returning(outbox.c.kind, outbox.c.subject_id)).one_or_none()
    return None if row is None else (row.kind, row.subject_id)


def request_of_text(connection: Connection, message_id: int) -> int | None:
    about = select(messages.c.request_id).where(messages.c.id == message_id)
    request_id: int | None = connection.execute(about).scalar_one_or_none()
    return request_id


def requests_by_id(connection: Connection, ids: Sequence[int]) -> dict[int, Request]:
    return {found.id: found for found in read_all(connection, select(requests).where(requests.c.id.in_(ids)))}


def tries_of(connection: Connection, contact_id: int | None, now: datetime) -> Tries:
    """Of one phone in the last day; of all phones when none is named."""
    recent = case_refusals.c.at > now - timedelta(days=1)
    whose = recent if contact_id is None else recent & (case_refusals.c.contact_id == contact_id)
    numbers = func.count(func.distinct(case_refusals.c.number_lookup))
    row = connection.execute(select(func.count(), numbers, func.max(case_refusals.c.at)).where(whose)).one()
    return Tries(*row)
