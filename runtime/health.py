"""GET /healthz: this process answers. GET /readyz: what it needs is there. Ids and codes only, never a person."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from flask import Blueprint, Response, jsonify
from sqlalchemy.exc import SQLAlchemyError

from store import outbox
from store.database import Database

_SILENT_AFTER = timedelta(seconds=60)
_OVERDUE_AFTER = timedelta(minutes=5)


def blueprint(database: Database, now: Callable[[], datetime]) -> Blueprint:
    doors = Blueprint("health", __name__)

    @doors.get("/healthz")
    def healthz() -> Response:
        return jsonify(status="ok")

    @doors.get("/readyz")
    def readyz() -> tuple[Response, int]:
        """503 only without the database: with the queue server away we still take every text, so 200 and `degraded`."""
        try:
            problems = _problems(database, now())
        except SQLAlchemyError:
            return jsonify(status="down", problems=["database"]), 503
        return jsonify(status="degraded" if problems else "ok", problems=problems), 200

    return doors


def _problems(database: Database, now: datetime) -> list[str]:
    with database.read() as connection:
        beats = outbox.last_beats(connection)
        backlog = outbox.backlog(connection, now)
    alive = {name: problem for name, (at, problem) in beats.items() if now - at < _SILENT_AFTER}
    problems = [f"{name}: {problem}" for name, problem in sorted(alive.items()) if problem]
    if "clock" not in alive:
        problems.append("clock: silent")
    if not any(name.startswith("worker") for name in alive):
        problems.append("workers: silent")
    if backlog.oldest_due is not None and now - backlog.oldest_due > _OVERDUE_AFTER:
        problems.append("outbox: overdue")
    if backlog.parked:
        problems.append(f"outbox: {backlog.parked} parked")
    return problems
