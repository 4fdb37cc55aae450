"""The whole house in this process: its pages on a port, its workers' work done when a test says so."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

from werkzeug.serving import make_server

import app as program
from app import House
from enrollment.agency import Agency
from runtime.settings import read_settings
from staff.accounts import first_users
from store import migrate, outbox
from store.database import Database
from store.vault import Vault
from tests.conftest import Clock


@dataclass
class Office:
    house: House
    clerk: tuple[str, str]

    @property
    def base(self) -> str:
        return self.house.settings.public_base_url

    def work(self) -> None:
        """Everything that is due, as the relay and the workers would do it."""
        database, now = self.house.database, self.house.now()
        with database.write() as connection:
            for name in ("clock", "worker-1", "worker-2"):
                outbox.beat(connection, name, now)
        with database.read() as connection:
            due = outbox.due(connection, now, 100)
        for row_id, _, kind in due:
            with database.write() as connection:
                row = outbox.take(connection, row_id, now)
            assert row is not None
            self.house.handlers[kind].work(row, now)


@contextmanager
def open_office(folder: Path, agency: Agency, vault: Vault, clock: Clock) -> Iterator[Office]:
    server = make_server("127.0.0.1", 0, lambda *_: [], threaded=True)
    settings = read_settings({"APP_ENV": "development", "DATA_DIR": str(folder), "PORT": str(server.server_port)})
    database = Database(settings.database_url, vault)
    migrate.upgrade(database)
    house = House(settings, agency, database, clock)
    server.app = program.build(house)
    clerk, _ = first_users(database, clock())
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield Office(house, clerk)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        database.close()
