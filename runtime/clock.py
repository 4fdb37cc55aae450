"""The clock: rings what is due each second, says it is alive, and runs the periodic ticks. Two copies do no harm."""

from __future__ import annotations

import faulthandler
import signal
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from runtime.relay import Relay, connect
from store import outbox
from store.database import Database

_TURN_SECONDS = 1.0
_BEAT = timedelta(seconds=5)
_HANG_SECONDS = 120  # a tick that never comes back would leave every due row unrung

log = structlog.get_logger()


@dataclass(frozen=True)
class Tick:
    """Work done every so often. It must bear being done twice: clocks do not know of each other."""

    name: str
    every: timedelta
    work: Callable[[datetime], object]


def run(
    redis_url: str,
    database: Database,
    queue_of: Mapping[str, str],
    ticks: Sequence[Tick],
    now: Callable[[], datetime],
) -> int:
    """Until SIGTERM or SIGINT."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    with connect(redis_url) as connection:
        clock = Clock(database, Relay(database, connection, queue_of), ticks)
        log.info("clock_started", ticks=[tick.name for tick in ticks])
        while not stop.wait(_TURN_SECONDS):
            faulthandler.dump_traceback_later(_HANG_SECONDS, exit=True)
            clock.turn(now())
            faulthandler.cancel_dump_traceback_later()
    return 0


class Clock:
    """One process's clock; what it is given to do cannot stop it."""

    def __init__(self, database: Database, relay: Relay, ticks: Sequence[Tick]) -> None:
        self._database = database
        self._relay = relay
        self._ticks = ticks
        self._last: dict[str, datetime] = {}
        self._failing: set[str] = set()

    def turn(self, now: datetime) -> None:
        self._do("ring_due", lambda: self._relay.ring_due(now))
        if self._is_due("beat", _BEAT, now):
            self._do("beat", lambda: self._beat(now))
        for tick in self._ticks:
            if self._is_due(tick.name, tick.every, now):
                self._do(tick.name, lambda work=tick.work: work(now))  # type: ignore[misc]

    def _beat(self, now: datetime) -> None:
        with self._database.write() as connection:
            outbox.beat(connection, "clock", now, self._relay.problem)

    def _is_due(self, name: str, every: timedelta, now: datetime) -> bool:
        last = self._last.get(name)
        if last is not None and last <= now < last + every:  # a machine clock that was set back must not stop ticks
            return False
        self._last[name] = now
        return True

    def _do(self, name: str, work: Callable[[], object]) -> None:
        """Told once when it begins to fail and once when it works again: a database away for an hour is one event."""
        try:
            work()
        except Exception:  # one failing tick never stops the others
            if name not in self._failing:
                log.exception("tick_failed", tick=name)
            self._failing.add(name)
        else:
            if name in self._failing:
                log.info("tick_works_again", tick=name)
            self._failing.discard(name)
