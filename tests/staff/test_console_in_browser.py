"""The console in a real browser: axe on every page and state, the keyboard, the list that refreshes itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, expect

from enrollment.particulars import Particulars
from enrollment.request import State
from parsers import Language, Part, PersonName, PostalAddress
from store.desk import DeskKind, put

from .in_browser import look, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore::ResourceWarning")]  # Playwright's own sockets


@pytest.fixture
def database_url(sqlite_template: Path, tmp_path: Path) -> str:
    """One database is enough here: the pages are the same."""
    path = tmp_path / "test.db"
    path.write_bytes(sqlite_template.read_bytes())
    return f"sqlite:///{path}"


@pytest.fixture
def busy(office, clock):
    """A morning: late, due, stuck, doubtful, held, printed, mailed."""
    names = ["Maria Lopez", "Vernell Pugh", "José Ángel Núñez", "Thuy Tran", "Ana de la Cruz", "Bobby Ray Smith Jr"]
    today = clock.at.date()
    base = Particulars(
        Language.ENGLISH, PersonName("x"), PostalAddress("2300 Edison Ave", None, "Sacramento", "CA", "95821")
    )

    def one(number: int, state: State, due: int, **more):
        language = Language.SPANISH if number % 3 == 0 else Language.ENGLISH
        parts = replace(base, name=PersonName(names[number % 6]), forms_language=language, **more.pop("parts", {}))
        asked = clock.at - timedelta(days=7 - due, hours=number)
        return office.request(state, parts, due_on=today + timedelta(days=due), asked_at=asked, **more)

    contact = office.phone(language="es")
    wrote = "OPEN María López-Hernández 1234 Fruitridge Rd apto 5 Sacramento CA in spanish porfavor gracias"
    doubtful = Particulars(
        Language.SPANISH,
        PersonName("María López-Hernández"),
        PostalAddress("1234 Fruitridge Rd", "apto 5", "Sacramento", "CA"),
        missing=(Part.ZIP,),
        doubtful=(Part.SECONDARY_UNIT,),
    )
    at = clock.at - timedelta(days=1, hours=3)
    review = office.request(
        State.NEEDS_REVIEW, doubtful, contact_id=contact, asked_at=at, review_reason="no_answer", due_on=today
    )
    office.text(contact, wrote, at=at, request_id=review.id)
    asked = (
        "Sac County DCSS: ¿Cuál es su código postal (ZIP)? Pueden aplicar cargos de su plan. STOP para terminar, AYUDA."
    )
    office.text(contact, asked, inbound=False, at=at, status="delivered", request_id=review.id)
    office.text(contact, "no se, pregunte a mi hermana", at=at + timedelta(minutes=4), request_id=review.id)
    office.text(
        contact,
        "¿El ZIP de su dirección, por favor?",
        inbound=False,
        at=at + timedelta(minutes=4),
        status="undelivered",
        error_code=30003,
    )
    made = {"review": review}
    made["late"] = one(1, State.READY, -3)
    made["stuck"] = one(2, State.ACCEPTED, -1)
    office.stick(made["stuck"])
    for number in range(3, 12):
        one(number, State.READY, number % 4 + 1)
    made["printed"] = one(12, State.PRINTED, 1)
    made["held"] = one(13, State.HELD, 3)
    made["asked"] = one(14, State.NEEDS_ANSWER, 4, parts={"missing": (Part.ZIP,)})
    made["mailed"] = one(15, State.MAILED, 3)
    made["ready"] = one(16, State.READY, 2, contact_id=office.phone("+19165550177"))
    return made


def test_the_door_is_for_everybody(page: Page) -> None:
    page.goto("/staff/sign-in")
    expect(page.get_by_label("User name")).to_be_focused()
    look(page, "sign-in")
    page.get_by_label("User name").fill("ana")
    page.get_by_label("Password").fill("wrong")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("not right")
    look(page, "sign-in-wrong")


def test_the_queue_on_a_busy_morning(page: Page, busy) -> None:
    sign_in(page)
    look(page, "queue")
    page.get_by_role("link", name="Stuck 1").click()
    expect(page.get_by_role("row").nth(1)).to_contain_text("Try again")
    look(page, "queue-stuck")


def test_the_queue_with_nothing_in_it_and_a_line_that_is_down(page: Page, clock) -> None:
    clock.pass_by(timedelta(minutes=3))
    sign_in(page)
    expect(page.get_by_text("No worker is running")).to_be_visible()
    look(page, "queue-empty")


@pytest.mark.parametrize("which", ["review", "ready", "stuck", "printed", "held", "mailed"])
def test_one_request_in_each_of_its_states(page: Page, busy, which: str) -> None:
    sign_in(page)
    page.goto(f"/staff/requests/{busy[which].reference}")
    for summary in page.locator("main summary").all():
        summary.click()
    look(page, f"request-{which}")


def test_a_viewers_pages(page: Page, busy) -> None:
    sign_in(page, "vic")
    look(page, "queue-viewer")
    page.goto(f"/staff/requests/{busy['review'].reference}")
    look(page, "request-viewer")


@pytest.fixture
def desk_items(office, busy, clock):
    """What lies on the desk on such a morning: danger, a call-back wish, another language."""
    contact = office.phone("+19165550144", language="en")
    wrote = "OPEN Rosa Diaz 77 Elm St Folsom CA 95630 please be careful he reads my phone, he said he will kill me"
    text = office.text(contact, wrote, at=clock.at - timedelta(hours=2))
    with office.database.write() as connection:
        at = clock.at - timedelta(hours=2)
        put(connection, DeskKind.WANTS_PERSON, at, contact_id=contact, message_id=text, detail="may_call")
        put(connection, DeskKind.OTHER_LANGUAGE, at, contact_id=contact, detail="hmn")
        held = busy["held"].id
        put(connection, DeskKind.PULL_PRINTED, at, request_id=busy["printed"].id)
        put(connection, DeskKind.DANGER, clock.at, contact_id=contact, request_id=held, message_id=text)
    return busy


def test_the_desk_from_claim_to_settled(page: Page, desk_items) -> None:
    sign_in(page)
    page.get_by_role("link", name="Desk 4").click()
    look(page, "desk")
    page.get_by_role("link", name="Danger").click()
    page.get_by_label("Note").fill("Asked the supervisor what to do")
    page.get_by_role("button", name="I take it").click()
    expect(page.get_by_role("status")).to_contain_text("It is yours now")
    look(page, "desk-item")
    page.get_by_role("button", name="Settled").click()
    expect(page.get_by_role("status")).to_contain_text("Settled")
    expect(page.get_by_role("link", name="Desk 3")).to_be_visible()
    page.get_by_role("link", name="Wants to talk to a person").click()
    look(page, "desk-wish")


def test_a_call_becomes_a_request(page: Page, desk_items) -> None:
    sign_in(page)
    page.get_by_role("link", name="New request").click()
    look(page, "new")
    page.get_by_label("Called").check()
    page.get_by_label("Full name").fill("Vernell Pugh")
    page.get_by_label("Street and number").fill("2300 Edison Ave")
    page.get_by_role("button", name="Make the request").click()
    expect(page.get_by_role("alert")).to_contain_text("Missing: ZIP code")
    look(page, "new-missing")
    page.get_by_label("City").fill("Folsom")
    page.get_by_label("ZIP code").fill("95821")
    page.get_by_role("button", name="Make the request").click()
    expect(page.get_by_role("alert")).to_contain_text("Look again")
    look(page, "new-doubt")
    page.get_by_role("button", name="It is right").click()
    expect(page.get_by_role("status").first).to_contain_text("The request is made")


def test_a_request_is_put_right_and_another_ended(page: Page, busy, office) -> None:
    sign_in(page)
    page.goto(f"/staff/requests/{busy['review'].reference}")
    page.get_by_role("link", name="Put name, address or language right").click()
    look(page, "edit")
    page.get_by_label("ZIP code").fill("95630")
    page.get_by_label("City").fill("Sacramento")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("Look again")
    look(page, "edit-doubt")
    page.get_by_label("ZIP code").fill("95820")
    page.get_by_role("button", name="It is right").click()
    expect(page.get_by_role("status").first).to_contain_text("Saved")
    assert office.state(busy["review"]) is State.ACCEPTED
    page.goto(f"/staff/requests/{busy['ready'].reference}")
    page.get_by_text("Do not mail it").click()
    look(page, "request-end")
    page.get_by_label("Why").select_option("It was asked for twice")
    page.get_by_role("button", name="End this request").click()
    expect(page.get_by_role("status").first).to_contain_text("come to its end")
    assert office.state(busy["ready"]) is State.CANCELLED


def test_ones_own_password(page: Page) -> None:
    sign_in(page)
    page.get_by_role("link", name="ana").click()
    look(page, "password")


def test_search_conflict_and_wrong_turns(page: Page, busy) -> None:
    sign_in(page)
    box = page.get_by_label("Find by reference, phone or full name")
    box.fill("maria lopez-hernandez")
    box.press("Enter")
    expect(page.get_by_role("heading", name="1 request found")).to_be_visible()
    look(page, "found")
    box.fill("nobody at all")
    box.press("Enter")
    look(page, "found-nothing")
    page.goto("/staff/requests/00000000")
    look(page, "nothing-here")
    reference = busy["ready"].reference
    page.goto(f"/staff/requests/{reference}")
    other = page.context.new_page()
    other.goto(page.url)
    other.get_by_role("button", name="Put on hold").click()
    expect(other.get_by_role("status").first).to_contain_text("On hold")
    page.get_by_role("button", name="Record as printed").click()
    expect(page.get_by_role("heading", name="Somebody changed it")).to_be_visible()
    look(page, "conflict")
    page.get_by_role("link", name="Look again").click()
    expect(page.get_by_role("button", name="Release")).to_be_visible()


def test_a_package_from_ready_to_mailed_with_the_keyboard_alone(page: Page, busy, office) -> None:
    sign_in(page)
    page.goto("/staff/?view=ready")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == f"r-{busy['late'].reference}":
            break
    shape = page.evaluate("getComputedStyle(document.activeElement, '::after').outlineWidth")
    assert shape == "3px", "the row that has the focus shows it"
    page.keyboard.press("Enter")
    page.wait_for_url("**/requests/*")
    for button in ("Record as printed", "Record as mailed"):
        page.get_by_role("button", name=button).focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**?done=*")
    expect(page.get_by_role("status").first).to_contain_text("Recorded as mailed")
    look(page, "request-done")
    assert office.state(busy["late"]) is State.MAILED


def test_the_list_refreshes_itself_and_keeps_the_place(page: Page, busy, office) -> None:
    sign_in(page)
    page.set_viewport_size({"width": 1280, "height": 400})
    link = page.locator(f"#r-{busy['held'].reference}")
    link.focus()
    link.scroll_into_view_if_needed()
    scrolled = page.evaluate("scrollY")
    before = page.locator("tbody tr").count()
    new = office.request(State.READY, due_on=busy["held"].due_on + timedelta(days=9))
    expect(page.locator(f"#r-{new.reference}")).to_be_attached(timeout=15_000)
    assert page.locator("tbody tr").count() == before + 1
    assert page.evaluate("document.activeElement.id") == f"r-{busy['held'].reference}"
    assert page.evaluate("scrollY") == scrolled


def test_a_page_that_lost_its_server_says_so(page: Page, busy) -> None:
    sign_in(page)
    page.context.set_offline(True)
    expect(page.get_by_text("lost its connection")).to_be_visible(timeout=15_000)
    page.context.set_offline(False)
    expect(page.get_by_text("lost its connection")).to_be_hidden(timeout=15_000)


def test_a_page_left_open_goes_back_to_the_door(page: Page, busy, clock) -> None:
    sign_in(page)
    page.goto(f"/staff/requests/{busy['review'].reference}")
    clock.pass_by(timedelta(minutes=31))
    page.wait_for_url("**/staff/sign-in*", timeout=20_000)


def test_another_clerks_change_is_announced_on_the_open_page(page: Page, busy, office, supervisor) -> None:
    sign_in(page)
    page.goto(f"/staff/requests/{busy['ready'].reference}")
    supervisor.press(busy["ready"], "hold")
    expect(page.get_by_text("Something has changed here")).to_be_visible(timeout=20_000)
    look(page, "request-news")


def test_everything_essential_works_without_javascript(chromium: Chromium, url: str, busy, office) -> None:
    context = chromium.new_context(base_url=url, java_script_enabled=False)
    page = context.new_page()
    sign_in(page)
    page.get_by_role("link", name="Late 2").click()
    page.locator(f"#r-{busy['late'].reference}").click()
    page.get_by_role("button", name="Record as printed").click()
    expect(page.get_by_role("button", name="Record as mailed")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("status")).to_contain_text("signed out")
    context.close()
    assert office.state(busy["late"]) is State.PRINTED


def test_text_twice_as_large_still_fits(page: Page, busy) -> None:
    sign_in(page)
    for path in ("/staff/", f"/staff/requests/{busy['review'].reference}"):
        page.goto(path)
        page.set_viewport_size({"width": 640, "height": 450})  # 200 % zoom of a 1280 px window
        assert page.evaluate("document.documentElement.scrollWidth") <= 640
        page.set_viewport_size({"width": 320, "height": 256})  # 400 %: WCAG 1.4.10
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
