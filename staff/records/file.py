"""All that is known of one request."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    Connection,
    and_,
    select,
)

from enrollment.request import State
from fulfillment.records.returns import Return, returns_of
from staff.records.queue import Job, jobs
from store import outbox
from store.console_tables import staff_texts
from store.phones import Marks
from store.requests import Event, Request, by_reference, events_of
from store.tables import (
    contacts,
    messages,
    packages,
)

_TEXTS_SHOWN = 200  # of one phone: years of them, and still one page


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
    segments: int | None  # None: from before they were counted
    code: str | None  # of ours: which text of the catalogue
    written_by: int | None  # of staff's: who


@dataclass(frozen=True, slots=True)
class Contact:
    id: int
    phone: str
    channel: str
    language: str | None
    opted_out_at: datetime | None
    no_calls_at: datetime | None
    unsafe_to_text_at: datetime | None
    unsafe_to_call_at: datetime | None
    cannot_text: str | None

    @property
    def marks(self) -> Marks:
        marks = (self.opted_out_at, self.unsafe_to_text_at, self.unsafe_to_call_at)
        return Marks(*(at is not None for at in marks))


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
    package_due_at: datetime | None  # when the making of its package is due, while it waits
    returns: tuple[Return, ...]


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
        outbox.due_at_of(connection, request.package_key) if request.state is State.ACCEPTED else None,
        tuple(returns_of(connection, request.id)) if request.came_back or request.attempt > 1 else (),
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
    row = connection.execute(select(contacts).where(contacts.c.id == contact_id)).mappings().one()
    return Contact(**{name: row[name] for name in Contact.__dataclass_fields__})


def _texts(connection: Connection, request: Request) -> tuple[Text, ...]:
    if request.contact_id is None:
        return ()
    rows = connection.execute(
        select(messages, staff_texts.c.written_by)
        .outerjoin(staff_texts, staff_texts.c.message_id == messages.c.id)
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
            row.segments,
            row.code,
            row.written_by,
        )
        for row in reversed(rows)
    )
