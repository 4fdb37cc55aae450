"""The phone page before the whole program, as a newcomer has it after `make run`: a story, a fault, a day moved on."""

from __future__ import annotations

import json
import re
import urllib.request
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Locator, Page, expect, sync_playwright

from tests.conftest import CHROMIUM
from tests.runtime.support import until
from tests.whole.house import WholeHouse

pytestmark = pytest.mark.browser

OPEN = "OPEN Maria Lopez 1234 Fruitridge Rd Apt 5 Sacramento CA 95820"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WholeHouse]:
    made = WholeHouse(tmp_path_factory.mktemp("training") / "data")
    made.start()
    yield made
    made.stop()


@pytest.fixture
def page(house: WholeHouse) -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        opened = browser.new_page(base_url=house.base, viewport={"width": 1280, "height": 900})
        opened.goto("/phone/")
        expect(opened.locator("[data-part=number]").first).to_have_text(re.compile(r"555-01"))
        yield opened
        browser.close()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def problems(house: WholeHouse) -> list[str]:
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(f"{house.base}/readyz") as answer:
        return list(json.load(answer)["problems"])


def apart(house: WholeHouse) -> timedelta:
    """Of the last text, which the web process dates, and the oldest beat of the others."""
    ((text, beat),) = house.query("SELECT (SELECT max(at) FROM messages), (SELECT min(at) FROM heartbeats)")
    return abs(datetime.fromisoformat(str(text)) - datetime.fromisoformat(str(beat)))


def queue_line(page: Page) -> Locator:
    return page.locator("[data-part=queue]")


@pytest.mark.parametrize("story", ["came_back", "two_phones_one_person"])
def test_a_shipped_story_goes_as_told_before_the_real_house(page: Page, story: str) -> None:
    page.get_by_role("combobox").select_option(story)
    press(page, "Play")

    outcome = page.locator("[data-part=outcome]")
    expect(outcome).not_to_be_empty(timeout=120_000)
    assert outcome.inner_text() == "The story went as told.", page.locator(".steps").inner_text()


def test_without_its_queue_server_the_house_answers_and_catches_up_after(page: Page, house: WholeHouse) -> None:
    until(lambda: problems(house) == [], "everybody to be well", 60)
    press(page, "Take it down")
    until(lambda: "clock: queue_unreachable" in problems(house), "the clock to miss it", 60)

    page.get_by_label("Text to the county").first.fill(OPEN)
    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name="Texts").first.locator(".theirs .text")).to_contain_text("Ref ")
    expect(queue_line(page)).to_contain_text(re.compile(r"It is down. .* [1-9]\d* waiting"), timeout=20_000)

    press(page, "Bring it back")
    expect(queue_line(page)).to_have_text("It runs. 0 waiting.", timeout=60_000)
    until(lambda: problems(house) == [], "everybody to be well again", 60)
    assert house.query("SELECT count(*) FROM requests WHERE state = 'accepted'") == [(0,)]


def test_a_day_moved_on_is_the_same_day_everywhere_and_nobody_stays_silent(page: Page, house: WholeHouse) -> None:
    press(page, "+1 day")
    expect(page.locator("[data-part=moved]")).to_contain_text(re.compile(r"Moved on by .*\d d\b"))
    until(lambda: problems(house) == [], "beats by the moved clock", 60)

    page.get_by_label("Text to the county").first.fill("HELP")
    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name="Texts").first.locator(".theirs")).to_have_count(1)
    until(
        lambda: apart(house) < timedelta(minutes=1), "the web process and the slowest of the others to read one clock"
    )
    page.goto("/staff/")
    expect(page.get_by_text("the clock has been moved on by")).to_be_visible()


def test_the_real_house_bears_repeated_forged_and_muddled_webhooks(page: Page, house: WholeHouse) -> None:
    said = page.locator("[data-part=said]")
    page.get_by_label("Text to the county").first.fill("OPEN Ana Ruiz 5710 Stockton Blvd Sacramento")
    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name="Texts").first.locator(".theirs")).to_have_count(1)
    stored = house.query("SELECT count(*) FROM messages")

    press(page, "Repeat the last one")
    expect(said).to_contain_text("the same answer, and nothing new was stored")
    press(page, "Bad signature")
    expect(said).to_have_text("Bad signature: refused (403), and nothing was stored.")
    press(page, "Doubled, out of order")
    expect(said).to_contain_text("The text stands as: delivered.")
    press(page, "Landline (30006)")
    expect(said).to_contain_text("The text stands as: delivered.")  # never back from there

    assert house.query("SELECT count(*) FROM messages") == stored


def test_a_landline_and_an_opt_out_at_twilio_are_marked_once_and_for_all(page: Page, house: WholeHouse) -> None:
    before = set(house.query("SELECT id FROM contacts"))
    for phone, button in (("Mother’s phone", "Landline (30006)"), ("Sister’s phone", "Opted out at Twilio (21610)")):
        page.get_by_role("radio", name=phone).check()
        press(page, "Picture alone")
        expect(page.locator("[data-part=said]")).to_contain_text(f"{phone} sent it.")
        press(page, button)
        expect(page.locator("[data-part=said]")).to_contain_text("The text stands as:")

    ids = ", ".join(str(found[0]) for found in set(house.query("SELECT id FROM contacts")) - before)
    marks = house.query(f"SELECT cannot_text FROM contacts WHERE id IN ({ids}) ORDER BY id")
    assert marks == [("carrier_30006",), ("carrier_21610",)]


def test_a_call_hears_the_real_house(page: Page) -> None:
    phone = page.locator("[data-place=phone_1]")
    phone.get_by_role("button", name="Call the county").click()
    transcript = phone.locator("[data-part=transcript]")
    expect(transcript.get_by_text("Para español, oprima el 2.")).to_be_visible()
    for _ in range(3):
        heard = transcript.locator("li").count()
        phone.get_by_role("button", name="Say nothing").click()
        expect(transcript.locator("li").nth(heard + 1)).to_be_visible()
    expect(transcript.get_by_text("The county hung up")).to_be_visible()
    expect(transcript.get_by_text("8 6 6, 9 0 1, 3 2 1 2")).to_be_visible()
