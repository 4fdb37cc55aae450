"""The text that tells a parent it was mailed: once, neutral, consented, within humane hours."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from bot.carrier import CarrierAway, TextRefused
from bot.hours import next_humane_hour
from bot.notices import MAILED, RETURNED_NOTICE, Notice
from bot.outgoing import Outgoing, TextWork
from bot.timers import review_unanswered
from enrollment.agency import Agency
from enrollment.request import State
from fulfillment import mailroom, returns
from store import outbox
from store import requests as ledger
from store.outbox import TryLater
from store.tables import contacts, messages
from store.tables import outbox as outbox_table
from tests.bot.conftest import BASE, Door, FakeCarrier, FakeLog, ParentPhone, TextLine

OPEN = "OPEN Maria Lopez 1234 Fruitridge Rd Apt 5 Sacramento CA 95820"


@pytest.fixture
def carrier() -> FakeCarrier:
    return FakeCarrier()


@pytest.fixture
def text_log(carrier: FakeCarrier) -> FakeLog:
    return FakeLog()


@pytest.fixture
def outgoing(door: Door, carrier: FakeCarrier, text_log: FakeLog) -> Outgoing:
    return Outgoing(door.database, carrier, text_log, BASE)


@pytest.fixture
def notice(door: Door, text_line: TextLine, outgoing: Outgoing) -> Notice:
    return Notice(MAILED, door.database, text_line.texts, outgoing, text_line.agency.calendar)


def _mailed(door: Door, parent: ParentPhone) -> None:
    for state in (State.READY, State.PRINTED):
        parent.move(state)
    request = door.requests()[-1]
    mailroom.record_mailed(door.database, request.id, request.version, "staff:1", door.clock())


def _run(door: Door, notice: Notice) -> None:
    with door.database.write() as connection:
        row_id = connection.execute(
            select(outbox_table.c.id).where(outbox_table.c.kind == "mailed_notice")
        ).scalar_one()
        row = outbox.take(connection, row_id, door.clock())
    if row is not None:
        notice.work(row, door.clock())


def test_the_parent_hears_once_that_it_was_mailed(
    door: Door, parent: ParentPhone, notice: Notice, carrier: FakeCarrier
) -> None:
    parent.text(OPEN)
    _mailed(door, parent)

    _run(door, notice)
    _run(door, notice)

    ((to, body),) = carrier.sent
    assert to == parent.number
    assert body.startswith("Sac County DCSS: what you asked for was mailed Mon, Nov 23. Ref ")
    assert "Maria" not in body
    with door.database.read() as connection:
        assert connection.execute(select(messages.c.status).where(messages.c.code == "mailed")).scalar_one() == "sent"


def test_at_night_it_waits_for_the_morning(
    door: Door, parent: ParentPhone, notice: Notice, carrier: FakeCarrier
) -> None:
    parent.text(OPEN)
    door.clock.pass_by(timedelta(hours=9))
    _mailed(door, parent)

    _run(door, notice)
    assert carrier.sent == []

    door.clock.pass_by(timedelta(hours=11))
    _run(door, notice)
    assert len(carrier.sent) == 1


@pytest.mark.parametrize("words", ["STOP", "please stop texting me", "CANCELAR"])
def test_after_an_opt_out_nothing_is_sent_and_nothing_is_owed(
    door: Door, parent: ParentPhone, notice: Notice, carrier: FakeCarrier, words: str
) -> None:
    parent.text(OPEN)
    _mailed(door, parent)
    parent.text(words)

    _run(door, notice)

    assert carrier.sent == []
    with door.database.read() as connection:
        assert outbox.backlog(connection, door.clock()).parked == 0
        assert outbox.due(connection, door.clock() + timedelta(days=1), 10)[0][2] == "package"


def test_ninety_days_after_the_last_text_we_start_no_more(
    door: Door, parent: ParentPhone, notice: Notice, carrier: FakeCarrier
) -> None:
    parent.text(OPEN)
    _mailed(door, parent)
    door.clock.pass_by(timedelta(days=91))

    _run(door, notice)
    assert carrier.sent == []


@pytest.mark.parametrize("code", [21610, 30006, 21614])
def test_a_phone_that_cannot_be_texted_is_marked_and_left_alone(
    door: Door, parent: ParentPhone, notice: Notice, carrier: FakeCarrier, code: int
) -> None:
    parent.text(OPEN)
    _mailed(door, parent)
    carrier.refuses = TextRefused(code)

    _run(door, notice)

    with door.database.read() as connection:
        assert connection.execute(select(contacts.c.cannot_text)).scalar_one() == f"carrier_{code}"
    assert door.requests()[0].state is State.MAILED


def test_a_passing_trouble_is_tried_again_with_the_same_text(
    door: Door, parent: ParentPhone, notice: Notice, carrier: FakeCarrier
) -> None:
    parent.text(OPEN)
    _mailed(door, parent)
    carrier.refuses = TextRefused(20429)
    with pytest.raises(TryLater):
        _run(door, notice)

    carrier.refuses = None
    door.clock.pass_by(timedelta(minutes=2))
    _run(door, notice)

    with door.database.read() as connection:
        assert len(connection.execute(select(messages).where(messages.c.code == "mailed")).all()) == 1


@pytest.mark.parametrize(
    ("now", "when"),
    [
        ("2026-11-23T08:00-08:00", "2026-11-23T08:00-08:00"),
        ("2026-11-23T19:59-08:00", "2026-11-23T19:59-08:00"),
        ("2026-11-23T20:00-08:00", "2026-11-24T08:00-08:00"),
        ("2026-11-23T03:00-08:00", "2026-11-23T08:00-08:00"),
        ("2026-10-31T22:00-07:00", "2026-11-01T08:00-08:00"),  # the clocks go back in between
        ("2026-03-07T22:00-08:00", "2026-03-08T08:00-07:00"),  # ... and forward
    ],
)
def test_humane_hours_are_sacramentos(now: str, when: str) -> None:
    assert next_humane_hour(datetime.fromisoformat(now)) == datetime.fromisoformat(when)


def test_after_a_crash_the_carriers_log_is_asked_before_sending_again(
    door: Door, parent: ParentPhone, notice: Notice, carrier: FakeCarrier, text_log: FakeLog
) -> None:
    """The carrier took it and the line broke: the text is in its log, so it is not sent a second time."""
    parent.text(OPEN)
    _mailed(door, parent)
    carrier.breaks_after_taking = True
    with pytest.raises(TryLater):
        _run(door, notice)
    text_log.texts = carrier.as_logged(door.clock())

    carrier.breaks_after_taking = False
    door.clock.pass_by(timedelta(minutes=2))
    _run(door, notice)

    assert len(carrier.sent) == 1
    with door.database.read() as connection:
        row = connection.execute(select(messages.c.status, messages.c.sid).where(messages.c.code == "mailed")).one()
    assert tuple(row) == ("sent", "SMsent1")


def test_a_line_that_broke_before_the_carrier_took_it_is_tried_again(
    door: Door, parent: ParentPhone, notice: Notice, carrier: FakeCarrier
) -> None:
    parent.text(OPEN)
    _mailed(door, parent)
    carrier.refuses = CarrierAway()
    with pytest.raises(TryLater):
        _run(door, notice)
    carrier.refuses = None
    door.clock.pass_by(timedelta(minutes=2))
    _run(door, notice)
    assert len(carrier.sent) == 1


def test_a_text_the_carrier_filters_goes_to_the_desk(
    door: Door, parent: ParentPhone, notice: Notice, carrier: FakeCarrier
) -> None:
    parent.text(OPEN)
    _mailed(door, parent)
    carrier.refuses = TextRefused(30007)

    _run(door, notice)

    assert door.desk() == [("text_failed", "carrier_30007")]


def test_a_handset_that_was_off_is_tried_once_more(
    door: Door, parent: ParentPhone, notice: Notice, carrier: FakeCarrier, outgoing: Outgoing
) -> None:
    parent.text(OPEN)
    _mailed(door, parent)
    _run(door, notice)
    with door.database.read() as connection:
        message = connection.execute(select(messages.c.id).where(messages.c.code == "mailed")).scalar_one()

    for _ in range(2):  # the receipt comes twice
        form = {"MessageSid": "SMsent1", "MessageStatus": "undelivered", "ErrorCode": "30003"}
        assert door.post(f"/twilio/status?m={message}", form).status_code == 204
    door.clock.pass_by(timedelta(hours=3))
    door.work("text", TextWork(door.database, outgoing))

    assert len(carrier.sent) == 2


@pytest.mark.parametrize(("code", "marked"), [(30006, "carrier_30006"), (30003, None), (30008, None)])
def test_a_question_that_does_not_arrive_goes_to_a_person_at_once(
    door: Door, parent: ParentPhone, code: int, marked: str | None
) -> None:
    parent.text("OPEN Maria Lopez 1234 Fruitridge Rd Apt 5 Sacramento")
    with door.database.read() as connection:
        message = connection.execute(select(messages.c.id).where(~messages.c.inbound)).scalar_one()

    form = {"MessageSid": "SMout1", "MessageStatus": "undelivered", "ErrorCode": str(code)}
    assert door.post(f"/twilio/status?m={message}", form).status_code == 204

    (request,) = door.requests()
    assert (request.state, request.review_reason) == (State.NEEDS_REVIEW, "cannot_ask")
    with door.database.read() as connection:
        assert connection.execute(select(contacts.c.cannot_text)).scalar_one() == marked


# The reminder


@pytest.fixture
def reminder(door: Door, text_line: TextLine, outgoing: Outgoing) -> Notice:
    return Notice("reminder", door.database, text_line.texts, outgoing, text_line.agency.calendar)


UNFINISHED = "OPEN Maria Lopez 1234 Fruitridge Rd Apt 5 Sacramento"


def test_an_unfinished_conversation_is_reminded_once_and_then_a_person_has_it(
    door: Door, parent: ParentPhone, reminder: Notice, carrier: FakeCarrier
) -> None:
    parent.text(UNFINISHED)
    door.clock.pass_by(timedelta(hours=5))
    door.work("reminder", reminder)
    door.clock.pass_by(timedelta(hours=5))
    door.work("reminder", reminder)

    ((_, body),) = carrier.sent
    assert body.startswith("Sac County DCSS: we still need your answer to go on. ")
    door.clock.pass_by(timedelta(hours=15))
    review_unanswered(door.database, door.clock())
    assert door.requests()[0].review_reason == "no_answer"


def test_a_reminder_never_rings_at_night(
    door: Door, parent: ParentPhone, reminder: Notice, carrier: FakeCarrier
) -> None:
    door.clock.pass_by(timedelta(hours=6))  # 6 pm
    parent.text(UNFINISHED)
    door.clock.pass_by(timedelta(hours=5))  # 11 pm
    door.work("reminder", reminder)
    assert carrier.sent == []
    door.clock.pass_by(timedelta(hours=9))  # 8 am
    door.work("reminder", reminder)
    assert len(carrier.sent) == 1


@pytest.mark.parametrize(
    ("texts", "why"),
    [
        ([UNFINISHED, "95820"], "answered"),
        ([UNFINISHED, "STOP"], "opted out"),
        (["HOURS", UNFINISHED], "the first text did not tell of a reminder"),
    ],
)
def test_no_reminder_to_whom_none_is_owed(
    door: Door, parent: ParentPhone, reminder: Notice, carrier: FakeCarrier, texts: list[str], why: str
) -> None:
    for text in texts:
        parent.text(text)
    door.clock.pass_by(timedelta(hours=5))
    door.work("reminder", reminder)
    assert carrier.sent == [], why


def test_only_what_holds_neither_name_nor_address_lapses(door: Door, parent: ParentPhone) -> None:
    parent.text("OPEN")
    door.clock.pass_by(timedelta(hours=25))
    review_unanswered(door.database, door.clock())
    assert door.requests()[0].state is State.CANCELLED


def test_where_the_mail_came_back_the_parent_tells_a_new_address_and_it_is_mailed_once_more(
    door: Door, parent: ParentPhone, text_line: TextLine, outgoing: Outgoing, carrier: FakeCarrier
) -> None:
    parent.text(OPEN)
    _mailed(door, parent)
    parent.move(State.RETURNED)
    request = door.requests()[0]
    with door.database.write() as connection:
        outbox.put(connection, RETURNED_NOTICE, request.id, "returned:1", door.clock(), door.clock())
    door.work(RETURNED_NOTICE, Notice("returned", door.database, text_line.texts, outgoing, text_line.agency.calendar))
    assert "Where should we send it?" in carrier.sent[-1][1]

    (reply,) = parent.text("88 Alhambra Blvd Sacramento CA 95816")

    assert "88 Alhambra Blvd" in reply
    (again,) = door.requests()
    assert (again.state, again.attempt) == (State.ACCEPTED, 2)
    assert again.due_on > request.first_text_at.date()


def _came_back(door: Door) -> None:
    request = door.requests()[-1]
    reason = returns.Reason.NOT_KNOWN
    returns.record_returned(door.database, request.id, request.version, reason, None, "staff:1", door.clock())


def test_what_came_back_and_went_to_a_person_is_a_second_mailing_when_the_parent_completes_it(
    door: Door, parent: ParentPhone
) -> None:
    parent.text(OPEN)
    _mailed(door, parent)
    _came_back(door)
    parent.move(State.NEEDS_REVIEW)

    parent.text("OPEN Maria Lopez 88 Alhambra Blvd Sacramento CA 95816")
    parent.text("1")

    first = door.requests()[0]
    assert (first.state, first.attempt, first.mailed_on) == (State.ACCEPTED, 2, None)


def test_after_two_returns_no_text_sets_off_a_third_mailing(door: Door, parent: ParentPhone) -> None:
    parent.text(OPEN)
    for _ in range(2):
        _mailed(door, parent)
        _came_back(door)
        if door.requests()[0].state is State.RETURNED:
            with door.database.write() as connection:
                request = door.requests()[0]
                again = {"due_on": request.due_on, "actor": "staff:1", "now": door.clock()}
                ledger.mail_again(connection, door.database.vault, request, request.particulars, **again)

    parent.text("OPEN Maria Lopez 88 Alhambra Blvd Sacramento CA 95816")
    (answer,) = parent.text("1")

    assert "A person will read" in answer
    first = door.requests()[0]
    assert (first.state, first.attempt) == (State.NEEDS_REVIEW, 2)


@pytest.mark.parametrize(
    ("now", "when"),
    [
        ("2026-11-26T12:00-08:00", "2026-11-28T08:00-08:00"),  # Thanksgiving, and the day after
        ("2026-11-25T21:00-08:00", "2026-11-28T08:00-08:00"),  # the evening before
        ("2026-11-28T12:00-08:00", "2026-11-28T12:00-08:00"),  # a Saturday is no holiday
    ],
)
def test_no_text_of_ours_rings_on_a_holiday(agency: Agency, now: str, when: str) -> None:
    assert next_humane_hour(datetime.fromisoformat(now), agency.calendar) == datetime.fromisoformat(when)
