"""One worker process: an RQ SimpleWorker that does not fork, does not leave, and does not fear for its queue server."""

from __future__ import annotations

import secrets
import signal
import threading
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from types import FrameType
from typing import Any

import structlog
from redis import Redis
from redis.exceptions import RedisError
from rq import Queue, SimpleWorker
from rq.exceptions import StopRequested
from rq.job import Job
from rq.serializers import JSONSerializer

from runtime import jobs
from runtime.relay import QUEUES, once_more
from store import outbox
from store.database import Database

_BEAT_SECONDS = 5.0
_WORKER_TTL = 20  # RQ waits this less 15 s for a job, then looks about; longer, and a dead worker goes unnoticed
_MAINTENANCE_SECONDS = 30
_SILENT_SECONDS = jobs.HANG_SECONDS + 20.0  # a main loop silent for so long is stuck, and its beat stops

log = structlog.get_logger()


def run(
    redis_url: str,
    database: Database,
    handlers: Mapping[str, jobs.Handler],
    name: str,
    now: Callable[[], datetime],
    hang_seconds: float = jobs.HANG_SECONDS,
) -> int:
    """Until SIGTERM or SIGINT; the job in hand is finished first."""
    jobs.install(database, handlers, now, hang_seconds)
    life = _Life()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, life.request_stop)
    threading.Thread(target=_beat_while_alive, args=(database, name, life, now), daemon=True).start()
    log.info("worker_started", worker=name)
    try:
        while not life.stopping:
            _work(redis_url, name, life)
    except StopRequested:
        pass
    return 0


class _Life:
    """What the main loop, the signal handler and the beat know of each other."""

    def __init__(self) -> None:
        self.stopping = False
        self.busy = False
        self.problem: str | None = None
        self._seen = time.monotonic()

    def seen(self, problem: str | None = None) -> None:
        self._seen = time.monotonic()
        self.problem = problem

    def is_silent(self) -> bool:
        return time.monotonic() - self._seen > _SILENT_SECONDS

    def request_stop(self, _number: int, _frame: FrameType | None) -> None:
        self.stopping = True
        if not self.busy:
            raise StopRequested  # wakes it from waiting; a job popped at this very moment is rung again


def _work(redis_url: str, name: str, life: _Life) -> None:
    try:
        with Redis.from_url(redis_url, socket_connect_timeout=3, retry=once_more()) as connection:
            queues = [Queue(queue, connection=connection, serializer=JSONSerializer) for queue in QUEUES]
            _Worker(queues, connection, name, life).work(logging_level="ERROR")
    except RedisError as error:
        if life.problem is None:
            log.warning("queue_unreachable", worker=name, failure=type(error).__name__)
        life.seen("queue_unreachable")
    if not life.stopping:
        time.sleep(1)


class _Worker(SimpleWorker):
    max_connection_wait_time = 4.0

    def __init__(self, queues: list[Queue], connection: Redis, name: str, life: _Life) -> None:
        # A name of its own each time: RQ refuses the name of a worker whose record has not yet expired.
        super().__init__(
            queues,
            name=f"{name}-{secrets.token_hex(4)}",
            connection=connection,
            serializer=JSONSerializer,
            worker_ttl=_WORKER_TTL,
            maintenance_interval=_MAINTENANCE_SECONDS,
            log_job_description=False,
        )
        self._life = life

    def _install_signal_handlers(self) -> None:
        """Ours stay: RQ's would write to the queue server in the middle of a job."""

    def subscribe(self) -> None:
        """No remote commands: nobody needs to stop a job from the queue server."""

    def execute_job(self, job: Job, queue: Queue) -> None:
        self._life.busy = True
        try:
            super().execute_job(job, queue)
        finally:
            self._life.busy = False
            self._stop_requested = self._life.stopping

    def heartbeat(self, timeout: int | None = None, pipeline: Any = None) -> None:
        if self._life.stopping and not self._life.busy:
            raise StopRequested  # a library may have swallowed the one raised by the signal
        self._life.seen("queue_unreachable")
        super().heartbeat(timeout, pipeline)
        self._life.seen()


def _beat_while_alive(database: Database, name: str, life: _Life, now: Callable[[], datetime]) -> None:
    while True:
        if not life.is_silent():
            try:
                with database.write() as connection:
                    outbox.beat(connection, name, now(), life.problem)
            except Exception as error:  # a missed beat shows by itself
                log.debug("beat_failed", worker=name, failure=type(error).__name__)
        time.sleep(_BEAT_SECONDS)
