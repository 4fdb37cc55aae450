"""The desk's SQL: what is open, the most dangerous and oldest first, and what staff did with it."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, case, exists, func, insert, or_, select, true, tuple_, update

from enrollment.request import UNMAILED
from staff.desk_words import DANGEROUS, PRESSING
from store.console_tables import desk_events
from store.conversation_tables import desk_items
from store.requests import Request, read_all
from store.tables import contacts, messages, requests

_SEEN = re.compile(r"(\d{1,18})\.(\d{1,18})\.([01])")
_CALM = 3
_BY_KIND = case((desk_items.c.kind.in_(DANGEROUS), 0), (desk_items.c.kind.in_(PRESSING), 1), else_=_CALM)
_KEY = re.compile(r"([0-3])\.(\d{1,18})")


class Whose(StrEnum):
    """Which open things to list."""

    ALL = "all"
    MINE = "mine"
    FREE = "free"


@dataclass(frozen=True, slots=True)
class Looked:
    """What somebody wants to see of the desk, and when: what is due today comes before what is not."""

    user_id: int
    today: date
    whose: Whose = Whose.ALL
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    whose: dict[Whose, int]
    kinds: dict[str, int]  # of those whose turn is looked at


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
    unsafe_to_text_at: datetime | None
    unsafe_to_call_at: datetime | None
    cannot_text: str | None
    language: str | None

    @property
    def may_be_called(self) -> bool:
        return self.no_calls_at is None and self.unsafe_to_call_at is None


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


def open_items(connection: Connection, looked: Looked, after: str, limit: int) -> list[Item]:
    rank = _rank(looked.today)
    condition = [desk_items.c.settled_at.is_(None), _of(looked)]
    if looked.kind is not None:
        condition.append(desk_items.c.kind == looked.kind)
    if match := _KEY.fullmatch(after):
        condition.append(tuple_(rank, desk_items.c.id) > tuple_(int(match.group(1)), int(match.group(2))))
    return _items(connection, *condition, rank=rank, order=(rank, desk_items.c.id), limit=limit)


def counts(connection: Connection, looked: Looked) -> Counts:
    still_open = desk_items.c.settled_at.is_(None)
    of_each = [func.count().filter(_of(replace(looked, whose=whose))) for whose in Whose]
    by_whose = connection.execute(select(*of_each).select_from(desk_items).where(still_open)).one()
    of_kind = select(desk_items.c.kind, func.count()).where(still_open, _of(looked)).group_by(desk_items.c.kind)
    return Counts(dict(zip(Whose, by_whose, strict=True)), {row[0]: row[1] for row in connection.execute(of_kind)})


def _of(looked: Looked) -> ColumnElement[bool]:
    if looked.whose is Whose.MINE:
        return desk_items.c.claimed_by == looked.user_id
    return desk_items.c.claimed_by.is_(None) if looked.whose is Whose.FREE else true()


def _rank(today: date) -> ColumnElement[int]:
    """Danger, what cannot wait, what is due today or late, the rest."""
    unmailed = requests.c.state.in_(sorted(UNMAILED))
    due = exists().where(requests.c.id == desk_items.c.request_id, unmailed, requests.c.due_on <= today)
    return case((_BY_KIND < _CALM, _BY_KIND), (due, _CALM - 1), else_=_CALM)


def settled_items(connection: Connection, limit: int) -> list[Item]:
    """The newest; those that settled themselves too."""
    order = (desk_items.c.settled_at.desc(), desk_items.c.id.desc())
    return _items(connection, desk_items.c.settled_at.is_not(None), rank=_BY_KIND, order=order, limit=limit)


def open_items_about(connection: Connection, request: Request) -> list[Item]:
    about = desk_items.c.request_id == request.id
    if request.contact_id is not None:
        about = or_(about, (desk_items.c.contact_id == request.contact_id) & desk_items.c.request_id.is_(None))
    still_open = desk_items.c.settled_at.is_(None)
    return _items(connection, about, still_open, rank=_BY_KIND, order=(_BY_KIND, desk_items.c.id), limit=20)


def was_ever_put(connection: Connection, request: Request, kinds: Collection[str]) -> bool:
    """About it or its phone, settled or not."""
    about = desk_items.c.request_id == request.id
    if request.contact_id is not None:
        about = or_(about, desk_items.c.contact_id == request.contact_id)
    statement = select(desk_items.c.id).where(about, desk_items.c.kind.in_(sorted(kinds))).limit(1)
    return connection.execute(statement).first() is not None


def item_by_id(connection: Connection, item_id: int) -> Item | None:
    found = _items(connection, desk_items.c.id == item_id, rank=_BY_KIND, order=(desk_items.c.id,), limit=1)
    return found[0] if found else None


def open_item(connection: Connection, kind: str, contact_id: int) -> Item | None:
    same = (desk_items.c.kind == kind, desk_items.c.contact_id == contact_id, desk_items.c.settled_at.is_(None))
    found = _items(connection, *same, rank=_BY_KIND, order=(desk_items.c.id.desc(),), limit=1)
    return found[0] if found else None


def _items(
    connection: Connection,
    *where: ColumnElement[bool],
    rank: ColumnElement[int],
    order: Sequence[Any],
    limit: int,
) -> list[Item]:
    columns = [desk_items.c[name] for name in Item.__dataclass_fields__ if name != "rank"]
    statement = select(*columns, rank.label("rank")).where(*where).order_by(*order).limit(limit)
    return [Item(**row) for row in connection.execute(statement).mappings()]


def requests_of(connection: Connection, items: Sequence[Item]) -> dict[int, Request]:
    ids = {item.request_id for item in items if item.request_id is not None}
    return {found.id: found for found in read_all(connection, select(requests).where(requests.c.id.in_(ids)))}


def text_of(connection: Connection, item: Item) -> Text | None:
    row = connection.execute(select(messages).where(messages.c.id == item.message_id)).one_or_none()
    return None if row is None else Text(row.body, row.at, row.inbound, row.had_ssn, row.pictures)


def contact_of(connection: Connection, contact_id: int | None) -> Contact | None:
    columns = [contacts.c[name] for name in Contact.__dataclass_fields__]
    row = connection.execute(select(*columns).where(contacts.c.id == contact_id)).mappings().one_or_none()
    return None if row is None else Contact(**row)


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
