"""What the runtime's tests are played with: a queue server that may be killed, toy rows, and patience."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text, update

from runtime import valkey
from runtime.tether import tethered
from store import outbox
from store.database import Database
from store.tables import outbox as outbox_table

StartWorker = Callable[..., subprocess.Popen[bytes]]


class QueueServer:
    """A Valkey of the test's own, which may be killed."""

    def __init__(self, data_dir: Path) -> None:
        self.place = valkey.find_place(data_dir)
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self._process = subprocess.Popen(tethered(valkey.command(self.place)))
        until(self.place.answers, "the queue server to answer")

    def kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def forget(self) -> None:
        valkey.forget(self.place)


class Toys:
    """Toy rows: put, rung until something holds, and what they have done."""

    def __init__(self, database: Database) -> None:
        self.database = database
        with database.write() as connection:
            connection.execute(text("CREATE TABLE IF NOT EXISTS toy_effects (what VARCHAR(80))"))
            connection.execute(text("DELETE FROM toy_effects"))

    def put(self, key: str, kind: str = "toy", due_at: datetime | None = None) -> int:
        now = datetime.now(UTC)
        with self.database.write() as connection:
            outbox.put(connection, kind, 1, key, due_at or now, now)
            return int(connection.execute(text("SELECT id FROM outbox WHERE key = :key"), {"key": key}).scalar_one())

    def effects(self) -> list[str]:
        with self.database.read() as connection:
            return list(connection.execute(text("SELECT what FROM toy_effects")).scalars())

    def problem(self, row_id: int) -> str | None:
        with self.database.read() as connection:
            return connection.execute(
                text("SELECT problem FROM outbox WHERE id = :id"), {"id": row_id}
            ).scalar_one_or_none()

    def let_leases_lapse(self) -> None:
        """Spares a test the 45 s; test_runtime_kills waits for them once, really."""
        past = datetime.now(UTC) - timedelta(seconds=1)
        with self.database.write() as connection:
            connection.execute(
                update(outbox_table).where(outbox_table.c.lease_until.is_not(None)).values(lease_until=past)
            )


def until(
    holds: Callable[[], object], what: str, seconds: float = 20.0, meanwhile: Callable[[], object] = int
) -> float:
    """How long it took until it held; fails the test when it does not."""
    began = time.monotonic()
    while not holds():
        if time.monotonic() - began > seconds:
            pytest.fail(f"waited {seconds:.0f} s in vain for {what}")
        meanwhile()
        time.sleep(0.1)
    return time.monotonic() - began
