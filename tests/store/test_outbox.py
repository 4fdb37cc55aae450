"""The outbox: taken by one, done once, never lost."""

from __future__ import annotations

from datetime import timedelta
from threading import Barrier, Thread

import pytest

from store import outbox
from store.database import Database
from store.outbox import LEASE, LeaseLost, Row
from tests.conftest import MONDAY_NOON as NOW

SECOND = timedelta(seconds=1)


def _put(database: Database, key: str = "package:1:1:1", due_in: timedelta = timedelta()) -> None:
    with database.write() as connection:
        outbox.put(connection, "package", 1, key, NOW + due_in, NOW)


def _take(database: Database, after: timedelta = timedelta()) -> Row | None:
    with database.write() as connection:
        return outbox.take(connection, 1, NOW + after)


def _taken(database: Database, after: timedelta = timedelta()) -> Row:
    row = _take(database, after)
    assert row is not None
    return row


def _due(database: Database, after: timedelta = timedelta()) -> list[tuple[int, int, str]]:
    with database.read() as connection:
        return list(outbox.due(connection, NOW + after, 10))


def test_the_same_work_is_put_once(database: Database) -> None:
    _put(database)
    _put(database)
    assert _due(database) == [(1, 1, "package")]


def test_work_is_due_when_its_time_has_come(database: Database) -> None:
    _put(database, due_in=timedelta(minutes=10))
    assert _due(database) == []
    assert _take(database) is None
    assert _due(database, timedelta(minutes=10)) == [(1, 1, "package")]


def test_two_jobs_at_once_and_one_gets_the_row(database: Database) -> None:
    _put(database)
    start, got = Barrier(4), []

    def job() -> None:
        start.wait()
        row = _take(database)
        if row is not None:
            got.append(row)

    threads = [Thread(target=job) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(got) == 1


def test_a_lapsed_lease_rings_again_and_counts_as_a_death(database: Database) -> None:
    _put(database)
    _taken(database)

    assert _due(database, LEASE) == []
    assert _due(database, LEASE + SECOND) == [(1, 2, "package")]
    assert _taken(database, LEASE + SECOND).deaths == 1


def test_who_lost_the_lease_cannot_finish(database: Database) -> None:
    _put(database)
    slow = _taken(database)
    quick = _taken(database, LEASE + SECOND)

    with pytest.raises(LeaseLost), database.write() as connection:
        outbox.finish(connection, slow, NOW)
    with database.write() as connection:
        outbox.finish(connection, quick, NOW)
    assert _due(database, timedelta(days=1)) == []


def test_a_renewed_lease_does_not_lapse(database: Database) -> None:
    _put(database)
    row = _taken(database)
    with database.write() as connection:
        outbox.renew(connection, row, NOW + LEASE)
    assert _take(database, LEASE + SECOND) is None


def test_a_failed_try_waits_longer_each_time_and_is_no_death(database: Database) -> None:
    _put(database)
    gaps, at = [], timedelta()
    for _ in range(4):
        row = _taken(database, at)
        with database.write() as connection:
            outbox.retry_later(connection, row, "disk_full", NOW + at)
        gaps.append(outbox.RETRY_GAPS[row.tries - 1])
        assert _take(database, at + gaps[-1] - SECOND) is None
        at += gaps[-1]
    assert gaps == sorted(gaps)
    assert _taken(database, at).deaths == 0


def test_a_wrong_hour_is_not_a_try(database: Database) -> None:
    _put(database)
    row = _taken(database)
    with database.write() as connection:
        outbox.postpone(connection, row, NOW + timedelta(hours=8))
    assert _due(database, timedelta(hours=8)) == [(1, 1, "package")]


def test_parked_work_waits_for_a_person(database: Database) -> None:
    _put(database)
    row = _taken(database)
    with database.write() as connection:
        outbox.park(connection, row, "died", NOW)
    assert _due(database, timedelta(days=9)) == []

    with database.write() as connection:
        assert outbox.backlog(connection, NOW).parked == 1
        assert outbox.unpark(connection, "package", 1, NOW) == 1
    assert _due(database) == [(1, 1, "package")]  # all its tries again
