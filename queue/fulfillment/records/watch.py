"""What the alarms count, and which were raised."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, func, select

from enrollment.request import UNMAILED, State
from store.database import insert_into
from store.mail_tables import alarms
from store.tables import requests


@dataclass(frozen=True, slots=True)
class Standing:
    """The unmailed requests of one state against their due dates."""

    total: int
    late: int
    due_today: int
    due_next: int  # after today, up to the next working day


@dataclass(frozen=True, slots=True)
class Alarm:
    id: int
    cause: str
    figure: int
    detail: str | None


def standings(connection: Connection, today: date, next_working_day: date) -> dict[State, Standing]:
    due = requests.c.due_on
    rows = connection.execute(
        select(
            requests.c.state,
            func.count(),
            func.count().filter(due < today),
            func.count().filter(due == today),
            func.count().filter(due > today, due <= next_working_day),
        )
        .where(requests.c.state.in_(UNMAILED))
        .group_by(requests.c.state)
    )
    return {State(row[0]): Standing(*row[1:]) for row in rows}


def ready_since_before(connection: Connection, moment: datetime) -> int:
    statement = select(func.count()).select_from(requests)
    waiting = statement.where(requests.c.state == State.READY, requests.c.updated_at < moment)
    return connection.execute(waiting).scalar_one()


def raise_once(
    connection: Connection, cause: str, day: date, figure: int, detail: str | None, now: datetime
) -> int | None:
    """The new alarm's id, or None when this cause was told today."""
    statement = insert_into(connection, alarms).values(cause=cause, day=day, figure=figure, detail=detail, at=now)
    raised = statement.on_conflict_do_nothing(index_elements=["cause", "day"]).returning(alarms.c.id)
    return connection.execute(raised).scalar_one_or_none()


def alarm(connection: Connection, alarm_id: int) -> Alarm | None:
    row = connection.execute(select(alarms).where(alarms.c.id == alarm_id)).one_or_none()
    return None if row is None else Alarm(row.id, row.cause, row.figure, row.detail)
