"""The desk's SQL: what is open, the most dangerous and oldest first, and what staff did with it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, case, func, insert, or_, select, tuple_, update

from staff.desk_words import DANGEROUS, PRESSING
from store.console_tables import desk_events
from store.conversation_tables import desk_items
from store.requests import Request, read_all
from store.tables import contacts, messages, requests

_SEEN = re.compile(r"(\d{1,18})\.(\d{1,18})\.([01])")
_KEY = re.compile(r"([012])\.(\d{1,18})")
_RANK = case((desk_items.c.kind.in_(DANGEROUS), 0), (desk_items.c.kind.in_(PRESSING), 1), else_=2)


@dataclass(frozen=True, slots=True)
class Item:
    id: int
    kind: str
    detail: str | None
    contact_id: int | None
    request_id: int | None
    message_id: int | None
    created_at: datetime
    claimed_by: int | None
    claimed_at: datetime | None
    settled_by: int | None
    settled_at: datetime | None
    rank: int

    @property
    def seen(self) -> str:
        """How it stood when a page was made of it: a newer text, claim or settling makes the page old."""
        return f"{self.message_id or 0}.{self.claimed_by or 0}.{int(self.settled_at is not None)}"

    @property
    def key(self) -> str:
        return f"{self.rank}.{self.id}"


@dataclass(frozen=True, slots=True)
class Text:
    body: str
    at: datetime
    inbound: bool
    had_ssn: bool
    pictures: int


@dataclass(frozen=True, slots=True)
class Contact:
    id: int
    phone: str
    opted_out_at: datetime | None
    no_calls_at: datetime | None
    cannot_text: str | None
    language: str | None


@dataclass(frozen=True, slots=True)
class Deed:
    """What somebody here did with an item."""

    user_id: int
    what: str
    note: str | None
    at: datetime


def open_count(connection: Connection) -> int:
    statement = select(func.count()).select_from(desk_items).where(desk_items.c.settled_at.is_(None))
    return connection.execute(statement).scalar_one()


def open_items(connection: Connection, after: str, limit: int) -> list[Item]:
    condition: list[ColumnElement[bool]] = [desk_items.c.settled_at.is_(None)]
    if match := _KEY.fullmatch(after):
        condition.append(tuple_(_RANK, desk_items.c.id) > tuple_(int(match.group(1)), int(match.group(2))))
    return _items(connection, *condition, order=(_RANK, desk_items.c.id), limit=limit)


def settled_items(connection: Connection, limit: int) -> list[Item]:
    """The newest; those that settled themselves too."""
    order = (desk_items.c.settled_at.desc(), desk_items.c.id.desc())
    return _items(connection, desk_items.c.settled_at.is_not(None), order=order, limit=limit)


def open_items_about(connection: Connection, request: Request) -> list[Item]:
    about = desk_items.c.request_id == request.id
    if request.contact_id is not None:
        about = or_(about, (desk_items.c.contact_id == request.contact_id) & desk_items.c.request_id.is_(None))
    return _items(connection, about, desk_items.c.settled_at.is_(None), order=(_RANK, desk_items.c.id), limit=20)


def item_by_id(connection: Connection, item_id: int) -> Item | None:
    found = _items(connection, desk_items.c.id == item_id, order=(desk_items.c.id,), limit=1)
    return found[0] if found else None


def _items(connection: Connection, *where: ColumnElement[bool], order: Sequence[Any], limit: int) -> list[Item]:
    columns = [desk_items.c[name] for name in Item.__dataclass_fields__ if name != "rank"]
    statement = select(*columns, _RANK.label("rank")).where(*where).order_by(*order).limit(limit)
    return [Item(**row) for row in connection.execute(statement).mappings()]


def requests_of(connection: Connection, items: Sequence[Item]) -> dict[int, Request]:
    ids = {item.request_id for item in items if item.request_id is not None}
    return {found.id: found for found in read_all(connection, select(requests).where(requests.c.id.in_(ids)))}


def text_of(connection: Connection, item: Item) -> Text | None:
    row = connection.execute(select(messages).where(messages.c.id == item.message_id)).one_or_none()
    return None if row is None else Text(row.body, row.at, row.inbound, row.had_ssn, row.pictures)


def contact_of(connection: Connection, contact_id: int | None) -> Contact | None:
    row = connection.execute(select(contacts).where(contacts.c.id == contact_id)).one_or_none()
    if row is None:
        return None
    return Contact(row.id, row.phone, row.opted_out_at, row.no_calls_at, row.cannot_text, row.language)


def deeds_of(connection: Connection, item_id: int) -> list[Deed]:
    rows = connection.execute(select(desk_events).where(desk_events.c.item_id == item_id).order_by(desk_events.c.id))
    return [Deed(row.user_id, row.what, row.note, row.at) for row in rows]


def record_deed(
    connection: Connection, item_id: int, user_id: int, what: str, now: datetime, note: str | None = None
) -> None:
    row = {"item_id": item_id, "user_id": user_id, "what": what, "note": note, "at": now}
    connection.execute(insert(desk_events).values(row))


def change(connection: Connection, item_id: int, seen: str, **values: Any) -> bool:
    """False when it is no longer as it was `seen`: of two clerks at once, one comes second."""
    match = _SEEN.fullmatch(seen)
    if match is None:
        return False
    message_id, claimed_by, settled = (int(group) for group in match.groups())
    as_seen = (
        desk_items.c.id == item_id,
        func.coalesce(desk_items.c.message_id, 0) == message_id,
        func.coalesce(desk_items.c.claimed_by, 0) == claimed_by,
        desk_items.c.settled_at.is_not(None) if settled else desk_items.c.settled_at.is_(None),
    )
    return connection.execute(update(desk_items).where(*as_seen).values(**values)).rowcount == 1
