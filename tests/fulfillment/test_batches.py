"""A batch from its making to its mailing: nobody in two, numbered, built again at will, nothing stopped is mailed."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import time, timedelta

import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.exc import IntegrityError

from enrollment.request import State
from fulfillment import batches, batching, mailroom
from fulfillment.batches import BatchNotReady, MustPull
from parsers import Language
from store import outbox
from store import requests as ledger
from store.mail_tables import batch_items
from store.requests import Outdated
from store.tables import outbox as outbox_table
from tests.conftest import MONDAY_NOON as NOW
from tests.fulfillment.batch_steps import CLERK, built, found, hold, make, printed, seen, texts_of
from tests.fulfillment.conftest import Day

# Making


def test_a_batch_takes_all_that_is_ready_and_is_named_by_its_day(day: Day) -> None:
    requests = [day.ready("Maria Lopez"), day.ready("Ana Ruiz", Language.SPANISH)]
    day.accepted("Not Ready")

    batch = make(day)

    assert (batch.name, batch.pieces) == ("2026-11-23-1", 2)
    assert {item.request_id for item in found(day, batch)[1]} == {request.id for request in requests}


def test_nothing_ready_makes_no_batch(day: Day) -> None:
    day.accepted()
    assert batches.make_batch(day.database, CLERK, NOW) is None
    assert batches.recent_batches(day.database) == []


def test_nobody_is_in_two_open_batches(day: Day) -> None:
    day.ready()
    make(day)
    late = day.ready("Ana Ruiz")

    second = make(day)

    assert (second.name, [item.request_id for item in found(day, second)[1]]) == ("2026-11-23-2", [late.id])


def test_the_database_itself_refuses_a_second_open_batch(day: Day) -> None:
    request = day.ready()
    make(day)
    day.ready("Ana Ruiz")
    other = make(day)
    values = {"batch_id": other.id, "request_id": request.id, "attempt": 1, "revision": 1, "language": "en"}

    with pytest.raises(IntegrityError), day.database.write() as connection:
        connection.execute(insert(batch_items).values(position=2, **values))


def test_two_who_make_a_batch_at_once_share_out_what_is_ready(day: Day) -> None:
    for number in range(6):
        day.ready(f"Parent {number}")
    start = threading.Barrier(2)

    def make_one() -> None:
        start.wait()
        batches.make_batch(day.database, CLERK, NOW)

    makers = [threading.Thread(target=make_one) for _ in range(2)]
    for maker in makers:
        maker.start()
    for maker in makers:
        maker.join()

    with day.database.read() as connection:
        taken = connection.execute(select(func.count(), func.count(batch_items.c.request_id.distinct()))).one()
    assert tuple(taken) == (6, 6)
    assert sum(batch.pieces for batch in batches.recent_batches(day.database)) == 6


# The clock's batch

SEVEN = time(7)


@pytest.mark.parametrize(
    ("hours", "made"),
    [
        pytest.param(-6, True, id="6 am on Monday: Friday's was missed and is made late"),
        pytest.param(-5, True, id="7 am"),
        pytest.param(3, True, id="3 pm, the clock was down at 7"),
    ],
)
def test_the_clock_makes_a_batch_once_a_working_day(day: Day, hours: int, made: bool) -> None:
    day.ready()
    agency = replace(day.agency, mailroom=replace(day.agency.mailroom, batch_at=SEVEN))
    at = NOW + timedelta(hours=hours)

    assert (batches.make_scheduled_batch(day.database, agency, at) is not None) is made
    day.ready("Ana Ruiz")
    assert batches.make_scheduled_batch(day.database, agency, at) is None  # the second clock, and the next minute


def test_the_clock_makes_none_on_a_holiday(day: Day) -> None:
    """Thanksgiving and the day after are the county's holidays: Wednesday's slot is the newest until Monday."""
    agency = replace(day.agency, mailroom=replace(day.agency.mailroom, batch_at=SEVEN))
    wednesday, friday = NOW + timedelta(days=2), NOW + timedelta(days=4)
    batches.make_scheduled_batch(day.database, agency, wednesday)
    day.ready()

    assert batches.make_scheduled_batch(day.database, agency, friday) is None
    assert batches.make_scheduled_batch(day.database, agency, friday + timedelta(days=3)) is not None


def test_without_a_set_time_the_clock_makes_none(day: Day) -> None:
    day.ready()
    agency = replace(day.agency, mailroom=replace(day.agency.mailroom, batch_at=None))
    assert batches.make_scheduled_batch(day.database, agency, NOW) is None


# Printing, pulling, mailing


def test_a_batch_is_printed_and_mailed_and_each_parent_is_told_once(day: Day) -> None:
    requests = [day.ready(f"Parent {number}") for number in range(3)]
    batch = printed(day)
    assert {day.state(request) for request in requests} == {State.PRINTED}

    batch = batches.record_batch_mailed(day.database, batch.id, batch.version, CLERK, NOW)

    assert {day.state(request) for request in requests} == {State.MAILED}
    assert {str(day.now(request).mailed_on) for request in requests} == {"2026-11-23"}
    assert day.promised("mailed_notice") == [request.id for request in requests]
    assert batch.closed_at is not None
    with day.database.read() as connection:
        moves = [(event.actor, event.new_state) for event in ledger.events_of(connection, requests[0].id)]
    assert moves[-2:] == [(CLERK, State.PRINTED), (CLERK, State.MAILED)]


def test_a_second_click_on_an_old_page_changes_nothing(day: Day) -> None:
    day.ready()
    batch = printed(day)
    batches.record_batch_mailed(day.database, batch.id, batch.version, CLERK, NOW)
    with pytest.raises(Outdated):
        batches.record_batch_mailed(day.database, batch.id, batch.version, CLERK, NOW)


def test_what_is_not_built_cannot_be_printed_and_what_is_not_printed_cannot_be_mailed(day: Day) -> None:
    day.ready()
    batch = make(day)
    with pytest.raises(BatchNotReady):
        batches.record_batch_printed(day.database, batch.id, batch.version, CLERK, NOW)
    day.work_off()
    batch = seen(day, batch)
    with pytest.raises(BatchNotReady):
        batches.record_batch_mailed(day.database, batch.id, batch.version, CLERK, NOW)


def test_who_is_held_before_the_batch_is_built_simply_leaves_it(day: Day) -> None:
    first, held, last = (day.ready(f"Parent {number}") for number in range(3))
    batch = make(day)
    hold(day, held)
    day.work_off()

    batch, items = found(day, batch)
    inside = [(item.request_id, item.position) for item in items if item.outcome is None]
    assert inside == [(first.id, 1), (last.id, 2)]
    assert batches.to_be_pulled(day.database) == []
    assert "· 2 of 2" in "".join(texts_of(day.mail_dir / batch.name / "packages-en.pdf"))


STOPS = [
    (stopped, when) for stopped in ("held", "cancelled", "withdrawn", "handed over") for when in ("built", "printed")
]


# After printing a parent's word no longer changes what is mailed.
@pytest.mark.parametrize(("stopped", "when"), [*STOPS, ("corrected", "built")])
def test_a_piece_stopped_once_it_may_be_on_paper_must_be_pulled_before_the_batch_is_mailed(
    day: Day, stopped: str, when: str
) -> None:
    going, stays = day.ready("Maria Lopez"), day.ready("Ana Ruiz")
    batch = built(day) if when == "built" else printed(day)
    if stopped == "held":
        hold(day, stays)
    elif stopped == "corrected":
        day.corrected(stays, "Ana María Ruiz")
        day.work_off()
    elif stopped == "handed over":
        version = day.now(stays).version
        mailroom.hand_over(day.database, stays.id, version, mailroom.HandOver.COUNTER, CLERK, NOW)
    else:
        with day.database.write() as connection:
            ledger.move(connection, day.now(stays), State(stopped), actor="parent", now=NOW)
    state = day.state(stays)
    if when == "built":
        batch = batches.record_batch_printed(day.database, batch.id, batch.version, CLERK, NOW)

    assert [(item.reference, at.name) for at, item in batches.to_be_pulled(day.database)] == [
        (stays.reference, batch.name)
    ]
    with pytest.raises(MustPull) as refused:
        batches.record_batch_mailed(day.database, batch.id, batch.version, CLERK, NOW)
    assert refused.value.references == (stays.reference,)
    assert day.state(going) is State.PRINTED  # nothing of the batch has moved

    mailroom.pull(day.database, stays.id, CLERK, NOW)
    batches.record_batch_mailed(day.database, batch.id, batch.version, CLERK, NOW)

    assert (day.state(going), day.state(stays)) == (State.MAILED, state)
    assert day.promised("mailed_notice") == [going.id]


def test_what_was_pulled_and_released_is_printed_anew_in_another_batch(day: Day) -> None:
    request = day.ready()
    batch = printed(day)
    hold(day, request)
    mailroom.pull(day.database, request.id, CLERK, NOW)

    mailroom.release(day.database, request.id, day.now(request).version, CLERK, NOW)

    assert day.state(request) is State.READY
    assert seen(day, batch).closed_at is not None
    assert [item.request_id for item in found(day, make(day))[1]] == [request.id]


def test_released_before_anybody_pulled_it_goes_with_its_batch(day: Day) -> None:
    request = day.ready()
    batch = printed(day)
    hold(day, request)
    mailroom.release(day.database, request.id, day.now(request).version, CLERK, NOW)

    assert batches.to_be_pulled(day.database) == []
    batches.record_batch_mailed(day.database, batch.id, batch.version, CLERK, NOW)
    assert day.state(request) is State.MAILED


def test_what_need_not_be_pulled_cannot_be(day: Day) -> None:
    request = day.ready()
    printed(day)
    with pytest.raises(mailroom.NotInTheWay):
        mailroom.pull(day.database, request.id, CLERK, NOW)


def test_a_spoiled_piece_goes_back_alone_and_comes_with_the_next_batch(day: Day) -> None:
    spoiled, fine = day.ready("Maria Lopez"), day.ready("Ana Ruiz")
    batch = printed(day)

    mailroom.spoil(day.database, spoiled.id, day.now(spoiled).version, CLERK, NOW)

    batches.record_batch_mailed(day.database, batch.id, batch.version, CLERK, NOW)
    assert (day.state(spoiled), day.state(fine)) == (State.READY, State.MAILED)
    assert [item.request_id for item in found(day, make(day))[1]] == [spoiled.id]


def test_a_batch_made_by_mistake_is_dissolved(day: Day) -> None:
    request = day.ready()
    batch = built(day)
    batches.dissolve(day.database, batch.id, batch.version, NOW)
    assert (day.state(request), seen(day, batch).closed_at) == (State.READY, NOW)
    assert make(day).pieces == 1


# Printing again


@pytest.mark.parametrize(
    ("start", "end", "numbers"),
    [
        pytest.param(1, None, [1, 2, 4], id="all"),
        pytest.param(2, None, [2, 4], id="from one onward: the printer jammed"),
        pytest.param(4, 4, [4], id="one"),
    ],
)
def test_pieces_are_printed_again_without_the_one_that_must_not_go(
    day: Day, start: int, end: int | None, numbers: list[int]
) -> None:
    requests = [day.ready(f"Parent {number}") for number in range(4)]
    batch = printed(day)
    hold(day, requests[2])
    batch, items = found(day, batch)

    path = batches.print_again(day.mail_dir, batch, items, Language.ENGLISH, start=start, end=end)

    pages = texts_of(path)
    assert [number for number in range(1, 5) if f"· {number} of 4" in "".join(pages)] == numbers
    assert len(pages) == 6 * len(numbers)


def test_a_long_build_renews_its_lease_and_says_so(day: Day, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a lease that was lost meanwhile, the build would stop here and its folder would never take its place."""
    for number in range(3):
        day.ready(f"Parent {number}")
    batch = make(day)
    monkeypatch.setattr(batching, "_RENEW_SECONDS", 0.0)
    said: list[int] = []
    with day.database.write() as connection:
        row_id = connection.execute(select(outbox_table.c.id).where(outbox_table.c.kind == "batch")).scalar_one()
        row = outbox.take(connection, row_id, NOW)
    assert row is not None

    replace(day.batch_work, still_working=lambda: said.append(seen(day, batch).pieces_done)).work(row, NOW)

    assert said == [1, 2, 3]
