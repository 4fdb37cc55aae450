"""A worker process with toy handlers: `python toy_worker.py REDIS_URL DATABASE_URL NAME HANG_SECONDS`.

What a row's work does is told by its key: `slow:3` sleeps for 3 s before the effect, `stuck` never returns from C.
"""

from __future__ import annotations

import ctypes
import sys
import time
from datetime import UTC, datetime

from cryptography.fernet import Fernet
from sqlalchemy import text

from runtime import worker
from store import outbox
from store.database import Database
from store.vault import Vault


class Toy:
    """Its effect is one line in `toy_effects`, in the transaction that finishes the row."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def work(self, row: outbox.Row, now: datetime) -> None:
        self._note(f"began:{row.key}")
        if row.key.startswith("slow:"):
            time.sleep(float(row.key.split(":")[1]))
        if row.key.startswith("stuck"):
            _never_return_from_c()
        with self._database.write() as connection:
            outbox.finish(connection, row, now)
            connection.execute(text("INSERT INTO toy_effects VALUES (:what)"), {"what": row.key})

    def gave_up(self, row: outbox.Row, code: str, now: datetime) -> None:
        with self._database.write() as connection:
            outbox.park(connection, row, code, now)
            connection.execute(text("INSERT INTO toy_effects VALUES (:what)"), {"what": f"gave up: {code}"})

    def _note(self, what: str) -> None:
        with self._database.write() as connection:
            connection.execute(text("INSERT INTO toy_effects VALUES (:what)"), {"what": what})


def _never_return_from_c() -> None:
    """Holds the interpreter's lock, as a loop in native code does; no Python signal handler can run."""
    ctypes.PyDLL(None).sleep(1000)


def main() -> int:
    redis_url, database_url, name, hang_seconds = sys.argv[1:]
    vault = Vault([Fernet.generate_key().decode()], ["l" * 32])
    database = Database(database_url, vault)
    handlers = {"toy": Toy(database)}
    return worker.run(redis_url, database, handlers, name, lambda: datetime.now(UTC), float(hang_seconds))


if __name__ == "__main__":
    sys.exit(main())
