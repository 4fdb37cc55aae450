"""Whoever takes in an extract of the case directory, as a worker process would."""

from __future__ import annotations

from collections.abc import Iterator

from cases.imports import CASE_IMPORT, ImportWork
from store import outbox


class Worker:
    def __init__(self, office, desk) -> None:
        self.office = office
        self.work = ImportWork(office.database, desk.case_policy, desk.extracts_dir, lambda: None)

    def take(self) -> Iterator[outbox.Row]:
        database, now = self.office.database, self.office.clock.at
        with database.read() as connection:
            due = [row for row, _, kind in outbox.due(connection, now, 100) if kind == CASE_IMPORT]
        for row_id in due:
            with database.write() as connection:
                row = outbox.take(connection, row_id, now)
            assert row is not None
            yield row

    def run(self) -> int:
        rows = list(self.take())
        for row in rows:
            self.work.work(row, self.office.clock.at)
        return len(rows)
