"""Every way a job can end, and what becomes of its row."""

from __future__ import annotations

import errno
import faulthandler
import signal
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from rq.timeouts import JobTimeoutException
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError, OperationalError

from runtime import jobs
from store import outbox
from store.database import Database
from store.tables import outbox as outbox_table

NOW = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)


class Desk:
    """A handler that does what it is told, and remembers what it was asked."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.raises: Exception | None = None
        self.raises_at_desk: Exception | None = None
        self.worked: list[int] = []
        self.heard: list[str] = []

    def work(self, row: outbox.Row, now: datetime) -> None:
        self.worked.append(row.id)
        if self.raises is not None:
            raise self.raises
        with self._database.write() as connection:
            outbox.finish(connection, row, now)

    def gave_up(self, row: outbox.Row, code: str, now: datetime) -> None:
        self.heard.append(code)
        if self.raises_at_desk is not None:
            raise self.raises_at_desk
        with self._database.write() as connection:
            outbox.park(connection, row, code, now)


class Time:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, gap: timedelta) -> None:
        self.now += gap


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def desk(database: Database, time: Time) -> Iterator[Desk]:
    made = Desk(database)
    jobs.install(database, {"toy": made}, time)
    yield made
    jobs.install(database, {}, time)


@pytest.fixture
def put(database: Database) -> Callable[[str], int]:
    def put(kind: str = "toy") -> int:
        with database.write() as connection:
            outbox.put(connection, kind, 1, f"{kind} of a test", NOW, NOW)
            return int(connection.execute(select(outbox_table.c.id)).scalar_one())

    return put


def row_of(database: Database, row_id: int) -> dict[str, object]:
    with database.read() as connection:
        return dict(connection.execute(select(outbox_table).where(outbox_table.c.id == row_id)).mappings().one())


def test_work_that_is_done_is_finished_and_never_done_again(
    database: Database, desk: Desk, put: Callable[[], int]
) -> None:
    row = put()

    jobs.run(row, 1)
    jobs.run(row, 1)

    assert desk.worked == [row]
    assert row_of(database, row)["done_at"] == NOW


MAY_PASS = [
    pytest.param(outbox.TryLater("forms_missing"), "forms_missing", id="the handler says later"),
    pytest.param(OSError(errno.ENOSPC, "no space"), "disk_full", id="disk full under a file"),
    pytest.param(OSError(errno.EACCES, "/home/maria"), "os_eacces", id="a path may name a person"),
    pytest.param(ConnectionError("to somewhere"), "os_error", id="an error without a number"),
    pytest.param(
        OperationalError("INSERT", {}, Exception("database or disk is full")), "disk_full", id="disk full under SQLite"
    ),
    pytest.param(
        OperationalError("INSERT", {}, Exception("connection refused")), "database_unavailable", id="database down"
    ),
]


@pytest.mark.parametrize(("trouble", "code"), MAY_PASS)
def test_what_may_pass_is_tried_later_for_hours_before_the_desk_hears_of_it(
    database: Database, desk: Desk, put: Callable[[], int], time: Time, trouble: Exception, code: str
) -> None:
    row, desk.raises = put(), trouble

    for number in range(1, jobs.TRIES_ALLOWED):
        jobs.run(row, number)
        assert (row_of(database, row)["problem"], row_of(database, row)["parked_at"]) == (code, None)
        time.pass_by(timedelta(hours=4))
    assert desk.heard == []
    jobs.run(row, jobs.TRIES_ALLOWED)

    assert desk.heard == [code]
    assert row_of(database, row)["parked_at"] == time.now


FAULTS = [
    pytest.param(ValueError("Maria Lopez"), "ValueError", id="a bug"),
    pytest.param(JobTimeoutException("30 s"), "too_slow", id="RQ's alarm"),
    pytest.param(IntegrityError("INSERT", {}, Exception("unique")), "IntegrityError", id="the database refuses"),
]


@pytest.mark.parametrize(("fault", "code"), FAULTS)
def test_a_fault_of_the_work_itself_is_parked_after_three_tries(
    database: Database, desk: Desk, put: Callable[[], int], time: Time, fault: Exception, code: str
) -> None:
    row, desk.raises = put(), fault

    for number in range(1, 5):
        jobs.run(row, number)
        time.pass_by(timedelta(hours=4))

    assert (len(desk.worked), desk.heard) == (jobs.FAULTS_ALLOWED, [code])
    assert row_of(database, row)["problem"] == code


def test_a_refusal_for_good_goes_to_the_desk_at_once(database: Database, desk: Desk, put: Callable[[], int]) -> None:
    row, desk.raises = put(), outbox.GiveUp("cannot_text")

    jobs.run(row, 1)

    assert desk.heard == ["cannot_text"]
    assert row_of(database, row)["parked_at"] == NOW


def test_a_row_whose_tries_died_three_times_is_not_tried_again(
    database: Database, desk: Desk, put: Callable[[], int], time: Time
) -> None:
    row = put()
    for _ in range(outbox.DEATHS_ALLOWED):
        with database.write() as connection:
            assert outbox.take(connection, row, time.now)
        time.pass_by(outbox.LEASE + timedelta(seconds=1))

    jobs.run(row, 4)

    assert (desk.worked, desk.heard) == ([], ["died"])


def test_a_desk_that_cannot_be_told_because_of_a_bug_does_not_keep_the_row_going_round(
    database: Database, desk: Desk, put: Callable[[], int]
) -> None:
    row, desk.raises, desk.raises_at_desk = put(), outbox.GiveUp("cannot_text"), ValueError("a bug")

    jobs.run(row, 1)

    assert row_of(database, row)["parked_at"] == NOW


def test_a_desk_that_cannot_be_told_for_now_is_told_when_the_lease_lapses(
    database: Database, desk: Desk, put: Callable[[], int], time: Time
) -> None:
    row, desk.raises, desk.raises_at_desk = put(), outbox.GiveUp("cannot_text"), OSError(errno.ENOSPC, "full")

    jobs.run(row, 1)
    desk.raises_at_desk = None
    time.pass_by(outbox.LEASE + timedelta(seconds=1))
    jobs.run(row, 2)

    assert desk.heard == ["cannot_text", "cannot_text"]
    assert row_of(database, row)["parked_at"] == time.now


def test_work_whose_lease_was_lost_leaves_the_row_to_its_new_holder(
    database: Database, desk: Desk, put: Callable[[], int]
) -> None:
    row, desk.raises = put(), outbox.LeaseLost()

    jobs.run(row, 1)

    assert desk.heard == []
    assert row_of(database, row)["problem"] is None


def test_a_kind_this_worker_does_not_know_waits_for_one_that_does(
    database: Database, desk: Desk, put: Callable[[str], int]
) -> None:
    row = put("of a newer release")

    jobs.run(row, 1)

    assert row_of(database, row)["problem"] == "no_handler"
    assert row_of(database, row)["parked_at"] is None


def test_nothing_a_handler_raises_reaches_the_queue_server_or_the_log(
    desk: Desk, put: Callable[[], int], configure_logs: Callable[..., None], capfd: pytest.CaptureFixture[str]
) -> None:
    configure_logs("worker-1", production=True)
    row, desk.raises = put(), ValueError("Maria Lopez, 1234 Fruitridge Rd")

    jobs.run(row, 1)  # does not raise, so RQ has no text to keep

    said = capfd.readouterr().out
    assert '"failure": "ValueError"' in said
    assert "Maria" not in said
    assert "Fruitridge" not in said


def test_the_hang_guard_ends_before_the_lease_does() -> None:
    """Else a row could be worked on twice at once, and its death be counted against the wrong try."""
    assert jobs.LIMIT_SECONDS + 10 == jobs.HANG_SECONDS
    assert timedelta(seconds=jobs.HANG_SECONDS) < outbox.LEASE < timedelta(seconds=60)


def test_long_work_that_says_it_goes_on_gets_its_whole_time_anew(desk: Desk) -> None:
    try:
        jobs.still_working()
        assert signal.getitimer(signal.ITIMER_REAL)[0] > jobs.LIMIT_SECONDS - 2
    finally:
        signal.alarm(0)
        faulthandler.cancel_dump_traceback_later()
