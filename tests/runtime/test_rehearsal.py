"""Staff's part in a story is played by the mailroom's own moves, on the phone's own request."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot import records as bot_records
from enrollment.particulars import Particulars
from enrollment.request import State
from fulfillment.mailroom import MAILED_NOTICE
from fulfillment.returns import RETURNED_NOTICE
from parsers import Language, PersonName, Phone, PostalAddress
from runtime.rehearsal import play_staff
from store import requests as ledger
from store.database import Database
from store.requests import PARENT, SYSTEM, Origin
from store.tables import outbox

NOW = datetime(2026, 11, 23, 20, tzinfo=UTC)
MOTHER, SISTER = "+19165550101", "+19165550102"
MARIA = Particulars(
    Language.ENGLISH, PersonName("Maria Lopez"), PostalAddress("1234 Fruitridge Rd", "", "Sacramento", "CA", "95820")
)


@pytest.fixture
def asked(database: Database) -> Database:
    with database.write() as connection:
        contact = bot_records.lock_contact(connection, database.vault, Phone(MOTHER), NOW)
        origin = Origin("text", NOW, NOW.date() + timedelta(days=7), contact.id)
        ledger.create(connection, database.vault, MARIA, State.ACCEPTED, origin, actor=PARENT, now=NOW)
    return database


def make_the_package(database: Database) -> None:
    with database.write() as connection:
        request = ledger.get(connection, 1)
        assert request is not None
        ledger.move(connection, request, State.READY, actor=SYSTEM, now=NOW)


def promised(database: Database) -> set[str]:
    with database.read() as connection:
        return set(connection.execute(select(outbox.c.kind)).scalars())


def test_it_waits_for_the_worker_and_then_prints_mails_and_comes_back(asked: Database) -> None:
    assert not play_staff(asked, MOTHER, State.READY, NOW)
    assert not play_staff(asked, MOTHER, State.PRINTED, NOW)
    make_the_package(asked)

    for state in (State.READY, State.PRINTED, State.MAILED, State.RETURNED):
        assert play_staff(asked, MOTHER, state, NOW), state

    assert {MAILED_NOTICE, RETURNED_NOTICE} <= promised(asked)


def test_what_stands_there_already_is_not_done_twice(asked: Database) -> None:
    make_the_package(asked)
    assert play_staff(asked, MOTHER, State.PRINTED, NOW)
    assert play_staff(asked, MOTHER, State.PRINTED, NOW)

    assert not play_staff(asked, MOTHER, State.READY, NOW)


def test_another_phones_request_is_left_alone(asked: Database) -> None:
    make_the_package(asked)

    assert not play_staff(asked, SISTER, State.PRINTED, NOW)
    with asked.read() as connection:
        request = ledger.get(connection, 1)
    assert request is not None
    assert request.state is State.READY
