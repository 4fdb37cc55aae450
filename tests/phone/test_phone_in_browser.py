"""The phone in a real browser: text, reply, later texts, faults in words, and axe in every state."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from parsers import segments
from tests.phone.standin_county import Standin, serving

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore::ResourceWarning")]  # Playwright's own sockets

PICTURES = Path(__file__).resolve().parents[2] / "test-artifacts" / "phone"
SIZES = {"phone": (360, 740), "desk": (1280, 900)}
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}}
OPEN = "OPEN Maria Lopez 1234 Fruitridge Rd Apt 5 Sacramento CA 95820"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium")
        yield browser
        browser.close()


@pytest.fixture
def url(county: Standin) -> Iterator[str]:
    with serving(county) as address:
        yield address


@pytest.fixture
def page(chromium: Browser, url: str) -> Iterator[Page]:
    context = chromium.new_context(base_url=url, reduced_motion="reduce")
    yield opened(context.new_page())
    context.close()


def opened(page: Page) -> Page:
    page.goto("/phone/")
    expect(page.locator("[data-part=number]")).to_have_text(re.compile(r"\(\d{3}\) 555-01\d\d"))
    expect(page.locator("[data-part=clock]")).to_have_text(re.compile(r"\d+:\d\d [AP]M"))
    return page


def own_number(page: Page) -> str:
    return "+1" + re.sub(r"\D", "", page.locator("[data-part=number]").inner_text())


def text(page: Page, body: str) -> None:
    page.get_by_label("Text to the county").fill(body)
    page.keyboard.press("Enter")


def bubbles(page: Page) -> list[str]:
    return page.locator("li .text").all_inner_texts()


def expect_bubbles(page: Page, *wanted: str) -> None:
    expect(page.locator("li .text")).to_have_text(list(wanted))


def expect_after_another_round(page: Page, *wanted: str) -> None:
    """The page asks every two seconds, also for what it has: nothing may show twice."""
    expect_bubbles(page, *wanted)
    with page.expect_response("**/phone/texts"):
        pass
    with page.expect_response("**/phone/texts"):
        pass
    expect_bubbles(page, *wanted)


def test_a_text_shows_its_reply_and_what_is_sent_later_once_each(page: Page, county: Standin) -> None:
    county.replies = ["We will mail\nEnglish forms & more", "Second reply"]
    text(page, OPEN)
    expect_after_another_round(page, OPEN, *county.replies)

    county.put(own_number(page), "We have mailed your forms.")
    expect_after_another_round(page, OPEN, *county.replies, "We have mailed your forms.")
    expect(page.locator("[data-part=heard]")).to_contain_text("County: We have mailed your forms.")
    assert county.webhooks[0]["Body"] == OPEN


def test_the_history_survives_a_reload_under_the_same_number(page: Page, county: Standin) -> None:
    text(page, OPEN)
    expect_bubbles(page, OPEN, "Thank you.")
    number = own_number(page)

    page.reload()

    expect_after_another_round(page, OPEN, "Thank you.")
    assert own_number(page) == number


def test_no_number_is_in_any_address(page: Page, county: Standin) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    text(page, OPEN)
    expect_bubbles(page, OPEN, "Thank you.")
    assert asked
    assert not [address for address in asked if "555" in address or "?" in address]


def test_a_new_phone_starts_empty_and_the_old_one_is_found_again(page: Page, county: Standin) -> None:
    text(page, "OPEN")
    expect_bubbles(page, "OPEN", "Thank you.")
    first = own_number(page)

    page.get_by_role("button", name="New phone").click()
    expect(page.locator("[data-part=empty]")).to_be_visible()
    assert own_number(page) != first
    assert bubbles(page) == []

    page.get_by_role("button", name="Change").click()
    page.get_by_label("Your number").fill(first.removeprefix("+1"))
    page.keyboard.press("Enter")
    expect_bubbles(page, "OPEN", "Thank you.")
    assert own_number(page) == first


def test_a_number_nobody_can_text_is_refused_in_words(page: Page) -> None:
    page.get_by_role("button", name="Change").click()
    page.get_by_label("Your number").fill("12")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("not a number that can be texted")
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_role("alert")).to_be_hidden()
    expect(page.get_by_role("button", name="Change")).to_be_focused()


def test_no_reply_is_said_quietly(page: Page, county: Standin) -> None:
    county.replies = []
    page.get_by_role("button", name="STOP").click()
    page.keyboard.press("Enter")
    expect(page.locator("li.system")).to_have_text("no reply")
    expect(page.locator("[data-part=heard]")).to_contain_text("No reply.")


@pytest.mark.parametrize(("status", "words"), [(403, "the signature does not fit"), (503, "cannot store texts")])
def test_a_refusal_is_told_in_words_and_can_be_tried_again(
    page: Page, county: Standin, status: int, words: str
) -> None:
    county.status = status
    text(page, OPEN)
    expect(page.locator("li.failed .meta")).to_contain_text(words)

    county.status = 200
    page.get_by_role("button", name="Try again").click()
    expect_bubbles(page, OPEN, "Thank you.")
    expect(page.locator("li.failed")).to_have_count(0)


def test_a_lost_connection_is_told_in_words_and_ends_by_itself(page: Page, county: Standin) -> None:
    page.context.set_offline(True)
    expect(page.get_by_role("alert")).to_contain_text("No connection", timeout=5000)
    text(page, OPEN)
    expect(page.locator("li.failed .meta")).to_contain_text("No connection")
    page.context.set_offline(False)
    expect(page.get_by_role("alert")).to_be_hidden(timeout=5000)


def test_what_was_really_kept_is_shown(page: Page, county: Standin) -> None:
    county.kept_as = "OPEN Maria Lopez [number removed]"
    text(page, "OPEN Maria Lopez 078-05-1120")
    expect_bubbles(page, county.kept_as, "Thank you.")
    expect(page.locator("li.mine .meta")).to_contain_text("kept like this")


def test_a_text_that_could_not_be_delivered_says_so_later(page: Page, county: Standin) -> None:
    late = county.put(own_number(page), "Your forms came back.")
    expect(page.locator("li.theirs .text")).to_have_text("Your forms came back.", timeout=5000)
    county.receipt(late, "undelivered")
    expect(page.locator("li.theirs .meta")).to_contain_text("not delivered", timeout=5000)


def test_shift_enter_starts_a_line_and_emoji_arrive_whole(page: Page, county: Standin) -> None:
    draft = page.get_by_label("Text to the county")
    draft.press_sequentially("Hola 👩‍👧 ")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("segunda")
    page.keyboard.press("Enter")
    expect(page.locator("li.theirs .text")).to_have_text("Thank you.")
    assert county.webhooks[0]["Body"] == "Hola 👩‍👧 \nsegunda"
    assert page.locator("li.mine .text").inner_text() == "Hola 👩‍👧 \nsegunda"


def test_markup_in_a_text_stays_text(page: Page, county: Standin) -> None:
    county.replies = ["<b>bold</b> & <img src=x onerror=alert(1)>"]
    text(page, "<script>alert(1)</script>")
    expect_bubbles(page, "<script>alert(1)</script>", county.replies[0])


COUNTED = [
    pytest.param("x" * 160, id="one-full-segment"),
    pytest.param("x" * 161, id="one-letter-more"),
    pytest.param("x" * 152 + "€" + "x" * 152, id="two-septets-not-split"),
    pytest.param("ñ é ü ¿ ¡ à", id="accents-within-gsm-7"),
    pytest.param("á" * 70, id="unicode-full"),
    pytest.param("á" * 71, id="unicode-one-more"),
    pytest.param("a" * 66 + "😀" + "b" * 66, id="emoji-not-split"),
    pytest.param("a" * 69 + "😀", id="emoji-counts-two"),
    pytest.param("[]{}|~^\\" * 20, id="extension-table"),
    pytest.param("line\nline" * 30, id="new-lines"),
]


def test_segments_are_counted_as_the_program_counts_them(page: Page) -> None:
    for case in COUNTED:
        body = str(case.values[0])
        page.get_by_label("Text to the county").fill(body)
        shown = page.locator("#count").inner_text()
        assert int(shown.split()[0]) == segments(body), case.id


def test_times_and_days_are_pacific(chromium: Browser, url: str, county: Standin) -> None:
    county.now = datetime(2026, 3, 2, 7, 59, 30, tzinfo=UTC)  # late on Sunday in Sacramento
    context = chromium.new_context(base_url=url, timezone_id="Asia/Tokyo")
    page = opened(context.new_page())
    text(page, OPEN)
    expect(page.locator("li.theirs .meta")).to_have_text(re.compile(r"12:00 AM|11:59 PM"))
    expect(page.locator("li.day").first).to_have_text("Sunday, March 1")
    context.close()


def test_two_tabs_are_two_phones(chromium: Browser, url: str, county: Standin) -> None:
    context = chromium.new_context(base_url=url)
    first, second = opened(context.new_page()), opened(context.new_page())
    text(first, "OPEN")
    expect_bubbles(first, "OPEN", "Thank you.")
    assert own_number(first) != own_number(second)
    assert bubbles(second) == []
    context.close()


def test_the_keyboard_reaches_everything(page: Page) -> None:
    expect(page.get_by_label("Text to the county")).to_be_focused()
    page.get_by_role("link", name="Staff page").focus()
    reached = []
    for _ in range(14):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.ariaLabel || document.activeElement.innerText"))
    assert {"New phone", "Change", "Texts", "English", "STOP", "Text to the county", "Send"} <= set(reached)


def top_of_first_reply(page: Page) -> float:
    box = page.locator("li.theirs").first.bounding_box()
    assert box
    return box["y"]


def test_a_reader_who_looked_back_is_not_torn_away(page: Page, county: Standin) -> None:
    county.replies = ["line\n" * 30]
    text(page, OPEN)
    expect(page.locator("li.theirs")).to_have_count(1)
    log = page.locator("[data-part=log]")
    log.evaluate("log => { log.scrollTop = -400 }")
    before = top_of_first_reply(page)
    county.put(own_number(page), "Mailed.")
    expect(page.get_by_role("button", name="New text")).to_be_visible(timeout=5000)
    assert abs(top_of_first_reply(page) - before) < 2  # the browser rounds
    page.get_by_role("button", name="New text").click()
    expect(page.get_by_role("button", name="New text")).to_be_hidden()
    expect(page.get_by_text("Mailed.", exact=True)).to_be_in_viewport()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_nothing_in_any_state(chromium: Browser, url: str, county: Standin, scheme: str, size: str) -> None:
    width, height = SIZES[size]
    context = chromium.new_context(
        base_url=url,
        viewport={"width": width, "height": height},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    page = opened(context.new_page())
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda line: faults.append(line.text) if "Content Security" in line.text else None)

    axe_is_silent(page, f"{size}-{scheme}-empty")
    text(page, OPEN)
    expect(page.locator("li.theirs")).to_have_count(1)
    county.replies = []
    text(page, "STOP")
    expect(page.locator("li.system")).to_have_count(1)
    axe_is_silent(page, f"{size}-{scheme}-texts")
    county.status = 503
    text(page, "¿Cuándo llegan?")
    expect(page.locator("li.failed .meta")).to_contain_text("503")
    page.get_by_role("button", name="Change").click()
    page.get_by_label("Your number").fill("12")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    axe_is_silent(page, f"{size}-{scheme}-trouble")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert faults == []
    context.close()


def axe_is_silent(page: Page, picture: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"{picture}.png")
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, found.generate_report()
