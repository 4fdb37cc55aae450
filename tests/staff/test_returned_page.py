"""Returned mail: the piece in the hand found, recorded once, and how what came back stands."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from enrollment.request import State
from fulfillment import returns
from fulfillment.returns import Reason
from parsers import PersonName
from staff import wording
from store import requests as ledger
from store.mail_tables import returned_mail
from store.requests import Request
from store.tables import outbox
from tests.staff.conftest import MARIA, Browser, form_token

ANA = replace(MARIA, name=PersonName("Ana Diaz"))


def _find(browser: Browser, what: str):
    return browser.client.post(
        "/staff/returned", data={"what": what, "csrf": form_token(browser.text("/staff/returned"))}
    )


def _record(browser: Browser, request: Request, version: int | None = None, **form: str):
    data = {"csrf": form_token(browser.text("/staff/returned")), "version": version or request.version} | form
    return browser.client.post(f"/staff/returned/{request.reference}", data=data)


@pytest.fixture
def mailed(office) -> Request:
    return office.request(State.MAILED, contact_id=office.phone())


FINDS = [
    pytest.param("{ref}", id="reference"),
    pytest.param("{spoken}", id="reference-as-said"),
    pytest.param("lopez", id="one-word-without-accent"),
    pytest.param("MARIA LOPEZ", id="whole-name"),
    pytest.param("López, María", id="other-way-round"),
    pytest.param("1234 95820", id="door"),
    pytest.param("1234 Fruitridge Rd Apt 5 Sacramento CA 95820-1234", id="whole-address"),
]


@pytest.mark.parametrize("typed", FINDS)
def test_one_that_fits_leads_straight_to_its_form(clerk, office, mailed, typed: str) -> None:
    office.request(State.MAILED, replace(ANA, address=replace(MARIA.address, delivery_line="9 Elm St")))
    spoken = f"{mailed.reference[:4]}-{mailed.reference[4:]}"
    answer = _find(clerk, typed.format(ref=mailed.reference, spoken=spoken))
    assert answer.location == f"/staff/returned/{mailed.reference}"


def test_several_that_fit_are_listed_masked_and_several_words_must_all_fit(clerk, office, mailed) -> None:
    office.request(State.MAILED, ANA)
    page = _find(clerk, "1234 95820").text
    assert "2 pieces in the mail fit" in page
    assert "A. D…" in page
    assert "Diaz" not in page
    assert _find(clerk, "maria diaz").status_code == 200, "nobody is called so"


def test_what_is_not_in_the_mail_is_not_found(clerk, office) -> None:
    ready = office.request(State.READY)
    office.request(State.RETURNED)
    for typed in (ready.reference, "lopez", "1234 95820", "", "nobody", "9999 95820", "00000000", "💥", "%", "1234"):
        answer = _find(clerk, typed)
        assert answer.status_code == 200, typed
        assert "Nothing in the mail fits" in answer.text, typed


def test_what_was_typed_is_in_no_address(clerk, mailed) -> None:
    assert "opez" not in _find(clerk, "lopez").location
    assert clerk.get("/staff/returned?what=lopez").status_code == 200


def test_its_opening_is_recorded(clerk, mailed, office) -> None:
    assert "1234 FRUITRIDGE RD APT 5" in clerk.text(f"/staff/returned/{mailed.reference}")
    assert office.views() == [(office.users["ana"], mailed.id, "returned mail")]


def test_it_is_recorded_with_its_reason_and_the_label_and_the_parent_is_to_be_asked(
    clerk, mailed, office, database
) -> None:
    answer = _record(clerk, mailed, reason="moved", label="9 Elm St Reno NV, SSN 912-34-5678")
    assert answer.location == f"/staff/returned?done={mailed.reference}"
    with database.read() as connection:
        kept = connection.execute(select(returned_mail)).one()
        promised = connection.execute(select(outbox.c.key).where(outbox.c.kind == "returned_notice")).scalars().all()
        found = ledger.get(connection, mailed.id)
    assert (kept.reason, kept.actor) == ("moved", f"staff:{office.users['ana']}")
    assert "9 Elm St" in kept.label_address
    assert "912" not in kept.label_address
    assert found.particulars == mailed.particulars, "the label is only noted"
    assert len(promised) == 1
    page = clerk.text(answer.location)
    assert "The parent is asked by text" in page
    assert "Moved" in page
    assert "9 Elm St" not in page


def test_of_two_clerks_with_one_letter_the_second_is_told(clerk, supervisor, mailed, database) -> None:
    assert _record(clerk, mailed, reason="vacant").status_code == 303
    assert _record(supervisor, mailed, reason="refused").status_code == 409
    with database.read() as connection:
        assert connection.execute(select(returned_mail.c.reason)).scalars().all() == ["vacant"]


def test_an_old_page_records_nothing(clerk, mailed, office) -> None:
    assert _record(clerk, mailed, mailed.version - 1, reason="vacant").status_code == 409
    assert office.state(mailed) is State.MAILED


def test_without_a_reason_it_is_asked_for_and_the_label_is_kept(clerk, mailed, office) -> None:
    answer = _record(clerk, mailed, reason="lost", label="9 Elm St")
    assert answer.status_code == 422
    assert "Say why it came back" in answer.text
    assert "9 Elm St" in answer.text
    assert office.state(mailed) is State.MAILED


@pytest.mark.parametrize("state", [State.READY, State.PRINTED, State.RETURNED], ids=str)
def test_what_is_not_in_the_mail_cannot_come_back(clerk, office, state: State) -> None:
    made = office.request(state)
    assert clerk.get(f"/staff/returned/{made.reference}").status_code == 409
    assert _record(clerk, made, reason="moved").status_code == 409
    assert office.state(made) is state


def test_a_viewer_sees_how_it_stands_and_finds_nobody(viewer, clerk, mailed) -> None:
    _record(clerk, mailed, reason="moved", label="9 Elm St")
    page = viewer.text("/staff/returned")
    assert "M. L…" in page
    assert "<input" not in page.split("<main")[1]
    assert viewer.get(f"/staff/returned/{mailed.reference}").status_code == 403
    token = form_token(viewer.text("/staff/"))
    assert viewer.client.post("/staff/returned", data={"csrf": token, "what": "lopez"}).status_code == 403
    assert viewer.client.post(f"/staff/returned/{mailed.reference}", data={"csrf": token}).status_code == 403


def _stands(clerk: Browser) -> str:
    row = clerk.text("/staff/returned").split("<tbody")[1]
    return re.findall(r'class="state[^"]*">([^<]+)<', row)[0]


def test_the_list_says_how_each_stands_from_asked_to_mailed_again(clerk, mailed, office, database, clock, desk) -> None:
    _record(clerk, mailed, reason="moved")
    assert _stands(clerk) == "The parent is being asked by text"
    office.text(mailed.contact_id, "Where to?", inbound=False, code="returned", request_id=mailed.id, status="sent")
    with database.write() as connection:
        connection.execute(update(outbox).where(outbox.c.kind == "returned_notice").values(done_at=clock.at))
    assert _stands(clerk) == "The parent was asked by text; no answer yet"
    with database.read() as connection:
        found = ledger.get(connection, mailed.id)
    again = returns.mail_again(
        database, desk.agency, found.id, found.version, found.particulars, "staff:1", clock.at, reason="name_on_box"
    )
    assert _stands(clerk) == "Second mailing: being made"
    with database.write() as connection:
        for state in (State.READY, State.PRINTED, State.MAILED):
            more = {"mailed_on": clock.at.date()} if state is State.MAILED else {}
            again = ledger.move(connection, again, state, actor="staff:1", now=clock.at, **more)
    assert _stands(clerk) == "Mailed again on Fri, Nov 20"
    returns.record_returned(database, again.id, again.version, Reason.VACANT, None, "staff:1", clock.at)
    assert _stands(clerk) == "On the desk: it came back a second time; there is no third mailing"


ASKED_IN_VAIN = [
    pytest.param(False, None, id="no-phone-at-all"),
    pytest.param(True, None, id="nobody-to-tell-by-text"),
    pytest.param(True, "undelivered", id="did-not-arrive"),
    pytest.param(True, "canceled", id="stopped-before-it-went"),
]


@pytest.mark.parametrize(("phone", "status"), ASKED_IN_VAIN)
def test_where_no_text_reaches_the_parent_the_list_says_call_or_write(
    clerk, office, database, clock, phone: bool, status: str | None
) -> None:
    made = office.request(State.MAILED, contact_id=office.phone() if phone else None)
    _record(clerk, made, reason="moved")
    with database.write() as connection:
        connection.execute(update(outbox).where(outbox.c.kind == "returned_notice").values(done_at=clock.at))
    if status:
        office.text(made.contact_id, "Where to?", inbound=False, code="returned", request_id=made.id, status=status)
    assert _stands(clerk) == "Nobody could be asked by text: call or write"


def test_the_list_pages_by_key(clerk, office, database, clock) -> None:
    made = [office.request(State.MAILED) for _ in range(52)]
    for each in made:
        returns.record_returned(database, each.id, each.version, Reason.MOVED, None, "staff:1", clock.at)
    first = clerk.text("/staff/returned")
    following = re.search(r'href="(/staff/returned\?after=\d+)"', first)[1]
    shown = re.findall(r'id="r-(\d+)-', first) + re.findall(r'id="r-(\d+)-', clerk.text(following))
    assert shown == [each.reference for each in reversed(made)]


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_has_words(reason: Reason) -> None:
    assert wording.RETURN_REASONS[reason]


def test_a_mangled_address_still_shows_the_list(clerk, mailed) -> None:
    for query in ("after=x", "after=99999999999999999999", "done=1", "done=00000000", "done=%00"):
        assert clerk.get(f"/staff/returned?{query}").status_code == 200, query


def test_the_desk_and_the_queue_still_count_it(clerk, mailed, clock) -> None:
    _record(clerk, mailed, reason="moved")
    clock.pass_by(timedelta(minutes=1))
    assert mailed.reference in clerk.text("/staff/?view=returned")
