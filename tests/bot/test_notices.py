"""The text that tells a parent it was mailed: once, neutral, consented, within humane hours."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from bot.carrier import TextRefused
from bot.notices import MailedNotice, next_humane_hour
from enrollment.request import State
from fulfillment import mailroom
from store import outbox
from store.outbox import TryLater
from store.tables import contacts, messages
from store.tables import outbox as outbox_table
from tests.bot.conftest import BASE, Door, ParentPhone, TextLine

OPEN = "OPEN Maria Lopez 1234 Fruitridge Rd Apt 5 Sacramento CA 95820"


@dataclass
class FakeCarrier:
    """Twilio's side, ours to play."""

    refuses: TextRefused | None = None
    sent: list[tuple[str, str]] = field(default_factory=list)

    def send(self, to: str, body: str, status_callback: str) -> str:  # noqa: ARG002 the port's shape
        if self.refuses is not None:
            raise self.refuses
        self.sent.append((to, body))
        return f"SMsent{len(self.sent)}"


@pytest.fixture
def carrier() -> FakeCarrier:
    return FakeCarrier()


@pytest.fixture
def notice(door: Door, text_line: TextLine, carrier: FakeCarrier) -> MailedNotice:
    return MailedNotice(door.database, text_line.texts, carrier, BASE)


def _mailed(door: Door, parent: ParentPhone) -> None:
    for state in (State.READY, State.PRINTED):
        parent.move(state)
    request = door.requests()[-1]
    mailroom.record_mailed(door.database, request.id, request.version, "staff:1", door.clock())


def _run(door: Door, notice: MailedNotice) -> None:
    with door.database.write() as connection:
        row_id = connection.execute(
            select(outbox_table.c.id).where(outbox_table.c.kind == "mailed_notice")
        ).scalar_one()
        row = outbox.take(connection, row_id, door.clock())
    if row is not None:
        notice.work(row, door.clock())


def test_the_parent_hears_once_that_it_was_mailed(
    door: Door, parent: ParentPhone, notice: MailedNotice, carrier: FakeCarrier
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
    door: Door, parent: ParentPhone, notice: MailedNotice, carrier: FakeCarrier
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
    door: Door, parent: ParentPhone, notice: MailedNotice, carrier: FakeCarrier, words: str
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
    door: Door, parent: ParentPhone, notice: MailedNotice, carrier: FakeCarrier
) -> None:
    parent.text(OPEN)
    _mailed(door, parent)
    door.clock.pass_by(timedelta(days=91))

    _run(door, notice)
    assert carrier.sent == []


@pytest.mark.parametrize("code", [21610, 30006, 21614])
def test_a_phone_that_cannot_be_texted_is_marked_and_left_alone(
    door: Door, parent: ParentPhone, notice: MailedNotice, carrier: FakeCarrier, code: int
) -> None:
    parent.text(OPEN)
    _mailed(door, parent)
    carrier.refuses = TextRefused(code, permanent=True)

    _run(door, notice)

    with door.database.read() as connection:
        assert connection.execute(select(contacts.c.cannot_text)).scalar_one() == f"carrier_{code}"
    assert door.requests()[0].state is State.MAILED


def test_a_passing_trouble_is_tried_again_with_the_same_text(
    door: Door, parent: ParentPhone, notice: MailedNotice, carrier: FakeCarrier
) -> None:
    parent.text(OPEN)
    _mailed(door, parent)
    carrier.refuses = TextRefused(20429, permanent=False)
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
