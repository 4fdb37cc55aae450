"""How the browser's tests look at the page: one of its phones, or the training desk."""

from __future__ import annotations

import re
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

PICTURES = Path(__file__).resolve().parents[2] / "test-artifacts" / "phone"
SIZES = {"phone": (390, 780), "tablet": (1000, 800), "desk": (1280, 900)}
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}}
OPEN = "OPEN Maria Lopez 1234 Fruitridge Rd Apt 5 Sacramento CA 95820"


def one(page: Page) -> Locator:
    """The first phone, the mother's."""
    return page.locator("[data-place=phone_1]")


def two(page: Page) -> Locator:
    return page.locator("[data-place=phone_2]")


def desk(page: Page) -> Locator:
    return page.locator("[data-place=tools]")


def opened(page: Page, path: str = "/phone/") -> Page:
    page.goto(path)
    for phone in (one(page), two(page)):
        expect(phone.locator("[data-part=number]")).to_have_text(re.compile(r"\(\d{3}\) 555-01\d\d"))
        expect(phone.locator("[data-part=clock]")).to_have_text(re.compile(r"\d+:\d\d"))
    return page


def own_number(phone: Locator) -> str:
    return "+1" + re.sub(r"\D", "", phone.locator("[data-part=number]").inner_text())


def text(phone: Locator, body: str) -> None:
    phone.get_by_label("Text to the county").fill(body)
    phone.get_by_label("Text to the county").press("Enter")


def bubbles(phone: Locator) -> list[str]:
    return phone.locator("[data-part=list] .text").all_inner_texts()


def expect_bubbles(phone: Locator, *wanted: str) -> None:
    expect(phone.locator("[data-part=list] .text")).to_have_text(list(wanted))


def axe_is_silent(page: Page, picture: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"{picture}.png")
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, found.generate_report()
