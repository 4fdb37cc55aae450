"""The relay rings every due row, once while the ring is heard, and again when it was lost."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from redis import Redis

from runtime.relay import Relay
from store import outbox
from tests.runtime.support import QueueServer, Toys


def waiting(wire: Redis, queue: str = "packages") -> list[bytes]:
    found: list[bytes] = wire.lrange(f"rq:queue:{queue}", 0, -1)
    return found


def now() -> datetime:
    return datetime.now(UTC)


def test_due_rows_are_rung_on_the_queue_of_their_kind_and_later_ones_are_not(
    toys: Toys, relay: Relay, wire: Redis
) -> None:
    toys.put("now")
    toys.put("a text", kind="text")
    toys.put("a kind nobody mapped", kind="new")
    toys.put("tomorrow", due_at=now() + timedelta(days=1))

    assert relay.ring_due(now()) == 3

    assert waiting(wire) == [b"1-1", b"3-1"]
    assert waiting(wire, "texts") == [b"2-1"]


def test_a_row_that_waits_on_the_queue_is_not_rung_again_however_long_it_waits(
    toys: Toys, relay: Relay, wire: Redis
) -> None:
    toys.put("patient")

    rung = [relay.ring_due(now() + timedelta(seconds=seconds)) for seconds in range(0, 120, 10)]

    assert sum(rung) == 1
    assert waiting(wire) == [b"1-1"]


def test_two_relays_ring_a_row_once(toys: Toys, relay: Relay, wire: Redis) -> None:
    toys.put("wanted")
    other = Relay(toys.database, wire, {})

    assert [relay.ring_due(now()), other.ring_due(now())] == [1, 0]
    assert waiting(wire) == [b"1-1"]


def test_a_ring_popped_by_a_worker_that_died_is_rung_again_after_fifteen_seconds(
    toys: Toys, relay: Relay, wire: Redis
) -> None:
    toys.put("unlucky")
    start = now()
    relay.ring_due(start)
    wire.lpop("rq:queue:packages")

    rung = [relay.ring_due(start + timedelta(seconds=seconds)) for seconds in (1, 5, 15, 17)]

    assert rung == [0, 0, 0, 1]  # first missed at 1 s
    assert waiting(wire) == [b"1-1"]


def test_a_row_that_was_taken_in_time_is_left_in_peace(toys: Toys, relay: Relay, wire: Redis) -> None:
    row = toys.put("slow to be taken")
    start = now()
    relay.ring_due(start)
    wire.lpop("rq:queue:packages")
    relay.ring_due(start + timedelta(seconds=1))
    with toys.database.write() as connection:
        assert outbox.take(connection, row, start + timedelta(seconds=10))

    assert relay.ring_due(start + timedelta(seconds=30)) == 0
    assert wire.exists("rq:job:1-1")


def test_a_queue_server_that_forgot_everything_is_told_again(toys: Toys, relay: Relay, wire: Redis) -> None:
    toys.put("remembered by us")
    relay.ring_due(now())
    wire.flushall()

    assert relay.ring_due(now()) == 1


def test_a_queue_server_that_is_down_is_a_problem_told_until_it_is_back(
    toys: Toys, relay: Relay, queue_server: QueueServer
) -> None:
    toys.put("waits")
    queue_server.kill()
    assert (relay.ring_due(now()), relay.problem) == (0, "queue_unreachable")

    queue_server.start()
    assert (relay.ring_due(now()), relay.problem) == (1, None)


def test_an_idle_relay_notices_too_that_the_queue_server_is_down(
    toys: Toys, relay: Relay, queue_server: QueueServer
) -> None:
    queue_server.kill()

    relay.ring_due(now())

    assert relay.problem == "queue_unreachable"
