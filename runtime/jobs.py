"""The one job the workers run: take an outbox row, let its handler do the work, and settle every way it can end.

    done          the handler's own transaction holds the effect and `done_at`
    TryLater      rung again after a growing gap, parked after TRIES_ALLOWED
    GiveUp        parked at once, and the desk hears of it
    a bug         rung again, parked after FAULTS_ALLOWED: one poisonous row never blocks the others
    a death       the lease lapses and the row is rung again, parked after DEATHS_ALLOWED

Nothing leaves `run` but ids and codes: the queue server keeps the text of a job's exception, and the log has readers.
"""

from __future__ import annotations

import faulthandler
import signal
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

import structlog
from rq.timeouts import JobTimeoutException

from store import outbox
from store.database import Database

LIMIT_SECONDS = 30  # past it RQ's alarm interrupts Python code
HANG_SECONDS = LIMIT_SECONDS + 10  # past it the process ends itself, whatever it is doing; the lease is a little longer
TRIES_ALLOWED = 12
FAULTS_ALLOWED = 3

log = structlog.get_logger()


class Handler(Protocol):
    """The work of one kind of row, in a room that knows nothing of queues."""

    def work(self, row: outbox.Row, now: datetime) -> None:
        """Do the effect and `outbox.finish` in one transaction; TryLater and GiveUp say why not."""

    def gave_up(self, row: outbox.Row, code: str, now: datetime) -> None:
        """Tell the desk and `outbox.park` in one transaction. After a crash it may be called again."""


@dataclass(frozen=True)
class _Bench:
    """What this worker process works with."""

    database: Database
    handlers: Mapping[str, Handler]
    now: Callable[[], datetime]
    hang_seconds: float


_bench: list[_Bench] = []  # RQ imports `run` by name, so what it needs has to lie where it can reach


def install(
    database: Database,
    handlers: Mapping[str, Handler],
    now: Callable[[], datetime],
    hang_seconds: float = HANG_SECONDS,
) -> None:
    """Set this process up for work, once, before its first job."""
    _bench[:] = [_Bench(database, handlers, now, hang_seconds)]


def run(row_id: int, try_number: int) -> None:
    """The RQ job. `try_number` only makes each ring's job name its own."""
    bench = _bench[0]
    try:
        with bench.database.write() as connection:
            row = outbox.take(connection, row_id, bench.now())
        if row is not None:
            with _hang_guard(bench.hang_seconds):
                _Attempt(bench, row).settle()
    except Exception:  # see the module's last line; the lease lapses and the relay rings again
        log.exception("job_failed", row=row_id, ring=try_number)


def still_working() -> None:
    """Long work says this each time it renews its lease: both guards against a hang start over."""
    signal.alarm(LIMIT_SECONDS)  # RQ set it for the job, and stops it when the job ends
    faulthandler.dump_traceback_later(_bench[0].hang_seconds, exit=True)


class _Attempt:
    """One try at one row."""

    def __init__(self, bench: _Bench, row: outbox.Row) -> None:
        self._bench = bench
        self._row = row
        self._handler = bench.handlers.get(row.kind)

    def settle(self) -> None:
        if self._row.deaths >= outbox.DEATHS_ALLOWED:
            self._give_up("died")
            return
        try:
            self._work()
        except outbox.LeaseLost:
            log.info("lease_lost", row=self._row.id)
        except outbox.GiveUp as refused:
            self._give_up(refused.code)
        except Exception as error:  # whatever a handler raises, the row must not be left to lapse
            self._failed(error)

    def _work(self) -> None:
        if self._handler is None:  # a newer release put it; this worker is about to be replaced
            raise outbox.TryLater("no_handler")
        self._handler.work(self._row, self._bench.now())

    def _failed(self, error: Exception) -> None:
        passing = outbox.passing_problem(error)
        code, allowed = (passing, TRIES_ALLOWED) if passing else (_code_of_fault(error), FAULTS_ALLOWED)
        if passing is None:
            log.error("work_failed", row=self._row.id, kind=self._row.kind, tries=self._row.tries, exc_info=error)
        if self._row.tries >= allowed:
            self._give_up(code)
            return
        log.warning("work_put_off", row=self._row.id, kind=self._row.kind, tries=self._row.tries, problem=code)
        with self._bench.database.write() as connection:
            outbox.retry_later(connection, self._row, code, self._bench.now())

    def _give_up(self, code: str) -> None:
        log.error("work_given_up", row=self._row.id, kind=self._row.kind, tries=self._row.tries, problem=code)
        try:
            if self._handler is not None:
                self._handler.gave_up(self._row, code, self._bench.now())
        except Exception as error:
            if outbox.passing_problem(error):
                raise  # the lease lapses, and the desk is told then
            log.exception("desk_not_told", row=self._row.id)
        self._park(code)

    def _park(self, code: str) -> None:
        """For rows whose handler is missing or failed at it; for all others it finds nothing to do."""
        try:
            with self._bench.database.write() as connection:
                outbox.park(connection, self._row, code, self._bench.now())
        except outbox.LeaseLost:
            pass


def _code_of_fault(error: Exception) -> str:
    return "too_slow" if isinstance(error, JobTimeoutException) else type(error).__name__[:48]


@contextmanager
def _hang_guard(seconds: float) -> Iterator[None]:
    """End the process when native code never comes back: RQ's own alarm waits for Python to be running."""
    faulthandler.dump_traceback_later(seconds, exit=True)  # what it prints is files and lines
    try:
        yield
    finally:
        faulthandler.cancel_dump_traceback_later()
