"""Consent, opt-outs and limits, as the law and the carriers want them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from bot import catalogue
from bot.line import RawText, TextLine
from enrollment.agency import Agency
from enrollment.request import State
from parsers import Phone
from store.database import Database
from store.tables import contacts, messages
from tests.bot.conftest import GRACE, Door, ParentPhone
from tests.conftest import MONDAY_NOON, Clock

OPEN = "OPEN Maria Lopez 1234 Fruitridge Rd Apt 5 Sacramento CA 95820"
STOPS = [
    "STOP", "stop.", "Stop!", "STOPALL", "UNSUBSCRIBE", "END", "QUIT", "OPTOUT", "opt out", "please opt me out", "stpo",
    "stop texting me", "STOP PLEASE", "please stop", "remove me from your list", "take me off this list",
    "dont text me anymore", "do not contact me", "no more texts", "leave me alone", "unsubscribe me please",
    "ALTO", "PARAR", "pare por favor", "DETENER", "BAJA", "SALIR", "TERMINAR", "basta", "NO MAS", "no más mensajes",
    "ya no me manden mensajes", "no me escriban", "no quiero mensajes", "dejen de mandarme textos",
    "quiero darme de baja",
]  # fmt: skip
CANCELS = ["CANCEL", "cancel please", "REVOKE", "CANCELAR", "cancelen", "revocar"]


def _opted_out(door: Door) -> bool:
    with door.database.read() as connection:
        return connection.execute(select(contacts.c.opted_out_at)).scalar_one() is not None


@pytest.mark.parametrize("text", STOPS)
def test_stop_is_obeyed_however_it_is_said(door: Door, parent: ParentPhone, text: str) -> None:
    parent.text(OPEN)

    (answer,) = parent.text(text)

    assert _opted_out(door)
    assert "stops texts, not mail" in answer or "no el correo" in answer
    assert door.requests()[0].state is State.ACCEPTED  # an opt-out stops texts, not the package
    assert parent.text(text) == []  # one confirmation at most


@pytest.mark.parametrize("text", CANCELS)
@pytest.mark.parametrize("twilio", [{}, {"OptOutType": "STOP"}])
def test_a_word_that_may_mean_do_not_send_it_also_holds_the_package(
    door: Door, parent: ParentPhone, text: str, twilio: dict[str, str]
) -> None:
    parent.text(OPEN)

    answers = parent.text(text, **twilio)

    assert _opted_out(door)
    assert len(answers) == (0 if twilio else 1)
    assert door.requests()[0].state is State.HELD
    assert door.desk() == [("held_by_parent", None)]


def test_an_open_after_stop_is_mailed_and_marked(door: Door, parent: ParentPhone) -> None:
    parent.text("STOP")
    assert parent.text(OPEN) == []

    assert door.requests()[0].state is State.ACCEPTED
    with door.database.read() as connection:
        assert connection.execute(select(contacts.c.cannot_text)).scalar_one() == "opted_out"


def test_start_undoes_all_of_it(door: Door, parent: ParentPhone) -> None:
    for text in ("STOP", OPEN, "START"):
        parent.text(text)
    with door.database.read() as connection:
        row = connection.execute(select(contacts.c.opted_out_at, contacts.c.cannot_text, contacts.c.no_calls_at)).one()
    assert tuple(row) == (None, None, None)


@pytest.mark.parametrize(("since", "covers"), [(date(2027, 1, 31), False), (date(2026, 1, 1), True)])
def test_one_flag_makes_an_opt_out_cover_calls(
    database: Database, agency: Agency, clock: Clock, since: date, covers: bool
) -> None:
    line = TextLine(database, replace(agency, stop_covers_calls_from=since), catalogue.texts(agency), GRACE, clock)
    door = Door(None, database, clock)  # type: ignore[arg-type]
    for number, text in enumerate(["PERSON", "1", "STOP"]):
        line.receive(RawText(f"SM{number}", Phone("+19165550101"), text))

    assert bool(door.desk()) is not covers  # the wish to be called is withdrawn with the consent
    with database.read() as connection:
        assert (connection.execute(select(contacts.c.no_calls_at)).scalar_one() is not None) is covers


@pytest.mark.parametrize(
    "first",
    ["HOURS", "OPEN", "asdf", "STATUS", "STATUS 0123456789", OPEN, "HELP", "PERSON", "he will kill me", "", "Привет"],
)
def test_the_first_reply_whatever_it_is_names_us_rates_stop_and_help_and_is_kept(
    door: Door, parent: ParentPhone, first: str
) -> None:
    (answer, *_) = parent.text(first, NumMedia="0" if first else "1")

    assert answer.startswith(("Sac County DCSS: ", "Sacramento County Child Support: "))
    for words in ("Msg&data rates may apply", "STOP", "HELP" if first != "HELP" else "Call 866-901-3212"):
        assert words in answer
    with door.database.read() as connection:
        row = connection.execute(select(contacts.c.noticed_at, contacts.c.notice_wording)).one()
    assert tuple(row) == (MONDAY_NOON, answer)


def test_only_an_acceptance_is_consent_to_the_later_texts(door: Door, parent: ParentPhone) -> None:
    parent.text("HOURS")
    with door.database.read() as connection:
        assert connection.execute(select(contacts.c.consented_at)).scalar_one() is None
    (answer,) = parent.text(OPEN)
    with door.database.read() as connection:
        row = connection.execute(select(contacts.c.consented_at, contacts.c.consent_wording)).one()
    assert "We will text when mailed or if it comes back" in answer
    assert tuple(row) == (MONDAY_NOON, answer)


def test_a_flood_is_taken_whole_and_not_answered_text_by_text(door: Door, parent: ParentPhone) -> None:
    """An automatic sender that varies its words; among them OPENs, of which none is dropped."""
    answers = 0
    for number in range(40):
        answers += len(parent.text("HOURS" if number % 2 else "COST"))
    for number in range(20):
        answers += len(parent.text(f"OPEN Maria Lopez {number + 1} Fruitridge Rd Sacramento CA 95820"))

    assert answers <= 26
    assert ("flood", None) in door.desk()
    with door.database.read() as connection:
        inbound = connection.execute(select(func.count()).select_from(messages).where(messages.c.inbound)).scalar_one()
    assert inbound == 60
    assert len(door.requests()) >= 1
    door.clock.pass_by(timedelta(hours=2))
    assert parent.text("OFFICE")


def test_every_open_of_a_flood_is_a_request(door: Door, parent: ParentPhone) -> None:
    names = ["Ana Ruiz", "Eva Ortiz", "Rosa Medina", "Luz Garcia", "Sara Campos", "Nora Vega", "Olga Rios", "Irma Leon"]
    for _ in range(30):
        parent.text("HOURS")
        parent.text("COST")
    for name in names:
        parent.text(f"OPEN {name} 1234 Fruitridge Rd Apt 5 Sacramento CA 95820")
    assert {str(request.particulars.name) for request in door.requests()} == set(names)


def test_our_own_words_come_back_are_not_answered(parent: ParentPhone) -> None:
    (answer,) = parent.text("what can you do")
    assert parent.text(answer) == []


def test_a_masked_echo_shows_little(database: Database, agency: Agency, clock: Clock) -> None:
    line = TextLine(database, replace(agency, echo_masked=True), catalogue.texts(agency), GRACE, clock)
    (reply,) = line.receive(RawText("SM1", Phone("+19165550101"), OPEN))
    assert "M. Lopez\n1234 F...\nZIP 95820" in reply.body
    assert "Maria" not in reply.body
    assert "Fruitridge" not in reply.body
