"""Users, second factor and reports in a real browser: axe in every state, the keyboard, roles, no JavaScript."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, expect
from sqlalchemy import update

from enrollment.request import State
from parsers import Language
from staff.second_factor import code_at, step_at
from store.tables import contacts

from .conftest import MARIA, PASSWORD
from .in_browser import look, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore::ResourceWarning")]  # Playwright's own sockets

NEW = "four other words here"


@pytest.fixture
def database_url(sqlite_template: Path, tmp_path: Path) -> str:
    """One database is enough here: the pages are the same."""
    path = tmp_path / "test.db"
    path.write_bytes(sqlite_template.read_bytes())
    return f"sqlite:///{path}"


def key_on(page: Page) -> str:
    return page.locator("code.key").inner_text().replace(" ", "")


def code_for(secret: str, clock) -> str:
    return code_at(secret, step_at(clock.at))


def knock(page: Page, name: str, password: str = PASSWORD) -> None:
    """The password alone, wherever that leads."""
    page.goto("/staff/sign-in")
    page.get_by_label("User name").fill(name)
    page.get_by_label("Password").fill(password)
    page.keyboard.press("Enter")
    page.wait_for_load_state()


def test_second_factor_from_the_key_to_the_recovery_code(page: Page, clock) -> None:
    sign_in(page)
    page.get_by_role("link", name="ana").click()
    page.get_by_role("link", name="Set it up").click()
    expect(page.get_by_role("img", name="QR code")).to_be_visible()
    look(page, "second-factor")
    secret = key_on(page)
    page.get_by_label("six digits").fill("000000")
    page.get_by_role("button", name="Set it up").click()
    expect(page.get_by_role("alert")).to_contain_text("does not fit")
    look(page, "second-factor-wrong")
    assert key_on(page) == secret
    page.get_by_label("six digits").fill(code_for(secret, clock))
    page.get_by_role("button", name="Set it up").click()
    expect(page.get_by_role("listitem").filter(has=page.locator("code"))).to_have_count(10)
    look(page, "recovery-codes")
    recovery = page.locator(".codes code").first.inner_text()
    page.get_by_role("link", name="I have them").click()
    page.get_by_role("button", name="Sign out").click()

    clock.pass_by(timedelta(seconds=30))
    knock(page, "ana")
    expect(page.get_by_label("Six digits")).to_be_focused()
    look(page, "code")
    page.keyboard.type("000000")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("does not fit")
    look(page, "code-wrong")
    page.get_by_label("Six digits").fill(code_for(secret, clock))
    page.keyboard.press("Enter")
    page.wait_for_url("**/staff/")
    page.get_by_role("button", name="Sign out").click()

    knock(page, "ana")
    page.get_by_text("I do not have the phone").click()
    look(page, "code-recovery")
    page.get_by_label("One of your recovery codes").fill(recovery)
    page.get_by_role("button", name="Sign in with it").click()
    page.wait_for_url("**/staff/")
    page.goto("/staff/second-factor")
    expect(page.get_by_text("9 recovery codes left")).to_be_visible()
    look(page, "second-factor-set")
    page.get_by_role("link", name="Use another phone").click()
    look(page, "second-factor-again")


def test_too_many_wrong_codes_wait(page: Page, clock) -> None:
    sign_in(page)
    page.goto("/staff/second-factor")
    page.get_by_label("six digits").fill(code_for(key_on(page), clock))
    page.get_by_role("button", name="Set it up").click()
    page.get_by_role("button", name="Sign out").click()
    knock(page, "ana")
    for _ in range(6):
        page.get_by_label("Six digits").fill("000000")
        page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Too many tries. Wait 1 minute")
    look(page, "code-wait")


def test_a_supervisor_adds_a_colleague_who_comes_in(page: Page, chromium: Chromium, url: str) -> None:
    sign_in(page, "sue")
    page.get_by_role("link", name="Users").click()
    look(page, "users")
    page.get_by_label("User name").fill("ana")
    page.get_by_role("button", name="Add and make").click()
    expect(page.get_by_role("alert")).to_contain_text("already a user")
    look(page, "users-taken")
    page.get_by_label("User name").fill("m.lopez")
    page.get_by_role("radio", name="Viewer").check()
    page.get_by_role("button", name="Add and make").click()
    look(page, "first-password")
    first = page.locator("code.key").inner_text()
    page.get_by_role("link", name="Done").click()
    expect(page.get_by_text("first password, not yet changed")).to_be_visible()

    other = chromium.new_context(base_url=url).new_page()
    knock(other, "m.lopez", first)
    expect(other.get_by_text("was made for you")).to_be_visible()
    expect(other.get_by_role("navigation", name="Places")).to_have_count(0)
    look(other, "password-first")
    other.get_by_label("Old password").fill(first)
    other.get_by_label("New password", exact=True).fill(NEW)
    other.get_by_label("New password again").fill(NEW)
    other.get_by_role("button", name="Change it").click()
    other.wait_for_url("**/staff/")
    expect(other.get_by_role("link", name="Users")).to_have_count(0)

    page.reload()
    page.get_by_role("button", name="Sign out everywhere").click()
    expect(page.get_by_role("status")).to_contain_text("Signed out everywhere")
    other.goto("/staff/reports")
    assert "/staff/sign-in" in other.url
    other.context.close()


def test_every_button_of_a_user(page: Page, office, clerk, clock) -> None:
    sign_in(page, "sue")
    page.goto(f"/staff/users/{office.users['ana']}")
    look(page, "user")
    page.get_by_role("radio", name="Supervisor").check()
    page.get_by_role("button", name="Change the role").click()
    expect(page.get_by_role("status")).to_contain_text("role is changed")
    page.get_by_role("button", name="Disable").click()
    expect(page.get_by_text("Disabled since")).to_be_visible()
    look(page, "user-disabled")
    page.get_by_role("link", name="Users").first.click()
    expect(page.get_by_role("heading", name="Disabled")).to_be_visible()
    look(page, "users-disabled")
    page.get_by_role("link", name="ana").click()
    page.get_by_role("button", name="Enable again").click()
    expect(page.get_by_role("status")).to_contain_text("Enabled")
    page.get_by_role("button", name="Make a new first password").click()
    expect(page.get_by_role("heading", name="First password of ana")).to_be_visible()
    page.get_by_role("link", name="Done").click()
    expect(page.get_by_text("Got a new first password")).to_be_visible()
    look(page, "user-history")
    page.goto(f"/staff/users/{office.users['sue']}")
    expect(page.get_by_role("heading", name="This is you")).to_be_visible()
    look(page, "user-self")


def test_two_supervisors_on_one_user(page: Page, office) -> None:
    sign_in(page, "sue")
    page.goto(f"/staff/users/{office.users['ana']}")
    other = page.context.new_page()
    other.goto(page.url)
    other.get_by_role("button", name="Disable").click()
    page.get_by_role("button", name="Change the role").click()
    expect(page.get_by_role("heading", name="Somebody changed it")).to_be_visible()
    page.get_by_role("link", name="Look again").click()
    expect(page.get_by_text("Disabled since")).to_be_visible()


def test_a_clerk_has_no_way_to_users(page: Page) -> None:
    sign_in(page)
    expect(page.get_by_role("link", name="Users")).to_have_count(0)
    page.goto("/staff/users")
    expect(page.get_by_role("heading", name="That is not possible here")).to_be_visible()


@pytest.fixture
def month(office, clock):
    """Enough to draw: some mailed, some late, some texts that failed."""
    phone = office.phone()
    for number in range(14):
        at = clock.at - timedelta(days=number * 2, hours=5)
        state = (State.MAILED, State.NEEDS_REVIEW, State.CANCELLED)[number % 3]
        language = Language.ENGLISH if number % 2 else Language.SPANISH
        parts = replace(MARIA, forms_language=language)
        office.request(state, parts, asked_at=at, due_on=(at + timedelta(days=7)).date())
        failed = {"status": "undelivered", "error_code": 30003} if number % 5 == 0 else {"status": "delivered"}
        office.text(phone, "Mailed.", inbound=False, at=at, segments=1 + number % 2, **failed)
    with office.database.write() as connection:
        connection.execute(update(contacts).values(opted_out_at=clock.at))


@pytest.mark.parametrize("name", ["sue", "vic"])
def test_reports_for_everybody(page: Page, month, name: str) -> None:
    sign_in(page, name)
    page.get_by_role("link", name="Reports").click()
    expect(page.get_by_role("heading", name="Requests: 14")).to_be_visible()
    for summary in page.locator("main summary").all():
        summary.click()
    look(page, f"reports-{name}")


def test_reports_for_own_dates_and_as_a_file(page: Page, month) -> None:
    sign_in(page)
    page.goto("/staff/reports?span=7")
    look(page, "reports-week")
    page.get_by_label("From").fill("2026-11-20")
    page.get_by_label("To, that day too").fill("2026-11-01")
    page.get_by_role("button", name="Show these days").click()
    expect(page.get_by_role("alert")).to_contain_text("the earlier one first")
    look(page, "reports-dates")
    page.get_by_label("From").fill("2026-10-01")
    page.get_by_label("To, that day too").fill("2026-10-02")
    page.get_by_role("button", name="Show these days").click()
    expect(page.get_by_text("None in these days.")).to_have_count(8)
    look(page, "reports-empty")
    page.goto("/staff/reports")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="CSV of Language of the forms").click()
    lines = Path(waiting.value.path()).read_text().split()
    assert lines == ["language,requests", "English,hidden", "Spanish,hidden"], "seven and seven are fourteen"


def test_the_menu_at_the_desk_and_on_a_phone(page: Page) -> None:
    sign_in(page, "sue")
    reached = []
    for _ in range(12):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.textContent.trim()"))
    assert {"Queue", "Reports", "Users"} <= set(reached), "one row, and every place by the keyboard"
    assert page.locator("header.top").bounding_box()["height"] < 64
    page.set_viewport_size({"width": 390, "height": 740})
    assert page.locator("header.top").bounding_box()["height"] < 100
    expect(page.get_by_role("link", name="Reports")).to_be_hidden()
    page.locator(".places summary").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Reports")).to_be_visible()
    look(page, "menu-open")


@pytest.mark.parametrize("path", ["/staff/users", "/staff/users/1", "/staff/second-factor", "/staff/reports"])
def test_twice_as_large_nothing_is_cut_off(page: Page, month, path: str) -> None:
    sign_in(page, "sue")
    page.set_viewport_size({"width": 640, "height": 450})  # 1280 by 900 at 200 %
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 640


def test_all_of_it_works_without_javascript(chromium: Chromium, url: str, office, month, clock) -> None:
    page = chromium.new_context(base_url=url, java_script_enabled=False).new_page()
    sign_in(page, "sue")
    page.goto("/staff/second-factor")
    secret = key_on(page)
    page.get_by_label("six digits").fill(code_for(secret, clock))
    page.get_by_role("button", name="Set it up").click()
    page.get_by_role("link", name="I have them").click()
    page.get_by_role("link", name="Reports").click()
    page.get_by_text("The numbers").first.click()
    expect(page.get_by_role("rowheader", name="Fri, Nov 20").first).to_be_visible()
    page.get_by_role("link", name="Users").click()
    page.get_by_role("link", name="ana").click()
    page.get_by_role("button", name="Disable").click()
    expect(page.get_by_role("status")).to_contain_text("Disabled")
    page.get_by_role("button", name="Sign out", exact=True).click()
    clock.pass_by(timedelta(seconds=30))
    knock(page, "sue")
    page.get_by_label("Six digits").fill(code_for(secret, clock))
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/staff/")
    page.context.close()
