"""The second factor: what an app shows opens the door once, and a password alone opens nothing."""

from __future__ import annotations

import base64
import html
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Barrier
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from flask import Flask
from sqlalchemy import select, text

from staff import second_factor
from staff.console import blueprint
from staff.desk import Desk
from staff.records import factors as factor_records
from staff.second_factor import code_at, grouped, new_recovery_codes, new_secret, step_at, step_of
from store import rotation
from store.database import Database
from store.guard_tables import staff_changes
from store.tables import recovery_codes, second_factors

from .conftest import NOON, PASSWORD, Browser, form_token

# RFC 6238, appendix B, SHA-1: the last six of its eight digits.
VECTORS = [
    pytest.param(59, "94287082", id="1970"),
    pytest.param(1111111109, "07081804", id="begins-with-a-zero"),
    pytest.param(1111111111, "14050471", id="the-next-step"),
    pytest.param(1234567890, "89005924", id="2009"),
    pytest.param(2000000000, "69279037", id="2033"),
    pytest.param(20000000000, "65353130", id="2603"),
]


@pytest.mark.parametrize(("seconds", "digits"), VECTORS)
def test_codes_are_those_of_the_standard(seconds: int, digits: str) -> None:
    secret = base64.b32encode(b"12345678901234567890").decode()
    now = datetime.fromtimestamp(seconds, UTC)
    assert code_at(secret, step_at(now)) == digits[-6:]
    assert step_of(secret, f" {digits[-6:-3]} {digits[-3:]} ", now) == seconds // 30


@pytest.mark.parametrize(("off", "fits"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_code_may_be_one_step_off(off: int, fits: bool) -> None:
    secret = new_secret()
    code = code_at(secret, step_at(NOON) + off)
    assert (step_of(secret, code, NOON) is not None) is fits


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "💥", "-12345"])
def test_what_is_no_code_fits_nothing(typed: str) -> None:
    assert step_of(new_secret(), typed, NOON) is None


def test_secrets_and_recovery_codes_are_long_and_never_the_same() -> None:
    assert len(base64.b32decode(new_secret())) == 20
    codes = [code for _ in range(10) for code in new_recovery_codes()]
    assert len(set(codes)) == 100
    assert all(re.fullmatch(r"[A-Z2-7]{4}( [A-Z2-7]{4}){3}", code) for code in codes)


def key_on(page: str) -> str:
    match = re.search(r'<code class="key">([A-Z2-7 ]+)</code>', page)
    assert match is not None
    return match.group(1).replace(" ", "")


def hidden(page: str, name: str) -> str:
    match = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert match is not None
    return html.unescape(match.group(1))


def enrol(browser: Browser, clock, path: str = "/staff/second-factor", **more: str) -> tuple[str, list[str]]:
    """The secret and the recovery codes of who sets it up."""
    page = browser.text(path)
    secret = key_on(page)
    data = {"csrf": form_token(page), "offer": hidden(page, "offer"), "code": code_at(secret, step_at(clock.at))}
    done = browser.client.post("/staff/second-factor", data=data | more)
    assert done.status_code == 200, done.text
    return secret, re.findall(r"<li><code>([^<]+)</code></li>", done.text)


def give(browser: Browser, code: str, **more: str):
    return browser.client.post(
        "/staff/code", data={"csrf": form_token(browser.text("/staff/code")), "code": code} | more
    )


def changes(database: Database) -> list[str]:
    with database.read() as connection:
        return list(connection.execute(select(staff_changes.c.what).order_by(staff_changes.c.id)).scalars())


def test_set_up_and_then_asked_for_at_every_sign_in(clerk, visitor, clock, database) -> None:
    secret, codes = enrol(clerk, clock)
    assert len(codes) == 10
    assert clerk.get("/staff/").status_code == 200, "who sets it up stays in"
    assert visitor.sign_in("ana", then="/staff/requests/48291037").status_code == 303
    asked = visitor.get("/staff/requests/48291037")
    assert asked.location == "/staff/code?then=/staff/requests/48291037"
    clock.pass_by(timedelta(seconds=30))
    inside = give(visitor, code_at(secret, step_at(clock.at)), then="/staff/requests/48291037")
    assert inside.location == "/staff/requests/48291037"
    assert visitor.get("/staff/").status_code == 200
    assert changes(database) == ["second_factor_set"]


def test_nothing_is_shown_and_nothing_done_between_password_and_code(clerk, visitor, clock, office) -> None:
    request = office.request()
    enrol(clerk, clock)
    visitor.sign_in("ana")
    for path in ("/staff/", "/staff/desk", "/staff/password", "/staff/second-factor", "/staff/x"):
        assert visitor.get(path).location.startswith("/staff/code"), path
    left_open = visitor.get("/staff/live", headers={"HX-Request": "true"})
    assert (left_open.status_code, left_open.headers["HX-Redirect"]) == (401, "/staff/code")
    page = visitor.text("/staff/code")
    assert "Batches" not in page, "the menu is for those who are in"
    data = {"csrf": form_token(page), "version": request.version}
    assert visitor.client.post(f"/staff/requests/{request.reference}/hold", data=data).location == "/staff/code"
    assert office.state(request) is request.state


def test_a_code_opens_the_door_once(clerk, visitor, clock, app) -> None:
    secret, _ = enrol(clerk, clock)
    visitor.sign_in("ana")
    refused = give(visitor, code_at(secret, step_at(clock.at)))
    assert refused.status_code == 401, "the code it was set up with is used up"
    assert "does not fit" in refused.text
    clock.pass_by(timedelta(seconds=30))
    code = code_at(secret, step_at(clock.at))
    assert give(visitor, code).status_code == 303
    over_the_shoulder = Browser(app.test_client())
    over_the_shoulder.sign_in("ana")
    assert give(over_the_shoulder, code).status_code == 401
    assert give(over_the_shoulder, code_at(secret, step_at(clock.at) - 1)).status_code == 401, "nor an older one"
    assert give(over_the_shoulder, code_at(secret, step_at(clock.at) + 1)).status_code == 303


def test_the_half_open_session_is_replaced(clerk, visitor, clock, database) -> None:
    secret, _ = enrol(clerk, clock)
    visitor.sign_in("ana")
    half = visitor.client.get_cookie("staff").value
    clock.pass_by(timedelta(seconds=30))
    give(visitor, code_at(secret, step_at(clock.at)))
    assert visitor.client.get_cookie("staff").value != half
    visitor.client.set_cookie("staff", half)
    assert visitor.get("/staff/").location == "/staff/sign-in"


def test_codes_cannot_be_tried_for_ever_even_with_the_password(clerk, visitor, clock) -> None:
    secret, _ = enrol(clerk, clock)
    visitor.sign_in("ana")
    for _ in range(5):
        assert give(visitor, "000000").status_code == 401
    assert visitor.sign_in("ana").status_code == 303, "the right password does not wipe it out"
    refused = give(visitor, code_at(secret, step_at(clock.at) + 1))
    assert refused.status_code == 429
    assert "Wait 1 minute" in refused.text
    assert refused.headers["Retry-After"] == "60"


def test_a_recovery_code_opens_the_door_once_and_is_on_record(clerk, visitor, clock, database) -> None:
    _, codes = enrol(clerk, clock)
    visitor.sign_in("ana")
    assert give(visitor, codes[3].lower().replace(" ", "-")).status_code == 303
    assert "9 recovery codes left" in visitor.text("/staff/second-factor")
    visitor.sign_in("ana")
    assert give(visitor, codes[3]).status_code == 401
    assert changes(database)[-1] == "recovery_code_used"


def test_nobodys_recovery_code_opens_anothers_door(clerk, supervisor, visitor, clock) -> None:
    _, codes = enrol(clerk, clock)
    enrol(supervisor, clock)
    visitor.sign_in("sue")
    assert give(visitor, codes[0]).status_code == 401


def test_new_recovery_codes_need_the_password_and_end_the_old_ones(clerk, visitor, clock) -> None:
    _, old = enrol(clerk, clock)
    data = {"csrf": form_token(clerk.text("/staff/second-factor")), "password": "not it at all"}
    assert clerk.client.post("/staff/recovery-codes", data=data).status_code == 403
    made = clerk.client.post("/staff/recovery-codes", data=data | {"password": PASSWORD})
    new = re.findall(r"<li><code>([^<]+)</code></li>", made.text)
    assert len(new) == 10
    visitor.sign_in("ana")
    assert give(visitor, old[0]).status_code == 401
    assert give(visitor, new[0]).status_code == 303


def test_there_are_no_recovery_codes_without_a_second_factor(clerk) -> None:
    data = {"csrf": form_token(clerk.text("/staff/password")), "password": PASSWORD}
    assert clerk.client.post("/staff/recovery-codes", data=data).status_code == 403


def test_another_phone_needs_the_password_and_ends_the_old_one(clerk, visitor, clock) -> None:
    old, _ = enrol(clerk, clock)
    again = "/staff/second-factor?again=yes"
    page = clerk.text(again)
    new = key_on(page)
    data = {"csrf": form_token(page), "offer": hidden(page, "offer"), "code": code_at(new, step_at(clock.at))}
    refused = clerk.client.post("/staff/second-factor", data=data | {"password": "not it at all"})
    assert refused.status_code == 403
    assert key_on(refused.text) == new, "the phone that has scanned it need not scan again"
    assert clerk.client.post("/staff/second-factor", data=data | {"password": PASSWORD}).status_code == 200
    clock.pass_by(timedelta(seconds=30))
    visitor.sign_in("ana")
    assert give(visitor, code_at(old, step_at(clock.at))).status_code == 401
    assert give(visitor, code_at(new, step_at(clock.at))).status_code == 303


def test_a_wrong_first_code_sets_nothing_up_and_keeps_the_key(clerk, visitor, clock) -> None:
    page = clerk.text("/staff/second-factor")
    data = {"csrf": form_token(page), "offer": hidden(page, "offer"), "code": "000000"}
    refused = clerk.client.post("/staff/second-factor", data=data)
    assert refused.status_code == 400
    assert "does not fit" in refused.text
    assert key_on(refused.text) == key_on(page)
    assert visitor.sign_in("ana").status_code == 303
    assert visitor.get("/staff/").status_code == 200


def test_a_key_shown_to_one_session_cannot_be_set_up_in_another(clerk, supervisor, clock, database) -> None:
    theirs = supervisor.text("/staff/second-factor")
    code = code_at(key_on(theirs), step_at(clock.at))
    data = {"csrf": form_token(clerk.text("/staff/second-factor")), "offer": hidden(theirs, "offer"), "code": code}
    assert clerk.client.post("/staff/second-factor", data=data).status_code == 400
    assert clerk.client.post("/staff/second-factor", data=data | {"offer": "made up"}).status_code == 400
    with database.read() as connection:
        assert connection.execute(select(second_factors)).all() == []


def test_setting_it_up_ends_sessions_that_were_opened_by_password_alone(clerk, visitor, clock) -> None:
    visitor.sign_in("ana")
    assert visitor.get("/staff/").status_code == 200
    enrol(clerk, clock)
    assert visitor.get("/staff/").location == "/staff/sign-in"


def test_app_and_page_agree_on_the_key(clerk, office) -> None:
    page = clerk.text("/staff/second-factor")
    link = urlsplit(html.unescape(re.search(r'href="(otpauth:[^"]+)"', page).group(1)))
    assert (link.scheme, link.netloc) == ("otpauth", "totp")
    assert unquote(link.path) == "/Sacramento County Child Support:ana"
    assert parse_qs(link.query) == {"secret": [key_on(page)], "issuer": ["Sacramento County Child Support"]}
    drawing = re.search(r"<svg.*?</svg>", page, re.DOTALL).group(0)
    assert "style=" not in drawing, "the page's policy would refuse it"
    assert drawing == second_factor.qr_code(link.geturl()).strip()


def test_secret_and_codes_cannot_be_read_from_the_database(clerk, clock, database) -> None:
    secret, codes = enrol(clerk, clock)
    with database.read() as connection:
        raw = connection.execute(text("SELECT secret FROM second_factors")).scalar_one()
        kept = repr(connection.execute(select(recovery_codes)).all())
    assert secret not in raw
    assert database.vault.open(raw) == secret
    assert not any(code.replace(" ", "") in kept for code in codes)


def test_key_rotation_takes_the_secret_along(clerk, clock, database) -> None:
    enrol(clerk, clock)
    assert "second_factors" in {step.table for step in rotation.rotate(database, lambda: clock.at)}


@pytest.fixture
def strict(desk: Desk) -> Flask:
    """As in production: whoever sees people needs a second factor."""
    app = Flask("strict")
    app.register_blueprint(blueprint(replace(desk, second_factor_required=True)))
    return app


@pytest.mark.parametrize("name", ["ana", "sue"])
def test_in_production_who_sees_people_sets_it_up_before_any_page(strict, office, clock, name: str) -> None:
    browser = Browser(strict.test_client())
    assert browser.sign_in(name).status_code == 303
    for path in ("/staff/", "/staff/desk", "/staff/password", "/staff/code"):
        assert browser.get(path).location.startswith("/staff/second-factor"), path
    enrol(browser, clock)
    assert browser.get("/staff/").status_code == 200


def test_in_production_a_viewer_may_do_without(strict, office) -> None:
    browser = Browser(strict.test_client())
    browser.sign_in("vic")
    assert browser.get("/staff/").status_code == 200


def test_the_password_page_offers_it(clerk, clock) -> None:
    assert "Set it up" in clerk.text("/staff/password")
    enrol(clerk, clock)
    assert "Another phone, or new recovery codes" in clerk.text("/staff/password")


def test_a_code_given_by_many_at_once_is_taken_once(clerk, clock, database, office) -> None:
    enrol(clerk, clock)
    together = Barrier(4)

    def take(_number: int) -> bool:
        together.wait()
        with database.write() as connection:
            return factor_records.take_step(connection, office.users["ana"], step_at(clock.at) + 1)

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(take, range(4))) == [False, False, False, True]


def test_the_key_is_read_in_fours() -> None:
    assert grouped("JBSWY3DPEHPK3PXP") == "JBSW Y3DP EHPK 3PXP"
