"""Every order of every view, page by page: nothing twice, nothing left out, and each order has its index."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import event

from enrollment.request import State
from staff.listing import OPEN_STATES, RANK, STATES, Order, Sort, View, read_key
from staff.records.queue import queue_page
from store.database import Database
from store.requests import Request

TODAY = date(2026, 11, 20)
_BY = {
    Sort.DUE: lambda each: (each.due_on, each.id),
    Sort.CAME_IN: lambda each: (each.first_text_at, each.id),
    Sort.STATE: lambda each: (RANK[each.state], each.due_on, each.id),
    Sort.CHANGED: lambda each: (each.updated_at, each.id),
}
ORDERS = [Order(sort, descending) for sort in Sort for descending in (False, True)]


@pytest.fixture
def full(office, clock) -> list[Request]:
    """Two dozen in all the states, many alike in what they are ordered by."""
    states = [State.READY, State.NEEDS_REVIEW, State.ACCEPTED, State.HELD, State.PRINTED, State.MAILED, State.RETURNED]
    return [
        office.request(
            states[number % len(states)],
            due_on=TODAY + timedelta(days=number % 3 - 1),
            asked_at=clock.at - timedelta(hours=number % 4),
        )
        for number in range(24)
    ]


@pytest.mark.parametrize("order", ORDERS, ids=str)
def test_pages_of_four_show_all_of_a_view_once_and_in_order(order: Order, full, database: Database) -> None:
    for view in (View.OPEN, View.LATE, View.READY, View.MAILED, View.ENDED):
        wanted = [
            each for each in full if each.state in STATES[view] and (view is not View.LATE or each.due_on < TODAY)
        ]
        assert _walk(database, view, order) == [
            each.id for each in sorted(wanted, key=_BY[order.sort], reverse=order.descending)
        ], view


def _walk(database: Database, view: View, order: Order) -> list[int]:
    shown: list[int] = []
    key = None
    for _ in range(12):
        with database.read() as connection:
            page = queue_page(connection, view, order, TODAY, key, 4)
        shown += [each.id for each in page.requests]
        if page.next_key is None:
            return shown
        key = read_key(str(page.next_key), order)
    raise AssertionError("the pages have no end")


@pytest.mark.parametrize("order", ORDERS, ids=str)
def test_each_state_is_read_through_the_index_of_its_order(order: Order, database: Database) -> None:
    if not database.is_sqlite:
        return  # PostgreSQL chooses by what it has counted: see bench/queue_page.py
    seen: list[tuple[str, tuple[object, ...]]] = []
    event.listen(
        database.engine, "before_cursor_execute", lambda _c, _x, statement, given, *_r: seen.append((statement, given))
    )
    with database.read() as connection:
        queue_page(connection, View.OPEN, order, TODAY, None, 50)
        statement, given = next(each for each in seen if "LIMIT" in each[0])
        plan = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", given)]
    index = {Sort.CAME_IN: "ix_requests_came", Sort.CHANGED: "ix_requests_changed"}.get(order.sort, "ix_requests_queue")
    assert sum(f"{index} (state=?" in step for step in plan) == len(OPEN_STATES), plan
    assert sum("USE TEMP B-TREE FOR ORDER BY" in step for step in plan) <= 1, "only the merged page is sorted"
