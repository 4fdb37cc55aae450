"""The health of the line, in words: who is alive, when the last package was made, how much waits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from staff.wording import ago, from_code, number_of, span
from store.outbox import Backlog

ALIVE = timedelta(seconds=30)  # workers and the clock say every few seconds that they live
_SLOW = timedelta(minutes=5)  # what waits longer than this, with everybody alive, is worth a look


@dataclass(frozen=True, slots=True)
class Line:
    words: str
    troubles: tuple[str, ...]


def describe(
    beats: Mapping[str, tuple[datetime, str | None]], backlog: Backlog, last_package: datetime | None, now: datetime
) -> Line:
    alive = {name: problem for name, (at, problem) in beats.items() if now - at < ALIVE}
    workers = sum(name.startswith("worker") for name in alive)
    made = f"last package {ago(last_package, now)}" if last_package else "no package yet"
    words = f"{number_of(workers, 'worker')}, {made}, {backlog.waiting:,} waiting"
    if backlog.parked:
        words += f", {backlog.parked:,} given up"  # stuck requests show where; notices that failed, on their request
    return Line(words, tuple(_troubles(alive, workers, backlog, now)))


def _troubles(alive: Mapping[str, str | None], workers: int, backlog: Backlog, now: datetime) -> list[str]:
    troubles = []
    if not workers:
        troubles.append("No worker is running, so no package is made. New requests are kept; nothing is lost.")
    if not any(name.startswith("clock") for name in alive):
        troubles.append("The clock is not running, so new work is not started. New requests are kept; nothing is lost.")
    troubles += [
        f"{name.capitalize()} says: {from_code(problem)}." for name, problem in sorted(alive.items()) if problem
    ]
    if backlog.oldest_due is not None and now - backlog.oldest_due > _SLOW:
        waited = span(int((now - backlog.oldest_due).total_seconds() // 60))
        troubles.append(f"The oldest work has waited {waited}.")
    return troubles
