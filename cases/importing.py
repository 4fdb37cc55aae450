"""An extract into a new generation of the directory: checked whole, written in small steps, switched to at once."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache, partial
from itertools import groupby
from operator import itemgetter

from sqlalchemy import Connection

from cases import records
from cases.extract import (
    CONFIDENTIAL,
    PROTECTIVE_ORDER,
    REPRESENTED,
    ROLE_OF,
    STAGE_OF,
    BadRow,
    CaseSource,
    Checker,
    Entry,
    Problem,
    number_of,
    unpack,
)
from cases.policy import CasePolicy
from cases.records import Rows
from cases.values import Role
from enrollment.working_days import pacific_date
from store.database import Database

_ROWS_AT_ONCE = 5_000
_CLEARED_AT_ONCE = 20_000  # in the order they lie in
_PROGRESS_EVERY = 50_000
_ATTORNEY = ROLE_OF.index(Role.ATTORNEY)


@dataclass(frozen=True, slots=True)
class Progress:
    """What an import tells while it runs."""

    bad_row: Callable[[int, Problem], None]
    checked: Callable[[int], None]
    written: Callable[[int, int], None]  # so many of so many


@dataclass(frozen=True, slots=True)
class Extract:
    """A whole extract, in the order of its cases, and how many of its rows are bad."""

    rows: list[bytes]
    bad: int


@dataclass(frozen=True, slots=True)
class Imported:
    cases: int
    people: int
    in_force: bool  # False if a newer import came first


def check(source: CaseSource, checker: Checker, progress: Progress) -> Extract:
    """Every row, and every case's rows against each other. BadFile if it cannot be read to its end."""
    rows: list[bytes] = []
    bad = seen = 0
    for raw in source.rows():
        try:
            rows.append(checker.pack(raw))
        except BadRow as refused:
            bad += 1
            progress.bad_row(raw.line, refused.problem)
        seen += 1
        if seen % _PROGRESS_EVERY == 0:
            progress.checked(seen)
    rows.sort()
    disagreeing = sorted(line for entries in _by_case(rows) for line in _disagreeing(entries))
    for line in disagreeing:
        progress.bad_row(line, Problem.DISAGREES)
    progress.checked(seen)
    return Extract(rows, bad + len(disagreeing))


def _by_case(rows: list[bytes]) -> Iterator[list[Entry]]:
    for _, entries in groupby(map(unpack, rows), key=itemgetter(0)):
        yield list(entries)


def _disagreeing(entries: list[Entry]) -> list[int]:
    """The lines of a case's rows that name another stage or date than its first."""
    said = (entries[0].stage, entries[0].since)
    return [entry.line for entry in entries if (entry.stage, entry.since) != said]


def cases_in(extract: Extract) -> int:
    return sum(1 for _ in groupby(extract.rows, key=number_of))


def put_in_force(
    database: Database,
    extract: Extract,
    now: Callable[[], datetime],
    progress: Progress,
    also: Callable[[Connection, Imported], None] = lambda _connection, _imported: None,
) -> Imported:
    """Write a new generation and switch to it. Whatever stops this before the switch leaves the old one in force.

    What is done by `also` is done in the transaction of the switch, or neither.
    """
    turns = _Turns(database)
    with database.write() as connection:
        generation = records.begin_generation(connection)
    cases = people = 0
    for batch in _batches(extract.rows, generation):
        turns.take(partial(records.add, rows=batch))
        cases += len(batch.cases)
        people += len(batch.people)
        progress.written(people, len(extract.rows))
    with database.write() as connection:
        imported = Imported(cases, people, records.switch_to(connection, generation, cases, people, now()))
        also(connection, imported)
    return imported


def clear_old(database: Database, cleared: Callable[[int], None] = lambda _rows: None) -> int:
    """Delete what no longer counts, the remains of broken imports among it."""
    turns = _Turns(database)
    total = 0
    while rows := turns.take(partial(records.clear_one_batch, limit=_CLEARED_AT_ONCE)):
        total += rows
        cleared(total)
    return total


class _Turns:
    """Transactions one after the other, with room for webhooks between them."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._next = 0.0

    def take(self, work: Callable[[Connection], int]) -> int:
        time.sleep(max(0.0, self._next - time.monotonic()))
        with self._database.write() as connection:
            done = work(connection)
        self._next = time.monotonic() + self._database.turn_pause
        return done


def _batches(rows: list[bytes], generation: int) -> Iterator[Rows]:
    batch = Rows([], [])
    for entries in _by_case(rows):
        if len(batch.cases) + len(batch.people) + len(entries) >= _ROWS_AT_ONCE:
            yield batch
            batch = Rows([], [])
        _add_case(batch, generation, entries)
    if batch.cases:
        yield batch


def _add_case(batch: Rows, generation: int, entries: list[Entry]) -> None:
    flags = 0
    for entry in entries:
        flags |= entry.flags
    number = entries[0].number.hex()
    stage = STAGE_OF[entries[0].stage].value
    since = _day(entries[0].since)
    batch.cases.append((generation, number, stage, since, bool(flags & PROTECTIVE_ORDER), bool(flags & CONFIDENTIAL)))
    # An attorney on file whose client is not marked may speak for anybody: then nobody else is answered.
    attorney = any(entry.role == _ATTORNEY for entry in entries)
    all_represented = attorney and not flags & REPRESENTED
    for position, entry in enumerate(entries):
        represented = all_represented or bool(entry.flags & REPRESENTED)
        phone, role = entry.phone.hex(), ROLE_OF[entry.role].value
        begins, ends = _day(entry.released_from), _day(entry.released_until)
        batch.people.append((generation, number, position, phone, role, represented, begins, ends))


@lru_cache(maxsize=65_536)
def _day(ordinal: int) -> str | None:
    return date.fromordinal(ordinal).isoformat() if ordinal else None


def checker_for(database: Database, policy: CasePolicy, now: datetime) -> Checker:
    return Checker(policy, database.vault, pacific_date(now))
