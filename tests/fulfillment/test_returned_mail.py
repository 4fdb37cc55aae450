"""An envelope in the hand: whose it was, why it came back, and the one second mailing."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from enrollment.request import MoveNotAllowed, State
from fulfillment import mailroom, returns
from fulfillment.returns import Reason
from parsers import PostalAddress
from store import requests as ledger
from store.database import Database
from store.requests import AlreadyMailedTwice, Outdated, Request
from tests.conftest import MONDAY_NOON as NOW
from tests.fulfillment.conftest import Day

CLERK = "staff:1"
LABEL = "99 SOMEWHERE ELSE ST RENO NV 89501"
NEW_HOME = PostalAddress("88 Alhambra Blvd", None, "Sacramento", "CA", "95816")


def mailed(day: Day, name: str = "María Guadalupe López-Ruiz") -> Request:
    return mail(day, day.ready(name))


def mail(day: Day, request: Request) -> Request:
    mailroom.record_printed(day.database, request.id, day.now(request).version, CLERK, NOW)
    mailroom.record_mailed(day.database, request.id, day.now(request).version, CLERK, NOW)
    return day.now(request)


def came_back(day: Day, request: Request, reason: Reason = Reason.MOVED) -> Request:
    version = day.now(request).version
    return returns.record_returned(day.database, request.id, version, reason, LABEL, CLERK, NOW)


def with_contact(day: Day, request: Request) -> None:
    statements = (
        "INSERT INTO contacts (id, channel, phone, phone_lookup, created_at) VALUES (7, 'sms', 'x', 'x', :now)",
        "UPDATE requests SET contact_id = 7 WHERE id = :id",
    )
    with day.database.write() as connection:
        connection.execute(text(statements[0]), {"now": "2026-11-01 20:00:00"})
        connection.execute(text(statements[1]), {"id": request.id})


@pytest.mark.parametrize("word", ["maria", "MARÍA", "Guadalupe", "lopez", "Ruiz"])
def test_it_is_found_by_any_word_of_the_name(day: Day, word: str) -> None:
    request = mailed(day)
    mailed(day, "Ana Diaz")
    assert [found.id for found in returns.find_by_name_word(day.database, word)] == [request.id]


def test_it_is_found_by_house_number_and_zip_and_by_reference(day: Day) -> None:
    request = mailed(day)
    day.ready("Not Mailed Yet")

    assert [found.id for found in returns.find_by_door(day.database, "1234", "95820")] == [request.id]
    assert returns.find_by_door(day.database, "1234", "95821") == []
    spoken = f"{request.reference[:4]}-{request.reference[4:]}"
    assert [found.id for found in returns.find_by_reference(day.database, spoken)] == [request.id]


def test_a_corrected_name_is_found_by_its_new_words_only(day: Day) -> None:
    request = day.ready("Mara Lopes")
    day.corrected(request, "Maria Lopez")
    day.work_off()
    mail(day, request)

    assert returns.find_by_name_word(day.database, "Lopes") == []
    assert [found.id for found in returns.find_by_name_word(day.database, "Lopez")] == [request.id]


def test_look_ups_and_label_tell_nothing_to_who_reads_the_tables(day: Day, database: Database) -> None:
    came_back(day, mailed(day))
    with database.read() as connection:
        rows = [*connection.execute(text("SELECT fingerprint FROM request_lookups"))]
        rows += [*connection.execute(text("SELECT label_address FROM returned_mail"))]
    assert not any(word in row[0].upper() for row in rows for word in ("LOPEZ", "SOMEWHERE", "|95820"))


def test_a_return_is_recorded_with_its_reason_and_the_parent_is_to_be_asked(day: Day) -> None:
    request = mailed(day)
    with_contact(day, request)

    returned = came_back(day, request, Reason.NO_SUCH_NUMBER)

    assert returned.state is State.RETURNED
    assert day.promised("returned_notice") == [request.id]
    (kept,) = returns.returns_of(day.database, request.id)
    assert (kept.attempt, kept.reason, kept.label_address, kept.actor) == (1, "no_such_number", LABEL, CLERK)


def test_who_has_no_phone_is_not_texted_and_waits_for_the_desk(day: Day) -> None:
    came_back(day, mailed(day))
    assert day.promised("returned_notice") == []


def test_what_stands_on_the_label_is_never_mailed_to(day: Day) -> None:
    request = mailed(day)
    returned = came_back(day, request)
    assert returned.particulars.address == request.particulars.address


def test_what_was_not_mailed_cannot_come_back(day: Day) -> None:
    with pytest.raises(MoveNotAllowed):
        came_back(day, day.ready())


def test_the_second_mailing_has_its_own_five_days_and_its_own_package(day: Day) -> None:
    request = came_back(day, mailed(day))
    later = NOW + timedelta(days=14)
    particulars = replace(request.particulars, address=NEW_HOME)

    again = returns.mail_again(day.database, day.agency, request.id, request.version, particulars, CLERK, later)
    day.work_off(later)

    assert (again.attempt, again.mailed_on, str(again.due_on)) == (2, None, "2026-12-14")
    assert day.state(request) is State.READY
    with day.database.read() as connection:
        made = connection.execute(text("SELECT attempt FROM packages ORDER BY id")).scalars().all()
    assert made == [1, 2]


def test_there_is_one_second_mailing_then_the_desk(day: Day) -> None:
    request = came_back(day, mailed(day))
    again = returns.mail_again(day.database, day.agency, request.id, request.version, request.particulars, CLERK, NOW)
    day.work_off()
    mail(day, again)
    assert len(day.promised("mailed_notice")) == 2  # the parent is told of each mailing

    twice = came_back(day, again)

    assert (twice.state, twice.review_reason) == (State.NEEDS_REVIEW, "returned_twice")
    with pytest.raises(AlreadyMailedTwice):
        returns.mail_again(day.database, day.agency, request.id, twice.version, request.particulars, CLERK, NOW)


def test_an_old_page_cannot_record_a_return_twice(day: Day) -> None:
    request = mailed(day)
    came_back(day, request)
    with pytest.raises(Outdated):
        returns.record_returned(day.database, request.id, request.version, Reason.OTHER, None, CLERK, NOW)


@pytest.mark.parametrize("how", mailroom.HandOver)
def test_a_hand_over_is_recorded_with_how(day: Day, how: mailroom.HandOver) -> None:
    request = day.ready()
    mailroom.hand_over(day.database, request.id, request.version, how, CLERK, NOW)

    assert day.state(request) is State.HANDED_OVER
    with day.database.read() as connection:
        assert ledger.events_of(connection, request.id)[-1].code == how.value
    with pytest.raises(MoveNotAllowed):
        mailroom.record_mailed(day.database, request.id, day.now(request).version, CLERK, NOW)
