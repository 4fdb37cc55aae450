"""The phone in a real browser: text, reply, later texts, faults in words, and axe in every state."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from parsers import segments
from tests.phone.in_browser import (
    OPEN,
    SIZES,
    axe_is_silent,
    bubbles,
    expect_bubbles,
    one,
    opened,
    own_number,
    text,
)
from tests.phone.standin_county import Standin

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore::ResourceWarning")]  # Playwright's own sockets


def expect_after_another_round(page: Page, *wanted: str) -> None:
    """The page asks every two seconds, also for what it has: nothing may show twice."""
    expect_bubbles(one(page), *wanted)
    for _ in range(4):  # two phones ask
        with page.expect_response("**/phone/texts"):
            pass
    expect_bubbles(one(page), *wanted)


def test_a_text_shows_its_reply_and_what_is_sent_later_once_each(page: Page, county: Standin) -> None:
    county.replies = ["We will mail\nEnglish forms & more", "Second reply"]
    text(one(page), OPEN)
    expect_after_another_round(page, OPEN, *county.replies)

    county.put(own_number(one(page)), "We have mailed your forms.")
    expect_after_another_round(page, OPEN, *county.replies, "We have mailed your forms.")
    expect(one(page).locator("[data-part=heard]")).to_contain_text("County: We have mailed your forms.")
    assert county.webhooks[0]["Body"] == OPEN


def test_the_history_survives_a_reload_under_the_same_number(page: Page, county: Standin) -> None:
    text(one(page), OPEN)
    expect_bubbles(one(page), OPEN, "Thank you.")
    number = own_number(one(page))

    page.reload()

    expect_after_another_round(page, OPEN, "Thank you.")
    assert own_number(one(page)) == number


def test_no_number_is_in_any_address(page: Page, county: Standin) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    text(one(page), OPEN)
    expect_bubbles(one(page), OPEN, "Thank you.")
    assert asked
    assert not [address for address in asked if "555" in address or "?" in address]


def test_a_text_sent_before_the_page_is_ready_goes_out_when_it_is(page: Page, county: Standin) -> None:
    held: list[Route] = []
    number = own_number(one(page))

    def hold(question: Route) -> None:
        held.append(question)

    page.route("**/phone/texts", hold)
    one(page).get_by_role("button", name="New phone").click()
    while not held:
        page.wait_for_timeout(20)
    text(one(page), "OPEN")
    expect(one(page).get_by_label("Text to the county")).to_have_value("OPEN")

    page.unroute("**/phone/texts", hold)  # which lets the held ones go on

    expect_bubbles(one(page), "OPEN", "Thank you.")
    assert county.webhooks[0]["From"] == own_number(one(page)) != number


def test_a_new_phone_starts_empty_and_the_old_one_is_found_again(page: Page, county: Standin) -> None:
    text(one(page), "OPEN")
    expect_bubbles(one(page), "OPEN", "Thank you.")
    first = own_number(one(page))

    one(page).get_by_role("button", name="New phone").click()
    expect(one(page).locator("[data-part=empty]")).to_be_visible()
    assert own_number(one(page)) != first
    assert bubbles(one(page)) == []

    one(page).get_by_role("button", name="Change").click()
    one(page).get_by_label("Your number").fill(first.removeprefix("+1"))
    page.keyboard.press("Enter")
    expect_bubbles(one(page), "OPEN", "Thank you.")
    assert own_number(one(page)) == first


def test_a_number_nobody_can_text_is_refused_in_words(page: Page) -> None:
    one(page).get_by_role("button", name="Change").click()
    one(page).get_by_label("Your number").fill("12")
    page.keyboard.press("Enter")
    expect(one(page).get_by_role("alert")).to_contain_text("not a number that can be texted")
    one(page).get_by_role("button", name="Cancel").click()
    expect(one(page).get_by_role("alert")).to_be_hidden()
    expect(one(page).get_by_role("button", name="Change")).to_be_focused()


def test_no_reply_is_said_quietly(page: Page, county: Standin) -> None:
    county.replies = []
    one(page).get_by_role("button", name="STOP").click()
    page.keyboard.press("Enter")
    expect(one(page).locator("li.system")).to_have_text("no reply")
    expect(one(page).locator("[data-part=heard]")).to_contain_text("no reply")


@pytest.mark.parametrize(("status", "words"), [(403, "the signature does not fit"), (503, "cannot store texts")])
def test_a_refusal_is_told_in_words_and_can_be_tried_again(
    page: Page, county: Standin, status: int, words: str
) -> None:
    county.status = status
    text(one(page), OPEN)
    expect(one(page).locator("li.failed .meta")).to_contain_text(words)

    county.status = 200
    one(page).get_by_role("button", name="Try again").click()
    expect_bubbles(one(page), OPEN, "Thank you.")
    expect(one(page).locator("li.failed")).to_have_count(0)


def test_a_lost_connection_is_told_in_words_and_ends_by_itself(page: Page, county: Standin) -> None:
    page.context.set_offline(True)
    expect(one(page).get_by_role("alert")).to_contain_text("No connection", timeout=5000)
    text(one(page), OPEN)
    expect(one(page).locator("li.failed .meta")).to_contain_text("No connection")
    page.context.set_offline(False)
    expect(one(page).get_by_role("alert")).to_be_hidden(timeout=5000)


def test_what_was_really_kept_is_shown(page: Page, county: Standin) -> None:
    county.kept_as = "OPEN Maria Lopez [number removed]"
    text(one(page), "OPEN Maria Lopez 078-05-1120")
    expect_bubbles(one(page), county.kept_as, "Thank you.")
    expect(one(page).locator("li.mine .meta")).to_contain_text("kept like this")


def test_a_text_that_could_not_be_delivered_says_so_later(page: Page, county: Standin) -> None:
    late = county.put(own_number(one(page)), "Your forms came back.")
    expect(one(page).locator("li.theirs .text")).to_have_text("Your forms came back.", timeout=5000)
    county.receipt(late, "undelivered")
    expect(one(page).locator("li.theirs .meta")).to_contain_text("not delivered", timeout=5000)


def test_shift_enter_starts_a_line_and_emoji_arrive_whole(page: Page, county: Standin) -> None:
    draft = one(page).get_by_label("Text to the county")
    draft.press_sequentially("Hola 👩‍👧 ")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("segunda")
    page.keyboard.press("Enter")
    expect(one(page).locator("li.theirs .text")).to_have_text("Thank you.")
    assert county.webhooks[0]["Body"] == "Hola 👩‍👧 \nsegunda"
    assert one(page).locator("li.mine .text").inner_text() == "Hola 👩‍👧 \nsegunda"


def test_markup_in_a_text_stays_text(page: Page, county: Standin) -> None:
    county.replies = ["<b>bold</b> & <img src=x onerror=alert(1)>"]
    text(one(page), "<script>alert(1)</script>")
    expect_bubbles(one(page), "<script>alert(1)</script>", county.replies[0])


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
        one(page).get_by_label("Text to the county").fill(body)
        shown = page.locator("#count-phone_1").inner_text()
        assert int(shown.split()[0]) == segments(body), case.id


def test_times_and_days_are_pacific(chromium: Browser, url: str, county: Standin) -> None:
    county.now = datetime(2026, 3, 2, 7, 59, 30, tzinfo=UTC)  # late on Sunday in Sacramento
    context = chromium.new_context(base_url=url, timezone_id="Asia/Tokyo")
    page = opened(context.new_page())
    text(one(page), OPEN)
    expect(one(page).locator("li.theirs .meta")).to_have_text(re.compile(r"12:00 AM|11:59 PM"))
    expect(one(page).locator("li.day").first).to_have_text("Sunday, March 1")
    context.close()


def test_two_tabs_are_two_phones(chromium: Browser, url: str, county: Standin) -> None:
    context = chromium.new_context(base_url=url)
    first, second = opened(context.new_page()), opened(context.new_page())
    text(one(first), "OPEN")
    expect_bubbles(one(first), "OPEN", "Thank you.")
    assert own_number(one(first)) != own_number(one(second))
    assert bubbles(one(second)) == []
    context.close()


def test_the_keyboard_reaches_everything(page: Page) -> None:
    expect(one(page).get_by_label("Text to the county")).to_be_focused()
    page.get_by_role("link", name="Staff page").focus()
    reached = []
    for _ in range(14):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.ariaLabel || document.activeElement.innerText"))
    texts = "Texts · Mother’s phone"
    assert {"New phone", "Change", texts, "English", "STOP", "Text to the county", "Send"} <= set(reached)


def top_of_first_reply(page: Page) -> float:
    box = one(page).locator("li.theirs").first.bounding_box()
    assert box
    return box["y"]


def test_a_reader_who_looked_back_is_not_torn_away(page: Page, county: Standin) -> None:
    county.replies = ["line\n" * 30]
    text(one(page), OPEN)
    expect(one(page).locator("li.theirs")).to_have_count(1)
    log = one(page).locator("[data-part=log]")
    log.evaluate("log => { log.scrollTop = -400 }")
    before = top_of_first_reply(page)
    county.put(own_number(one(page)), "Mailed.")
    expect(one(page).get_by_role("button", name="New text")).to_be_visible(timeout=5000)
    assert abs(top_of_first_reply(page) - before) < 2  # the browser rounds
    one(page).get_by_role("button", name="New text").click()
    expect(one(page).get_by_role("button", name="New text")).to_be_hidden()
    expect(one(page).get_by_text("Mailed.", exact=True)).to_be_in_viewport()


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
    text(one(page), OPEN)
    expect(one(page).locator("li.theirs")).to_have_count(1)
    county.replies = []
    text(one(page), "STOP")
    expect(one(page).locator("li.system")).to_have_count(1)
    axe_is_silent(page, f"{size}-{scheme}-texts")
    county.status = 503
    text(one(page), "¿Cuándo llegan?")
    expect(one(page).locator("li.failed .meta")).to_contain_text("503")
    one(page).get_by_role("button", name="Change").click()
    one(page).get_by_label("Your number").fill("12")
    page.keyboard.press("Enter")
    expect(one(page).get_by_role("alert")).to_be_visible()
    axe_is_silent(page, f"{size}-{scheme}-trouble")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert faults == []
    context.close()
