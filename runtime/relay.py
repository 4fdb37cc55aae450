"""The relay rings due outbox rows on the queue server. It remembers nothing that matters: the rows are the truth."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

import structlog
from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry
from rq import Queue
from rq.exceptions import DuplicateJobError
from rq.job import Job
from rq.serializers import JSONSerializer

from runtime.jobs import LIMIT_SECONDS
from store import outbox
from store.database import Database

# In the order workers empty them: a text is quick, and somebody waits for it; a batch may take half a minute.
QUEUES = ("texts", "packages", "long")
_DEFAULT_QUEUE = "packages"
_GRACE = timedelta(seconds=15)  # between popping a job and taking its row a worker may wait 10 s for the database

log = structlog.get_logger()


def connect(redis_url: str) -> Redis:
    """A connection for short calls: it fails within seconds, so that a silent queue server cannot stop the clock."""
    return Redis.from_url(redis_url, socket_timeout=3, socket_connect_timeout=3, retry=once_more())


def once_more() -> Retry:
    """One try on a fresh connection, after a restart of the server. More tries, redis-py's default, take seconds."""
    return Retry(NoBackoff(), 1)


class Relay:
    """Rings each due row once, and again when the ring was lost: with a worker that died before it took the row,
    or with the queue server's memory."""

    def __init__(self, database: Database, connection: Redis, queue_of: Mapping[str, str]) -> None:
        self.problem: str | None = None
        self._database = database
        self._connection = connection
        self._queue_of = queue_of
        self._queues = {name: Queue(name, connection=connection, serializer=JSONSerializer) for name in QUEUES}
        self._astray_since: dict[str, datetime] = {}

    def ring_due(self, now: datetime, limit: int = 500) -> int:
        """How many were rung. A queue server that is down is a problem to tell, not an error."""
        with self._database.read() as connection:
            due = outbox.due(connection, now, limit)
        try:
            rung = self._ring({f"{row}-{number}": (row, number, kind) for row, number, kind in due}, now)
        except RedisError as error:
            if self.problem is None:
                log.warning("queue_unreachable", failure=type(error).__name__, waiting=len(due))
            self.problem = "queue_unreachable"
            return 0
        if self.problem is not None:
            log.info("queue_reachable_again")
        self.problem = None
        return rung

    def _ring(self, due: Mapping[str, tuple[int, int, str]], now: datetime) -> int:
        waiting = {job_id for queue in self._queues.values() for job_id in queue.get_job_ids()} if due else set()
        self._astray_since = {job_id: since for job_id, since in self._astray_since.items() if job_id in due}
        if not due:
            self._connection.ping()
        return sum(self._ring_one(job_id, *due[job_id], now) for job_id in due if job_id not in waiting)

    def _ring_one(self, job_id: str, row_id: int, number: int, kind: str, now: datetime) -> bool:
        queue = self._queues[self._queue_of.get(kind, _DEFAULT_QUEUE)]
        if now - self._astray_since.get(job_id, now) >= _GRACE:
            log.warning("rung_again", row=row_id, ring=number)
            self._connection.delete(Job.key_for(job_id))
        try:
            queue.enqueue(
                "runtime.jobs.run",
                row_id,
                number,
                job_id=job_id,
                unique=True,
                description=job_id,
                job_timeout=LIMIT_SECONDS,
                result_ttl=0,
                failure_ttl=60,
            )
        except DuplicateJobError:
            # Known to the server but on no list: a worker popped it, and takes the row any moment or is dead.
            self._astray_since.setdefault(job_id, now)
            return False
        self._astray_since.pop(job_id, None)
        return True
