"""What to look at first, whose turn it is, and the lists beside the desk: on hold, out of reach, given up."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from bot.by_staff import STAFF_TEXT
from enrollment.request import State
from staff import desk_words
from store import desk as desk_store
from store import outbox
from store import requests as ledger
from store.conversation_tables import desk_items
from store.desk import DeskKind
from store.tables import outbox as outbox_table
from store.tables import request_events

from .conftest import TODAY, Browser, form_token


@pytest.fixture
def lay(office):
    """Puts something on the desk and gives its id."""

    def put(kind: DeskKind, **about: object) -> int:
        with office.database.write() as connection:
            desk_store.put(connection, kind, office.clock.at, **about)
            return connection.execute(select(desk_items.c.id).order_by(desk_items.c.id.desc()).limit(1)).scalar_one()

    return put


def listed(browser: Browser, path: str = "/staff/desk") -> list[int]:
    return [int(found) for found in re.findall(r'id="d-(\d+)"', browser.text(path))]


def claim(office, item: int, name: str) -> None:
    with office.database.write() as connection:
        connection.execute(update(desk_items).where(desk_items.c.id == item).values(claimed_by=office.users[name]))


def test_danger_comes_first_then_what_cannot_wait_then_what_is_due(clerk, office, lay) -> None:
    calm = lay(DeskKind.CALWORKS, request_id=office.request(State.READY, due_on=TODAY + timedelta(days=1)).id)
    late = lay(DeskKind.CALWORKS, request_id=office.request(State.READY, due_on=TODAY - timedelta(days=1)).id)
    today = lay(DeskKind.LARGE_PRINT, request_id=office.request(State.HELD, due_on=TODAY).id)
    mailed = lay(DeskKind.SAME_PERSON, request_id=office.request(State.MAILED, due_on=TODAY).id)
    paper = lay(DeskKind.PULL_PRINTED, request_id=office.request(State.PRINTED, due_on=TODAY).id)
    danger = lay(DeskKind.DANGER, contact_id=office.phone())
    assert listed(clerk) == [danger, paper, late, today, calm, mailed]


def test_pages_keep_the_order_and_the_choice(clerk, office, lay) -> None:
    ids = []
    for number in range(60):
        due = TODAY if number % 2 else TODAY + timedelta(days=3)
        ids.append((lay(DeskKind.CALWORKS, request_id=office.request(State.READY, due_on=due).id), number % 2 == 0))
    first = clerk.text("/staff/desk?view=free&kind=calworks")
    link = re.search(r'href="(/staff/desk\?[^"]*after=[^"]*)"', first)[1].replace("&amp;", "&")
    assert "view=free" in link
    assert "kind=calworks" in link
    shown = listed(clerk, "/staff/desk?view=free&kind=calworks") + listed(clerk, link)
    assert shown == [item for item, _ in sorted(ids, key=lambda each: (each[1], each[0]))]


def test_mine_free_and_all_are_counted_and_listed_apart(clerk, supervisor, office, lay) -> None:
    mine, hers, free = (lay(DeskKind.FLOOD, contact_id=office.phone(f"+1916555014{n}")) for n in range(3))
    claim(office, mine, "ana")
    claim(office, hers, "sue")
    page = clerk.text("/staff/desk")
    for words in ("All <b>3</b>", "Mine <b>1</b>", "Free <b>1</b>"):
        assert words in page
    assert listed(clerk, "/staff/desk?view=mine") == [mine]
    assert listed(clerk, "/staff/desk?view=free") == [free]
    assert listed(supervisor, "/staff/desk?view=mine") == [hers]
    assert listed(clerk, "/staff/desk?view=nonsense") == [mine, hers, free]


def test_kinds_are_chosen_with_their_counts(clerk, office, lay) -> None:
    flood = [lay(DeskKind.FLOOD, contact_id=office.phone(f"+1916555014{n}")) for n in range(2)]
    lay(DeskKind.CALWORKS, contact_id=office.phone("+19165550149"))
    page = clerk.text("/staff/desk")
    assert "Very many texts <b>2</b>" in page
    assert "Speaks of CalWORKs <b>1</b>" in page
    assert "Large print" not in page, "what is not there is no choice"
    assert listed(clerk, "/staff/desk?kind=flood") == flood
    assert listed(clerk, "/staff/desk?kind=no_such_kind") == []


def test_what_is_held_says_when_it_is_due_and_how_it_ends(clerk, office, lay) -> None:
    made = office.request(State.HELD, due_on=TODAY)
    item = lay(DeskKind.HELD_BY_PARENT, request_id=made.id)
    assert "until somebody releases or cancels it" in clerk.text("/staff/desk")
    page = clerk.text(f"/staff/desk/{item}")
    assert "How it ends" in page
    assert "due today" in page


def test_the_list_of_what_is_held_says_who_held_it_and_why(clerk, office) -> None:
    later = office.request(State.HELD, due_on=TODAY + timedelta(days=3))
    now_due = office.request(State.READY, due_on=TODAY)
    with office.database.write() as connection:
        actor = f"staff:{office.users['sue']}"
        ledger.move(connection, now_due, State.HELD, actor=actor, now=office.clock.at, code="danger")
    page = clerk.text("/staff/desk/held")
    assert "Held by sue (danger) less than a minute ago" in page
    assert "Held by the machine" in page
    assert page.index(now_due.reference) < page.index(later.reference), "the next due first"
    assert "2 on hold" in clerk.text("/staff/desk")


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"opted_out_at": True}, "stopped our texts"),
        ({"cannot_text": "carrier_30006"}, "A landline"),
        ({"unsafe_to_text_at": True, "opted_out_at": True}, "not safe to text"),
    ],
)
def test_who_cannot_be_texted_is_listed_while_a_request_is_under_way(clerk, office, values: dict, words: str) -> None:
    marked = {name: office.clock.at if value is True else value for name, value in values.items()}
    contact = office.phone(**marked)
    under_way = office.request(State.READY, contact_id=contact)
    done = office.request(State.MAILED, contact_id=contact)
    office.request(State.READY, contact_id=office.phone("+19165550177"))
    page = clerk.text("/staff/desk/cannot-be-texted")
    assert words.lower() in page.lower()
    assert under_way.reference in page
    assert done.reference not in page
    assert "1 cannot be texted" in clerk.text("/staff/desk")


def park(office, kind: str, subject: int, key: str) -> int:
    now = office.clock.at
    with office.database.write() as connection:
        outbox.put(connection, kind, subject, key, now, now)
        row_id = connection.execute(select(outbox_table.c.id).where(outbox_table.c.key == key)).scalar_one()
        row = outbox.take(connection, row_id, now)
        assert row is not None
        outbox.park(connection, row, "carrier_unreachable", now)
    return row_id


def try_again(browser: Browser, job: int):
    page = browser.text("/staff/desk/given-up")
    return browser.client.post(f"/staff/desk/given-up/{job}", data={"csrf": form_token(page)})


def is_parked(office, job: int) -> bool:
    with office.database.read() as connection:
        parked = connection.execute(select(outbox_table.c.parked_at).where(outbox_table.c.id == job)).scalar_one()
    return parked is not None


def test_every_kind_of_work_the_house_knows_has_words() -> None:
    assert {"package", "text", STAFF_TEXT, desk_store.DANGER_ALARM} <= set(desk_words.JOBS)
    assert set(desk_words.JOBS) > desk_words.TRIED_AGAIN


def test_what_the_machine_gave_up_is_tried_again_once_and_leaves_who_did_it(clerk, supervisor, office) -> None:
    contact = office.phone()
    made = office.request(State.ACCEPTED, contact_id=contact)
    message = office.text(contact, "x", inbound=False, status="waiting", request_id=made.id)
    job = park(office, STAFF_TEXT, message, f"staff_text:{message}")
    page = clerk.text("/staff/desk/given-up")
    assert "Sending a text that staff wrote" in page
    assert made.reference in page
    assert "M. L…" in page
    assert "1 given up" in clerk.text("/staff/desk")
    assert try_again(clerk, job).location.endswith("done=tried")
    assert not is_parked(office, job)
    assert try_again(supervisor, job).status_code == 409, "somebody was quicker"
    with office.database.read() as connection:
        events = connection.execute(select(request_events.c.kind, request_events.c.actor)).all()
    assert ("tried_again", f"staff:{office.users['ana']}") in events


def test_what_has_a_page_of_its_own_is_not_set_going_from_here(clerk, office) -> None:
    made = office.request(State.NEEDS_REVIEW)
    job = park(office, "vendor", made.id, f"vendor:{made.id}")
    assert "Try again" not in clerk.text("/staff/desk/given-up")
    assert try_again(clerk, job).status_code == 409
    assert is_parked(office, job)


def test_a_viewer_sees_the_lists_masked_and_changes_nothing(viewer, office) -> None:
    contact = office.phone(opted_out_at=office.clock.at)
    made = office.request(State.HELD, contact_id=contact)
    job = park(office, "mailed_notice", made.id, "mailed_notice:1")
    for path in ("held", "cannot-be-texted", "given-up"):
        page = viewer.text(f"/staff/desk/{path}")
        assert "López" not in page, path
        assert "Try again" not in page
    assert viewer.client.post(f"/staff/desk/given-up/{job}", data={"csrf": form_token(page)}).status_code == 403
    assert is_parked(office, job)


@pytest.mark.parametrize(
    ("detail", "values", "may", "words"),
    [
        pytest.param("may_call", {}, True, "They said that we may call", id="they said yes"),
        pytest.param("asked", {}, False, "have not said whether", id="they have not answered"),
        pytest.param("no_call", {}, False, "should not call", id="they said no"),
        pytest.param("may_call", {"unsafe_to_call_at": True}, False, "Do not call", id="staff know better"),
        pytest.param("may_call", {"no_calls_at": True}, False, "Do not call", id="the opt-out covers calls"),
    ],
)
def test_a_call_is_offered_only_where_it_is_safe(
    clerk, office, lay, detail: str, values: dict, may: bool, words: str
) -> None:
    marked = dict.fromkeys(values, office.clock.at)
    item = lay(DeskKind.WANTS_PERSON, contact_id=office.phone(**marked), detail=detail)
    page = clerk.text(f"/staff/desk/{item}")
    assert ('href="tel:+19165550123"' in page) is may
    assert words in page


def test_a_guesser_is_shown_in_figures_and_no_case(clerk, office, lay) -> None:
    item = lay(DeskKind.GUESSING, contact_id=office.phone(), detail="many_numbers")
    page = clerk.text(f"/staff/desk/{item}")
    assert "One phone asked for many different numbers" in page
    assert "In the last 24 hours" in page or "None in the last 24 hours" in page
    assert "Make a request" not in page


@pytest.mark.parametrize(
    "path", ["desk/1", "desk/1/text", "desk/held", "desk/cannot-be-texted", "desk/given-up", "texts"]
)
def test_who_was_signed_out_comes_back_to_the_page(visitor, path: str) -> None:
    assert visitor.get(f"/staff/{path}").location == f"/staff/sign-in?then=/staff/{path}"
