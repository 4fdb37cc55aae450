"""Whatever is killed, and whenever: the work is done once."""

from __future__ import annotations

import signal
from datetime import UTC, datetime

import pytest
from redis import Redis
from rq import Queue
from rq.serializers import JSONSerializer

from runtime.relay import Relay
from tests.runtime.support import QueueServer, StartWorker, Toys, until

ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True, ids=["sqlite"])  # minutes of waiting


def ring(relay: Relay) -> None:
    relay.ring_due(datetime.now(UTC))


@ON_SQLITE
def test_a_worker_killed_in_its_work_leaves_the_work_done_once_within_a_minute(
    toys: Toys, relay: Relay, start_worker: StartWorker
) -> None:
    toys.put("slow:2")
    victim = start_worker("worker-1")
    until(lambda: "began:slow:2" in toys.effects(), "the work to begin", meanwhile=lambda: ring(relay))
    victim.kill()

    start_worker("worker-2")
    took = until(lambda: "slow:2" in toys.effects(), "the work to be done", 60, meanwhile=lambda: ring(relay))

    assert took < 60
    assert sorted(toys.effects()) == ["began:slow:2", "began:slow:2", "slow:2"]


@ON_SQLITE
def test_a_worker_killed_between_popping_a_job_and_taking_its_row_is_made_good(
    toys: Toys, relay: Relay, wire: Redis, start_worker: StartWorker
) -> None:
    toys.put("quick")
    ring(relay)
    assert wire.lpop("rq:queue:packages") == b"1-1"  # what a worker does just before it dies

    start_worker()
    until(lambda: "quick" in toys.effects(), "the work to be done", 40, meanwhile=lambda: ring(relay))

    assert toys.effects().count("quick") == 1


@pytest.mark.parametrize("wiped", [pytest.param(False, id="memory kept"), pytest.param(True, id="memory lost")])
def test_a_queue_server_killed_with_work_waiting_does_not_lose_it(
    toys: Toys, relay: Relay, queue_server: QueueServer, start_worker: StartWorker, wiped: bool
) -> None:
    keys = [f"work {number}" for number in range(20)]
    for key in keys:
        toys.put(key)
    ring(relay)
    queue_server.kill()
    if wiped:
        queue_server.forget()

    ring(relay)
    assert relay.problem == "queue_unreachable"
    queue_server.start()
    start_worker()
    until(lambda: set(keys) <= set(toys.effects()), "all work to be done", 30, meanwhile=lambda: ring(relay))

    assert relay.problem is None
    assert sorted(effect for effect in toys.effects() if not effect.startswith("began")) == sorted(keys)


def test_a_queue_server_killed_under_a_busy_worker_costs_neither_work_nor_worker(
    toys: Toys, relay: Relay, queue_server: QueueServer, start_worker: StartWorker
) -> None:
    worker = start_worker()
    toys.put("slow:2")
    until(lambda: "began:slow:2" in toys.effects(), "the work to begin", meanwhile=lambda: ring(relay))
    queue_server.kill()
    until(lambda: "slow:2" in toys.effects(), "the work to be done without a queue server")
    queue_server.start()
    toys.put("afterwards")
    until(lambda: "afterwards" in toys.effects(), "the next work", meanwhile=lambda: ring(relay))

    assert worker.poll() is None
    assert toys.effects().count("slow:2") == 1


@ON_SQLITE
def test_a_job_stuck_in_native_code_ends_its_process_and_the_third_time_goes_to_the_desk(
    toys: Toys, relay: Relay, start_worker: StartWorker
) -> None:
    row = toys.put("stuck")
    for _ in range(3):
        worker = start_worker(hang_seconds=1.0)
        until(lambda w=worker: w.poll() is not None, "the hang guard", meanwhile=lambda: ring(relay))
        assert worker.returncode == 1
        toys.let_leases_lapse()
    start_worker()
    until(lambda: "gave up: died" in toys.effects(), "the desk to hear of it", meanwhile=lambda: ring(relay))

    assert toys.problem(row) == "died"
    assert toys.effects().count("began:stuck") == 3


def test_a_worker_told_to_stop_finishes_the_job_in_hand(toys: Toys, relay: Relay, start_worker: StartWorker) -> None:
    worker = start_worker()
    toys.put("slow:2")
    until(lambda: "began:slow:2" in toys.effects(), "the work to begin", meanwhile=lambda: ring(relay))

    worker.send_signal(signal.SIGTERM)

    assert worker.wait(10) == 0
    assert "slow:2" in toys.effects()


def test_an_idle_worker_stops_within_seconds(
    toys: Toys, wire: Redis, start_worker: StartWorker, queue_server: QueueServer
) -> None:
    worker = start_worker()
    until(lambda: wire.scard("rq:workers"), "the worker to register")

    worker.send_signal(signal.SIGTERM)

    assert worker.wait(10) == 0


def test_a_worker_started_before_its_queue_server_waits_for_it(
    toys: Toys, relay: Relay, queue_server: QueueServer, start_worker: StartWorker
) -> None:
    queue_server.kill()
    start_worker()
    toys.put("early")
    ring(relay)
    queue_server.start()

    until(lambda: "early" in toys.effects(), "the work to be done", meanwhile=lambda: ring(relay))


def test_what_the_queue_server_keeps_of_a_job_is_ids_only(toys: Toys, relay: Relay, wire: Redis) -> None:
    toys.put("for Maria Lopez")
    ring(relay)

    (job,) = Queue("packages", connection=wire, serializer=JSONSerializer).jobs

    assert (job.id, job.args, job.kwargs) == ("1-1", [1, 1], {})
    assert not [key for key in wire.scan_iter() if b"Maria" in (wire.dump(key) or b"")]
