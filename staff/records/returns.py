"""What came back in the mail lately, and whether the parent was asked for a new address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from bot.notices import RETURNED
from fulfillment.returns import RETURNED_NOTICE
from store.mail_tables import returned_mail
from store.requests import Request, read_all
from store.tables import messages, outbox, requests


@dataclass(frozen=True, slots=True)
class Asking:
    """The text that asks the parent where to mail it."""

    promised: bool
    waits: bool  # for its hour, or for another try
    status: str | None  # of the text, once it is written


@dataclass(frozen=True, slots=True)
class CameBack:
    id: int
    attempt: int
    reason: str
    at: datetime
    actor: str
    request: Request
    asking: Asking


def lately(connection: Connection, before: int | None, limit: int) -> list[CameBack]:
    """The newest first; `before` the last one of the page before."""
    statement = select(returned_mail).order_by(returned_mail.c.id.desc()).limit(limit)
    if before is not None:
        statement = statement.where(returned_mail.c.id < before)
    rows = connection.execute(statement).all()
    ids = {row.request_id for row in rows}
    found = {each.id: each for each in read_all(connection, select(requests).where(requests.c.id.in_(ids)))}
    keys = {row.id: f"{RETURNED_NOTICE}:{row.request_id}:{row.attempt}" for row in rows}
    promised = _promised(connection, list(keys.values()))
    written = _written(connection, ids)
    return [
        CameBack(
            row.id,
            row.attempt,
            row.reason,
            row.at,
            row.actor,
            found[row.request_id],
            Asking(keys[row.id] in promised, promised.get(keys[row.id], False), written.get(row.request_id)),
        )
        for row in rows
    ]


def _promised(connection: Connection, keys: list[str]) -> dict[str, bool]:
    """By key, whether the work still waits."""
    rows = connection.execute(select(outbox.c.key, outbox.c.done_at, outbox.c.parked_at).where(outbox.c.key.in_(keys)))
    return {row.key: row.done_at is None and row.parked_at is None for row in rows}


def _written(connection: Connection, request_ids: set[int]) -> dict[int, str]:
    rows = connection.execute(
        select(messages.c.request_id, messages.c.status)
        .where(messages.c.request_id.in_(request_ids), messages.c.code == RETURNED)
        .order_by(messages.c.id)
    )
    return {row.request_id: row.status for row in rows}
