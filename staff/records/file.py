"""All that is known of one request."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    Connection,
    and_,
    select,
)

from staff.records.queue import Job, jobs
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
