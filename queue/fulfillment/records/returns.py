"""Mail that came back, and how the envelope in the hand finds its request."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select

from enrollment.request import State
from store.mail_tables import request_lookups, returned_mail
from store.requests import Request, read_all
from store.tables import requests

COME_BACK = (State.MAILED, State.DELIVERED)  # only from there can it


@dataclass(frozen=True, slots=True)
class Return:
    attempt: int
    reason: str
    label_address: str | None  # noted from the post office's label, never mailed to
    actor: str
    at: datetime


def add_return(
    connection: Connection, request: Request, reason: str, label_address: str | None, actor: str, now: datetime
) -> None:
    """One per mailing; a second breaks the unique key."""
    connection.execute(
        insert(returned_mail).values(
            request_id=request.id,
            attempt=request.attempt,
            reason=reason,
            label_address=label_address,
            actor=actor,
            at=now,
        )
    )


def returns_of(connection: Connection, request_id: int) -> list[Return]:
    rows = connection.execute(
        select(returned_mail).where(returned_mail.c.request_id == request_id).order_by(returned_mail.c.attempt)
    )
    return [Return(row.attempt, row.reason, row.label_address, row.actor, row.at) for row in rows]


def mailed_with(connection: Connection, fingerprints: Sequence[Sequence[str]], limit: int) -> list[Request]:
    """What is in the mail, or thought delivered, and carries one look-up of each of these; the newest first."""
    carrying = [
        requests.c.id.in_(select(request_lookups.c.request_id).where(request_lookups.c.fingerprint.in_(each)))
        for each in fingerprints
    ]
    statement = select(requests).where(*carrying, requests.c.state.in_(COME_BACK))
    return read_all(connection, statement.order_by(requests.c.id.desc()).limit(limit))
