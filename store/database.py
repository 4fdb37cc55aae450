"""One engine, two ways in: `write()` locks from the first statement on SQLite, `read()` does not."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import Connection as SQLiteConnection
from typing import Any

from sqlalchemy import Connection, Table, create_engine, event, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Engine, make_url
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from store import case_tables, console_tables, conversation_tables, guard_tables, mail_tables  # noqa: F401  whole metadata
from store.columns import use_vault
from store.vault import Vault

_BUSY_SECONDS = 10  # Twilio waits 15 s; past this it gets a 503 and tries the fallback
# SQLite lets a waiting writer look again every 100 ms at the latest: a longer pause lets every one of them in.
_SQLITE_PAUSE = 0.11


class Database:
    """The way to the tables. Nothing connects until the first transaction."""

    def __init__(self, url: str, vault: Vault) -> None:
        self.vault = vault
        self.engine = _make_engine(url)
        use_vault(self.engine.dialect, vault)

    @property
    def is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    @property
    def turn_pause(self) -> float:
        """Seconds that long work leaves between its transactions, so that no webhook waits for more than one."""
        return _SQLITE_PAUSE if self.is_sqlite else 0.0

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that commits when the block ends and vanishes when it raises."""
        with self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that sees one moment and never waits for a writer."""
        with self.engine.connect().execution_options(read_only=True) as connection, connection.begin():
            yield connection

    def is_up(self) -> bool:
        try:
            with self.read() as connection:
                connection.execute(text("SELECT 1"))
        except SQLAlchemyError:
            return False
        return True

    def close(self) -> None:
        self.engine.dispose()


def is_unavailable(error: SQLAlchemyError) -> bool:
    """The database is down, locked or unreachable: trying again later can help."""
    return isinstance(error, OperationalError)


def insert_into(connection: Connection, table: Table) -> postgresql.Insert | sqlite.Insert:
    """An INSERT that knows ON CONFLICT, in the tongue of the database at hand; both spell it alike."""
    return postgresql.insert(table) if connection.dialect.name == "postgresql" else sqlite.insert(table)


def _make_engine(url: str) -> Engine:
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        parsed = parsed.set(drivername="postgresql+psycopg")
        # hide_parameters: an error text must never carry a person's name to a log or a job's result.
        return create_engine(parsed, hide_parameters=True, pool_pre_ping=True, pool_size=4)
    if parsed.database:
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    engine = create_engine(parsed, hide_parameters=True, connect_args={"timeout": _BUSY_SECONDS})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: SQLiteConnection, _record: Any) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves; the driver's own begins too late to be safe
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    read_only = connection.get_execution_options().get("read_only", False)
    # A deferred writer that read first fails when another wrote in between; an immediate one waits its turn.
    connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")
