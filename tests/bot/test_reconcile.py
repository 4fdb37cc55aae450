"""Twilio's log against our tables: nothing that was written is lost, nothing is handled or sent twice."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from bot import reconcile, records
from bot.commands import reconcile_command
from bot.line import TextLine
from bot.log import LogAway, LoggedText, NoLog
from bot.outgoing import Outgoing, TextWork
from bot.reconcile import Reconciled
from enrollment.request import State
from store.tables import contacts, messages
from tests.bot.conftest import BASE, Door, FakeCarrier, FakeLog, ParentPhone

OPEN = "OPEN Maria Lopez 1234 Fruitridge Rd Apt 5 Sacramento CA 95820"
PHONE = "+19165550101"


@pytest.fixture
def text_log() -> FakeLog:
    return FakeLog()


@pytest.fixture
def carrier() -> FakeCarrier:
    return FakeCarrier()


def _lost(door: Door, text_log: FakeLog, body: str, ago: timedelta, *, sid: str = "", **fields: object) -> LoggedText:
    """A text that Twilio took from the parent and that never reached us."""
    number = len(text_log.texts) + 1
    text = LoggedText(sid or f"SMlost{number}", True, PHONE, body, door.clock() - ago, **fields)  # type: ignore[arg-type]
    text_log.texts.append(text)
    return text


def _read(line: TextLine, text_log: object, door: Door) -> Reconciled:
    now = door.clock()
    return reconcile.reconcile(line, text_log, now - timedelta(days=1), now, now)  # type: ignore[arg-type]


def _send(door: Door, carrier: FakeCarrier, text_log: FakeLog) -> list[str]:
    door.work("text", TextWork(door.database, Outgoing(door.database, carrier, text_log, BASE)))
    return [body for _, body in carrier.sent]


def test_an_open_that_never_reached_us_runs_from_its_own_time(
    door: Door, text_line: TextLine, text_log: FakeLog, carrier: FakeCarrier
) -> None:
    text = _lost(door, text_log, OPEN, timedelta(hours=20))

    assert _read(text_line, text_log, door).recovered == 1

    (request,) = door.requests()
    assert (request.state, request.first_text_at) == (State.ACCEPTED, text.at)
    assert request.due_on.isoformat() == "2026-12-01"  # a day earlier than if it had come now
    (body,) = _send(door, carrier, text_log)
    assert body.startswith("Sac County DCSS: we will mail English forms to\nMaria Lopez")


def test_reading_the_log_twice_or_after_a_late_webhook_has_no_second_effect(
    door: Door, parent: ParentPhone, text_line: TextLine, text_log: FakeLog, carrier: FakeCarrier
) -> None:
    text = _lost(door, text_log, OPEN, timedelta(minutes=20))
    _read(text_line, text_log, door)

    assert _read(text_line, text_log, door).recovered == 0
    assert parent.text(OPEN, MessageSid=text.sid) == []  # its reply goes by outbox
    assert len(door.requests()) == 1
    assert len(_send(door, carrier, text_log)) == 1
    assert len(_send(door, carrier, text_log)) == 1


def test_what_came_by_webhook_is_left_as_it_is(
    door: Door, parent: ParentPhone, text_line: TextLine, text_log: FakeLog
) -> None:
    parent.text(OPEN, MessageSid="SMcame1")
    _lost(door, text_log, OPEN, timedelta(), sid="SMcame1")
    assert _read(text_line, text_log, door).recovered == 0


def test_texts_are_handled_in_the_order_they_were_written(door: Door, text_line: TextLine, text_log: FakeLog) -> None:
    _lost(door, text_log, "95820", timedelta(minutes=10))
    _lost(door, text_log, "OPEN Maria Lopez 1234 Fruitridge Rd Apt 5 Sacramento", timedelta(minutes=30))

    _read(text_line, text_log, door)

    (request,) = door.requests()
    assert request.state is State.ACCEPTED


@pytest.mark.parametrize(
    ("lost", "later", "opted_out"),
    [
        ("STOP", ["HOURS"], True),
        ("STOP", ["START"], False),  # a later START exists
        ("please stop texting me", ["hello"], True),
        ("START", ["STOP"], True),  # and the other way about
    ],
)
def test_a_lost_stop_counts_unless_a_later_start_exists(
    door: Door,
    parent: ParentPhone,
    text_line: TextLine,
    text_log: FakeLog,
    lost: str,
    later: list[str],
    opted_out: bool,
) -> None:
    for text in later:
        parent.text(text)
    _lost(door, text_log, lost, timedelta(hours=2))

    _read(text_line, text_log, door)

    with door.database.read() as connection:
        assert (connection.execute(select(contacts.c.opted_out_at)).scalar_one() is not None) is opted_out


def test_a_lost_stop_is_confirmed_within_five_minutes_or_not_at_all(
    door: Door, text_line: TextLine, text_log: FakeLog, carrier: FakeCarrier
) -> None:
    _lost(door, text_log, "STOP", timedelta(minutes=40))
    _read(text_line, text_log, door)
    assert _send(door, carrier, text_log) == []


def test_any_other_text_older_than_the_last_one_handled_goes_to_the_desk(
    door: Door, parent: ParentPhone, text_line: TextLine, text_log: FakeLog, carrier: FakeCarrier
) -> None:
    parent.text(OPEN)
    _lost(door, text_log, "Apt 7", timedelta(hours=1))

    _read(text_line, text_log, door)

    assert door.desk() == [("late_text", None)]
    assert "Apt 5" in door.requests()[0].particulars.address.first_line  # type: ignore[union-attr]
    assert _send(door, carrier, text_log) == []


def test_a_late_open_leaves_the_question_of_today_open(
    door: Door, parent: ParentPhone, text_line: TextLine, text_log: FakeLog
) -> None:
    parent.text("OPEN Rosa Medina 88 Alhambra Blvd Sacramento")
    _lost(door, text_log, "OPEN Maria Lopez 1234 Fruitridge Rd Apt 5 Sacramento", timedelta(hours=3))

    _read(text_line, text_log, door)
    parent.text("95816")

    states = {str(request.particulars.name): (request.state, request.review_reason) for request in door.requests()}
    assert states["Rosa Medina"] == (State.ACCEPTED, None)
    assert states["Maria Lopez"] == (State.NEEDS_REVIEW, "late_text")


def test_danger_in_a_lost_text_still_holds(
    door: Door, parent: ParentPhone, text_line: TextLine, text_log: FakeLog
) -> None:
    parent.text(OPEN)
    _lost(door, text_log, "please wait he is going to hurt me", timedelta(hours=1))

    _read(text_line, text_log, door)

    assert door.requests()[0].state is State.HELD
    assert "danger" in {kind for kind, _ in door.desk()}


def test_a_reply_that_died_on_the_way_is_found_and_sent_once(
    door: Door, parent: ParentPhone, text_line: TextLine, text_log: FakeLog, carrier: FakeCarrier
) -> None:
    parent.text(OPEN)
    assert _read(text_line, text_log, door).resent == 0  # its receipt may still come

    door.clock.pass_by(timedelta(minutes=6))
    assert _read(text_line, text_log, door).resent == 1
    assert _read(text_line, text_log, door).resent == 0
    assert len(_send(door, carrier, text_log)) == 1


def test_a_reply_in_twilios_log_is_not_sent_again(
    door: Door, parent: ParentPhone, text_line: TextLine, text_log: FakeLog
) -> None:
    (body,) = parent.text(OPEN)
    text_log.texts.append(LoggedText("SMout1", False, PHONE, body, door.clock(), status="delivered"))
    door.clock.pass_by(timedelta(minutes=6))

    done = _read(text_line, text_log, door)

    assert (done.found, done.resent) == (1, 0)
    with door.database.read() as connection:
        row = connection.execute(select(messages.c.sid, messages.c.status).where(~messages.c.inbound)).one()
    assert tuple(row) == ("SMout1", "delivered")


def test_two_like_replies_and_one_entry_mean_that_one_died(
    door: Door, parent: ParentPhone, text_line: TextLine, text_log: FakeLog
) -> None:
    bodies = [parent.text(text)[0] for text in ("STATUS 12345674", "HOURS", "COST", "HOURS")]
    for number, body in enumerate(bodies[:3]):
        text_log.texts.append(LoggedText(f"SMout{number}", False, PHONE, body, door.clock(), status="sent"))
    door.clock.pass_by(timedelta(minutes=6))

    done = _read(text_line, text_log, door)
    assert (done.found, done.resent) == (3, 1)


def test_one_poisonous_text_does_not_block_the_others(
    door: Door, text_line: TextLine, text_log: FakeLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    _lost(door, text_log, "poison", timedelta(minutes=30))
    _lost(door, text_log, OPEN, timedelta(minutes=20))
    recover = TextLine.recover

    def stumble(line: TextLine, raw: object, at: object) -> bool:
        if raw.body == "poison":  # type: ignore[attr-defined]
            raise RuntimeError
        return recover(line, raw, at)  # type: ignore[arg-type]

    monkeypatch.setattr(TextLine, "recover", stumble)
    done = _read(text_line, text_log, door)

    assert (done.recovered, done.failed) == (1, 1)
    assert door.desk()[0][0] == "late_text"


def test_the_clock_goes_on_from_where_it_ended_after_a_long_outage(
    door: Door, text_line: TextLine, text_log: FakeLog
) -> None:
    reconcile.tick(text_line, text_log, door.clock())
    door.clock.pass_by(timedelta(days=3))
    _lost(door, text_log, OPEN, timedelta(days=2, hours=12))

    for _ in range(4):
        reconcile.tick(text_line, text_log, door.clock())

    assert len(door.requests()) == 1
    with door.database.read() as connection:
        assert records.mark(connection, reconcile.MARK) == door.clock()


def test_while_the_log_cannot_be_read_the_mark_stays(door: Door, text_line: TextLine) -> None:
    class Away:
        def between(self, _since: object, _until: object) -> list[LoggedText]:
            raise LogAway

    with pytest.raises(LogAway):
        reconcile.tick(text_line, Away(), door.clock())  # type: ignore[arg-type]
    with door.database.read() as connection:
        assert records.mark(connection, reconcile.MARK) is None


def test_in_development_no_reply_can_have_died(door: Door, parent: ParentPhone, text_line: TextLine) -> None:
    parent.text(OPEN)
    door.clock.pass_by(timedelta(hours=1))
    assert _read(text_line, NoLog(), door) == Reconciled()


def test_the_command_tells_what_it_did(door: Door, text_line: TextLine, text_log: FakeLog) -> None:
    _lost(door, text_log, OPEN, timedelta(hours=2))
    app = Flask("cli")
    app.cli.add_command(reconcile_command(lambda: text_line, lambda: text_log))

    done = app.test_cli_runner().invoke(args=["reconcile", "--since", "2026-11-23T06:00"])

    assert done.output == (
        "1 texts in the log; 1 had never reached us and are handled, 0 are left for a person; "
        "0 lost replies will be sent.\n"
    )
    assert app.test_cli_runner().invoke(args=["reconcile", "--since", "yesterday"]).exit_code == 2
