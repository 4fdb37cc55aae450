"""Single pieces of a batch, by a list or by the scanner: recorded once, and never one that must not go."""

from __future__ import annotations

import pytest

from enrollment.request import State
from fulfillment import batches, mailroom
from fulfillment.batches import MustPull
from fulfillment.pieces import Deed, Outcome, must_pull, record_piece
from fulfillment.records.batches import Batch
from parsers import Language
from store import outbox
from store import requests as ledger
from store.requests import Request
from tests.conftest import MONDAY_NOON as NOW
from tests.fulfillment.conftest import Day

CLERK = "staff:1"


def built(day: Day) -> Batch:
    batch = batches.make_batch(day.database, CLERK, NOW)
    assert batch is not None
    day.work_off()
    return seen(day, batch)


def seen(day: Day, batch: Batch) -> Batch:
    pair = batches.batch_with_items(day.database, batch.name)
    assert pair is not None
    return pair[0]


def record(day: Day, batch: Batch, request: Request, deed: Deed = Deed.MAILED) -> Outcome:
    return record_piece(day.database, batch.id, request.reference, deed, CLERK, NOW)


def moves(day: Day, request: Request) -> list[State | None]:
    with day.database.read() as connection:
        return [event.new_state for event in ledger.events_of(connection, request.id) if event.new_state]


def test_references_are_read_as_typed_pasted_or_scanned(day: Day) -> None:
    one, other = day.ready().reference, day.ready().reference
    typed = f" {one[:4]}-{one[4:]},\n{other}\t{other} 1234 48291038"
    assert mailroom.read_references(typed) == ([one, other], ["1234", "48291038"])


def test_paper_in_the_hand_is_printed_and_goes_by_one_scan(day: Day) -> None:
    first, last = day.ready("Maria Lopez"), day.ready("Ana Ruiz")
    batch = built(day)

    assert record(day, batch, first) is Outcome.RECORDED

    assert moves(day, first)[-2:] == [State.PRINTED, State.MAILED]
    assert day.state(last) is State.READY
    assert day.promised("mailed_notice") == [first.id]
    assert seen(day, batch).closed_at is None


def test_the_last_piece_closes_the_batch_and_a_second_scan_changes_nothing(day: Day) -> None:
    request = day.ready()
    batch = built(day)
    assert record(day, batch, request) is Outcome.RECORDED
    assert seen(day, batch).closed_at == NOW

    assert record(day, batch, request) is Outcome.ALREADY

    assert moves(day, request).count(State.MAILED) == 1
    assert day.promised("mailed_notice") == [request.id]


def test_a_batch_whose_every_piece_is_printed_can_be_mailed(day: Day) -> None:
    requests = [day.ready("Maria Lopez"), day.ready("Ana Ruiz")]
    batch = built(day)
    assert record(day, batch, requests[0], Deed.PRINTED) is Outcome.RECORDED
    assert seen(day, batch).printed_at is None
    assert record(day, batch, requests[0], Deed.PRINTED) is Outcome.ALREADY
    assert record(day, batch, requests[1], Deed.PRINTED) is Outcome.RECORDED

    batch = seen(day, batch)
    batches.record_batch_mailed(day.database, batch.id, batch.version, CLERK, NOW)

    assert {day.state(request) for request in requests} == {State.MAILED}


@pytest.mark.parametrize("deed", list(Deed))
def test_what_was_corrected_since_is_not_recorded_but_pulled(day: Day, deed: Deed) -> None:
    """Its new revision is ready to print: recording it would bless the sheet with the old address."""
    request = day.ready()
    batch = built(day)
    day.corrected(request, "Maria Elena Lopez")
    day.work_off()
    assert day.state(request) is State.READY

    assert record(day, batch, request, deed) is Outcome.PULL

    assert day.state(request) is State.READY
    assert must_pull(day.database, batch.id, request.reference)
    printed = batches.record_batch_printed(day.database, batch.id, seen(day, batch).version, CLERK, NOW)
    with pytest.raises(MustPull):
        batches.record_batch_mailed(day.database, batch.id, printed.version, CLERK, NOW)


def test_what_is_held_stops_the_scanner_until_it_is_pulled(day: Day) -> None:
    request, other = day.ready("Maria Lopez"), day.ready("Ana Ruiz")
    batch = built(day)
    mailroom.hold(day.database, request.id, day.now(request).version, CLERK, NOW)
    assert record(day, batch, request) is Outcome.PULL
    assert record(day, batch, request) is Outcome.PULL

    mailroom.pull(day.database, request.id, CLERK, NOW)

    assert not must_pull(day.database, batch.id, request.reference)
    assert record(day, batch, request) is Outcome.LEFT  # the sheet still lies about
    assert record(day, batch, other) is Outcome.RECORDED
    assert seen(day, batch).closed_at is not None


def test_a_spoiled_sheet_is_not_mistaken_for_the_one_printed_in_its_place(day: Day) -> None:
    request = day.ready("Maria Lopez")
    day.ready("Ana Ruiz")
    first = built(day)
    mailroom.spoil(day.database, request.id, day.now(request).version, CLERK, NOW)
    second = built(day)

    assert record(day, first, request) is Outcome.LEFT
    assert day.state(request) is State.READY
    assert record(day, second, request) is Outcome.RECORDED


def test_nothing_is_recorded_of_another_batch_or_before_there_is_paper(day: Day) -> None:
    stranger = day.ready("Maria Lopez")
    built(day)
    mine = day.ready("Ana Ruiz")
    batch = batches.make_batch(day.database, CLERK, NOW)
    assert batch is not None

    assert record(day, batch, stranger) is Outcome.NOT_HERE
    assert record(day, batch, mine) is Outcome.NOT_BUILT
    assert (day.state(stranger), day.state(mine)) == (State.READY, State.READY)


# Before a batch is made, and after one was given up


def test_what_the_next_batch_would_hold_is_told_before_it_is_made(day: Day) -> None:
    day.ready("Lupe Diaz")
    taken = built(day)
    day.ready("Maria Lopez")
    day.ready("José Núñez", Language.SPANISH)
    day.accepted("Not Ready")

    waiting = batches.waiting(day.database)

    assert waiting.pieces == {Language.ENGLISH: 1, Language.SPANISH: 1}
    assert waiting.sheets == 6  # three each, on both sides
    assert str(waiting.oldest_due) == "2026-12-02"
    assert (waiting.in_batches, waiting.with_vendor) == ([(taken.name, 1)], 0)
    batch = batches.make_batch(day.database, CLERK, NOW)
    assert batch is not None
    assert batch.pieces == sum(waiting.pieces.values())


@pytest.mark.parametrize("what", ["again", "dissolve"])
def test_a_build_that_was_given_up_is_over_once_somebody_has_decided(day: Day, what: str) -> None:
    day.ready()
    batch = batches.make_batch(day.database, CLERK, NOW)
    assert batch is not None
    with day.database.write() as connection:
        (row_id,) = (row for row, _, kind in outbox.due(connection, NOW, 100) if kind == "batch")
        row = outbox.take(connection, row_id, NOW)
        assert row is not None
        outbox.park(connection, row, "disk_full", NOW)

    act = batches.build_again if what == "again" else batches.dissolve
    act(day.database, batch.id, batch.version, NOW)
    day.work_off()

    with day.database.read() as connection:
        backlog = outbox.backlog(connection, NOW)
    assert (backlog.parked, day.promised("batch")) == (0, [])
    assert (seen(day, batch).built_at is not None) is (what == "again")
