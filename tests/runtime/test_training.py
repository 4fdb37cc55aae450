"""Development's two levers: the clock moves on for everybody at once, the queue server goes and comes back."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import app as program
from runtime import jobs, valkey
from runtime.clock import Clock, Tick
from runtime.relay import Relay
from runtime.settings import read_settings
from runtime.training import FARTHEST, QueueSwitch, TooFar, TrainingClock, clock_of, switch_of
from store import migrate, outbox
from store.database import Database
from tests.runtime.support import Toys
from tests.whole.test_app import PRODUCTION

START = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def clock(tmp_path: Path) -> TrainingClock:
    return clock_of(tmp_path, lambda: START)


def test_every_process_of_the_folder_sees_how_far_it_has_come(tmp_path: Path, clock: TrainingClock) -> None:
    elsewhere = clock_of(tmp_path, lambda: START)
    assert elsewhere() == START

    clock.move_on(DAY)
    elsewhere.move_on(timedelta(hours=2))

    assert clock() == elsewhere() == START + timedelta(hours=26)
    assert clock.moved_on() == timedelta(hours=26)


@pytest.mark.parametrize("by", [-timedelta(seconds=1), timedelta(), FARTHEST + DAY])
def test_it_goes_neither_back_nor_out_of_all_calendars(clock: TrainingClock, by: timedelta) -> None:
    clock.move_on(DAY)

    with pytest.raises(TooFar):
        clock.move_on(by)
    assert clock.moved_on() == DAY


def test_two_who_move_it_at_once_both_count(clock: TrainingClock) -> None:
    movers = [threading.Thread(target=lambda: [clock.move_on(timedelta(seconds=1)) for _ in range(25)]) for _ in "1234"]
    for mover in movers:
        mover.start()
    for mover in movers:
        mover.join()

    assert clock.moved_on() == timedelta(seconds=100)


def test_in_production_the_clock_is_the_machines_whatever_lies_in_the_folder(tmp_path: Path) -> None:
    clock_of(tmp_path, program.now).move_on(DAY)

    house = program.join(read_settings(PRODUCTION | {"DATA_DIR": str(tmp_path)}))

    assert house.training_clock is None
    assert house.moved_on() == timedelta()
    assert abs(house.now() - datetime.now(UTC)) < timedelta(minutes=1)
    assert house.simulator.move_clock is None


def test_in_development_the_house_reckons_by_it_and_files_by_the_machine(tmp_path: Path) -> None:
    settings = read_settings({"APP_ENV": "development", "DATA_DIR": str(tmp_path)})
    tmp_path.joinpath("packages").mkdir()
    settings.extracts_dir.mkdir()
    written_just_now = [tmp_path / "packages" / ".12345674.aa.part", settings.extracts_dir / "0123456789abcdef.part"]
    for file in written_just_now:
        file.touch()
    house = program.join(settings)
    migrate.upgrade(house.database)
    clock_of(tmp_path, program.now).move_on(DAY)

    assert house.now() - datetime.now(UTC) > DAY - timedelta(minutes=1)
    for tick in house.ticks:
        if tick.name in {"sweep_temporaries", "sweep_batches", "sweep_extracts"}:
            tick.work(house.now())
    assert all(file.exists() for file in written_just_now)


class Slow:
    """Something happens in the middle of its work."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.meanwhile: Callable[[], None] = lambda: None
        self.effects = 0
        self.given_up: list[tuple[int, str, datetime]] = []

    def work(self, row: outbox.Row, now: datetime) -> None:
        self.meanwhile()
        with self.database.write() as connection:
            outbox.finish(connection, row, now)
            self.effects += 1

    def gave_up(self, row: outbox.Row, code: str, now: datetime) -> None:
        self.given_up.append((row.id, code, now))


def test_a_jump_in_the_middle_of_a_job_rings_it_again_and_its_effect_is_one(
    toys: Toys, relay: Relay, tmp_path: Path
) -> None:
    clock = clock_of(tmp_path, lambda: START)
    slow = Slow(toys.database)
    row = toys.put("slow", due_at=START)
    jobs.install(toys.database, {"toy": slow}, clock)

    def jump_and_let_another_worker_have_it() -> None:
        slow.meanwhile = lambda: None
        clock.move_on(DAY)
        assert relay.ring_due(clock()) == 1
        jobs.run(row, 2)

    slow.meanwhile = jump_and_let_another_worker_have_it
    jobs.run(row, 1)

    assert (slow.effects, slow.given_up) == (1, [])
    with toys.database.read() as connection:
        assert outbox.backlog(connection, clock()) == outbox.Backlog(0, 0, None)


def test_after_a_jump_the_clock_beats_and_ticks_at_once(toys: Toys, relay: Relay, tmp_path: Path) -> None:
    now, ran = clock_of(tmp_path, lambda: START), list[datetime]()
    clock = Clock(toys.database, relay, [Tick("hourly", timedelta(hours=1), ran.append)])
    clock.turn(now())
    now.move_on(DAY)

    clock.turn(now())

    assert ran == [START, START + DAY]
    with toys.database.read() as connection:
        assert outbox.last_beats(connection)["clock"] == (START + DAY, None)


def test_the_switch_is_seen_by_all_and_may_be_turned_twice(tmp_path: Path) -> None:
    switch = switch_of(tmp_path)
    for down in (True, True, False, False):
        switch.turn(down=down)
        assert QueueSwitch(switch.path).is_down() is down


def test_only_the_server_that_this_folders_supervisor_starts_is_its_own(tmp_path: Path) -> None:
    assert not valkey.is_own(tmp_path, "redis://127.0.0.1:6379")
    place = valkey.find_place(tmp_path)

    assert valkey.is_own(tmp_path, place.url)
    assert not valkey.is_own(tmp_path, "redis://127.0.0.1:6379")
    assert not valkey.is_own(tmp_path, None)
