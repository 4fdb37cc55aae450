"""What staff wrote to parents, and what of it waits for a supervisor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, func, insert, select, update

from store.console_tables import staff_texts
from store.tables import messages


@dataclass(frozen=True, slots=True)
class Written:
    """A text as somebody here wrote it."""

    contact_id: int
    request_id: int | None
    item_id: int | None
    code: str
    body: str
    findings: tuple[str, ...]
    written_by: int
    written_at: datetime


@dataclass(frozen=True, slots=True)
class Draft:
    """A text that did not go out at once: it waits, was let go, or was refused."""

    id: int
    contact_id: int
    request_id: int | None
    item_id: int | None
    code: str
    body: str | None
    findings: tuple[str, ...]
    written_by: int
    written_at: datetime
    reason: str | None


@dataclass(frozen=True, slots=True)
class Line:
    """One text of the conversation, in or out."""

    inbound: bool
    body: str
    at: datetime
    code: str | None


def seen(connection: Connection, contact_id: int) -> str:
    """How the conversation stood when a page was made of it: a newer text, or one that waits, makes the page old."""
    newest = connection.execute(select(func.max(messages.c.id)).where(messages.c.contact_id == contact_id)).scalar()
    draft = waiting(connection, contact_id)
    return f"{newest or 0}.{draft.id if draft else 0}"


def waiting(connection: Connection, contact_id: int) -> Draft | None:
    return _one(connection, staff_texts.c.contact_id == contact_id, staff_texts.c.decided_at.is_(None))


def last_refused(connection: Connection, contact_id: int) -> Draft | None:
    return _one(
        connection,
        staff_texts.c.contact_id == contact_id,
        staff_texts.c.decided_at.is_not(None),
        staff_texts.c.message_id.is_(None),
    )


def _one(connection: Connection, *where: ColumnElement[bool]) -> Draft | None:
    columns = [staff_texts.c[name] for name in Draft.__dataclass_fields__]
    statement = select(*columns).where(*where).order_by(staff_texts.c.id.desc()).limit(1)
    row = connection.execute(statement).mappings().one_or_none()
    if row is None:
        return None
    return Draft(**(dict(row) | {"findings": tuple(row["findings"].split(",")) if row["findings"] else ()}))


def note_sent(connection: Connection, written: Written, message_id: int) -> None:
    """Who wrote it; its words lie with all other texts."""
    decided = {"decided_by": written.written_by, "decided_at": written.written_at, "message_id": message_id}
    connection.execute(insert(staff_texts).values(_row(written) | decided | {"body": None}))


def keep_waiting(connection: Connection, written: Written) -> None:
    connection.execute(insert(staff_texts).values(_row(written)))


def _row(written: Written) -> dict[str, object]:
    return asdict(written) | {"findings": ",".join(written.findings)}


def let_go(connection: Connection, draft_id: int, user_id: int, message_id: int, now: datetime) -> bool:
    return _decide(connection, draft_id, decided_by=user_id, decided_at=now, message_id=message_id, body=None)


def refuse(connection: Connection, draft_id: int, user_id: int, reason: str, now: datetime) -> bool:
    return _decide(connection, draft_id, decided_by=user_id, decided_at=now, reason=reason)


def _decide(connection: Connection, draft_id: int, **values: object) -> bool:
    """False when another supervisor was quicker."""
    undecided = (staff_texts.c.id == draft_id, staff_texts.c.decided_at.is_(None))
    return connection.execute(update(staff_texts).where(*undecided).values(**values)).rowcount == 1


def authors_of(connection: Connection, message_ids: Sequence[int]) -> dict[int, int]:
    """Who here wrote these texts, by message; the machine's own are left out."""
    rows = connection.execute(
        select(staff_texts.c.message_id, staff_texts.c.written_by).where(staff_texts.c.message_id.in_(message_ids))
    )
    return {row.message_id: row.written_by for row in rows}


def newest(connection: Connection, contact_id: int, limit: int) -> list[Line]:
    """The end of the conversation, oldest first."""
    rows = connection.execute(
        select(messages.c.inbound, messages.c.body, messages.c.at, messages.c.code)
        .where(messages.c.contact_id == contact_id)
        .order_by(messages.c.id.desc())
        .limit(limit)
    ).all()
    return [Line(row.inbound, row.body, row.at, row.code) for row in reversed(rows)]
