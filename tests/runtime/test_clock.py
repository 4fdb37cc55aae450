"""The clock goes on whatever happens to what it runs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from runtime.clock import Clock, Tick
from runtime.relay import Relay
from store import outbox
from tests.runtime.support import QueueServer, Toys

START = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)


def turns(clock: Clock, seconds: range) -> None:
    for second in seconds:
        clock.turn(START + timedelta(seconds=second))


def test_ticks_run_at_once_and_then_at_their_pace(toys: Toys, relay: Relay) -> None:
    ran: list[tuple[str, int]] = []

    def tick(name: str, every: int) -> Tick:
        return Tick(name, timedelta(seconds=every), lambda now: ran.append((name, int((now - START).total_seconds()))))

    turns(Clock(toys.database, relay, [tick("often", 10), tick("seldom", 25)]), range(31))

    assert [when for name, when in ran if name == "often"] == [0, 10, 20, 30]
    assert [when for name, when in ran if name == "seldom"] == [0, 25]


def test_a_failing_tick_stops_neither_the_others_nor_the_ringing_and_is_told_once(
    toys: Toys, relay: Relay, configure_logs: Callable[..., None], capfd: pytest.CaptureFixture[str]
) -> None:
    configure_logs("clock", production=True)
    toys.put("rung", due_at=START)
    ran: list[datetime] = []

    def fail(_now: datetime) -> None:
        raise ValueError("Maria Lopez")

    ticks = [Tick("broken", timedelta(seconds=1), fail), Tick("sound", timedelta(seconds=1), ran.append)]
    turns(Clock(toys.database, relay, ticks), range(3))

    assert len(ran) == 3
    said = capfd.readouterr().out
    assert said.count("tick_failed") == 1
    assert "Maria" not in said


def test_a_machine_clock_set_back_does_not_stop_the_ticks(toys: Toys, relay: Relay) -> None:
    ran: list[datetime] = []
    clock = Clock(toys.database, relay, [Tick("daily", timedelta(days=1), ran.append)])

    clock.turn(START)
    clock.turn(START - timedelta(days=30))

    assert len(ran) == 2


def test_the_beat_says_what_cannot_be_reached(toys: Toys, relay: Relay, queue_server: QueueServer) -> None:
    clock = Clock(toys.database, relay, [])
    clock.turn(START)
    with toys.database.read() as connection:
        assert outbox.last_beats(connection) == {"clock": (START, None)}

    queue_server.kill()
    later = START + timedelta(seconds=10)
    clock.turn(later)
    with toys.database.read() as connection:
        assert outbox.last_beats(connection) == {"clock": (later, "queue_unreachable")}
