"""The desk: the dangerous first, one clerk a thing, nothing settled from an old page, nobody's words for viewers."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import DatabaseError

from bot.turn import ReviewReason
from enrollment.request import State
from parsers import Keyword, signals
from parsers.lexicon import TONGUES
from staff import desk_words, wording
from store import desk as desk_store
from store.console_tables import desk_events
from store.conversation_tables import desk_items
from store.desk import DeskKind

from .conftest import Browser, form_token

WROTE = "my ex will kill me if he sees this, María López 1234 Fruitridge Rd"


@pytest.fixture
def lay(office):
    """Puts something on the desk and gives its id."""

    def put(kind: DeskKind, **about: object) -> int:
        with office.database.write() as connection:
            desk_store.put(connection, kind, office.clock.at, **about)
            return connection.execute(select(desk_items.c.id).order_by(desk_items.c.id.desc()).limit(1)).scalar_one()

    return put


@pytest.fixture
def danger(office, lay):
    contact = office.phone(language="en")
    made = office.request(State.HELD, contact_id=contact)
    message = office.text(contact, WROTE, request_id=made.id)
    item = lay(DeskKind.DANGER, contact_id=contact, request_id=made.id, message_id=message)
    return item, made


def seen(browser: Browser, item: int) -> str:
    return re.search(r'name="seen" value="([^"]+)"', browser.text(f"/staff/desk/{item}"))[1]


def do(browser: Browser, item: int, what: str, note: str = "", at: str | None = None):
    page = browser.text(f"/staff/desk/{item}")
    data = {"csrf": form_token(page), "do": what, "note": note, "seen": at or seen(browser, item)}
    return browser.client.post(f"/staff/desk/{item}", data=data)


def row(office, item: int):
    with office.database.read() as connection:
        return connection.execute(select(desk_items).where(desk_items.c.id == item)).one()


@pytest.mark.parametrize("kind", DeskKind, ids=str)
def test_every_kind_says_what_it_is_and_what_to_do(kind: DeskKind) -> None:
    words = desk_words.words_for(kind.value)
    assert words.title
    assert words.advice.endswith(".")


def test_every_language_the_bot_hears_has_its_english_name() -> None:
    codes = {*TONGUES.values(), *signals._OTHER_WORDS, *signals._SCRIPTS.values(), "vi"}
    assert codes <= set(desk_words.LANGUAGES)


def test_every_reason_and_keyword_has_words() -> None:
    assert all(wording.has_words(reason.value) for reason in ReviewReason)
    assert set(wording.KEYWORDS) == set(Keyword)


def test_a_kind_of_a_newer_program_is_still_listed(clerk, office, lay) -> None:
    item = lay(DeskKind.FLOOD, contact_id=office.phone())
    with office.database.write() as connection:
        connection.execute(update(desk_items).where(desk_items.c.id == item).values(kind="moon_phase"))
    assert "Moon phase" in clerk.text("/staff/desk")
    assert "Moon phase" in clerk.text(f"/staff/desk/{item}")


def test_the_most_dangerous_and_oldest_come_first(clerk, office, lay, clock) -> None:
    phone = office.phone()
    order = [DeskKind.CALWORKS, DeskKind.PULL_PRINTED, DeskKind.LARGE_PRINT, DeskKind.DANGER, DeskKind.DANGER]
    ids = []
    for kind in order:
        ids.append(lay(kind, contact_id=phone))
        clock.pass_by(timedelta(minutes=1))
    listed = [int(found) for found in re.findall(r'id="d-(\d+)"', clerk.text("/staff/desk"))]
    assert listed == [ids[3], ids[4], ids[1], ids[0], ids[2]]


def test_pages_go_on_where_the_last_one_ended(clerk, office, lay) -> None:
    ids = [lay(DeskKind.CALWORKS, contact_id=office.phone(f"+1916555{number:04}")) for number in range(60)]
    first = clerk.text("/staff/desk")
    after = re.search(r"/staff/desk\?after=([\d.]+)", first)[1]
    shown = re.findall(r'id="d-(\d+)"', first) + re.findall(r'id="d-(\d+)"', clerk.text(f"/staff/desk?after={after}"))
    assert [int(found) for found in shown] == ids


def test_the_count_stands_in_the_navigation_of_every_page(clerk, danger, lay, office) -> None:
    lay(DeskKind.FLOOD, contact_id=office.phone("+19165550124"))
    item, made = danger
    for path in ("/staff/", "/staff/desk", f"/staff/desk/{item}", f"/staff/requests/{made.reference}"):
        assert "Desk <b>2</b>" in clerk.text(path), path


def test_the_list_names_nobody_and_the_page_shows_the_text_as_it_came(clerk, danger, office) -> None:
    item, made = danger
    listed = clerk.text("/staff/desk")
    assert "M. L…" in listed
    assert "López" not in listed
    page = clerk.text(f"/staff/desk/{item}")
    assert "my ex will kill me" in page
    assert "<mark>María López</mark>" in page
    assert "(916) 555-0123" in page
    assert f'href="/staff/requests/{made.reference}"' in page
    with office.database.read() as connection:
        opened = connection.execute(select(desk_events.c.user_id, desk_events.c.what)).all()
    assert opened == [(office.users["ana"], "opened")]


def test_a_text_without_a_request_shows_what_we_made_of_it(clerk, office, lay) -> None:
    phone = office.phone()
    item = lay(DeskKind.NOT_UNDERSTOOD, contact_id=phone, message_id=office.text(phone, "que onda con mis formas"))
    page = clerk.text(f"/staff/desk/{item}")
    assert "que onda con mis formas" in page
    assert "Written in" in page
    assert "None yet" in page


def test_what_lies_here_without_phone_or_text_can_be_opened(clerk, lay) -> None:
    item = lay(DeskKind.LATE_TEXT, detail="SM0123456789abcdef0123456789abcd")
    assert "SM0123456789abcdef0123456789abcd" in clerk.text(f"/staff/desk/{item}")


def test_the_requests_page_leads_to_what_lies_about_it(clerk, danger) -> None:
    item, made = danger
    assert f'href="/staff/desk/{item}"' in clerk.text(f"/staff/requests/{made.reference}")
    do(clerk, item, "settle")
    assert f'href="/staff/desk/{item}"' not in clerk.text(f"/staff/requests/{made.reference}")


def test_claim_note_and_settle_leave_who_and_when(clerk, danger, office, clock) -> None:
    item, _made = danger
    assert do(clerk, item, "claim").status_code == 303
    assert row(office, item).claimed_by == office.users["ana"]
    do(clerk, item, "note", "Called the shelter, they will ring back")
    page = clerk.text(f"/staff/desk/{item}")
    assert "ana has it" in page
    assert "Called the shelter" in page
    clock.pass_by(timedelta(minutes=5))
    assert do(clerk, item, "settle", "All well").status_code == 303
    settled = row(office, item)
    assert (settled.settled_by, settled.settled_at) == (office.users["ana"], clock.at)
    assert "Nothing lies here" in clerk.text("/staff/desk")
    assert "Settled by ana" in clerk.text("/staff/desk?view=settled")


def test_two_clerks_cannot_both_take_it(clerk, supervisor, danger, office) -> None:
    item, _made = danger
    as_first_seen = seen(clerk, item)
    do(supervisor, item, "claim")
    response = do(clerk, item, "claim", at=as_first_seen)
    assert response.status_code == 409
    assert "nothing was recorded" in response.text
    assert f'href="/staff/desk/{item}"' in response.text
    assert row(office, item).claimed_by == office.users["sue"]


def test_what_a_colleague_has_in_hand_only_a_supervisor_takes_over(clerk, supervisor, danger, office) -> None:
    item, _made = danger
    do(supervisor, item, "claim")
    assert do(clerk, item, "take").status_code == 403
    assert do(clerk, item, "settle").status_code == 409
    do(supervisor, item, "let")
    do(clerk, item, "claim")
    assert "Take it over" in supervisor.text(f"/staff/desk/{item}")
    do(supervisor, item, "take")
    assert row(office, item).claimed_by == office.users["sue"]


def test_a_newer_text_makes_the_page_old(clerk, office, lay) -> None:
    phone = office.phone()
    first = office.text(phone, "hm")
    item = lay(DeskKind.NOT_UNDERSTOOD, contact_id=phone, message_id=first)
    before = seen(clerk, item)
    lay(DeskKind.NOT_UNDERSTOOD, contact_id=phone, message_id=office.text(phone, "I need forms for my kid"))
    assert do(clerk, item, "settle", at=before).status_code == 409
    assert row(office, item).settled_at is None


def test_settled_by_mistake_is_opened_again(clerk, danger, office) -> None:
    item, _made = danger
    do(clerk, item, "settle")
    assert do(clerk, item, "settle").status_code == 409
    assert do(clerk, item, "reopen").status_code == 303
    assert row(office, item).settled_at is None
    assert "Opened again" in clerk.text(f"/staff/desk/{item}")


def test_a_note_keeps_no_social_security_number(clerk, danger) -> None:
    item, _made = danger
    do(clerk, item, "note", "her SSN is 219-09-9999, she said")
    page = clerk.text(f"/staff/desk/{item}")
    assert "she said" in page
    assert "219-09-9999" not in page


def test_a_viewer_sees_that_it_lies_there_and_no_words_of_anybody(viewer, clerk, danger, office) -> None:
    item, _made = danger
    do(clerk, item, "note", "Called Rosa at the shelter")
    page = viewer.text("/staff/desk") + viewer.text(f"/staff/desk/{item}")
    assert "Danger" in page
    for secret in ("kill", "López", "Fruitridge", "555-0123", "Rosa"):
        assert secret not in page, secret
    assert "<button" not in viewer.text(f"/staff/desk/{item}").split("<main")[1]
    token = form_token(viewer.text("/staff/"))
    for what in ("claim", "settle", "note", "take", "let", "reopen"):
        data = {"csrf": token, "do": what, "seen": seen(clerk, item)}
        assert viewer.client.post(f"/staff/desk/{item}", data=data).status_code == 403, what
    assert row(office, item).settled_at is None


@pytest.mark.parametrize("what", ["", "burn", "opened"])
def test_a_deed_that_is_none_is_refused(clerk, danger, what: str) -> None:
    assert do(clerk, danger[0], what).status_code == 404


@pytest.mark.parametrize("at", ["x", "1.2", "1.2.3", "9" * 40, "-1.0.0"])
def test_a_page_state_that_is_none_changes_nothing(clerk, danger, office, at: str) -> None:
    assert do(clerk, danger[0], "settle", at=at).status_code == 409
    assert row(office, danger[0]).settled_at is None


def test_what_was_done_cannot_be_undone_in_the_table(clerk, danger, database) -> None:
    do(clerk, danger[0], "note", "x")
    with pytest.raises(DatabaseError, match="append-only"), database.write() as connection:
        connection.execute(text("UPDATE desk_events SET user_id = 2"))
    with database.write() as connection:
        connection.execute(update(desk_events).values(note="the same under a new key"))


def test_what_is_not_there_is_not_there(clerk) -> None:
    assert clerk.get("/staff/desk/4711").status_code == 404


def test_the_desk_also_counts_what_waits_in_the_queue(clerk, office) -> None:
    office.request(State.NEEDS_REVIEW, review_reason="no_answer")
    office.request(State.HELD)
    page = clerk.text("/staff/desk")
    assert "1 to be read" in page
    assert "1 on hold" in page
