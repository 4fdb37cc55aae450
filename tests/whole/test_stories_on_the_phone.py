"""The stories of tests/bot, typed into the phone page in a real browser, seen as the parent would see them."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from app import build
from enrollment.agency import Agency
from store.vault import Vault
from tests.bot.conftest import Door
from tests.bot.test_stories import FROM, STORIES, TOLD, Teller
from tests.conftest import CHROMIUM, Clock
from tests.whole.office import Office, open_office

# A picture, or a keyword that Twilio answered itself, is not typed with thumbs; the training desk has buttons for it.
PLAYABLE = [story for story in STORIES if not re.search(r"^> .*\{\w+=", story.read_text(), re.MULTILINE)]


class PageTeller(Teller):
    """Tells a story with thumbs: each phone is a page, each text is typed and sent."""

    def on_pages(self, context: BrowserContext, base: str) -> PageTeller:
        self._context, self._base, self.pages = context, base, dict[str, Page]()
        self.seen: dict[str, list[str]] = {}
        return self

    def _answers(self, said: str) -> list[str]:
        found = FROM.fullmatch(said)
        number, words = (found[1], found[2]) if found else ("+19165550101", said)
        page = self._page(number)
        field = page.get_by_label("Text to the county").first
        field.fill(words.replace("\\n", "\n"))
        with page.expect_response("**/twilio/sms") as answered:
            field.press("Enter")
        tree = ET.fromstring(answered.value.body())
        replies = [message.findtext("Body") or message.text or "" for message in tree.iter("Message")]
        self.seen.setdefault(number, []).extend(replies)
        return self._lines("< ", replies) or ["<-"]

    def _happens(self, what: str) -> list[str]:
        before = len(self.carrier.sent)
        lines = super()._happens(what)
        for number, body in self.carrier.sent[before:]:
            self.seen.setdefault(number, []).append(body)
        return lines

    def _page(self, number: str) -> Page:
        if number not in self.pages:
            page = self._context.new_page()
            page.add_init_script(f"sessionStorage.phone ??= '{number}'; sessionStorage.phone2 ??= '+19165559999'")
            page.goto(f"{self._base}/phone/")
            page.wait_for_load_state("networkidle")  # a text typed while the phone is still found is not sent
            self.pages[number] = page
        return self.pages[number]

    def assert_the_page_shows(self, number: str, expected: list[str]) -> None:
        """After a reload the page shows the history as it is kept: every text to this phone, once, in order."""
        page = self.pages[number]
        page.reload()
        bubbles = page.get_by_role("region", name="Texts").first.locator(".theirs .text")
        expect(bubbles).to_have_text(expected, timeout=15_000)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def office(tmp_path: Path, agency: Agency, vault: Vault, clock: Clock) -> Iterator[Office]:
    with open_office(tmp_path / "data", agency, vault, clock) as opened:
        yield opened


@pytest.mark.browser
@pytest.mark.parametrize("story", PLAYABLE, ids=lambda path: path.stem)
def test_the_phone_page_plays_the_story(story: Path, office: Office, browser: Browser, clock: Clock) -> None:
    wanted = story.read_text().rstrip("\n").split("\n")
    door = Door(build(office.house).test_client(), office.house.database, clock)
    context = browser.new_context(reduced_motion="reduce")
    teller = PageTeller(door, office.house.text_line).on_pages(context, office.base)

    told = teller.tell([line for line in wanted if not line.startswith(TOLD)])

    assert told == wanted
    for number, texts in teller.seen.items():
        teller.assert_the_page_shows(number, texts)
    context.close()
