"""A clerk's whole day in a real browser: a parent's text, the batch, the letter that comes back and goes out again."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from enrollment.agency import Agency
from parsers import Language
from store.vault import Vault
from tests.conftest import CHROMIUM, ROOT, Clock
from tests.whole.office import Office, open_office

OPEN = "OPEN Maria Lopez 1234 Fruitridge Rd Apt 5 Sacramento CA 95820, Spanish please"
OTHERS = [
    "OPEN Tou Xiong 88 Alhambra Blvd Sacramento CA 95816",
    "ABRIR me llamo José Hernández y vivo en 4500 Stockton Blvd Apto 12 Sacramento CA 95820",
    "OPEN Gurpreet Singh Bains 3536 Sun Maiden Way Antelope CA 95843",
    "OPEN Ana Ortiz 500 N Virginia St Apt 3 Reno NV 89501",
    "OPEN Keisha Brown 2150 El Camino Ave Sacramento",
]


@pytest.fixture
def office(tmp_path: Path, agency: Agency, vault: Vault, clock: Clock) -> Iterator[Office]:
    with open_office(tmp_path / "data", agency, vault, clock) as opened:
        yield opened


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def picture(request: pytest.FixtureRequest) -> Callable[[str], Path]:
    """Where a picture goes: PICTURES=write puts it into the README's folder, else beside the other artefacts."""
    folder = ROOT / ("docs/pictures" if os.environ.get("PICTURES") == "write" else "test-artifacts/readme")
    folder.mkdir(parents=True, exist_ok=True)
    return lambda name: folder / f"{name}.png"


def _texts(phone: Page, words: str) -> Locator:
    return phone.get_by_role("region", name="Texts").get_by_text(re.compile(words))


def _send(phone: Page, text: str) -> None:
    field = phone.get_by_label("Text to the county").first
    field.fill(text)
    field.press("Enter")
    expect(field).to_have_value("")


@pytest.mark.browser
def test_from_the_first_text_to_the_returned_letter_and_its_second_mailing(
    office: Office, browser: Browser, clock: Clock, picture: Callable[[str], Path]
) -> None:
    base = office.house.settings.public_base_url
    clock.pass_by(timedelta(days=-10))
    for other in OTHERS:
        phone = browser.new_context().new_page()
        phone.goto(f"{base}/phone/")
        _send(phone, other)
        expect(_texts(phone, "Sac County DCSS")).to_be_visible()
        phone.context.close()
        clock.pass_by(timedelta(days=2))
    phone = browser.new_context(viewport={"width": 620, "height": 960}, reduced_motion="reduce").new_page()
    phone.goto(f"{base}/phone/")
    _send(phone, OPEN)
    reply = _texts(phone, r"en español a\s+Maria Lopez")
    expect(reply).to_be_visible()
    reference = re.search(r"Ref (\d{4}-\d{4})", reply.inner_text())
    assert reference is not None

    office.work()
    desk = browser.new_context(viewport={"width": 1180, "height": 760}).new_page()
    _sign_in(desk, base, office.clerk)
    expect(desk.get_by_role("link", name=reference[1])).to_be_visible()
    desk.screenshot(path=picture("queue"))
    desk.get_by_role("link", name=reference[1]).click()
    expect(desk.get_by_text("1234 FRUITRIDGE RD APT 5").first).to_be_visible()
    pdf = office.house.settings.packages_dir / f"{reference[1].replace('-', '')}.pdf"
    assert "1234 FRUITRIDGE RD APT 5" in _first_page(pdf, picture("letter"))

    _print_and_mail_a_batch(desk, base, office)
    mailed = office.house.text_line.texts.say("mailed", Language.SPANISH, ref=reference[1], day="lun 23 nov")
    expect(_texts(phone, re.escape(mailed))).to_be_visible(timeout=20_000)
    phone.screenshot(path=picture("phone"))

    clock.pass_by(timedelta(days=8))
    _sign_in(desk, base, office.clerk)
    _record_returned(desk, base, reference[1])
    office.work()
    expect(_texts(phone, "nos devolvieron su correo")).to_be_visible(timeout=20_000)
    _send(phone, "88 Alhambra Blvd Apt 2 Sacramento CA 95816")
    expect(_texts(phone, r"88 Alhambra Blvd Apt 2\s+Sacramento CA 95816\s+Ref")).to_be_visible()

    office.work()
    _print_and_mail_a_batch(desk, base, office)
    desk.goto(f"{base}/staff/requests/{reference[1].replace('-', '')}")
    expect(desk.get_by_text("88 ALHAMBRA BLVD APT 2").first).to_be_visible()
    expect(desk.get_by_text("Mailed", exact=True).first).to_be_visible()


def _print_and_mail_a_batch(desk: Page, base: str, office: Office) -> None:
    desk.goto(f"{base}/staff/batches")
    desk.get_by_role("button", name=re.compile("^Make")).click()
    office.work()
    desk.reload()
    desk.get_by_role("button", name=re.compile("printed", re.IGNORECASE)).first.click()
    desk.get_by_role("button", name=re.compile("mailed", re.IGNORECASE)).first.click()
    office.work()


def _record_returned(desk: Page, base: str, reference: str) -> None:
    desk.goto(f"{base}/staff/returned")
    desk.get_by_label("Find the piece in your hand").fill("1234 95820")  # what the envelope says
    desk.get_by_role("main").get_by_role("button", name="Find").click()
    expect(desk.get_by_role("heading", name=re.compile(f"{reference} came back"))).to_be_visible()
    desk.get_by_role("radio").first.check()
    desk.get_by_role("button", name="Record that it came back").click()


def _sign_in(page: Page, base: str, clerk: tuple[str, str]) -> None:
    page.goto(f"{base}/staff/")
    page.get_by_label("User name").fill(clerk[0])
    page.get_by_label("Password").fill(clerk[1])
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Queue")).to_be_visible()


def _first_page(pdf: Path, drawn: Path) -> str:
    copy = drawn.parent / "letter.pdf"
    shutil.copy(pdf, copy)
    document = pypdfium2.PdfDocument(copy)
    try:
        document[0].render(scale=1.2).to_pil().save(drawn)
        return str(document[0].get_textpage().get_text_range())
    finally:
        document.close()
        copy.unlink()
