"""A request that staff enter: the same checks, queue and clock as a text; nothing guessed, nothing made twice."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from enrollment.reference import spoken
from enrollment.request import State
from parsers import Language, Part
from staff.entry import Typed, check, typed_of
from store import desk as desk_store
from store import requests as ledger
from store.conversation_tables import desk_items
from store.desk import DeskKind
from store.tables import outbox
from store.tables import requests as requests_table

from .conftest import MARIA, Browser, form_token

GOOD = {
    "channel": "phone", "received": "2026-11-20T11:30", "name": "Rosa Díaz", "line": "77 Elm St", "unit": "Apt 2",
    "zip": "95630", "language": "es",
}  # fmt: skip


def fill(browser: Browser, page: str | None = None, **fields: str):
    page = page or browser.text("/staff/new")
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
    return browser.client.post("/staff/new", data=hidden | {"csrf": form_token(page)} | GOOD | fields)


def made(office, response):
    assert response.status_code == 303, response.text
    reference = re.search(r"/requests/(\d{8})", response.location)[1]
    with office.database.read() as connection:
        return ledger.by_reference(connection, reference)


def how_many(office) -> int:
    with office.database.read() as connection:
        return connection.execute(select(func.count()).select_from(requests_table)).scalar_one()


def test_a_call_becomes_a_request_in_the_same_queue_with_the_same_clock(clerk, office) -> None:
    request = made(office, fill(clerk))
    assert request.state is State.ACCEPTED
    assert (request.channel, request.contact_id) == ("phone", None)
    assert request.particulars.name.full == "Rosa Díaz"
    assert request.particulars.forms_language is Language.SPANISH
    assert (request.particulars.address.city, request.particulars.address.state) == ("Folsom", "CA"), "from the ZIP"
    assert request.first_text_at == datetime(2026, 11, 20, 19, 30, tzinfo=UTC)
    assert request.due_on == date(2026, 12, 1), "five county working days, over Thanksgiving and the day after"
    with office.database.read() as connection:
        assert outbox_key(connection, request)
        assert ledger.events_of(connection, request.id)[0].actor == f"staff:{office.users['ana']}"
    page = clerk.text(f"/staff/requests/{request.reference}?done=created")
    assert "The request is made" in page
    assert "by phone" in page


def outbox_key(connection, request) -> bool:
    return connection.execute(select(outbox.c.id).where(outbox.c.key == request.package_key)).first() is not None


def test_who_stands_at_the_counter_gets_it_the_same_day(clerk, office) -> None:
    assert made(office, fill(clerk, channel="counter")).due_on == date(2026, 11, 20)


def test_a_letters_clock_runs_from_the_day_it_was_received(clerk, office) -> None:
    request = made(office, fill(clerk, channel="letter", received="2026-11-13T16:45"))
    assert request.due_on == date(2026, 11, 20)


REFUSED = [
    pytest.param({"received": "2026-11-20T12:30"}, "in the future", id="future"),
    pytest.param({"received": "2025-11-20T12:00"}, "90 days", id="last-year"),
    pytest.param({"received": "yesterday"}, "day and time", id="no-time"),
    pytest.param({"received": ""}, "day and time", id="no-time-at-all"),
    pytest.param({"channel": "pigeon"}, "how it came", id="no-channel"),
    pytest.param({"name": ""}, "<b>Missing:</b> name", id="no-name"),
    pytest.param({"name": "Rosa"}, "<b>Missing:</b> name", id="half-a-name"),
    pytest.param({"line": "Elm St"}, "<b>Missing:</b> street", id="no-number"),
    pytest.param({"zip": ""}, "<b>Missing:</b> ZIP code", id="no-zip"),
    pytest.param({"zip": "9563"}, "five digits", id="half-a-zip"),
    pytest.param({"name": "Rosa Díaz 219-09-9999"}, "Social Security", id="ssn"),
]


@pytest.mark.parametrize(("change", "words"), REFUSED)
def test_what_cannot_be_mailed_comes_back_with_the_words_kept(clerk, office, change, words: str) -> None:
    response = fill(clerk, **change)
    assert response.status_code == 422
    assert words in response.text
    assert 'value="77 Elm St"' in response.text or "line" in change
    assert how_many(office) == 0


DOUBTFUL = [
    pytest.param({"city": "Sacramento"}, "Look again at the city", id="city-of-another-zip"),
    pytest.param({"zip": "00001", "city": "Folsom", "state": "CA"}, "Look again at the", id="no-such-zip"),
]


@pytest.mark.parametrize(("change", "words"), DOUBTFUL)
def test_what_is_in_doubt_is_shown_and_made_as_typed_once_confirmed(clerk, office, change, words: str) -> None:
    shown = fill(clerk, **change)
    assert shown.status_code == 422
    assert words in shown.text
    assert "ROSA DÍAZ" in shown.text
    assert how_many(office) == 0
    request = made(office, fill(clerk, shown.text, **change))
    assert request.state is State.ACCEPTED
    assert request.particulars.doubtful == ()
    assert request.particulars.address.city == change["city"]


def test_a_confirmation_is_of_what_was_shown_and_of_nothing_else(clerk, office) -> None:
    shown = fill(clerk, city="Sacramento")
    again = fill(clerk, shown.text, city="Roseville")
    assert again.status_code == 422
    assert how_many(office) == 0


def test_a_safe_at_home_number_stays_to_the_letter() -> None:
    typed = Typed("Jane Doe", line="PO Box 1679", unit="#1234", city="Sacramento", state="CA", zip="95812")
    checked = check(typed)
    assert checked.doubts == ()
    assert checked.particulars.address.secondary_unit == "#1234"
    assert checked.as_typed == ("JANE DOE #1234", "PO BOX 1679", "SACRAMENTO CA 95812")


def test_what_was_read_from_a_text_passes_its_own_check() -> None:
    checked = check(typed_of(MARIA))
    assert checked.particulars == MARIA
    assert (checked.problems, checked.doubts) == ((), ())


def test_a_half_given_request_is_kept_for_review_and_not_lost(clerk, office) -> None:
    shown = fill(clerk, zip="")
    assert "Keep it as it is" in shown.text
    request = made(office, fill(clerk, shown.text, zip="", do="keep"))
    assert request.state is State.NEEDS_REVIEW
    assert request.particulars.missing == (Part.ZIP,)
    assert "Missing: ZIP code" in clerk.text(f"/staff/requests/{request.reference}")
    assert fill(clerk, name="", line="", unit="", zip="", do="keep").status_code == 422, "nothing is no request"


def test_the_same_name_and_address_under_way_is_hinted_and_never_refused(clerk, office) -> None:
    first = made(office, fill(clerk))
    shown = fill(clerk, name="rosa diaz", line="77 Elm Street")
    assert shown.status_code == 422
    assert f'href="/staff/requests/{first.reference}"' in shown.text
    second = made(office, fill(clerk, shown.text, name="rosa diaz", line="77 Elm Street"))
    assert second.reference != first.reference


def test_a_double_click_makes_one_request(clerk, office) -> None:
    page = clerk.text("/staff/new")
    one, two = fill(clerk, page), fill(clerk, page)
    assert one.location == two.location
    assert how_many(office) == 1


def test_a_form_sent_again_with_another_person_makes_another_request(clerk, office) -> None:
    page = clerk.text("/staff/new")
    one, two = fill(clerk, page), fill(clerk, page, name="Ana Ruiz")
    assert one.location != two.location
    assert how_many(office) == 2


def test_a_call_back_wish_brings_its_number(clerk, office) -> None:
    contact = office.phone()
    with office.database.write() as connection:
        desk_store.put(connection, DeskKind.WANTS_PERSON, office.clock.at, contact_id=contact, detail="may_call")
    link = re.search(r'href="(/staff/new\?wish=\d+)"', clerk.text("/staff/desk/1"))[1]
    page = clerk.text(link)
    assert "(916) 555-0123" in page
    assert made(office, fill(clerk, page)).contact_id == contact


def test_a_wish_that_became_a_request_settles_itself(clerk, office) -> None:
    contact = office.phone()
    with office.database.write() as connection:
        for kind in (DeskKind.WANTS_PERSON, DeskKind.DANGER):
            desk_store.put(connection, kind, office.clock.at, contact_id=contact, detail="may_call")
    fresh = made(office, fill(clerk, clerk.text("/staff/new?wish=1")))
    with office.database.read() as connection:
        wish, danger = connection.execute(select(desk_items).order_by(desk_items.c.id)).all()
    assert (wish.settled_by, wish.settled_at) == (office.users["ana"], office.clock.at)
    assert danger.settled_at is None
    page = clerk.text("/staff/desk/1")
    assert "Made a request of it" in page
    assert spoken(fresh.reference) in page
    made(office, fill(clerk, clerk.text("/staff/new?wish=2"), name="Vernell Pugh"))
    with office.database.read() as connection:
        settled = select(desk_items.c.settled_at).where(desk_items.c.id == 2)
        assert connection.execute(settled).scalar_one() is None, "a request does not end a danger"


def test_a_viewer_makes_nothing(viewer, office) -> None:
    assert "/staff/new" not in viewer.text("/staff/")
    assert viewer.get("/staff/new").status_code == 403
    data = {"csrf": form_token(viewer.text("/staff/"))} | GOOD
    assert viewer.client.post("/staff/new", data=data).status_code == 403
    assert how_many(office) == 0


@pytest.mark.parametrize("reference", ["", "12345678", "x"])
def test_a_form_with_a_reference_of_nobodys_is_refused(clerk, office, reference: str) -> None:
    assert fill(clerk, reference=reference).status_code == 404


def test_now_is_filled_in_on_pacific_time(clerk, clock) -> None:
    clock.pass_by(timedelta(minutes=7))
    assert 'value="2026-11-20T12:07"' in clerk.text("/staff/new")
