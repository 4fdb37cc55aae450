"""A real queue server, real worker processes, and a database to see what they did."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import structlog
from redis import Redis
from sqlalchemy import text

from runtime import logs
from runtime.relay import Relay, connect
from runtime.tether import tethered
from store.database import Database
from tests.runtime.support import QueueServer, StartWorker, Toys

ROOT = Path(__file__).resolve().parent.parent.parent
TOY_WORKER = Path(__file__).with_name("toy_worker.py")


@pytest.fixture
def queue_server(tmp_path: Path) -> Iterator[QueueServer]:
    server = QueueServer(tmp_path / "queue-server")
    server.start()
    yield server
    server.kill()


@pytest.fixture
def wire(queue_server: QueueServer) -> Iterator[Redis]:
    with connect(queue_server.place.url) as connection:
        yield connection


@pytest.fixture
def relay(database: Database, wire: Redis) -> Relay:
    return Relay(database, wire, {"toy": "packages", "text": "texts"})


@pytest.fixture
def toys(database: Database) -> Iterator[Toys]:
    yield Toys(database)
    with database.write() as connection:
        connection.execute(text("DROP TABLE toy_effects"))


@pytest.fixture
def start_worker(database: Database, queue_server: QueueServer) -> Iterator[StartWorker]:
    started: list[subprocess.Popen[bytes]] = []
    database_url = database.engine.url.render_as_string(hide_password=False)

    def start(name: str = "worker-1", hang_seconds: float = 40.0) -> subprocess.Popen[bytes]:
        command = [sys.executable, str(TOY_WORKER), queue_server.place.url, database_url, name, str(hang_seconds)]
        environment = {**os.environ, "PYTHONPATH": f"{ROOT}:{ROOT / 'queue'}"}
        started.append(subprocess.Popen(tethered(command), cwd=ROOT, env=environment))
        return started[-1]

    yield start
    for process in started:
        process.send_signal(signal.SIGKILL)
        process.wait()


@pytest.fixture
def configure_logs() -> Iterator[Callable[..., None]]:
    """`logs.configure`, undone after the test: it changes the whole process."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield logs.configure
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.captureWarnings(capture=False)
    structlog.reset_defaults()
