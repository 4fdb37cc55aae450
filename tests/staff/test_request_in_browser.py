"""One request and returned mail in a real browser: every button of theirs, and axe on every page and state."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, expect
from sqlalchemy import select, update

from enrollment.particulars import Particulars
from enrollment.request import State
from parsers import Language, PersonName, PostalAddress
from store.desk import DeskKind, put
from store.tables import contacts, outbox

from .in_browser import look, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore::ResourceWarning")]  # Playwright's own sockets

ROSA = Particulars(
    Language.SPANISH, PersonName("Rosa Medina"), PostalAddress("88 Alhambra Blvd", "Apt 2", "Sacramento", "CA", "95816")
)
LABEL = "99 Somewhere Else St Reno NV 89501"
_PDF = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]>>endobj
trailer<</Root 1 0 R>>
"""


@pytest.fixture
def database_url(sqlite_template: Path, tmp_path: Path) -> str:
    """One database is enough here: the pages are the same."""
    path = tmp_path / "test.db"
    path.write_bytes(sqlite_template.read_bytes())
    return f"sqlite:///{path}"


@pytest.fixture
def told(office, clock):
    """In each of the states that matter here, from one phone that has talked with us."""
    contact = office.phone(language="es")
    at = clock.at - timedelta(days=1)
    made = {
        state: office.request(state, ROSA, contact_id=contact, asked_at=at)
        for state in (State.READY, State.PRINTED, State.MAILED, State.RETURNED)
    }
    ready = made[State.READY]
    office.text(contact, "ABRIR Rosa Medina 88 Alhambra Blvd Apt 2 Sacramento 95816", at=at, request_id=ready.id)
    long = "Sac County DCSS: enviaremos formas en español a Rosa Medina, 88 Alhambra Blvd Apt 2, Sacramento CA 95816. "
    office.text(contact, long * 2, inbound=False, at=at, status="delivered", request_id=ready.id)
    (office.packages_dir / f"{ready.reference}.pdf").write_bytes(_PDF)
    return made


def _open(page: Page, request) -> None:
    page.goto(f"/staff/requests/{request.reference}")


def _status(page: Page):
    return page.get_by_role("status").first


def test_the_package_is_looked_at_on_the_page_and_only_when_asked_for(page: Page, told, office) -> None:
    sign_in(page)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    _open(page, told[State.READY])
    assert not [url for url in asked if url.endswith(".pdf")], "the first view carries no package"
    expect(page.get_by_text("2 segments")).to_be_visible()
    page.get_by_text("Look at it here").click()
    expect(page.locator("iframe")).to_be_visible()
    page.wait_for_timeout(500)
    assert [url for url in asked if url.endswith("package.pdf")]
    assert office.views()[-1][2] == "package"
    look(page, "request-preview")


def test_a_package_in_its_grace_time_is_sent_now(page: Page, office, clock) -> None:
    made = office.request(State.ACCEPTED, ROSA)
    with office.database.write() as connection:
        due_at = clock.at + timedelta(minutes=10)
        connection.execute(update(outbox).where(outbox.c.key == made.package_key).values(due_at=due_at))
    sign_in(page)
    _open(page, made)
    expect(page.get_by_text("waits until 12:10 PM")).to_be_visible()
    look(page, "request-waits")
    page.get_by_role("button", name="Send now").click()
    expect(_status(page)).to_contain_text("being made now")
    expect(page.get_by_role("button", name="Send now")).to_have_count(0)
    with office.database.read() as connection:
        assert connection.execute(select(outbox.c.due_at).where(outbox.c.key == made.package_key)).scalar() == clock.at


def test_a_letter_that_came_back_is_found_recorded_and_mailed_again(page: Page, told, office) -> None:
    sign_in(page)
    page.get_by_role("link", name="Returned").click()
    look(page, "returned")
    box = page.get_by_label("Find the piece in your hand")
    box.fill("nobody at all")
    box.press("Enter")
    expect(page.get_by_role("heading", name="Nothing in the mail fits")).to_be_visible()
    look(page, "returned-nothing")
    page.get_by_label("Find the piece in your hand").fill("88 Alhambra Blvd 95816")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="came back")).to_be_visible()
    look(page, "returned-piece")
    page.get_by_label("Attempted, not known").check()
    page.get_by_label("Another address on its label").fill(LABEL)
    page.get_by_role("button", name="Record that it came back").click()
    expect(_status(page)).to_contain_text("The parent is asked by text")
    expect(page.get_by_role("row").nth(1)).to_contain_text("The parent is being asked by text")
    look(page, "returned-lately")
    page.get_by_role("link", name="Its page").click()
    expect(page.get_by_text(LABEL)).to_be_visible()
    for summary in page.locator(".moves summary").all():
        summary.click()
    look(page, "request-returned")
    page.get_by_label("Why it is right").select_option("The parent confirmed this address")
    page.get_by_role("button", name="Mail it again").click()
    expect(_status(page)).to_contain_text("mailed a second time")
    assert office.state(told[State.MAILED]) is State.ACCEPTED


def test_several_pieces_that_fit_are_told_apart(page: Page, told, office) -> None:
    office.request(State.MAILED, replace(ROSA, name=PersonName("Ana Medina")))
    sign_in(page)
    page.goto("/staff/returned")
    page.get_by_label("Find the piece in your hand").fill("Medina")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="2 pieces in the mail fit")).to_be_visible()
    look(page, "returned-several")


def test_what_came_back_goes_to_another_address_that_the_parent_gave(page: Page, told, office) -> None:
    sign_in(page)
    _open(page, told[State.RETURNED])
    page.get_by_role("link", name="Mail it to another address").click()
    expect(page.get_by_text("a second time, and the last")).to_be_visible()
    page.get_by_label("Street and number").fill("12 Main St")
    page.get_by_role("button", name="Save").click()
    if page.get_by_role("button", name="It is right").count():
        page.get_by_role("button", name="It is right").click()
    expect(_status(page)).to_contain_text("mailed a second time")
    assert office.state(told[State.RETURNED]) is State.ACCEPTED


def test_a_package_is_handed_over_at_the_counter(page: Page, told, office) -> None:
    sign_in(page)
    _open(page, told[State.PRINTED])
    page.get_by_text("Hand it over in person").click()
    look(page, "request-hand-over")
    page.get_by_role("button", name="Handed over at the counter").click()
    expect(_status(page)).to_contain_text("Recorded as handed over")
    expect(page.get_by_role("link", name="Pull it from the printed stack")).to_be_visible()
    assert office.state(told[State.PRINTED]) is State.HANDED_OVER


def test_a_phone_is_marked_and_a_supervisor_takes_it_back(page: Page, told, office, chromium: Chromium, url) -> None:
    sign_in(page)
    _open(page, told[State.READY])
    for button, words in (
        ("Not safe to text", "Not safe to text, since"),
        ("Not safe to call", "Not safe to call, since"),
        ("Stop our texts", "Stopped our texts on"),
    ):
        page.get_by_role("button", name=button).click()
        expect(_status(page)).to_contain_text("in force from now on")
        expect(page.get_by_text(words)).to_be_visible()
    expect(page.get_by_text("do not call back, leave no message")).to_be_visible()
    expect(page.get_by_text("Safe to text again")).to_have_count(0)
    look(page, "request-marked")
    other = chromium.new_context(base_url=url).new_page()
    sign_in(other, "sue")
    _open(other, told[State.READY])
    for summary in other.locator(".phone summary").all():
        summary.click()
    look(other, "request-marked-supervisor")
    other.locator(".phone").get_by_label("Why").first.select_option("The parent says so, and it was surely the parent")
    other.get_by_role("button", name="Safe to text again").click()
    expect(_status(other)).to_contain_text("Taken back")
    other.context.close()
    with office.database.read() as connection:
        row = connection.execute(select(contacts)).one()
    assert row.unsafe_to_text_at is None
    assert row.unsafe_to_call_at is not None
    assert row.opted_out_at is not None


def test_what_may_be_said_to_a_caller_is_one_click_away_and_open_where_there_is_danger(
    page: Page, told, office, clock
) -> None:
    sign_in(page)
    _open(page, told[State.READY])
    expect(page.get_by_text("Never say")).to_be_hidden()
    page.get_by_text("Somebody calls about it").click()
    expect(page.get_by_text("It goes in the mail by Tue, Nov 24")).to_be_visible()
    look(page, "request-caller")
    with office.database.write() as connection:
        put(connection, DeskKind.DANGER, clock.at, contact_id=told[State.READY].contact_id)
    page.reload()
    expect(page.get_by_text("When in doubt, get a supervisor")).to_be_visible()
    expect(page.get_by_text("Whether it is safe to talk now")).to_be_visible()
    look(page, "request-caller-careful")


def test_two_clerks_at_one_phone(page: Page, told) -> None:
    sign_in(page)
    _open(page, told[State.READY])
    other = page.context.new_page()
    other.goto(page.url)
    other.get_by_role("button", name="Not safe to call").click()
    expect(_status(other)).to_contain_text("Marked")
    page.get_by_role("button", name="Not safe to text").click()
    expect(page.get_by_role("heading", name="Somebody changed it")).to_be_visible()


def test_the_phone_is_marked_with_the_keyboard_alone(page: Page, told, office) -> None:
    sign_in(page)
    _open(page, told[State.READY])
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.value") == "unsafe_to_text":
            break
    assert page.evaluate("getComputedStyle(document.activeElement).outlineWidth") == "3px"
    page.keyboard.press("Enter")
    expect(_status(page)).to_contain_text("in force from now on")


def test_the_new_buttons_work_without_javascript(chromium: Chromium, url: str, told, office) -> None:
    context = chromium.new_context(base_url=url, java_script_enabled=False)
    page = context.new_page()
    sign_in(page)
    _open(page, told[State.READY])
    page.get_by_text("Look at it here").click()
    expect(page.get_by_text("If nothing appears, open the PDF")).to_be_visible()
    page.get_by_role("button", name="Not safe to call").click()
    expect(page.get_by_text("Not safe to call, since")).to_be_visible()
    page.get_by_text("Hand it over in person").click()
    page.get_by_role("button", name="Picked up").click()
    expect(_status(page)).to_contain_text("Recorded as handed over")
    page.goto("/staff/?view=open")
    page.get_by_role("link", name="Came in").click()
    expect(page.get_by_role("link", name="Came in, the oldest first")).to_be_visible()
    page.set_viewport_size({"width": 360, "height": 740})
    expect(page.locator("td.asked").first).to_be_visible()
    page.get_by_role("link", name="Due date").click()
    expect(page.locator("td.asked").first).to_be_hidden()
    context.close()


def test_text_twice_as_large_still_fits(page: Page, told) -> None:
    sign_in(page)
    for path in (f"requests/{told[State.RETURNED].reference}", "returned", f"returned/{told[State.MAILED].reference}"):
        page.goto(f"/staff/{path}")
        for summary in page.locator("main summary").all():
            summary.click()
        for width in (640, 320):  # 200 % and 400 % zoom of a 1280 px window: WCAG 1.4.4 and 1.4.10
            page.set_viewport_size({"width": width, "height": 450})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
