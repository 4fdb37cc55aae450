"""An extract into a new generation of the directory: checked whole, written in small steps, switched to at once."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from operator import attrgetter

from cases import records
from cases.extract import FLAGS, ROLE_OF, STAGE_OF, BadRow, CaseSource, Checker, Entry, Problem, unpack
from cases.policy import CasePolicy
from cases.records import Case, Person
from cases.values import CaseFacts, Link, Role
from enrollment.working_days import pacific_date
from store.database import Database

_ROWS_AT_ONCE = 5_000
# SQLite lets a waiting writer look again every 100 ms at the latest. A longer pause between two of our transactions
# lets every webhook in; PostgreSQL needs none.
_SQLITE_PAUSE = 0.11
_PROGRESS_EVERY = 50_000


@dataclass(frozen=True, slots=True)
class Progress:
    """What an import tells while it runs."""

    bad_row: Callable[[int, Problem], None]
    checked: Callable[[int], None]
    written: Callable[[int, int], None]  # so many of so many


@dataclass(frozen=True, slots=True)
class Extract:
    """A whole extract that was found good, in the order of its cases."""

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
    for _, entries in groupby(map(unpack, rows), key=attrgetter("number")):
        yield list(entries)


def _disagreeing(entries: list[Entry]) -> list[int]:
    """The lines of a case's rows that name another stage or date than its first."""
    said = (entries[0].stage, entries[0].since)
    return [entry.line for entry in entries if (entry.stage, entry.since) != said]


def put_in_force(database: Database, extract: Extract, now: Callable[[], datetime], progress: Progress) -> Imported:
    """Write a new generation and switch to it. Whatever stops this before the switch leaves the old one in force."""
    pause = _SQLITE_PAUSE if database.is_sqlite else 0.0
    with database.write() as connection:
        generation = records.begin_generation(connection)
    cases = people = 0
    for batch in _batches(extract):
        _in_turn(database, pause, lambda connection, batch=batch: records.add_cases(connection, generation, batch))  # type: ignore[misc]
        cases += len(batch)
        people += sum(len(case.people) for case in batch)
        progress.written(people, len(extract.rows))
    with database.write() as connection:
        in_force = records.switch_to(connection, generation, cases, people, now())
    return Imported(cases, people, in_force)


def clear_old(database: Database) -> int:
    """Delete what no longer counts, the remains of broken imports among it."""
    pause = _SQLITE_PAUSE if database.is_sqlite else 0.0
    cleared = 0
    while rows := _in_turn(database, pause, lambda connection: records.clear_one_batch(connection, _ROWS_AT_ONCE)):
        cleared += rows
    return cleared


def _in_turn(database: Database, pause: float, work: Callable[..., int | None]) -> int | None:
    with database.write() as connection:
        done = work(connection)
    time.sleep(pause)
    return done


def _batches(extract: Extract) -> Iterator[list[Case]]:
    batch: list[Case] = []
    size = 0
    for entries in _by_case(extract.rows):
        if batch and size + len(entries) + 1 > _ROWS_AT_ONCE:
            yield batch
            batch, size = [], 0
        batch.append(_case(entries))
        size += len(entries) + 1
    if batch:
        yield batch


def _case(entries: list[Entry]) -> Case:
    flags = 0
    for entry in entries:
        flags |= entry.flags
    facts = CaseFacts(
        STAGE_OF[entries[0].stage],
        date.fromordinal(entries[0].since),
        protective_order=bool(flags & FLAGS["protective_order"]),
        confidential=bool(flags & FLAGS["confidential"]),
    )
    # An attorney on file whose client is not marked may speak for anybody: then nobody else is answered.
    attorney = any(ROLE_OF[entry.role] is Role.ATTORNEY for entry in entries)
    all_represented = attorney and not flags & FLAGS["represented"]
    return Case(entries[0].number.hex(), facts, tuple(_person(entry, all_represented) for entry in entries))


def _person(entry: Entry, all_represented: bool) -> Person:
    link = Link(
        ROLE_OF[entry.role],
        all_represented or bool(entry.flags & FLAGS["represented"]),
        _date(entry.released_from),
        _date(entry.released_until),
    )
    return Person(entry.phone.hex(), link)


def _date(ordinal: int) -> date | None:
    return date.fromordinal(ordinal) if ordinal else None


def checker_for(database: Database, policy: CasePolicy, now: datetime) -> Checker:
    return Checker(policy, database.vault, pacific_date(now))
