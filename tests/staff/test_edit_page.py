"""Putting a request right before printing, accepting it as it stands, ending it: same checks, no overwriting."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from sqlalchemy import select

from enrollment.request import State
from parsers import Language, Part
from staff.actions import REASONS
from staff.wording import has_words
from store import requests as ledger
from store.conversation_tables import desk_items
from store.requests import SYSTEM
from store.tables import outbox

from .conftest import MARIA, Browser, form_token


def now_is(office, request):
    with office.database.read() as connection:
        found = ledger.get(connection, request.id)
    assert found is not None
    return found


def promised(office, request) -> bool:
    with office.database.read() as connection:
        key = now_is(office, request).package_key
        return connection.execute(select(outbox.c.id).where(outbox.c.key == key)).first() is not None


def edit(browser: Browser, request, page: str | None = None, **fields: str):
    page = page or browser.text(f"/staff/requests/{request.reference}/edit")
    form = page.split("<main")[1]
    given = dict(re.findall(r'name="(\w+)"[^>]*? value="([^"]*)"', form.replace('type="radio"', "")))
    language = re.search(r'name="language" value="(..)" checked', form)[1]
    data = given | {"csrf": form_token(page), "language": language, "do": "save"} | fields
    return browser.client.post(f"/staff/requests/{request.reference}/edit", data=data)


def cancel(browser: Browser, request, reason: str = "asked_twice", version: int | None = None):
    page = browser.text(f"/staff/requests/{request.reference}")
    data = {"csrf": form_token(page), "version": version or request.version, "reason": reason}
    return browser.client.post(f"/staff/requests/{request.reference}/cancel", data=data)


EDITABLE = [State.NEEDS_ANSWER, State.NEEDS_REVIEW, State.ACCEPTED, State.READY]


@pytest.mark.parametrize("state", EDITABLE, ids=str)
def test_a_correction_before_printing_goes_back_to_accepted_with_a_new_package(clerk, office, state: State) -> None:
    request = office.request(state)
    assert edit(clerk, request, unit="Apt 7", language="en").status_code == 303
    changed = now_is(office, request)
    assert changed.state is State.ACCEPTED
    assert changed.revision > request.revision
    assert changed.particulars.address.secondary_unit == "Apt 7"
    assert changed.particulars.forms_language is Language.ENGLISH
    assert promised(office, request)
    page = clerk.text(f"/staff/requests/{request.reference}?done=corrected")
    assert "Saved." in page
    assert "Name, address or language corrected" in page


def test_a_held_one_is_put_right_stays_held_and_is_made_anew_on_release(clerk, office) -> None:
    request = office.request(State.HELD)
    edit(clerk, request, unit="Apt 7")
    held = now_is(office, request)
    assert (held.state, held.held_from) == (State.HELD, State.ACCEPTED)
    clerk.press(held, "release")
    assert now_is(office, request).state is State.ACCEPTED
    assert promised(office, request)


@pytest.mark.parametrize("state", [State.PRINTED, State.MAILED, State.CANCELLED], ids=str)
def test_what_is_on_paper_is_not_edited(clerk, office, state: State) -> None:
    request = office.request(state)
    assert "/edit" not in clerk.text(f"/staff/requests/{request.reference}")
    assert clerk.get(f"/staff/requests/{request.reference}/edit").status_code == 409
    data = {"csrf": form_token(clerk.text("/staff/")), "version": request.version, "name": "X Y"}
    assert clerk.client.post(f"/staff/requests/{request.reference}/edit", data=data).status_code == 409
    assert now_is(office, request) == request


def test_saving_it_as_it_was_keeps_the_package(clerk, office) -> None:
    request = office.request(State.READY)
    assert edit(clerk, request).status_code == 303
    assert now_is(office, request) == request


def test_two_clerks_cannot_overwrite_each_others_words(clerk, supervisor, office) -> None:
    request = office.request(State.READY)
    page = clerk.text(f"/staff/requests/{request.reference}/edit")
    edit(supervisor, request, unit="Apt 9")
    response = edit(clerk, request, page, unit="Apt 7")
    assert response.status_code == 409
    assert "nothing was recorded" in response.text
    assert now_is(office, request).particulars.address.secondary_unit == "Apt 9"


def test_what_is_in_doubt_is_shown_before_it_is_saved(clerk, office) -> None:
    request = office.request(State.READY)
    shown = edit(clerk, request, city="Folsom")
    assert shown.status_code == 422
    assert "Look again at the city" in shown.text
    assert now_is(office, request) == request
    assert edit(clerk, request, shown.text).status_code == 303
    assert now_is(office, request).particulars.address.city == "Folsom"


@pytest.mark.parametrize("fields", [{"zip": ""}, {"name": ""}, {"line": "Elm St"}, {"name": "Ana 219-09-9999 Ruiz"}])
def test_what_cannot_be_mailed_is_not_saved(clerk, office, fields: dict[str, str]) -> None:
    request = office.request(State.ACCEPTED)
    assert edit(clerk, request, **fields).status_code == 422
    assert now_is(office, request) == request


def test_a_safe_at_home_number_is_saved_to_the_letter(clerk, office) -> None:
    request = office.request(State.ACCEPTED)
    fields = {"line": "PO Box 1679", "unit": "#1234", "city": "Sacramento", "zip": "95812", "name": "Jane Doe"}
    assert edit(clerk, request, **fields).status_code == 303
    assert "JANE DOE #1234" in clerk.text(f"/staff/requests/{request.reference}")


def test_an_incomplete_one_may_be_kept_for_review_with_more_than_before(clerk, office) -> None:
    given = replace(MARIA, address=replace(MARIA.address, zip5=None, delivery_line=None), missing=(Part.ZIP,))
    request = office.request(State.NEEDS_REVIEW, given, review_reason="no_answer")
    assert "Mail it as it stands" not in clerk.text(f"/staff/requests/{request.reference}")
    assert edit(clerk, request, line="1234 Fruitridge Rd", do="keep").status_code == 303
    kept = now_is(office, request)
    assert kept.state is State.NEEDS_REVIEW
    assert kept.particulars.missing == (Part.ZIP,)
    assert edit(clerk, request, zip="95820").status_code == 303
    assert now_is(office, request).state is State.ACCEPTED


def test_a_doubtful_one_is_mailed_as_it_stands_once_a_person_has_read_it(clerk, office) -> None:
    doubtful = replace(MARIA, doubtful=(Part.NAME,))
    request = office.request(State.NEEDS_REVIEW, doubtful, review_reason="no_answer")
    assert clerk.press(request, "accept").status_code == 303
    accepted = now_is(office, request)
    assert accepted.state is State.ACCEPTED
    assert accepted.particulars == MARIA
    assert promised(office, request)
    assert clerk.press(request, "accept", accepted.version).status_code == 409, "a second click finds it accepted"


@pytest.mark.parametrize("reason", REASONS)
def test_a_request_ends_with_a_reason(clerk, office, reason: str) -> None:
    request = office.request(State.ACCEPTED)
    assert cancel(clerk, request, reason).status_code == 303
    end, _words = REASONS[reason]
    assert now_is(office, request).state is end
    assert has_words(reason)
    with office.database.read() as connection:
        last = ledger.events_of(connection, request.id)[-1]
    assert (last.actor, last.code) == (f"staff:{office.users['ana']}", reason)
    assert "come to its end" in clerk.text(f"/staff/requests/{request.reference}?done=cancelled")


@pytest.mark.parametrize("reason", ["", "bored"])
def test_without_a_reason_it_goes_on(clerk, office, reason: str) -> None:
    request = office.request(State.ACCEPTED)
    assert cancel(clerk, request, reason).status_code == 404
    assert now_is(office, request).state is State.ACCEPTED


def test_an_old_page_ends_nothing(clerk, office) -> None:
    request = office.request(State.READY)
    clerk.press(request, "hold")
    assert cancel(clerk, request).status_code == 409
    assert now_is(office, request).state is State.HELD


def test_what_is_printed_and_ended_goes_to_the_desk_to_be_pulled(clerk, office) -> None:
    printed = office.request(State.PRINTED)
    held = office.request(State.PRINTED)
    with office.database.write() as connection:
        held = ledger.move(connection, held, State.HELD, actor=SYSTEM, now=office.clock.at)
    for request in (printed, held, office.request(State.READY)):
        cancel(clerk, request)
    with office.database.read() as connection:
        rows = connection.execute(select(desk_items.c.kind, desk_items.c.request_id)).all()
    assert rows == [("pull_printed", printed.id), ("pull_printed", held.id)]


def test_what_came_back_and_is_held_is_put_right_and_not_said_to_be_mailed(clerk, office) -> None:
    request = office.request(State.RETURNED)
    with office.database.write() as connection:
        for state in (State.NEEDS_REVIEW, State.HELD):
            request = ledger.move(connection, request, state, actor=SYSTEM, now=office.clock.at)
    assert edit(clerk, request, line="12 Main St").location.endswith("done=corrected")
    held = now_is(office, request)
    assert (held.state, held.attempt) == (State.HELD, 1)
    assert held.particulars.address.delivery_line == "12 Main St"


SAME_DOOR = [
    pytest.param({}, id="as-it-was"),
    pytest.param({"line": "1234 fruitridge road", "unit": "#5", "name": "LOPEZ, MARIA"}, id="spelt-otherwise"),
    pytest.param({"language": "en"}, id="in-another-language"),
]


@pytest.mark.parametrize("fields", SAME_DOOR)
def test_the_last_mailing_is_not_spent_on_where_it_came_back_from_without_a_reason(
    clerk, office, fields: dict[str, str]
) -> None:
    request = office.request(State.RETURNED)
    shown = edit(clerk, request, **fields)
    assert shown.status_code == 422
    assert "This is where it came back from." in shown.text
    assert edit(clerk, request, shown.text).status_code == 422, "and a second click confirms nothing"
    assert now_is(office, request) == request
    assert "Mail it again to the same address" in clerk.text(f"/staff/requests/{request.reference}")


ANOTHER_DOOR = [
    pytest.param({"unit": "Apt 7"}, id="unit"),
    pytest.param({"care_of": "Rosa Ruiz"}, id="whose-mailbox-it-is"),
    pytest.param({"name": "Ana Ruiz"}, id="the-name-on-the-box"),
]


@pytest.mark.parametrize("fields", ANOTHER_DOOR)
def test_what_came_back_is_mailed_a_second_time_to_what_was_put_right(clerk, office, fields: dict[str, str]) -> None:
    request = office.request(State.RETURNED)
    assert edit(clerk, request, **fields).location.endswith("done=again")
    again = now_is(office, request)
    assert (again.state, again.attempt) == (State.ACCEPTED, 2)


def test_a_viewer_changes_nothing(viewer, office) -> None:
    request = office.request(State.NEEDS_REVIEW)
    page = viewer.text(f"/staff/requests/{request.reference}")
    assert "/edit" not in page
    assert viewer.get(f"/staff/requests/{request.reference}/edit").status_code == 403
    for path in ("edit", "cancel", "accept"):
        data = {"csrf": form_token(page), "version": request.version, "reason": "asked_twice", "name": "X Y"}
        assert viewer.client.post(f"/staff/requests/{request.reference}/{path}", data=data).status_code == 403
    assert now_is(office, request) == request


def test_opening_the_form_is_on_record(clerk, office) -> None:
    request = office.request(State.READY)
    clerk.text(f"/staff/requests/{request.reference}/edit")
    assert office.views() == [(office.users["ana"], request.id, "edit")]
