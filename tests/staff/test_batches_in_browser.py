"""Batches and the case directory in a real browser: axe, the keyboard, a scanner's keystrokes, no JavaScript, zoom."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, expect

from enrollment.particulars import Particulars
from enrollment.request import State
from fulfillment.records import batches
from parsers import Language, PersonName, PostalAddress

from .conftest import TODAY
from .extracts import ANA, HEADER, OPPONENT, ROWS, put_in_force
from .import_worker import Worker
from .in_browser import look, sign_in
from .mailroom import build, loaded, stop

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore::ResourceWarning")]  # Playwright's own sockets

HOME = PostalAddress("2300 Edison Ave", None, "Sacramento", "CA", "95821")


@pytest.fixture
def database_url(sqlite_template: Path, tmp_path: Path) -> str:
    """One database is enough here: the pages are the same."""
    path = tmp_path / "test.db"
    path.write_bytes(sqlite_template.read_bytes())
    return f"sqlite:///{path}"


@pytest.fixture
def ready(office):
    """A dozen packages, four of them in Spanish, and what is not ready."""
    base = Particulars(Language.ENGLISH, PersonName("Vernell Pugh"), HOME)
    spanish = replace(base, forms_language=Language.SPANISH, name=PersonName("José Núñez"))
    for state in (State.HELD, State.NEEDS_REVIEW, State.ACCEPTED):
        office.request(state, base)
    made = [spanish if number % 3 == 0 else base for number in range(12)]
    return [
        office.request(State.READY, one, due_on=TODAY + timedelta(days=number // 4)) for number, one in enumerate(made)
    ]


def make(page: Page) -> str:
    page.goto("/staff/batches")
    page.get_by_role("button", name="Make a batch of these 12 packages").click()
    return page.url.split("/batches/")[1].split("?")[0]


def type_as_a_scanner(page: Page, reference: str) -> None:
    """Into whatever has the focus, and Enter."""
    page.keyboard.type(reference)
    page.keyboard.press("Enter")


def test_a_batch_from_its_preview_to_the_letter_box(page: Page, office, desk, ready) -> None:
    sign_in(page)
    page.goto("/staff/batches")
    expect(page.get_by_text("12 packages ready: 8 English and 4 Spanish")).to_be_visible()
    look(page, "batches-none")
    name = make(page)
    expect(page.get_by_role("status").first).to_contain_text("The batch is made")
    look(page, "batch-building")
    with office.database.write() as connection:
        batches.note_progress(connection, loaded(office, name).id, 7)
    expect(page.get_by_text("Being built, 7 of 12")).to_be_visible()
    build(office, desk, name)
    expect(page.get_by_role("button", name="Record as printed")).to_be_visible()  # by itself
    look(page, "batch-built")
    page.get_by_role("button", name="Record as printed").click()
    expect(page.get_by_role("status").first).to_contain_text("Recorded as printed")
    stop(office, ready[3])
    expect(page.get_by_text("pull this piece out of the stack")).to_be_visible(timeout=15_000)  # by itself too
    page.get_by_role("button", name="Record as mailed").click()
    expect(page.get_by_role("alert")).to_contain_text("Not recorded as mailed")
    look(page, "batch-pull")
    page.get_by_role("button", name="is pulled").click()
    page.get_by_role("button", name="Record as mailed").click()
    expect(page.get_by_role("status").first).to_contain_text("Recorded as mailed")
    look(page, "batch-closed")
    page.get_by_role("link", name="Batches").first.click()
    look(page, "batches")
    assert [office.state(request) for request in (ready[0], ready[3])] == [State.MAILED, State.HELD]


@pytest.fixture
def scanning(page: Page, office, desk, ready) -> str:
    """Signed in, before the scanner, with a built batch."""
    sign_in(page)
    name = make(page)
    build(office, desk, name)
    page.goto(f"/staff/batches/{name}/scan/mailed")
    return name


def test_scans_as_fast_as_they_come(page: Page, scanning: str, office, ready) -> None:
    expect(page.get_by_label("Scan the barcode")).to_be_focused()
    look(page, "scan")
    for request in ready[:6]:  # the next one does not wait for the answer to the last
        type_as_a_scanner(page, request.reference)
    expect(page.get_by_text("6 of 12 mailed")).to_be_visible()
    expect(page.get_by_label("Scan the barcode")).to_be_focused()
    assert [office.state(request) for request in ready[:7]] == [State.MAILED] * 6 + [State.READY]
    look(page, "scan-recorded")
    type_as_a_scanner(page, "48291038")
    expect(page.get_by_text("Not read")).to_be_visible()
    look(page, "scan-misread")


def test_one_that_must_not_go_stops_the_rest_until_it_is_pulled(page: Page, scanning: str, office, ready) -> None:
    stop(office, ready[0])
    for request in ready[:3]:
        type_as_a_scanner(page, request.reference)
    expect(page.get_by_text("Stop. Pull this one first.")).to_be_visible()
    look(page, "scan-stop")
    assert [office.state(request) for request in ready[:3]] == [State.HELD, State.READY, State.READY]
    page.get_by_role("button", name="is pulled").click()
    expect(page.get_by_label("Scan the barcode")).to_be_focused()
    type_as_a_scanner(page, ready[1].reference)
    expect(page.get_by_text("1 of 11 mailed")).to_be_visible()


def test_a_scan_that_did_not_arrive_is_named(page: Page, scanning: str, office, ready) -> None:
    page.context.set_offline(True)
    type_as_a_scanner(page, ready[0].reference)
    expect(page.get_by_role("alert")).to_contain_text(f"Not recorded: {ready[0].reference}")
    look(page, "scan-lost")
    page.context.set_offline(False)
    assert office.state(ready[0]) is State.READY


def test_a_scanner_at_a_page_whose_session_is_over_is_led_to_the_door(page: Page, scanning: str, clock, ready) -> None:
    clock.pass_by(timedelta(hours=1))
    type_as_a_scanner(page, ready[0].reference)
    page.wait_for_url("**/staff/sign-in*")


def test_without_javascript_a_batch_is_scanned_and_mailed(chromium: Chromium, url: str, office, desk, ready) -> None:
    context = chromium.new_context(base_url=url, java_script_enabled=False)
    page = context.new_page()
    sign_in(page)
    name = make(page)
    build(office, desk, name)
    page.get_by_role("link", name="Look again").click()
    page.get_by_role("link", name="Scan as mailed").click()
    for number, request in enumerate(ready[:3], 1):
        expect(page.get_by_label("Scan the barcode")).to_be_focused()
        type_as_a_scanner(page, request.reference)
        expect(page.get_by_text(f"{number} of 12 mailed")).to_be_visible()
    page.get_by_role("link", name=f"Batch {name}").click()
    page.get_by_label("References, with spaces").fill(" ".join(request.reference for request in ready[3:5]))
    page.get_by_role("button", name="These are mailed").click()
    expect(page.get_by_role("heading", name="2 recorded as mailed")).to_be_visible()
    page.get_by_role("link", name="Back to the batch").click()
    page.get_by_role("link", name=f"{ready[7].reference[:4]}-{ready[7].reference[4:]}: print again").click()
    with page.expect_download() as again:
        page.get_by_role("button", name="Print this one again").click()
    assert again.value.suggested_filename.startswith(f"{name}-again-en-")
    page.get_by_role("button", name="Spoiled").click()
    expect(page.get_by_role("status").first).to_contain_text("ready to print with the next one")
    context.close()


def test_a_list_with_a_slip_in_it(page: Page, scanning: str, office, ready) -> None:
    stop(office, ready[2])
    page.goto(f"/staff/batches/{scanning}")
    page.get_by_label("References, with spaces").fill(f"{ready[0].reference} 1234-5678 {ready[2].reference}")
    page.get_by_role("button", name="These are printed").click()
    expect(page.get_by_role("alert")).to_contain_text("2 not recorded")
    look(page, "batch-list")


def test_the_batch_is_worked_with_the_keyboard_alone(page: Page, scanning: str, office, ready) -> None:
    page.goto(f"/staff/batches/{scanning}")
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "Record as printed":
            break
    assert page.evaluate("getComputedStyle(document.activeElement).outlineWidth") == "3px", "the focus is seen"
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("Recorded as printed")
    assert office.state(ready[0]) is State.PRINTED


def test_text_twice_as_large_still_fits_the_mailroom(page: Page, scanning: str, office, ready) -> None:
    stop(office, ready[0])
    for path in ("", f"/{scanning}", f"/{scanning}/scan/mailed?said=pull&reference={ready[0].reference}"):
        page.goto(f"/staff/batches{path}")
        for width in (640, 320):  # 200 % of a 1280 px window, and 400 %: WCAG 1.4.10
            page.set_viewport_size({"width": width, "height": 450})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        page.set_viewport_size({"width": 1280, "height": 900})


# The case directory


@pytest.fixture
def worker(office, desk) -> Worker:
    return Worker(office, desk)


def send_extract(page: Page, content: str) -> None:
    page.goto("/staff/cases")
    page.get_by_label("The county's file").set_input_files(
        {"name": "extract.csv", "mimeType": "text/csv", "buffer": content.encode()}
    )
    page.get_by_role("button", name="Send and check").click()
    expect(page.get_by_text("Being checked:")).to_be_visible()


def test_an_extract_from_the_countys_file_to_the_first_look_up(page: Page, office, worker: Worker) -> None:
    sign_in(page, "sue")
    page.get_by_role("link", name="Cases").click()
    look(page, "cases-empty")
    send_extract(page, HEADER + ROWS)
    look(page, "cases-checking")
    worker.run()
    expect(page.get_by_role("button", name="Put in force")).to_be_visible()  # by itself
    look(page, "cases-good")
    page.get_by_role("button", name="Put in force").click()
    worker.run()
    expect(page.get_by_role("heading", name="Put in force")).to_be_visible()
    send_extract(page, HEADER + ROWS.splitlines()[0])
    worker.run()
    page.get_by_role("button", name="Put in force").click()
    expect(page.get_by_role("alert")).to_contain_text("Not put in force")
    look(page, "cases-drop")
    page.get_by_role("button", name="Drop it").click()
    expect(page.get_by_role("status")).to_contain_text("Dropped")
    send_extract(page, HEADER + ROWS + "12,x\n0123456789,order,2024-03-05,x,party,,,\n")
    worker.run()
    expect(page.get_by_text("2 of 7 rows are bad")).to_be_visible()
    look(page, "cases-bad")


def test_a_look_up_says_why_a_phone_hears_nothing(page: Page, office, supervisor, worker: Worker) -> None:
    put_in_force(supervisor, worker, HEADER + ROWS)
    sign_in(page, "sue")
    page.goto("/staff/cases")
    page.get_by_label("Case number").fill("0123456789")
    page.get_by_label("Texting phone").fill(OPPONENT)
    page.get_by_label("Why you look").select_option("A parent says STATUS tells them nothing")
    page.get_by_label("In your own words").fill("He called and says so")
    page.keyboard.press("Enter")
    expect(page.get_by_text("This phone is refused:")).to_be_visible()
    look(page, "cases-told")
    page.get_by_label("Case number").fill("12")
    page.get_by_label("Why you look").select_option("Something else")
    page.get_by_label("In your own words").fill("He called again")
    page.get_by_role("button", name="Look it up").click()
    expect(page.get_by_role("alert")).to_contain_text("no case number of this county")
    look(page, "cases-mistyped")
    assert ANA not in page.content()


def test_without_javascript_an_extract_is_put_in_force(chromium: Chromium, url: str, office, worker: Worker) -> None:
    context = chromium.new_context(base_url=url, java_script_enabled=False)
    page = context.new_page()
    sign_in(page, "sue")
    send_extract(page, HEADER + ROWS)
    worker.run()
    page.get_by_role("link", name="Look again").click()
    page.get_by_role("button", name="Put in force").click()
    worker.run()
    page.get_by_role("link", name="Look again").click()
    expect(page.get_by_role("heading", name="Put in force")).to_be_visible()
    context.close()


def test_a_clerk_sees_the_age_and_text_twice_as_large_fits(page: Page, supervisor, worker: Worker) -> None:
    path = put_in_force(supervisor, worker, HEADER + ROWS)
    sign_in(page)
    page.get_by_role("link", name="Cases").click()
    expect(page.get_by_text("Fresh.")).to_be_visible()
    look(page, "cases-clerk")
    page.get_by_role("button", name="Sign out").click()
    sign_in(page, "sue")
    for where in ("/staff/cases", path):
        page.goto(where)
        for width in (640, 320):
            page.set_viewport_size({"width": width, "height": 450})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, where
        page.set_viewport_size({"width": 1280, "height": 900})
