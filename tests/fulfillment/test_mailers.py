"""Our mailroom and the vendor behind one interface, and what can go wrong between a vendor and us."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from enrollment.request import State
from fulfillment import batches, lob_events, mailroom, returns
from fulfillment.lob import Lob, sender_of
from fulfillment.mailers import ByVendor, VendorWork
from fulfillment.records import vendors
from store import outbox
from store import requests as ledger
from store.mail_tables import vendor_letters
from store.outbox import GiveUp, TryLater
from store.requests import Request
from store.tables import outbox as outbox_table
from tests.conftest import MONDAY_NOON as NOW
from tests.fulfillment.conftest import Day
from tests.fulfillment.lob_standin import KEY, StandIn, standing_in

SECRET = "whsec_0123456789"
CLERK = "staff:1"


@pytest.fixture
def lob() -> Iterator[StandIn]:
    with standing_in() as standin:
        yield standin
        assert standin.wrong == []


@pytest.fixture
def vendor_day(day: Day) -> Day:
    day.mailer = ByVendor()
    return day


def ask(day: Day, lob: StandIn, now: datetime = NOW, *, verify: bool = True) -> None:
    """Every due piece of the vendor's work, with what becomes of a refusal."""
    client = Lob(KEY, sender_of("Return to", day.agency.return_address_lines), lob.url)
    work = VendorWork(day.database, client, day.packages_dir, verify)
    with day.database.read() as connection:
        due = [row_id for row_id, _, kind in outbox.due(connection, now, 100) if kind == "vendor"]
    for row_id in due:
        with day.database.write() as connection:
            row = outbox.take(connection, row_id, now)
        assert row is not None
        try:
            work.work(row, now)
        except GiveUp as refused:
            work.gave_up(row, refused.code, now)
        except TryLater as later:
            with day.database.write() as connection:
                outbox.retry_later(connection, row, later.code, now)


def tell(day: Day, event: str, vendor_id: str = "ltr_1", secret: str = SECRET) -> int:
    app = Flask("events")
    app.register_blueprint(lob_events.blueprint(day.database, SECRET, lambda: NOW))
    body = json.dumps({"event_type": {"id": f"letter.{event}"}, "body": {"id": vendor_id}}).encode()
    headers = {
        "Lob-Signature-Timestamp": "1700000000",
        "Lob-Signature": lob_events.signature(secret, "1700000000", body),
    }
    return app.test_client().post("/lob/events", data=body, headers=headers).status_code


def problem(day: Day) -> str | None:
    with day.database.read() as connection:
        return connection.execute(select(outbox_table.c.problem).where(outbox_table.c.kind == "vendor")).scalar_one()


# The same for both


class InHouseWay:
    def print_all(self, day: Day) -> None:
        batch = batches.make_batch(day.database, CLERK, NOW)
        if batch is None:
            return
        day.work_off()
        found = batches.batch_with_items(day.database, batch.name)
        assert found is not None
        batches.record_batch_printed(day.database, batch.id, found[0].version, CLERK, NOW)

    def mail_all(self, day: Day) -> None:
        for batch in batches.recent_batches(day.database):
            if batch.closed_at is None and batch.printed_at is not None:
                batches.record_batch_mailed(day.database, batch.id, batch.version, CLERK, NOW)


class VendorWay:
    def __init__(self, lob: StandIn) -> None:
        self._lob = lob

    def print_all(self, day: Day) -> None:
        ask(day, self._lob)

    def mail_all(self, day: Day) -> None:
        for vendor_id in self._lob.letters.values():
            tell(day, "in_transit", vendor_id)


@pytest.fixture(params=["in-house", "lob"])
def way(request: pytest.FixtureRequest, day: Day) -> InHouseWay | VendorWay:
    if request.param == "in-house":
        return InHouseWay()
    return VendorWay(request.getfixturevalue("lob") if request.getfixturevalue("vendor_day") else None)


def test_each_package_is_printed_and_mailed_once_and_each_parent_told_once(
    day: Day, way: InHouseWay | VendorWay
) -> None:
    requests = [day.ready(f"Parent {number}") for number in range(3)]
    for _ in range(2):  # whatever is run twice does no more
        way.print_all(day)
    assert {day.state(request) for request in requests} == {State.PRINTED}
    for _ in range(2):
        way.mail_all(day)

    assert {day.state(request) for request in requests} == {State.MAILED}
    assert day.promised("mailed_notice") == [request.id for request in requests]
    assert {str(day.now(request).mailed_on) for request in requests} == {"2026-11-23"}


def test_what_is_held_is_neither_printed_nor_mailed(day: Day, way: InHouseWay | VendorWay) -> None:
    request = day.ready()
    mailroom.hold(day.database, request.id, request.version, CLERK, NOW)
    way.print_all(day)
    way.mail_all(day)
    assert day.state(request) is State.HELD


def test_a_correction_is_mailed_as_corrected(day: Day, way: InHouseWay | VendorWay) -> None:
    request = day.ready("Mara Lopes")
    day.corrected(request, "Maria Lopez")
    day.work_off()
    way.print_all(day)
    way.mail_all(day)
    assert day.state(request) is State.MAILED
    assert day.promised("mailed_notice") == [request.id]


# The vendor


def with_lob(day: Day, lob: StandIn) -> Request:
    request = day.ready()
    ask(day, lob)
    return request


def test_an_answer_that_is_lost_is_asked_for_again_under_the_same_key_and_makes_one_letter(
    vendor_day: Day, lob: StandIn
) -> None:
    lob.lose_answers = True
    request = with_lob(vendor_day, lob)
    assert (vendor_day.state(request), problem(vendor_day)) == (State.READY, "lob_outcome_unknown")
    assert batches.make_batch(vendor_day.database, CLERK, NOW) is None  # the vendor may be printing it

    lob.lose_answers = False
    ask(vendor_day, lob, NOW + timedelta(hours=1))

    assert (lob.posts, len(lob.letters)) == (2, 1)
    assert vendor_day.state(request) is State.PRINTED


@pytest.mark.parametrize("made", [True, False])
def test_unknown_for_20_hours_it_is_never_asked_again_but_looked_up_or_for_the_desk(
    vendor_day: Day, lob: StandIn, made: bool
) -> None:
    lob.lose_answers = True
    request = with_lob(vendor_day, lob)
    if not made:
        lob.letters.clear()

    ask(vendor_day, lob, NOW + timedelta(hours=20))

    assert lob.posts == 1
    assert vendor_day.state(request) is (State.PRINTED if made else State.NEEDS_REVIEW)
    assert vendor_day.now(request).review_reason == (None if made else "lob_outcome_unknown")


def test_calls_keep_the_distance_the_vendor_asks_for(vendor_day: Day, lob: StandIn) -> None:
    for number in range(4):
        vendor_day.ready(f"Parent {number}")

    ask(vendor_day, lob)

    assert len(lob.called_at) == 8  # each piece is verified, then posted
    # 150 in 5 s are allowed: 0.067 s a call for two workers together. Arrivals jitter, so all of them are timed.
    assert lob.called_at[-1] - lob.called_at[0] > 7 * 0.09


def test_asked_at_is_stored_before_the_call_and_never_moves(vendor_day: Day, lob: StandIn) -> None:
    lob.lose_answers = True
    with_lob(vendor_day, lob)
    ask(vendor_day, lob, NOW + timedelta(hours=1))
    with vendor_day.database.read() as connection:
        assert connection.execute(select(vendor_letters.c.asked_at)).scalars().all() == [NOW]


def test_too_many_calls_are_tried_later(vendor_day: Day, lob: StandIn) -> None:
    lob.busy = True
    request = with_lob(vendor_day, lob)
    assert (vendor_day.state(request), problem(vendor_day), lob.posts) == (State.READY, "lob_busy", 0)


@pytest.mark.parametrize(("sets", "reason"), [("refuse", "lob_422"), ("undeliverable", "undeliverable")])
def test_what_the_vendor_will_not_take_goes_to_the_desk(vendor_day: Day, lob: StandIn, sets: str, reason: str) -> None:
    lob.refuse = sets == "refuse"
    lob.deliverability = "undeliverable" if sets == "undeliverable" else "deliverable"
    request = with_lob(vendor_day, lob)
    assert (vendor_day.state(request), vendor_day.now(request).review_reason) == (State.NEEDS_REVIEW, reason)
    assert lob.letters == {}


@pytest.mark.parametrize(("too_late", "code"), [(False, "lob_called_back"), (True, "lob_not_called_back")])
def test_a_hold_that_comes_while_the_vendor_is_asked_wins(
    vendor_day: Day, lob: StandIn, monkeypatch: pytest.MonkeyPatch, too_late: bool, code: str
) -> None:
    request = vendor_day.ready()
    lob.too_late = too_late
    post = Lob.post

    def held_meanwhile(self: Lob, piece: object) -> str:
        mailroom.hold(vendor_day.database, request.id, request.version, CLERK, NOW)
        return post(self, piece)  # type: ignore[arg-type]

    monkeypatch.setattr(Lob, "post", held_meanwhile)
    ask(vendor_day, lob)

    assert vendor_day.state(request) is State.HELD
    assert lob.cancelled == ([] if too_late else ["ltr_1"])
    with vendor_day.database.read() as connection:
        assert ledger.events_of(connection, request.id)[-1].code == code


def test_no_transaction_is_open_while_the_vendor_is_asked(
    vendor_day: Day, lob: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    post = Lob.post

    def watch(self: Lob, piece: object) -> str:
        assert vendor_day.database.engine.pool.checkedout() == 0  # type: ignore[attr-defined]
        return post(self, piece)  # type: ignore[arg-type]

    monkeypatch.setattr(Lob, "post", watch)
    assert vendor_day.state(with_lob(vendor_day, lob)) is State.PRINTED


def test_a_vendors_piece_is_in_no_batch_and_a_batchs_piece_goes_to_no_vendor(vendor_day: Day, lob: StandIn) -> None:
    with_lob(vendor_day, lob)
    assert batches.make_batch(vendor_day.database, CLERK, NOW) is None

    vendor_day.ready("Ana Ruiz")
    assert batches.make_batch(vendor_day.database, CLERK, NOW) is not None
    ask(vendor_day, lob)
    assert len(lob.letters) == 1


def test_a_batch_made_while_the_vendor_is_being_asked_waits_and_leaves_it_out(vendor_day: Day) -> None:
    request, made = vendor_day.ready(), []

    def make() -> None:
        made.append(batches.make_batch(vendor_day.database, CLERK, NOW))

    maker = threading.Thread(target=make)
    with vendor_day.database.write() as connection:
        found = ledger.get(connection, request.id, lock=True)
        assert found is not None
        maker.start()
        maker.join(0.4)
        assert made == []
        vendors.ask_once(connection, found, NOW)
    maker.join()

    assert made == [None]


# Its events


@pytest.mark.parametrize(
    ("events", "state"),
    [
        pytest.param(["created", "rendered_pdf"], State.PRINTED, id="nothing yet"),
        pytest.param(["in_transit", "in_local_area", "processed_for_delivery"], State.MAILED, id="on its way"),
        pytest.param(["delivered"], State.DELIVERED, id="the middle ones were lost"),
        pytest.param(["delivered", "in_transit"], State.DELIVERED, id="out of order"),
        pytest.param(["re-routed", "returned_to_sender"], State.RETURNED, id="came back"),
        pytest.param(["delivered", "returned_to_sender", "returned_to_sender"], State.RETURNED, id="told twice"),
        pytest.param(["rejected"], State.NEEDS_REVIEW, id="rejected"),
        pytest.param(["in_transit", "failed"], State.MAILED, id="failed, after it was mailed"),
    ],
)
def test_events_move_the_request_on_and_never_back(
    vendor_day: Day, lob: StandIn, events: list[str], state: State
) -> None:
    request = with_lob(vendor_day, lob)
    assert {tell(vendor_day, event) for event in events} == {200}
    assert vendor_day.state(request) is state
    assert len(vendor_day.promised("mailed_notice")) <= 1


def test_a_letter_that_came_back_is_recorded_like_any_returned_mail(vendor_day: Day, lob: StandIn) -> None:
    request = with_lob(vendor_day, lob)
    tell(vendor_day, "returned_to_sender")
    assert [kept.actor for kept in returns.returns_of(vendor_day.database, request.id)] == ["system"]


def test_an_unsigned_event_changes_nothing(vendor_day: Day, lob: StandIn) -> None:
    request = with_lob(vendor_day, lob)
    assert tell(vendor_day, "delivered", secret="another") == 403
    assert vendor_day.state(request) is State.PRINTED


def test_an_event_of_somebody_elses_letter_is_taken_and_forgotten(vendor_day: Day, lob: StandIn) -> None:
    with_lob(vendor_day, lob)
    assert tell(vendor_day, "delivered", vendor_id="ltr_999") == 200
