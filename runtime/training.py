"""Development's two levers on the whole house: its clock can be moved on, its queue server taken away.

Each is a file in DATA_DIR, because web, workers, clock and supervisor must all see it and share nothing else.
Production never looks at them.
"""

from __future__ import annotations

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

FARTHEST = timedelta(days=5 * 365)


class TooFar(Exception):
    """The clock would go back, or further than anybody needs."""


@dataclass(frozen=True)
class TrainingClock:
    """The machine's clock and what it has been moved on by. It never goes back: what is stored would lie ahead of it.

    A jump is what a long sleep of the machine is: leases lapse and their rows ring again, beats look old for some
    seconds, staff who were signed in are signed out.
    """

    path: Path
    machine: Callable[[], datetime]

    def __call__(self) -> datetime:
        return self.machine() + self.moved_on()

    def moved_on(self) -> timedelta:
        try:
            return timedelta(seconds=int(self.path.read_text()))
        except FileNotFoundError:
            return timedelta()

    def move_on(self, by: timedelta) -> None:
        """Two at once both count."""
        with self._alone():
            total = self.moved_on() + by
            if by <= timedelta() or total > FARTHEST:
                raise TooFar
            draft = self.path.with_suffix(".part")
            draft.write_text(str(int(total.total_seconds())))
            draft.replace(self.path)  # who reads meanwhile reads the old or the new, whole

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with self.path.with_suffix(".lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


@dataclass(frozen=True)
class QueueSwitch:
    """Asks the supervisor to take its queue server away. The web process never talks to that server itself."""

    path: Path

    def is_down(self) -> bool:
        return self.path.exists()

    def turn(self, *, down: bool) -> None:
        if down:
            self.path.touch()
        else:
            self.path.unlink(missing_ok=True)


def clock_of(data_dir: Path, machine: Callable[[], datetime]) -> TrainingClock:
    return TrainingClock(data_dir / "clock-moved-on", machine)


def switch_of(data_dir: Path) -> QueueSwitch:
    return QueueSwitch(data_dir / "queue-server-down")
