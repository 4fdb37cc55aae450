"""Extracts uploaded at the console: checked, compared, put in force, all by a worker and none of it in one go.

The file a browser sends is read once, by the check, and goes at once: what is kept until somebody decides are the
fingerprints that the directory itself is made of. The row in `case_imports` says how far it is; the outbox's work
does whatever comes next, so that a worker that dies leaves nothing half in force.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection

from cases import importing, records
from cases.extract import ROW_BYTES, BadFile, CsvSource, Problem
from cases.importing import Extract, Imported, Progress
from cases.policy import CasePolicy
from cases.records import Import
from cases.values import ImportState
from store import outbox
from store.audit import note_change
from store.database import Database
from store.outbox import GiveUp, Row
from store.requests import Outdated, staff_actor

CASE_IMPORT = "case_import"  # the outbox's kind of work
PART = ".part"  # of a file that is still arriving
_BAD_ROWS_KEPT = 200
_NEEDED_IN = {
    ".csv": (ImportState.CHECKING, ImportState.FAILED),
    ".rows": (ImportState.GOOD, ImportState.ASKED, ImportState.FAILED),
}
_DECIDE_WITHIN = timedelta(hours=24)
_RENEW_SECONDS = 5.0


def take_in(database: Database, part: Path, user_id: int, now: datetime) -> Import:
    """A file that has arrived in the folder of extracts: it takes its name there, and its check is promised."""
    with database.write() as connection:
        taken = records.add_import(connection, user_id, now)
        outbox.put(connection, CASE_IMPORT, taken.id, taken.key, now, now)
        note_change(connection, staff_actor(user_id), "case_extract_uploaded", now)
        part.rename(part.with_name(f"{taken.id}.csv"))
    return taken


def ask(database: Database, import_id: int, version: int, user_id: int, now: datetime) -> Import:
    """Put it in force. Outdated if the page is old, or if another came into force since they were compared."""
    with database.write() as connection:
        found = records.import_as_seen(connection, import_id, version)
        if found.state is not ImportState.GOOD or records.standing(connection).generation != found.over:
            raise Outdated
        asked = records.change_import(connection, import_id, ImportState.ASKED, asked_by=user_id, done=0)
        outbox.put(connection, CASE_IMPORT, import_id, asked.key, now, now)
        note_change(connection, staff_actor(user_id), "case_extract_asked", now)
        return asked


def try_again(database: Database, import_id: int, version: int, now: datetime) -> Import:
    with database.write() as connection:
        found = records.import_as_seen(connection, import_id, version)
        if found.state is not ImportState.FAILED:
            raise Outdated
        back = ImportState.CHECKING if found.asked_by is None else ImportState.ASKED
        again = records.change_import(connection, import_id, back, done=0, problem=None)
        outbox.put(connection, CASE_IMPORT, import_id, again.key, now, now)
        return again


def drop(database: Database, folder: Path, import_id: int, version: int, now: datetime) -> None:
    with database.write() as connection:
        found = records.import_as_seen(connection, import_id, version)
        if found.state not in {ImportState.GOOD, ImportState.BAD, ImportState.FAILED}:
            raise Outdated
        records.change_import(connection, import_id, ImportState.DROPPED, ended_at=now)
    _forget(folder, import_id)


def sweep(database: Database, folder: Path, now: datetime, machine_now: datetime) -> None:
    """What nobody decided about within a day, and what a killed process left behind: files keep the machine's time."""
    with database.write() as connection:
        records.drop_lapsed_imports(connection, now - _DECIDE_WITHIN, now)
        states = records.import_states(connection, now - 2 * _DECIDE_WITHIN)
    for path in folder.glob("*"):
        is_old = datetime.fromtimestamp(path.stat().st_mtime, UTC) < machine_now - timedelta(hours=1)
        state = states.get(int(path.stem)) if path.stem.isdecimal() else None
        if is_old and state not in _NEEDED_IN.get(path.suffix, ()):
            path.unlink(missing_ok=True)


def _forget(folder: Path, import_id: int) -> None:
    for path in (_sent(folder, import_id), _checked(folder, import_id)):
        path.unlink(missing_ok=True)


def _sent(folder: Path, import_id: int) -> Path:
    return folder / f"{import_id}.csv"


def _checked(folder: Path, import_id: int) -> Path:
    return folder / f"{import_id}.rows"


@dataclass(frozen=True)
class ImportWork:
    """A handler of the outbox. `still_working` is told whenever the lease is renewed; see `runtime.jobs`."""

    database: Database
    policy: CasePolicy
    folder: Path
    still_working: Callable[[], None]

    def work(self, row: Row, now: datetime) -> None:
        with self.database.read() as connection:
            found = records.get_import(connection, row.subject_id)
        pulse = _Pulse(self, row, now)
        if found is not None and found.state is ImportState.CHECKING:
            self._check(row, pulse)
            return
        if found is not None and found.state is ImportState.ASKED:
            self._put_in_force(found, row, pulse)
        importing.clear_old(self.database, lambda _rows: pulse.beat())  # goes on where a dead worker left it
        with self.database.write() as connection:
            outbox.finish(connection, row, pulse.now)

    def gave_up(self, row: Row, code: str, now: datetime) -> None:
        """Its page says so and can try again; left parked, it would be counted as given up for ever."""
        with self.database.write() as connection:
            found = records.get_import(connection, row.subject_id, lock=True)
            if found is not None and found.state in {ImportState.CHECKING, ImportState.ASKED}:
                records.change_import(connection, found.id, ImportState.FAILED, problem=code)
            outbox.finish(connection, row, now)

    def _check(self, row: Row, pulse: _Pulse) -> None:
        sent, bad_rows = _sent(self.folder, row.subject_id), _BadRows()
        checker = importing.checker_for(self.database, self.policy, pulse.now)
        try:
            progress = Progress(bad_rows.add, pulse.done, lambda _done, _rows: None)
            extract = importing.check(CsvSource(sent), checker, progress)
            problem = None if extract.rows or extract.bad else "it holds no row"
        except BadFile as bad:
            extract, problem = Extract([], 0), str(bad)
        except FileNotFoundError:
            raise GiveUp("extract_gone") from None
        good = not extract.bad and problem is None
        if good:
            _keep(_checked(self.folder, row.subject_id), extract)
        with self.database.write() as connection:
            records.change_import(
                connection,
                row.subject_id,
                ImportState.GOOD if good else ImportState.BAD,
                over=records.standing(connection).generation,
                rows=len(extract.rows),
                cases=importing.cases_in(extract),
                bad=extract.bad,
                bad_rows=bad_rows.first,
                problem=problem,
            )
            outbox.finish(connection, row, pulse.now)
        sent.unlink(missing_ok=True)

    def _put_in_force(self, found: Import, row: Row, pulse: _Pulse) -> None:
        with self.database.read() as connection:
            overtaken = records.standing(connection).generation != found.over
        if overtaken:
            self._settle(found, ImportState.OVERTAKEN, pulse)
            return

        def settle(connection: Connection, imported: Imported) -> None:
            outbox.renew(connection, row, pulse.now)  # a lease that was lost meanwhile: it must not count
            state = ImportState.IN_FORCE if imported.in_force else ImportState.OVERTAKEN
            records.change_import(connection, found.id, state, ended_at=pulse.now)
            if imported.in_force:
                note_change(connection, staff_actor(found.asked_by or 0), "case_extract_in_force", pulse.now)

        progress = Progress(lambda _line, _problem: None, pulse.done, lambda done, _rows: pulse.done(done))
        extract = Extract(_kept(_checked(self.folder, found.id)), 0)
        importing.put_in_force(self.database, extract, lambda: pulse.now, progress, settle)
        _forget(self.folder, found.id)

    def _settle(self, found: Import, state: ImportState, pulse: _Pulse) -> None:
        with self.database.write() as connection:
            records.change_import(connection, found.id, state, ended_at=pulse.now)
        _forget(self.folder, found.id)


@dataclass
class _BadRows:
    """The first of them, by line and code."""

    first: list[tuple[int, str]] = field(default_factory=list)

    def add(self, line: int, problem: Problem) -> None:
        if len(self.first) < _BAD_ROWS_KEPT:
            self.first.append((line, problem.value))


class _Pulse:
    """Keeps the lease while the work goes on, and notes how far it is."""

    def __init__(self, work: ImportWork, row: Row, now: datetime) -> None:
        self._work = work
        self._row = row
        self._at = now
        self._began = self._renewed = time.monotonic()
        self._done = 0

    @property
    def now(self) -> datetime:
        return self._at + timedelta(seconds=time.monotonic() - self._began)

    def done(self, rows: int) -> None:
        self._done = rows
        self.beat()

    def beat(self) -> None:
        if time.monotonic() - self._renewed < _RENEW_SECONDS:
            return
        self._renewed = time.monotonic()
        with self._work.database.write() as connection:
            outbox.renew(connection, self._row, self.now)
            records.note_import_progress(connection, self._row.subject_id, self._done)
        self._work.still_working()


def _keep(path: Path, extract: Extract) -> None:
    """Whole or not at all: fingerprints, nothing that names anybody."""
    part = path.with_suffix(PART)
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.writelines(extract.rows)
        file.flush()
        os.fsync(file.fileno())
    part.rename(path)


def _kept(path: Path) -> list[bytes]:
    try:
        packed = path.read_bytes()
    except FileNotFoundError:
        raise GiveUp("extract_gone") from None
    return [packed[start : start + ROW_BYTES] for start in range(0, len(packed), ROW_BYTES)]
