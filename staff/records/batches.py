"""Work on batches that is not done: waiting, under way, or given up."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, select

from staff.records.queue import Job
from store.tables import outbox


def builds(connection: Connection, keys: Sequence[str]) -> dict[str, Job]:
    """By the key of the outbox's work."""
    rows = connection.execute(
        select(outbox.c.key, outbox.c.parked_at, outbox.c.problem).where(
            outbox.c.key.in_(keys), outbox.c.done_at.is_(None)
        )
    )
    return {row.key: Job(row.parked_at is not None, row.problem) for row in rows}
