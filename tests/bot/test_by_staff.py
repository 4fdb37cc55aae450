"""A text that staff wrote: sent once, within the hours, only where a text may go; what comes back is for a person."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from bot import catalogue
from bot.by_staff import STAFF_TEXT, Pen, StaffText, WhyNot, why_not
from bot.carrier import TextRefused
from bot.outgoing import Outgoing
from bot.records import contact_by_id
from enrollment.agency import Agency
from enrollment.request import State
from parsers import Language
from store import outbox, phones
from store.tables import contacts, messages
from tests.bot.conftest import BASE, Door, FakeCarrier, FakeLog, ParentPhone

OPEN = "OPEN Maria Lopez 1234 Fruitridge Rd Apt 5 Sacramento CA 95820"


@pytest.fixture
def carrier() -> FakeCarrier:
    return FakeCarrier()


@pytest.fixture
def handler(door: Door, carrier: FakeCarrier, agency: Agency) -> StaffText:
    outgoing = Outgoing(door.database, carrier, FakeLog(), BASE)
    return StaffText(door.database, outgoing, agency.calendar)


@pytest.fixture
def pen(agency: Agency) -> Pen:
    return Pen(catalogue.texts(agency), catalogue.texts_by_staff(agency), agency.calendar)


def write(door: Door, pen: Pen, code: str = "staff_unit", *, request: bool = False) -> None:
    """As the console does when a clerk sends it."""
    with door.database.write() as connection:
        contact = contact_by_id(connection, connection.execute(select(contacts.c.id)).scalar_one())
        body = pen.framed(pen.ready_made(code, Language.ENGLISH), contact, Language.ENGLISH)
        about = door.requests()[-1].id if request else None
        pen.send(connection, contact, code, body, about, door.clock())


def statuses(door: Door) -> list[str]:
    with door.database.read() as connection:
        found = select(messages.c.status).where(messages.c.code.like("staff_%")).order_by(messages.c.id)
        return list(connection.execute(found).scalars())


def test_it_goes_out_once_and_names_who_writes_and_how_to_end_it(
    door: Door, parent: ParentPhone, pen: Pen, handler: StaffText, carrier: FakeCarrier
) -> None:
    parent.text(OPEN)
    write(door, pen)
    assert door.work(STAFF_TEXT, handler) == 1
    assert door.work(STAFF_TEXT, handler) == 0
    ((to, body),) = carrier.sent
    assert to == parent.number
    assert body == (
        "Sac County DCSS: Is there an apartment or unit number? Text it here. If there is none, please tell us so. "
        "STOP ends texts."
    )
    assert statuses(door) == ["sent"]


@pytest.mark.parametrize(
    ("hours", "days_later"),
    [pytest.param(9, 1, id="at nine in the evening"), pytest.param(3 * 24, 5, id="on Thanksgiving")],
)
def test_at_night_and_on_a_holiday_it_waits(
    door: Door, parent: ParentPhone, pen: Pen, handler: StaffText, carrier: FakeCarrier, hours: int, days_later: int
) -> None:
    parent.text(OPEN)
    began = door.clock()
    door.clock.pass_by(timedelta(hours=hours))
    write(door, pen)
    assert door.work(STAFF_TEXT, handler) == 0
    # Eight in the morning; the day after Thanksgiving is a county holiday too.
    door.clock.at = began + timedelta(days=days_later) - timedelta(hours=4)
    assert door.work(STAFF_TEXT, handler) == 1
    assert len(carrier.sent) == 1


def test_a_phone_that_never_heard_from_us_first_hears_who_writes(door: Door, pen: Pen, parent: ParentPhone) -> None:
    parent.text("I'm driving, I'll text you later")  # an automatic reply: nothing is answered
    with door.database.read() as connection:
        contact = contact_by_id(connection, connection.execute(select(contacts.c.id)).scalar_one())
    body = pen.framed("We have a question.", contact, Language.ENGLISH)
    assert body == ("Sac County DCSS: We have a question. Msg&data rates may apply. STOP ends texts, HELP for help.")
    write(door, pen)
    with door.database.read() as connection:
        assert contact_by_id(connection, contact.id).noticed


@pytest.mark.parametrize(
    ("field", "reason"),
    [
        ("opted_out_at", WhyNot.OPTED_OUT),
        ("unsafe_to_text_at", WhyNot.NOT_SAFE),
        ("cannot_text", WhyNot.CANNOT_TEXT),
    ],
)
def test_what_was_marked_after_it_was_written_stops_it_and_staff_hear(
    door: Door, parent: ParentPhone, pen: Pen, handler: StaffText, carrier: FakeCarrier, field: str, reason: WhyNot
) -> None:
    parent.text(OPEN)
    write(door, pen, request=True)
    with door.database.write() as connection:
        contact_id = connection.execute(select(contacts.c.id)).scalar_one()
        values: dict[str, datetime | str] = {field: "carrier_30006" if field == "cannot_text" else door.clock()}
        connection.execute(contacts.update().values(values))
    door.work(STAFF_TEXT, handler)
    assert carrier.sent == []
    assert statuses(door) == [phones.NOT_SENT]
    assert ("text_failed", reason.value) in door.desk()
    with door.database.read() as connection:
        assert why_not(connection, contact_by_id(connection, contact_id), door.clock()) is reason
        assert outbox.backlog(connection, door.clock()).parked == 0


def test_ninety_days_after_the_parents_last_text_there_are_no_more(door: Door, parent: ParentPhone) -> None:
    parent.text(OPEN)
    with door.database.read() as connection:
        contact = contact_by_id(connection, connection.execute(select(contacts.c.id)).scalar_one())
        assert why_not(connection, contact, door.clock() + timedelta(days=90)) is None
        assert why_not(connection, contact, door.clock() + timedelta(days=91)) is WhyNot.TOO_LONG_AGO


def test_a_landline_is_marked_and_staff_see_that_it_did_not_arrive(
    door: Door, parent: ParentPhone, pen: Pen, handler: StaffText, carrier: FakeCarrier
) -> None:
    parent.text(OPEN)
    write(door, pen)
    carrier.refuses = TextRefused(30006)
    door.work(STAFF_TEXT, handler)
    assert statuses(door) == ["failed"]
    with door.database.read() as connection:
        assert connection.execute(select(contacts.c.cannot_text)).scalar_one() == "carrier_30006"


@pytest.mark.parametrize("answer", ["its apt 6, sorry", "no there is none", "ok", "2", "I moved to 88 Alhambra Blvd"])
def test_what_comes_back_goes_to_a_person_and_not_to_the_machine(
    door: Door, parent: ParentPhone, pen: Pen, handler: StaffText, answer: str
) -> None:
    parent.text(OPEN)
    before = door.requests()
    write(door, pen, request=True)
    door.work(STAFF_TEXT, handler)
    (reply,) = parent.text(answer)
    assert reply.startswith("Thank you. A person will read your text.")
    assert door.desk() == [("answered_staff", None)]
    assert door.requests() == before


def test_the_second_answer_is_kept_and_not_thanked_for_again(
    door: Door, parent: ParentPhone, pen: Pen, handler: StaffText
) -> None:
    parent.text(OPEN)
    write(door, pen)
    door.work(STAFF_TEXT, handler)
    assert len(parent.text("its apt 6")) == 1
    assert parent.text("the blue door") == []
    assert door.desk() == [("answered_staff", None)]


def test_words_of_ours_mean_what_they_always_mean(
    door: Door, parent: ParentPhone, pen: Pen, handler: StaffText
) -> None:
    parent.text(OPEN)
    write(door, pen)
    door.work(STAFF_TEXT, handler)
    assert parent.text("HOURS")[0].startswith("We are open")
    assert parent.text("he hits me, help")[0].startswith("If you are in danger, call 911")
    parent.text("STOP")
    assert [kind for kind, _ in door.desk()] == ["answered_staff", "danger"]
    with door.database.read() as connection:
        assert connection.execute(select(contacts.c.opted_out_at)).scalar_one() is not None


def test_a_question_of_the_machines_stays_open(door: Door, parent: ParentPhone, pen: Pen, handler: StaffText) -> None:
    parent.text("OPEN Maria Lopez 1234 Fruitridge Rd Apt 5 Sacramento")
    write(door, pen, "staff_street")
    door.work(STAFF_TEXT, handler)
    parent.text("95820")
    assert door.requests()[0].state is State.ACCEPTED


def test_three_days_later_it_is_a_new_conversation(
    door: Door, parent: ParentPhone, pen: Pen, handler: StaffText
) -> None:
    parent.text(OPEN)
    write(door, pen)
    door.work(STAFF_TEXT, handler)
    door.clock.pass_by(timedelta(days=4))
    parent.text("what about the thing")
    assert door.desk() == []
