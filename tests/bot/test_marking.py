"""What staff mark on a phone is in force at once, and nobody but who may takes it back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from bot.marking import Mark, SafeAgain, lift_mark, mark_phone
from bot.notices import MAILED, Notice
from bot.outgoing import Outgoing, TextWork
from bot.records import TEXT, OutboundText, add_outbound
from enrollment.agency import Agency
from enrollment.request import State
from fulfillment import mailroom
from store import outbox
from store import requests as ledger
from store.requests import Outdated
from store.tables import contacts, messages
from tests.bot.conftest import BASE, Door, FakeCarrier, FakeLog, ParentPhone, TextLine

OPEN = "OPEN Maria Lopez 1234 Fruitridge Rd Apt 5 Sacramento CA 95820"
CLERK, SUPERVISOR = "staff:1", "staff:2"
NONE, OUT, TEXT_UNSAFE = "000", "100", "010"


@pytest.fixture
def carrier() -> FakeCarrier:
    return FakeCarrier()


@pytest.fixture
def outgoing(door: Door, carrier: FakeCarrier) -> Outgoing:
    return Outgoing(door.database, carrier, FakeLog(), BASE)


def _mark(door: Door, agency: Agency, mark: Mark, seen: str = NONE) -> None:
    mark_phone(door.database, agency, _contact(door).id, mark, seen, CLERK, door.clock())


def _contact(door: Door):
    with door.database.read() as connection:
        return connection.execute(select(contacts)).one()


def _waiting_text(door: Door) -> int:
    """A text that the outbox is to send in a minute."""
    with door.database.write() as connection:
        text = OutboundText(_contact(door).id, "welcome", "You are welcome", "waiting")
        stored = add_outbound(connection, text, door.clock())
        outbox.put(connection, TEXT, stored.id, f"{TEXT}:{stored.id}", door.clock(), door.clock())
    return stored.id


def _status(door: Door, message_id: int) -> str:
    with door.database.read() as connection:
        return connection.execute(select(messages.c.status).where(messages.c.id == message_id)).scalar_one()


def _events(door: Door) -> list[tuple[str, str, str | None]]:
    with door.database.read() as connection:
        events = ledger.events_of(connection, door.requests()[0].id)
    return [(event.kind, event.actor, event.code) for event in events if event.kind.startswith("phone_")]


@pytest.mark.parametrize("mark", [Mark.OPTED_OUT, Mark.UNSAFE_TO_TEXT])
def test_a_text_that_waits_in_the_outbox_is_never_sent(
    door: Door, parent: ParentPhone, agency: Agency, outgoing: Outgoing, carrier: FakeCarrier, mark: Mark
) -> None:
    parent.text(OPEN)
    waiting = _waiting_text(door)

    _mark(door, agency, mark)
    assert _status(door, waiting) == "canceled"

    assert door.work(TEXT, TextWork(door.database, outgoing)) == 1
    assert carrier.sent == []
    assert _status(door, waiting) == "canceled"


def test_what_is_about_to_be_handed_to_the_carrier_is_stopped_too(
    door: Door, parent: ParentPhone, agency: Agency, outgoing: Outgoing, carrier: FakeCarrier
) -> None:
    parent.text(OPEN)
    waiting = _waiting_text(door)
    with door.database.write() as connection:
        row = outbox.take(connection, outbox.due(connection, door.clock(), 9)[0][0], door.clock())
    assert row is not None
    _mark(door, agency, Mark.UNSAFE_TO_TEXT)

    outgoing.send(row, waiting, door.clock())  # a worker that looked before the mark was there

    assert carrier.sent == []


@pytest.mark.parametrize("mark", [Mark.OPTED_OUT, Mark.UNSAFE_TO_TEXT])
def test_the_package_goes_on_and_its_notice_stays_away(
    door: Door, parent: ParentPhone, text_line: TextLine, agency: Agency, outgoing: Outgoing, carrier: FakeCarrier, mark
) -> None:
    parent.text(OPEN)
    _mark(door, agency, mark)
    for state in (State.READY, State.PRINTED):
        parent.move(state)
    request = door.requests()[0]
    mailroom.record_mailed(door.database, request.id, request.version, CLERK, door.clock())

    notice = Notice(MAILED, door.database, text_line.texts, outgoing, agency.calendar)
    assert door.work("mailed_notice", notice) == 1
    assert carrier.sent == []
    assert door.requests()[0].state is State.MAILED


@pytest.mark.parametrize("words", ["STATUS", "HELP", "START", "thank you", "STATUS 0123456789", "he will kill me", "2"])
def test_a_phone_that_is_not_safe_gets_no_answer_to_anything_and_staff_see_what_it_wrote(
    door: Door, parent: ParentPhone, agency: Agency, words: str
) -> None:
    parent.text(OPEN)
    _mark(door, agency, Mark.UNSAFE_TO_TEXT)

    assert parent.text(words) == []
    assert ("no_texts_back", None) in door.desk()


def test_an_open_from_a_phone_that_is_not_safe_is_taken_and_what_cannot_be_asked_goes_to_a_person(
    door: Door, parent: ParentPhone, agency: Agency
) -> None:
    parent.text("HOURS")
    _mark(door, agency, Mark.UNSAFE_TO_TEXT)

    assert parent.text("OPEN Ana Diaz 88 Alhambra Blvd Sacramento 95816") == []
    assert parent.text("OPEN Rosa Medina 12 Elm St Folsom") == []

    states = [(request.state, request.review_reason) for request in door.requests()]
    assert states == [(State.ACCEPTED, None), (State.NEEDS_REVIEW, "cannot_ask")]


def test_start_takes_back_an_opt_out_and_not_what_staff_know(door: Door, parent: ParentPhone, agency: Agency) -> None:
    parent.text(OPEN)
    _mark(door, agency, Mark.OPTED_OUT)
    _mark(door, agency, Mark.UNSAFE_TO_TEXT, OUT)
    _mark(door, agency, Mark.UNSAFE_TO_CALL, "110")

    assert parent.text("START") == []

    row = _contact(door)
    assert row.opted_out_at is None
    assert row.unsafe_to_text_at is not None
    assert row.unsafe_to_call_at is not None


def test_a_repeated_webhook_does_not_bring_back_the_answer(door: Door, parent: ParentPhone, agency: Agency) -> None:
    form = parent.form(OPEN)
    assert b"Maria Lopez" in door.post("/twilio/sms", form).data
    _mark(door, agency, Mark.UNSAFE_TO_TEXT)
    assert b"Maria Lopez" not in door.post("/twilio/sms", form).data


def test_safe_again_it_is_answered_again_but_what_was_stopped_stays_unsent(
    door: Door, parent: ParentPhone, agency: Agency, outgoing: Outgoing, carrier: FakeCarrier
) -> None:
    parent.text(OPEN)
    _waiting_text(door)
    _mark(door, agency, Mark.UNSAFE_TO_TEXT)
    lift_mark(
        door.database, _contact(door).id, Mark.UNSAFE_TO_TEXT, SafeAgain.PARENT_SAYS, TEXT_UNSAFE, SUPERVISOR,
        door.clock(),
    )  # fmt: skip

    door.work(TEXT, TextWork(door.database, outgoing))
    assert carrier.sent == []
    assert parent.text("HOURS") != []
    assert _events(door) == [
        ("phone_unsafe_to_text", CLERK, None),
        ("phone_safe_to_text", SUPERVISOR, "parent_says_safe"),
    ]


def test_an_opt_out_is_the_parents_alone_to_take_back(door: Door, parent: ParentPhone, agency: Agency) -> None:
    parent.text(OPEN)
    parent.text("STOP")
    with pytest.raises(KeyError):
        lift_mark(door.database, _contact(door).id, Mark.OPTED_OUT, SafeAgain.MISTAKE, OUT, SUPERVISOR, door.clock())
    assert _contact(door).opted_out_at is not None


@pytest.mark.parametrize("mark", Mark)
def test_of_two_clerks_at_once_the_second_is_told(door: Door, parent: ParentPhone, agency: Agency, mark: Mark) -> None:
    parent.text(OPEN)
    _mark(door, agency, mark)
    with pytest.raises(Outdated):
        _mark(door, agency, mark)
    with pytest.raises(Outdated):
        _mark(door, agency, Mark.UNSAFE_TO_TEXT)
    assert len(_events(door)) == 1


@pytest.mark.parametrize(("since", "covers"), [(date(2027, 1, 31), False), (date(2026, 1, 1), True)])
def test_an_opt_out_taken_by_phone_covers_calls_from_the_same_day_as_stop(
    door: Door, parent: ParentPhone, agency: Agency, since: date, covers: bool
) -> None:
    for words in ("PERSON", "1"):
        parent.text(words)
    _mark(door, replace(agency, stop_covers_calls_from=since), Mark.OPTED_OUT)

    assert (_contact(door).no_calls_at is not None) is covers
    assert bool(door.desk()) is not covers


def test_every_request_of_the_phone_tells_of_it(door: Door, parent: ParentPhone, agency: Agency) -> None:
    parent.text(OPEN)
    door.clock.pass_by(timedelta(minutes=1))
    parent.text("OPEN Ana Diaz 88 Alhambra Blvd Sacramento 95816")
    _mark(door, agency, Mark.UNSAFE_TO_CALL)
    with door.database.read() as connection:
        for request in door.requests():
            assert ledger.events_of(connection, request.id)[-1].kind == "phone_unsafe_to_call"
