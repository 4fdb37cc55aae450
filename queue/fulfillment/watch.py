"""What is late or will be, and what keeps mail from going out: figures for a page, and causes for alarms."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

from enrollment.agency import Agency
from enrollment.request import State
from enrollment.working_days import PACIFIC, pacific_date
from fulfillment.forms import FormFault, FormsError
from fulfillment.records import watch as records
from fulfillment.records.watch import Standing
from fulfillment.shelf import FormShelf
from parsers import Language
from store import outbox
from store.database import Database

ALARM = "alarm"  # the outbox's kind of work
_LEAST_FREE = 1024  # MiB; a batch of 1,000 packages takes some 30
_NOT_OURS = frozenset({State.NEEDS_ANSWER, State.HELD})
_ON_ITS_WAY = frozenset({State.READY, State.PRINTED})


class Cause(StrEnum):
    LATE = "late"
    WILL_BE_LATE = "will_be_late"
    NOTHING_PRINTED = "nothing_printed"
    FORMS = "forms"
    DISK = "disk"
    PARKED = "parked"
    CASE_GUESSING = "case_guessing"
    CASE_EXTRACT_OLD = "case_extract_old"


@dataclass(frozen=True, slots=True)
class Figures:
    """Against the five working days. What waits for the parent or is held is counted apart and never hidden."""

    late: int
    will_be_late: int  # due today; or by the next working day and not even ready: someone must act today
    late_waiting: int
    will_be_late_waiting: int


@dataclass(frozen=True, slots=True)
class Trouble:
    cause: Cause
    figure: int
    detail: str | None = None  # a code, never a person


def raise_alarms(database: Database, troubles: Sequence[Trouble], now: datetime) -> list[Cause]:
    """Raise what was not raised today; which causes those were. For other rooms' troubles too."""
    raised = []
    with database.write() as connection:
        for trouble in troubles:
            alarm_id = records.raise_once(
                connection, trouble.cause.value, pacific_date(now), trouble.figure, trouble.detail, now
            )
            if alarm_id is not None:
                outbox.put(connection, ALARM, alarm_id, f"{ALARM}:{alarm_id}", now, now)
                raised.append(trouble.cause)
    return raised


@dataclass(frozen=True)
class Watch:
    """Looks now and then; each cause is told once a day, by one of two clocks."""

    database: Database
    agency: Agency
    shelf: FormShelf
    data_dir: Path

    def figures(self, now: datetime) -> Figures:
        today = pacific_date(now)
        with self.database.read() as connection:
            found = records.standings(connection, today, self.agency.calendar.add_working_days(today, 1))
        ours = {state: standing for state, standing in found.items() if state not in _NOT_OURS}
        waiting = {state: standing for state, standing in found.items() if state in _NOT_OURS}
        return Figures(_late(ours), _soon(ours), _late(waiting), _soon(waiting))

    def look(self, now: datetime) -> list[Cause]:
        """Raise what was not raised today; which causes those were."""
        return raise_alarms(self.database, list(self._troubles(now)), now)

    def _troubles(self, now: datetime) -> Iterator[Trouble]:
        figures = self.figures(now)
        with self.database.read() as connection:
            unprinted = records.ready_since_before(connection, self._last_full_day(now))
            parked = outbox.backlog(connection, now).parked
        free = shutil.disk_usage(self.data_dir).free // 2**20
        counted = (
            (Cause.LATE, figures.late + figures.late_waiting),
            (Cause.WILL_BE_LATE, figures.will_be_late + figures.will_be_late_waiting),
            (Cause.NOTHING_PRINTED, unprinted),
            (Cause.PARKED, parked),
        )
        yield from (Trouble(cause, figure) for cause, figure in counted if figure)
        if free < _LEAST_FREE:
            yield Trouble(Cause.DISK, free)
        yield from self._wrong_forms()

    def _wrong_forms(self) -> Iterator[Trouble]:
        faults: list[FormFault] = []
        for language in Language:
            try:
                self.shelf.check(language)
            except FormsError as error:
                faults += error.faults
        if faults:
            yield Trouble(Cause.FORMS, len(faults), f"{faults[0].problem}:{faults[0].language}/{faults[0].file}"[:64])

    def _last_full_day(self, now: datetime) -> datetime:
        """When the office opened on the last working day that is over."""
        local = now.astimezone(PACIFIC)
        day = local.date() if local.time() >= self.agency.hours.closes else local.date() - timedelta(days=1)
        while not self.agency.calendar.is_working_day(day):
            day -= timedelta(days=1)
        return datetime.combine(day, self.agency.hours.opens, PACIFIC)


def _late(found: Mapping[State, Standing]) -> int:
    return sum(standing.late for standing in found.values())


def _soon(found: Mapping[State, Standing]) -> int:
    not_ready = (standing.due_next for state, standing in found.items() if state not in _ON_ITS_WAY)
    return sum(standing.due_today for standing in found.values()) + sum(not_ready)
