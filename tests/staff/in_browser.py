"""The console in a real browser: in at the door, and a good look at a page."""

from __future__ import annotations

from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from .conftest import PASSWORD

PICTURES = Path(__file__).resolve().parents[2] / "test-artifacts" / "staff"
SIZES = {"desk": (1280, 900), "phone": (360, 740)}
SCHEMES = ("light", "dark")
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}}


def sign_in(page: Page, name: str = "ana") -> None:
    page.goto("/staff/sign-in")
    page.get_by_label("User name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/staff/")


def look(page: Page, name: str) -> None:
    """Both widths, both schemes: axe finds nothing, nothing is cut off sideways, and a picture is kept to look at."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    for size, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            found = Axe().run(page, options=RULES)
            assert found.violations_count == 0, found.generate_report()
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, f"{name} at {size} is {wide} px wide"
            page.screenshot(path=PICTURES / f"{name}-{size}-{scheme}.png", full_page=True)
    page.set_viewport_size({"width": 1280, "height": 900})
