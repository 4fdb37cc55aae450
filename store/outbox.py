"""The outbox: work that was promised in a transaction and is done exactly once after it.

The row is the truth. A job takes its row by a conditional UPDATE with a lease, and sets `done_at` in the transaction
that records the effect; a job whose lease was lost finds no row to finish and its effect is rolled back. A lapsed
lease is a death: after three, the row is parked for a person.
"""

from __future__ import annotations

import errno
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, and_, case, func, or_, select, update
from sqlalchemy.exc import OperationalError

from store.database import insert_into
from store.tables import heartbeats, outbox

LEASE = timedelta(seconds=45)  # longer than the hang guard lets a job live, shorter than the promised minute
DEATHS_ALLOWED = 3
_DISK_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
RETRY_GAPS = tuple(timedelta(seconds=s) for s in (5, 30, 120, 600, 1800, 3600, 10800))


class LeaseLost(Exception):
    """Another job, or a change of the row, came first; what this one did must not count."""


class _WithCode(Exception):
    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class TryLater(_WithCode):
    """The work cannot be done now and may be later; the code says what is in the way."""


class GiveUp(_WithCode):
    """No later try can help; a person decides."""


def passing_problem(error: Exception) -> str | None:
    """The code of a trouble with the machine or the database that may pass by itself; None if it is the work's own."""
    if isinstance(error, TryLater):
        return error.code
    if isinstance(error, OperationalError):
        full = any(words in str(error.orig) for words in ("disk is full", "No space left"))  # SQLite's and PostgreSQL's
        return "disk_full" if full else "database_unavailable"
    if isinstance(error, OSError):
        if error.errno in _DISK_FULL:
            return "disk_full"
        return f"os_{errno.errorcode.get(error.errno or 0, 'error').lower()}"
    return None


@dataclass(frozen=True, slots=True)
class Row:
    id: int
    kind: str
    subject_id: int
    key: str
    tries: int
    deaths: int
    holder: str | None
    created_at: datetime


def put(connection: Connection, kind: str, subject_id: int, key: str, due_at: datetime, now: datetime) -> None:
    """Promise work. The same key is the same work: putting it again changes nothing."""
    statement = insert_into(connection, outbox).values(
        kind=kind, subject_id=subject_id, key=key, due_at=due_at, tries=0, deaths=0, created_at=now
    )
    connection.execute(statement.on_conflict_do_nothing(index_elements=["key"]))


def _open(now: datetime) -> ColumnElement[bool]:
    return and_(
        outbox.c.done_at.is_(None),
        outbox.c.parked_at.is_(None),
        outbox.c.due_at <= now,
        or_(outbox.c.lease_until.is_(None), outbox.c.lease_until < now),
    )


def due(connection: Connection, now: datetime, limit: int) -> Sequence[tuple[int, int, str]]:
    """(row, next try, kind) of what should be rung, oldest first."""
    rows = connection.execute(
        select(outbox.c.id, outbox.c.tries + 1, outbox.c.kind)
        .where(_open(now))
        .order_by(outbox.c.due_at, outbox.c.id)
        .limit(limit)
    )
    return [(row[0], row[1], row[2]) for row in rows]


def take(connection: Connection, row_id: int, now: datetime) -> Row | None:
    """Lease the row, or None when it is done, parked, not due, or somebody else's."""
    holder = secrets.token_hex(8)
    died = case((outbox.c.lease_until.is_not(None), 1), else_=0)
    taken = connection.execute(
        update(outbox)
        .where(outbox.c.id == row_id, _open(now))
        .values(tries=outbox.c.tries + 1, deaths=outbox.c.deaths + died, lease_until=now + LEASE, lease_holder=holder)
        .returning(
            outbox.c.kind, outbox.c.subject_id, outbox.c.key, outbox.c.tries, outbox.c.deaths, outbox.c.created_at
        )
    ).one_or_none()
    if taken is None:
        return None
    return Row(row_id, taken.kind, taken.subject_id, taken.key, taken.tries, taken.deaths, holder, taken.created_at)


def renew(connection: Connection, row: Row, now: datetime) -> None:
    _change_held(connection, row, lease_until=now + LEASE)


def finish(connection: Connection, row: Row, now: datetime) -> None:
    """Mark the work done, in the same transaction as its effect."""
    _change_held(connection, row, done_at=now, lease_until=None, lease_holder=None)


def retry_later(connection: Connection, row: Row, problem: str, now: datetime) -> None:
    gap = RETRY_GAPS[min(row.tries, len(RETRY_GAPS)) - 1]
    _change_held(connection, row, due_at=now + gap, problem=problem, lease_until=None, lease_holder=None)


def postpone(connection: Connection, row: Row, due_at: datetime) -> None:
    """Not yet: the hour is wrong, not the work. It does not count as a try."""
    _change_held(connection, row, due_at=due_at, tries=outbox.c.tries - 1, lease_until=None, lease_holder=None)


def park(connection: Connection, row: Row, problem: str, now: datetime) -> None:
    """Give up; the row stays for a person to see and to set going again."""
    _change_held(connection, row, parked_at=now, problem=problem, lease_until=None, lease_holder=None)


def unpark(connection: Connection, kind: str, subject_id: int, now: datetime) -> int:
    """Set parked work of one subject going again; how many rows that were."""
    return connection.execute(
        update(outbox)
        .where(outbox.c.kind == kind, outbox.c.subject_id == subject_id, outbox.c.parked_at.is_not(None))
        .values(parked_at=None, due_at=now, tries=0, deaths=0)
    ).rowcount


def hasten(connection: Connection, key: str, now: datetime) -> bool:
    """Due at once instead of later; False when it is done, given up, in somebody's hands or due anyway."""
    waits = and_(
        outbox.c.key == key,
        outbox.c.done_at.is_(None),
        outbox.c.parked_at.is_(None),
        outbox.c.lease_until.is_(None),
        outbox.c.due_at > now,
    )
    return connection.execute(update(outbox).where(waits).values(due_at=now)).rowcount == 1


def _change_held(connection: Connection, row: Row, **values: object) -> None:
    changed = connection.execute(
        update(outbox)
        .where(outbox.c.id == row.id, outbox.c.lease_holder == row.holder, outbox.c.done_at.is_(None))
        .values(**values)
    )
    if changed.rowcount != 1:
        raise LeaseLost


@dataclass(frozen=True, slots=True)
class Backlog:
    waiting: int
    parked: int
    oldest_due: datetime | None


def backlog(connection: Connection, now: datetime) -> Backlog:
    still_open = and_(outbox.c.done_at.is_(None), outbox.c.parked_at.is_(None), outbox.c.due_at <= now)
    parked = and_(outbox.c.done_at.is_(None), outbox.c.parked_at.is_not(None))
    row = connection.execute(
        select(
            func.count().filter(still_open),
            func.count().filter(parked),
            func.min(outbox.c.due_at).filter(still_open),
        ).where(outbox.c.done_at.is_(None))
    ).one()
    return Backlog(row[0], row[1], row[2])


def beat(connection: Connection, name: str, now: datetime, problem: str | None = None) -> None:
    """Say that `name` (clock, worker-1 …) is alive, and what it cannot reach."""
    statement = insert_into(connection, heartbeats).values(name=name, at=now, problem=problem)
    connection.execute(statement.on_conflict_do_update(index_elements=["name"], set_={"at": now, "problem": problem}))


def last_beats(connection: Connection) -> dict[str, tuple[datetime, str | None]]:
    return {row.name: (row.at, row.problem) for row in connection.execute(select(heartbeats))}


def is_promised(connection: Connection, key: str) -> bool:
    """Whether the work of this key was ever put, done or not."""
    return connection.execute(select(outbox.c.id).where(outbox.c.key == key)).first() is not None


def due_at_of(connection: Connection, key: str) -> datetime | None:
    """When the work of this key is due; None when it is done, parked or was never promised."""
    statement = select(outbox.c.due_at).where(
        outbox.c.key == key, outbox.c.done_at.is_(None), outbox.c.parked_at.is_(None)
    )
    due_at: datetime | None = connection.execute(statement).scalar_one_or_none()
    return due_at
