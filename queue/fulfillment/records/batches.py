"""Print batches as rows: who is in which, and how each piece left it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    bindparam,
    case,
    delete,
    exists,
    func,
    or_,
    select,
    update,
)

from enrollment.request import State
from parsers import Language
from store.database import insert_into
from store.mail_tables import batch_items, batches, schedule_slots, vendor_letters
from store.requests import Outdated, Request, read_all
from store.tables import packages, requests

_AT_ONCE = 500  # rows in one statement


@dataclass(frozen=True, slots=True)
class Batch:
    id: int
    name: str  # 2026-11-23-1, also its folder's
    made_at: datetime
    made_by: str
    pieces: int
    pieces_done: int
    builds: int
    built_at: datetime | None
    printed_at: datetime | None
    closed_at: datetime | None
    version: int

    @property
    def build_key(self) -> str:
        """Names the outbox's work of building it this time."""
        return f"batch:{self.id}:{self.builds}"


@dataclass(frozen=True, slots=True)
class Item:
    """One piece of a batch, with what its request is now. No names: those who need them load the request."""

    id: int
    request_id: int
    reference: str
    state: State
    due_on: date
    attempt: int
    revision: int
    language: Language
    position: int
    first_page: int | None
    pages: int | None
    outcome: str | None
    problem: str | None
    fits: bool  # what was taken is still what is to be mailed


@dataclass(frozen=True, slots=True)
class Waiting:
    """What the next batch would hold, and what is ready and stays out of it."""

    pieces: dict[Language, int]
    sheets: int
    oldest_due: date | None
    in_batches: list[tuple[str, int]]  # ready, and in this open batch already
    with_vendor: int


def waiting(connection: Connection) -> Waiting:
    free = and_(requests.c.state == State.READY, ~_in_open_batch(), ~_with_vendor())
    made = and_(
        packages.c.request_id == requests.c.id,
        packages.c.attempt == requests.c.attempt,
        packages.c.revision == requests.c.revision,
    )
    sheets = func.coalesce(func.sum((packages.c.pages + 1) // 2), 0).label("sheets")
    rows = connection.execute(
        select(
            requests.c.forms_language, func.count().label("pieces"), sheets, func.min(requests.c.due_on).label("due")
        )
        .select_from(requests.outerjoin(packages, made))
        .where(free)
        .group_by(requests.c.forms_language)
    ).all()
    inside = (
        select(batches.c.name, func.count())
        .join(batch_items, batch_items.c.batch_id == batches.c.id)
        .join(requests, requests.c.id == batch_items.c.request_id)
        .where(batch_items.c.outcome.is_(None), requests.c.state == State.READY)
        .group_by(batches.c.id, batches.c.name)
        .order_by(batches.c.id)
    )
    vendor = select(func.count()).select_from(requests).where(requests.c.state == State.READY, _with_vendor())
    return Waiting(
        pieces={Language(row.forms_language): row.pieces for row in rows},
        sheets=sum(int(row.sheets) for row in rows),
        oldest_due=min((row.due for row in rows), default=None),
        in_batches=[(name, count) for name, count in connection.execute(inside)],
        with_vendor=connection.execute(vendor).scalar_one(),
    )


def take_ready(connection: Connection, day: date, actor: str, limit: int, now: datetime) -> Batch | None:
    """A new batch of what is ready and in no open one, the oldest due first; None when there is nothing."""
    free = (requests.c.state == State.READY, ~_in_open_batch(), ~_with_vendor())
    in_order = (requests.c.due_on, requests.c.id)
    candidates = select(requests.c.id).where(*free).order_by(*in_order).limit(limit)
    # Locked first, read again after: a vendor may have been asked for one of them while we waited.
    locked = connection.execute(candidates.with_for_update()).scalars().all()
    ready = select(requests.c.id, requests.c.attempt, requests.c.revision, requests.c.forms_language).where(*free)
    found = connection.execute(ready.where(requests.c.id.in_(locked)).order_by(*in_order)).all()
    if not found:
        return None
    batch_id = _add_batch(connection, day, actor, now)
    rows = [
        {
            "batch_id": batch_id,
            "request_id": row.id,
            "attempt": row.attempt,
            "revision": row.revision,
            "language": row.forms_language,
            "position": position,
        }
        for position, row in enumerate(found, 1)
    ]
    # Two makers at once: the later waits for the earlier and passes over what that one took.
    for start in range(0, len(rows), _AT_ONCE):
        connection.execute(
            insert_into(connection, batch_items).values(rows[start : start + _AT_ONCE]).on_conflict_do_nothing()
        )
    batch = number_pieces(connection, batch_id)
    if batch is None:
        connection.execute(delete(batches).where(batches.c.id == batch_id))
    return batch


def _in_open_batch() -> ColumnElement[bool]:
    return exists().where(batch_items.c.request_id == requests.c.id, batch_items.c.outcome.is_(None))


def _with_vendor() -> ColumnElement[bool]:
    """A vendor was asked for it, and may be printing it."""
    return exists().where(
        vendor_letters.c.request_id == requests.c.id,
        vendor_letters.c.attempt == requests.c.attempt,
        vendor_letters.c.revision == requests.c.revision,
    )


def _add_batch(connection: Connection, day: date, actor: str, now: datetime) -> int:
    number = connection.execute(
        select(func.count()).select_from(batches).where(batches.c.name.startswith(f"{day}-", autoescape=True))
    ).scalar_one()
    while True:
        number += 1
        added = insert_into(connection, batches).values(
            name=f"{day}-{number}", made_at=now, made_by=actor, pieces=0, pieces_done=0, builds=1, version=1
        )
        batch_id: int | None = connection.execute(
            added.on_conflict_do_nothing(index_elements=["name"]).returning(batches.c.id)
        ).scalar_one_or_none()
        if batch_id is not None:
            return batch_id


def number_pieces(connection: Connection, batch_id: int) -> Batch | None:
    """1, 2, 3 … within each language, in their order; None when nobody is left in it."""
    rows = connection.execute(
        select(batch_items.c.id, batch_items.c.language)
        .where(batch_items.c.batch_id == batch_id, batch_items.c.outcome.is_(None))
        .order_by(batch_items.c.position, batch_items.c.id)
    ).all()
    counted: dict[str, int] = {}
    numbers: dict[int, int] = {}
    for row in rows:
        numbers[row.id] = counted[row.language] = counted.get(row.language, 0) + 1
    for start in range(0, len(rows), _AT_ONCE):
        some = [row.id for row in rows[start : start + _AT_ONCE]]
        position = case({item_id: numbers[item_id] for item_id in some}, value=batch_items.c.id)
        connection.execute(update(batch_items).where(batch_items.c.id.in_(some)).values(position=position))
    return change(connection, batch_id, pieces=len(rows)) if rows else None


def get(connection: Connection, batch_id: int, *, lock: bool = False) -> Batch | None:
    statement = select(batches).where(batches.c.id == batch_id)
    row = connection.execute(statement.with_for_update() if lock else statement).one_or_none()
    return None if row is None else _batch(row)


def as_seen(connection: Connection, batch_id: int, version: int) -> Batch:
    batch = get(connection, batch_id, lock=True)
    if batch is None or batch.version != version:
        raise Outdated
    return batch


def by_name(connection: Connection, name: str) -> Batch | None:
    row = connection.execute(select(batches).where(batches.c.name == name)).one_or_none()
    return None if row is None else _batch(row)


def recent(connection: Connection, limit: int, before_id: int | None = None) -> list[Batch]:
    """Newest first."""
    statement = select(batches).order_by(batches.c.id.desc()).limit(limit)
    if before_id is not None:
        statement = statement.where(batches.c.id < before_id)
    return [_batch(row) for row in connection.execute(statement)]


def change(connection: Connection, batch_id: int, **values: object) -> Batch:
    row = connection.execute(
        update(batches)
        .where(batches.c.id == batch_id)
        .values(version=batches.c.version + 1, **values)
        .returning(*batches.c)
    ).one()
    return _batch(row)


def note_progress(connection: Connection, batch_id: int, pieces_done: int) -> None:
    """Without a new version: a page that shows an older figure is not outdated by it."""
    connection.execute(update(batches).where(batches.c.id == batch_id).values(pieces_done=pieces_done))


def items(connection: Connection, batch_id: int, *, lock: bool = False) -> list[Item]:
    """All that were ever in it, English first, in their order on paper."""
    statement = (
        _items().where(batch_items.c.batch_id == batch_id).order_by(batch_items.c.language, batch_items.c.position)
    )
    if lock:
        statement = statement.with_for_update(of=requests)
    return _read_items(connection, statement)


def piece(connection: Connection, batch_id: int, reference: str, *, lock: bool = False) -> Item | None:
    statement = _items().where(batch_items.c.batch_id == batch_id, requests.c.reference == reference)
    found = _read_items(connection, statement.with_for_update(of=requests) if lock else statement)
    return found[0] if found else None


def is_printed(connection: Connection, batch_id: int) -> bool:
    """Whether all that is still in it and may go has been recorded as printed."""
    still = and_(batch_items.c.batch_id == batch_id, batch_items.c.outcome.is_(None))
    left = select(batch_items.c.id).join(requests, requests.c.id == batch_items.c.request_id)
    return connection.execute(left.where(still, requests.c.state == State.READY, _fits()).limit(1)).first() is None


def is_in_open_batch(connection: Connection, request_id: int) -> bool:
    return bool(connection.execute(select(exists().where(requests.c.id == request_id, _in_open_batch()))).scalar())


def open_item(connection: Connection, request_id: int) -> tuple[Batch, Item] | None:
    """The open batch this request is in, its row locked, and its piece there."""
    where = and_(batch_items.c.request_id == request_id, batch_items.c.outcome.is_(None))
    batch_id = connection.execute(select(batch_items.c.batch_id).where(where)).scalar_one_or_none()
    batch = None if batch_id is None else get(connection, batch_id, lock=True)
    found = _read_items(connection, _items().where(where)) if batch is not None else []
    return (batch, found[0]) if batch is not None and found else None


def to_be_pulled(connection: Connection) -> list[tuple[Batch, Item]]:
    """The pieces that may be on paper and must not go, in all open batches."""
    open_batches = [
        _batch(row)
        for row in connection.execute(
            select(batches).where(batches.c.closed_at.is_(None), batches.c.built_at.is_not(None)).order_by(batches.c.id)
        )
    ]
    return [
        (batch, item)
        for batch in open_batches
        for item in _read_items(
            connection,
            _items()
            .where(batch_items.c.batch_id == batch.id, batch_items.c.outcome.is_(None), ~_fits())
            .order_by(batch_items.c.language, batch_items.c.position),
        )
    ]


def _fits() -> ColumnElement[bool]:
    return and_(
        or_(requests.c.state == State.READY, requests.c.state == State.PRINTED),
        requests.c.attempt == batch_items.c.attempt,
        requests.c.revision == batch_items.c.revision,
    )


def _items() -> Select[Any]:
    columns = (requests.c.reference, requests.c.state, requests.c.due_on, _fits().label("fits"))
    return select(batch_items, *columns).join(requests, requests.c.id == batch_items.c.request_id)


def _read_items(connection: Connection, statement: Select[Any]) -> list[Item]:
    return [
        Item(
            id=row.id,
            request_id=row.request_id,
            reference=row.reference,
            state=State(row.state),
            due_on=row.due_on,
            attempt=row.attempt,
            revision=row.revision,
            language=Language(row.language),
            position=row.position,
            first_page=row.first_page,
            pages=row.pages,
            outcome=row.outcome,
            problem=row.problem,
            fits=row.fits,
        )
        for row in connection.execute(statement)
    ]


def place_items(connection: Connection, places: Mapping[int, tuple[int, int]]) -> None:
    """First page and pages of each item in its language's file."""
    rows = [{"item": item_id, "first": first, "count": pages} for item_id, (first, pages) in places.items()]
    if rows:
        statement = update(batch_items).where(batch_items.c.id == bindparam("item"))
        connection.execute(statement.values(first_page=bindparam("first"), pages=bindparam("count")), rows)


def end_items(
    connection: Connection, item_ids: Sequence[int], outcome: str, now: datetime, problem: str | None = None
) -> None:
    for start in range(0, len(item_ids), _AT_ONCE):
        connection.execute(
            update(batch_items)
            .where(batch_items.c.id.in_(item_ids[start : start + _AT_ONCE]), batch_items.c.outcome.is_(None))
            .values(outcome=outcome, ended_at=now, problem=problem)
        )


def close_if_empty(connection: Connection, batch_id: int, now: datetime) -> Batch | None:
    """Nobody is left in it: it is over. The batch if it was closed by this."""
    still_in = exists().where(batch_items.c.batch_id == batch_id, batch_items.c.outcome.is_(None))
    if connection.execute(select(still_in)).scalar_one():
        return None
    return change(connection, batch_id, closed_at=now)


def requests_of(connection: Connection, batch_id: int) -> dict[int, Request]:
    members = select(batch_items.c.request_id).where(batch_items.c.batch_id == batch_id)
    return {found.id: found for found in read_all(connection, select(requests).where(requests.c.id.in_(members)))}


def claim_slot(connection: Connection, name: str, slot: str, now: datetime) -> bool:
    """Whether this slot of a schedule is ours: clocks do not know of each other."""
    statement = insert_into(connection, schedule_slots).values(name=name, slot=slot, claimed_at=now)
    claim = statement.on_conflict_do_nothing(index_elements=["name", "slot"]).returning(schedule_slots.c.name)
    return connection.execute(claim).first() is not None


def _batch(row: Row[Any]) -> Batch:
    return Batch(**row._asdict())
