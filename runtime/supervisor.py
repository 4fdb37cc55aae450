"""`python app.py`: one process that starts, watches, restarts and stops all the others."""

from __future__ import annotations

import fcntl
import os
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from urllib.error import HTTPError, URLError
from urllib.request import ProxyHandler, build_opener

import structlog

from runtime import logs, valkey
from runtime.children import Children, Program
from runtime.settings import ROOT, Settings
from runtime.training import switch_of
from store import outbox

_WORKERS = 2
_QUEUE_SERVER = "queue"
_STOP_SECONDS = 8.0  # a job in hand takes one; a longer one is killed, and its row rings again
_READY_SECONDS = 60.0

Say = Callable[[str], None]

log = structlog.get_logger()


class CannotStart(Exception):
    """One sentence for the person who starts it: what is in the way, and the remedy."""


def run(
    settings: Settings,
    environment: Mapping[str, str],
    migrate: Callable[[Settings], None],
    first_staff: Callable[[Settings], list[tuple[str, str]]],
) -> int:
    """Until Ctrl-C or SIGTERM. 0 after a clean stop, 1 if it could not start."""
    logs.configure("supervisor", settings.is_production)
    with _stop_signals() as stopping:
        try:
            with Instance(settings, environment, migrate, _pass_on(settings.is_production)) as instance:
                if instance.wait_until_ready(stopping):
                    _welcome(settings, first_staff(settings))  # as late as can be: the password is shown this once
                elif not stopping():
                    say("The web process does not answer; the lines above say why. It is tried again until Ctrl-C.")
                while not stopping():
                    instance.turn(0.5)
        except (CannotStart, valkey.NoQueueServer) as refusal:
            say(str(refusal))
            return 1
    return 0


class Instance:
    """All processes of one installation, from the lock on its data folder to the last child's end."""

    def __init__(
        self,
        settings: Settings,
        environment: Mapping[str, str],
        migrate: Callable[[Settings], None],
        pass_on: Callable[[str, str], None],
    ) -> None:
        self._settings = settings
        self._environment = dict(environment)
        self._migrate = migrate
        self._children = Children(pass_on)
        self._switch = switch_of(settings.data_dir)
        self._lock: IO[str] | None = None

    def __enter__(self) -> Instance:
        self._lock = _lock(self._settings.data_dir)
        try:
            _require_free_port(self._settings.port)
            self._start_queue_server()
            self._bring_tables_up_to_date()
            for program in self._programs():
                self._children.start(program)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._children.stop(_STOP_SECONDS)
        if self._lock is not None:
            self._lock.close()

    def turn(self, seconds: float) -> None:
        self._children.turn(seconds)
        if self._settings.is_production or self._settings.redis_url is not None:
            return
        if self._switch.is_down():
            self._children.hold(_QUEUE_SERVER)
        else:
            self._children.release(_QUEUE_SERVER)

    def pids(self) -> dict[str, int]:
        return self._children.pids()

    def wait_until_ready(self, stopping: Callable[[], bool] = lambda: False) -> bool:
        """Turn until the web process answers; False if it does not within a minute, or is asked to stop."""
        deadline = time.monotonic() + _READY_SECONDS
        while time.monotonic() < deadline and not stopping():
            if _answers(self._settings.port):
                return True
            self.turn(0.1)
        return False

    def _start_queue_server(self) -> None:
        if self._settings.redis_url is not None:
            return
        self._switch.turn(down=False)  # taken away in an earlier run
        place = valkey.find_place(self._settings.data_dir)
        self._environment["REDIS_URL"] = place.url

        def before_start(ends_in_row: int) -> None:
            if ends_in_row >= 2:
                log.warning("queue_server_starts_empty")
                valkey.forget(place)

        self._children.start(Program(_QUEUE_SERVER, valkey.command(place), self._environment, ROOT, before_start))
        deadline = time.monotonic() + 20
        while not place.answers():
            if time.monotonic() > deadline:
                raise CannotStart(
                    f"The queue server does not start; see {place.folder / 'valkey.log'}, or set REDIS_URL to another."
                )
            self.turn(0.05)

    def _bring_tables_up_to_date(self) -> None:
        try:
            self._migrate(self._settings)
        except Exception as error:
            if outbox.passing_problem(error) is None:
                raise
            raise CannotStart(
                "The database cannot be reached or written; check DATABASE_URL, DATA_DIR and the disk."
            ) from None

    def _programs(self) -> Iterator[Program]:
        python = (sys.executable, "-u")
        bind = f"127.0.0.1:{self._settings.port}"
        commands = {
            "web": (*python, "-m", "gunicorn", "-c", "python:runtime.web", "--bind", bind),
            **{f"worker-{n}": (*python, "app.py", "worker", f"worker-{n}") for n in range(1, _WORKERS + 1)},
            "clock": (*python, "app.py", "clock"),
        }
        for name, command in commands.items():
            yield Program(name, command, self._environment, ROOT)


def say(line: str) -> None:
    """To the person at the terminal."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _pass_on(production: bool) -> Callable[[str, str], None]:
    if production:  # each line is JSON already and names its process
        return lambda _name, line: say(line)
    return lambda name, line: say(f"{name:<8} | {line}")


def _welcome(settings: Settings, staff: list[tuple[str, str]]) -> None:
    say("")
    if not settings.is_production:
        say(f"  Phone page:  {settings.public_base_url}/phone/")
    say(f"  Staff page:  {settings.public_base_url}/staff/")
    for name, password in staff:
        say(f"  First staff: {name}, password {password} (shown once; change it after signing in)")
    say(f"  Data:        {settings.data_dir}")
    say("  Ctrl-C stops everything.")
    say("")


@contextmanager
def _stop_signals() -> Iterator[Callable[[], bool]]:
    received: list[int] = []
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = [signal.signal(number, lambda got, _frame: received.append(got)) for number in numbers]
    try:
        yield lambda: bool(received)
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)


def _lock(data_dir: Path) -> IO[str]:
    data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    lock = (data_dir / "supervisor.lock").open("a")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)  # the kernel lets go when we die, however that happens
    except OSError:
        lock.close()
        raise CannotStart(
            f"Another `make run` already works in {data_dir}; stop that one, or set DATA_DIR to another folder."
        ) from None
    return lock


def _require_free_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            reason = os.strerror(error.errno or 0).lower()
            raise CannotStart(f"Port {port} cannot be used ({reason}); stop what uses it, or set PORT.") from None


def _answers(port: int) -> bool:
    try:
        # No proxy: one set in the environment would be asked for our own address.
        with build_opener(ProxyHandler({})).open(f"http://127.0.0.1:{port}/healthz", timeout=5):
            return True
    except HTTPError as error:
        error.close()
        return True
    except (URLError, OSError):
        return False
