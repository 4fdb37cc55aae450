"""The desk in a real browser: a text from the choice to the supervisor's word, the lists, two clerks at one item."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, expect
from sqlalchemy import select

from enrollment.request import State
from store import outbox
from store.desk import DeskKind, put
from store.tables import contacts, messages
from store.tables import outbox as outbox_table
from store.vault import LookUp

from .conftest import TODAY
from .in_browser import look, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore::ResourceWarning")]  # Playwright's own sockets


@pytest.fixture
def database_url(sqlite_template: Path, tmp_path: Path) -> str:
    """One database is enough here: the pages are the same."""
    path = tmp_path / "test.db"
    path.write_bytes(sqlite_template.read_bytes())
    return f"sqlite:///{path}"


@pytest.fixture
def rosa(office, clock) -> int:
    """She writes Spanish, was answered, and nobody can make out what she means."""
    at = clock.at - timedelta(hours=3)
    contact = office.phone("+19165550144", language="es", noticed_at=at)
    made = office.request(State.READY, contact_id=contact, due_on=TODAY)
    office.text(contact, "ABRIR Rosa Díaz 77 Elm St Folsom 95630", at=at, request_id=made.id)
    office.text(contact, "¿Me da su ZIP? (5 cifras)", inbound=False, at=at, code="ask_zip", status="delivered")
    puzzle = office.text(contact, "y lo del apto? es el de atrás", at=at + timedelta(hours=1))
    with office.database.write() as connection:
        ids = {"contact_id": contact, "request_id": made.id, "message_id": puzzle}
        put(connection, DeskKind.NOT_UNDERSTOOD, at + timedelta(hours=1), **ids)
    return contact


@pytest.fixture
def morning(office, clock, rosa) -> None:
    """A desk with something of every kind that has a page of its own."""
    at = clock.at - timedelta(hours=2)
    with office.database.write() as connection:
        first, second, third = (office_phone(office, connection, number, at) for number in range(3))
        put(connection, DeskKind.WANTS_PERSON, at, contact_id=first, detail="may_call")
        put(connection, DeskKind.GUESSING, at, contact_id=second, detail="many_numbers")
        put(connection, DeskKind.OTHER_LANGUAGE, at, contact_id=third, detail="hmn")
    held = office.request(State.HELD, due_on=TODAY + timedelta(days=2))
    cannot = office.phone("+19165550178", cannot_text="carrier_30006")
    office.request(State.READY, contact_id=cannot, due_on=TODAY + timedelta(days=1))
    with office.database.write() as connection:
        put(connection, DeskKind.HELD_BY_PARENT, at, request_id=held.id)
        outbox.put(connection, "mailed_notice", held.id, "mailed_notice:7", at, at)
        row_id = connection.execute(select(outbox_table.c.id).where(outbox_table.c.kind == "mailed_notice")).scalar()
        row = outbox.take(connection, row_id, clock.at)
        assert row is not None
        outbox.park(connection, row, "carrier_unreachable", at)


def office_phone(office, connection, number: int, at) -> int:
    look_up = office.database.vault.fingerprint(LookUp.PHONE, f"+1916555019{number}")
    row = {"channel": "sms", "phone": f"+1916555019{number}", "phone_lookup": look_up, "created_at": at}
    return connection.execute(contacts.insert().values(row).returning(contacts.c.id)).scalar_one()


def texts_out(office) -> list[str]:
    with office.database.read() as connection:
        found = select(messages.c.body).where(messages.c.code.like("staff_%")).order_by(messages.c.id)
        return list(connection.execute(found).scalars())


def test_a_busy_desk_and_the_lists_beside_it(page: Page, morning) -> None:
    sign_in(page)
    page.goto("/staff/desk")
    look(page, "desk-busy")
    page.get_by_text("By kind").click()
    look(page, "desk-kinds")
    page.get_by_role("link", name="Not understood 1").click()
    expect(page.get_by_role("heading", level=2)).to_have_count(1)
    page.goto("/staff/desk?view=mine")
    expect(page.get_by_text("You have nothing in hand")).to_be_visible()
    look(page, "desk-mine-nothing")
    for link, name in (("1 on hold", "held"), ("1 cannot be texted", "untextable"), ("1 given up", "given-up")):
        page.goto("/staff/desk")
        page.get_by_role("link", name=link).click()
        look(page, f"desk-{name}")
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("status")).to_contain_text("tried again within a minute")
    expect(page.get_by_text("Nothing was given up")).to_be_visible()


@pytest.mark.parametrize(
    ("item", "name"), [("Wants to talk", "wish"), ("Somebody may be guessing", "guessing"), ("Perhaps do not", "held")]
)
def test_each_kind_says_what_to_do(page: Page, morning, item: str, name: str) -> None:
    sign_in(page)
    page.goto("/staff/desk")
    page.get_by_role("link", name=item).click()
    look(page, f"desk-item-{name}")


def test_a_ready_made_text_goes_out(page: Page, rosa, office) -> None:
    sign_in(page)
    page.goto("/staff/desk")
    page.get_by_role("link", name="Not understood").click()
    page.get_by_role("link", name="Write to the parent").click()
    look(page, "text")
    page.get_by_label("¿Su domicilio tiene apartamento o unidad?").check()
    page.get_by_role("button", name="Look at it").click()
    expect(page.get_by_role("alert")).to_contain_text("Billed as 1 segment. It goes out within a minute.")
    expect(page.get_by_role("alert")).to_contain_text("In English: Sac County DCSS: Is there an apartment")
    look(page, "text-looked")
    page.get_by_role("button", name="Send it", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("goes out within a minute")
    look(page, "desk-item-texted")
    assert len(texts_out(office)) == 1
    page.get_by_role("link", name="The whole conversation").click()
    expect(page.get_by_text("We (ana)")).to_be_visible()
    page.locator(".talk summary").first.click()
    expect(page.get_by_text("What is your ZIP code?")).to_be_visible()
    look(page, "request-written")


def test_what_is_typed_is_counted_as_it_grows(page: Page, rosa) -> None:
    sign_in(page)
    page.goto("/staff/desk/1/text")
    words = page.get_by_label("My own words", exact=True)
    words.press_sequentially("We got it")
    expect(page.locator("#count")).to_contain_text("1 segment, 46 characters of 160")
    expect(page.get_by_label("In my own words:")).to_be_checked()
    words.fill("á" + "x" * 60)
    expect(page.locator("#count")).to_contain_text("2 segments")
    expect(page.locator("#count")).to_contain_text("A letter in it makes it cost more")
    words.fill("Reply YES if it is so")
    page.get_by_role("button", name="Look at it").click()
    expect(page.get_by_role("alert")).to_contain_text("Ask in another way")
    look(page, "text-refused")


def test_a_supervisor_reads_what_tells_something_and_lets_it_go(page: Page, chromium: Chromium, rosa, office) -> None:
    sign_in(page)
    page.goto("/staff/desk/1/text")
    page.get_by_label("My own words", exact=True).fill("Rosa, which unit is it?")
    page.get_by_label("In my own words:").check()
    page.get_by_role("button", name="Look at it").click()
    look(page, "text-found")
    page.get_by_role("button", name="Give it to a supervisor").click()
    expect(page.get_by_role("status")).to_contain_text("A supervisor must let the text go")
    page.goto("/staff/desk/1/text")
    look(page, "text-waits")
    assert texts_out(office) == []
    other = chromium.new_context(base_url=page.url.split("/staff")[0]).new_page()
    sign_in(other, "sue")
    other.goto("/staff/desk")
    other.get_by_role("link", name="A text waits for a supervisor").click()
    expect(other.get_by_text("Rosa, which unit is it?")).to_be_visible()
    look(other, "approval")
    other.get_by_role("button", name="Do not send it").click()
    expect(other.get_by_role("status")).to_contain_text("Say why")
    other.get_by_label("Why not").fill("Leave her name out")
    other.get_by_role("button", name="Do not send it").click()
    expect(other.get_by_role("status")).to_contain_text("its writer is told why")
    page.goto("/staff/desk?view=mine")
    page.get_by_role("link", name="Your text was not sent").click()
    expect(page.get_by_text("Leave her name out")).to_be_visible()
    look(page, "approval-refused")
    page.get_by_role("button", name="Settled").click()
    page.goto("/staff/desk/1/text")
    page.get_by_label("My own words", exact=True).fill("Which unit of the case is it?")
    page.get_by_label("In my own words:").check()
    page.get_by_role("button", name="Look at it").click()
    page.get_by_role("button", name="Give it to a supervisor").click()
    other.goto("/staff/desk")
    other.get_by_role("link", name="A text waits for a supervisor").click()
    other.get_by_role("button", name="Let it go").click()
    expect(other.get_by_role("status")).to_contain_text("The text goes out")
    assert texts_out(office) == ["Sac County DCSS: Which unit of the case is it? STOP para terminar."]
    other.context.close()


def test_two_clerks_at_one_parent_send_one_text(page: Page, rosa, office) -> None:
    sign_in(page)
    other = page.context.new_page()
    for each, choice in ((page, "Tenemos una pregunta"), (other, "Tratamos de llamarle")):
        each.goto("/staff/desk/1/text")
        each.get_by_label(choice).check()
        each.get_by_role("button", name="Look at it").click()
    page.get_by_role("button", name="Send it", exact=True).click()
    expect(page.get_by_role("status")).to_be_visible()
    other.get_by_role("button", name="Send it", exact=True).click()
    expect(other.get_by_role("heading", name="Somebody changed it")).to_be_visible()
    assert len(texts_out(office)) == 1
    other.get_by_role("link", name="Look again").click()
    expect(other.get_by_text("Wrote a text to the parent")).to_be_visible()


def test_without_javascript_a_text_is_looked_at_and_sent(chromium: Chromium, url: str, rosa, office) -> None:
    context = chromium.new_context(base_url=url, java_script_enabled=False, viewport={"width": 390, "height": 800})
    page = context.new_page()
    sign_in(page)
    page.goto("/staff/desk/1/text?language=en")
    page.get_by_label("We tried to call you").check()
    page.get_by_role("button", name="Look at it").click()
    page.get_by_role("button", name="Send it", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("goes out")
    assert texts_out(office)[0].startswith("Sac County DCSS: We tried to call you.")
    context.close()


def test_the_keyboard_writes_and_sends(page: Page, rosa, office) -> None:
    sign_in(page)
    page.goto("/staff/desk/1/text")
    page.get_by_label("Ya vimos su mensaje").focus()
    page.keyboard.press("Space")
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "Look at it":
            break
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Send it", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("goes out within a minute")
    assert len(texts_out(office)) == 1


def test_our_texts_side_by_side(page: Page) -> None:
    sign_in(page, "vic")
    page.goto("/staff/texts")
    expect(page.get_by_role("heading", name="Ask zip", exact=True)).to_be_visible()
    look(page, "texts")


def test_at_twice_the_size_nothing_is_cut_off(page: Page, morning) -> None:
    sign_in(page)
    page.set_viewport_size({"width": 640, "height": 450})  # 1280 px at 200 %
    for path in ("desk", "desk/1", "desk/1/text", "desk/held", "desk/cannot-be-texted", "desk/given-up", "texts"):
        page.goto(f"/staff/{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 640, path
