"""gunicorn's settings: `gunicorn -c python:runtime.web`. Few workers, because writers queue on SQLite anyway."""

from __future__ import annotations

import os
import signal
from typing import Any

from parsers import read_message
from runtime import logs
from runtime.tether import tether

wsgi_app = "app:create_app()"
workers = int(os.environ.get("WEB_CONCURRENCY") or 2)
worker_class = "sync"
preload_app = False  # Typst must never be compiled in a parent that forks
timeout = 30
graceful_timeout = 5
accesslog = None  # addresses and query strings stay out of the log; the proxy in front keeps its own
loglevel = "warning"
control_socket_disable = True


def on_starting(server: Any) -> None:
    logs.configure("web", logs.in_production(os.environ))
    _join_our_log(server)


def post_fork(_server: Any, worker: Any) -> None:
    # A worker whose master was killed would go on for up to half its timeout, holding the port.
    tether(worker.ppid, signal.SIGKILL)


def post_worker_init(_worker: Any) -> None:
    # Loading the reader's model takes a third of a second; the first parent should not wait for it.
    read_message("OPEN")


def _join_our_log(server: Any) -> None:
    server.log.error_log.handlers.clear()
    server.log.error_log.propagate = True
