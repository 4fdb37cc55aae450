"""Who comes in, how long they stay, and what a stranger learns by trying."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from time import process_time

import pytest
from argon2 import PasswordHasher
from flask import Flask
from sqlalchemy import event, select

from staff import passwords
from staff.console import blueprint
from staff.desk import Desk
from store.database import Database
from store.tables import sign_in_failures, staff_sessions


def test_the_right_password_leads_to_the_queue(visitor) -> None:
    response = visitor.sign_in("ana")
    assert (response.status_code, response.location) == (303, "/staff/")
    assert "Queue" in visitor.text("/staff/")


def test_a_user_name_is_one_whatever_its_case(visitor) -> None:
    assert visitor.sign_in(" Ana ").status_code == 303


def test_the_cookie_is_random_and_the_database_holds_only_its_fingerprint(visitor, database: Database) -> None:
    header = visitor.sign_in("ana").headers["Set-Cookie"]
    token = visitor.client.get_cookie("staff").value
    assert len(token) >= 40
    assert "HttpOnly" in header
    assert "SameSite=Lax" in header
    with database.read() as connection:
        assert token not in repr(connection.execute(select(staff_sessions)).all())


def test_over_https_the_cookie_is_bound_to_this_host(desk: Desk, office) -> None:
    app = Flask("console")
    app.register_blueprint(blueprint(replace(desk, secure=True)))
    response = app.test_client().get("/staff/sign-in", base_url="https://text.example.gov")
    cookie = response.headers["Set-Cookie"]
    assert cookie.startswith("__Host-staff-form=")
    assert "Secure" in cookie
    assert "Path=/" in cookie
    assert "Domain" not in cookie
    assert "Strict-Transport-Security" in response.headers


def test_each_sign_in_has_a_token_of_its_own(visitor) -> None:
    visitor.sign_in("ana")
    first = visitor.client.get_cookie("staff").value
    visitor.sign_in("ana")
    assert visitor.client.get_cookie("staff").value != first


def test_signing_out_ends_the_session_and_not_only_the_cookie(clerk) -> None:
    token = clerk.client.get_cookie("staff").value
    page = clerk.text("/staff/")
    clerk.client.post("/staff/sign-out", data={"csrf": _token(page)})
    clerk.client.set_cookie("staff", token)
    assert clerk.get("/staff/").location == "/staff/sign-in"


def test_half_an_hour_without_a_click_ends_the_session(clerk, clock) -> None:
    clock.pass_by(timedelta(minutes=29))
    assert clerk.get("/staff/").status_code == 200
    clock.pass_by(timedelta(minutes=29))
    assert clerk.get("/staff/").status_code == 200
    clock.pass_by(timedelta(minutes=31))
    assert clerk.get("/staff/").status_code == 303


def test_a_page_that_refreshes_itself_does_not_keep_a_session_alive(clerk, clock) -> None:
    for _ in range(29):
        clock.pass_by(timedelta(minutes=1))
        assert clerk.get("/staff/live").status_code == 200
    clock.pass_by(timedelta(minutes=2))
    response = clerk.get("/staff/live", headers={"HX-Request": "true"})
    assert (response.status_code, response.headers["HX-Redirect"]) == (401, "/staff/sign-in")


def test_twelve_hours_end_even_a_busy_session(clerk, clock) -> None:
    for _ in range(11 * 3 + 2):
        clock.pass_by(timedelta(minutes=20))
        assert clerk.get("/staff/").status_code == 200
    clock.pass_by(timedelta(minutes=20))
    assert clerk.get("/staff/").status_code == 303


@pytest.mark.parametrize(
    "path", ["/staff/", "/staff/live", "/staff/requests/48291037", "/staff/requests/48291037/package.pdf", "/staff/x"]
)
def test_nothing_is_shown_to_who_is_not_signed_in(visitor, path: str) -> None:
    response = visitor.get(path)
    assert response.status_code == 303
    assert response.location.startswith("/staff/sign-in")


def test_after_sign_in_one_is_where_one_wanted_to_be(visitor) -> None:
    asked = visitor.get("/staff/requests/48291037").location
    assert asked == "/staff/sign-in?then=/staff/requests/48291037"
    assert visitor.sign_in("ana", then="/staff/requests/48291037").location == "/staff/requests/48291037"


@pytest.mark.parametrize(
    "then", ["https://evil.example/", "//evil.example/", "/staff/../evil", "/staff/sign-out", "\\x"]
)
def test_sign_in_leads_nowhere_but_to_our_own_pages(visitor, then: str) -> None:
    assert visitor.sign_in("ana", then=then).location == "/staff/"


def test_unknown_user_and_wrong_password_look_the_same(visitor) -> None:
    wrong, unknown = visitor.sign_in("ana", "wrong wrong wrong"), visitor.sign_in("eve", "wrong wrong wrong")
    assert wrong.status_code == unknown.status_code == 401
    assert wrong.text.replace("ana", "") == unknown.text.replace("eve", "")


def test_unknown_user_and_wrong_password_are_the_same_work(visitor, database: Database) -> None:
    with _statements(database) as wrong:
        visitor.sign_in("ana", "wrong wrong wrong")
    with _statements(database) as unknown:
        visitor.sign_in("eve", "wrong wrong wrong")
    assert wrong == unknown
    assert len(wrong) > 3
    assert not PasswordHasher().check_needs_rehash(passwords.NOBODY), "the stand-in hash costs what a real one does"


def test_checking_against_nobodys_password_takes_what_a_real_one_takes() -> None:
    kept = passwords.hashed("plain words do here")

    def cost(of: str | None) -> float:
        """The least of three, in processor seconds: other processes do not count."""
        spent = []
        for _ in range(3):
            before = process_time()
            passwords.matches("some other words", of)
            spent.append(process_time() - before)
        return min(spent)

    assert cost(None) > cost(kept) / 3


def test_a_wrong_password_waits_longer_with_each_failure(visitor, clock) -> None:
    for _ in range(5):
        assert visitor.sign_in("ana", "wrong").status_code == 401
    refused = visitor.sign_in("ana")
    assert refused.status_code == 429, "even the right password waits"
    assert refused.headers["Retry-After"] == "60"
    assert "Wait 1 minute" in refused.text
    waits = []
    for minutes in (1, 2, 5, 15):
        clock.pass_by(timedelta(minutes=minutes))
        assert visitor.sign_in("ana", "wrong").status_code == 401
        waits.append(int(visitor.sign_in("ana", "wrong").headers["Retry-After"]))
    assert waits == [120, 300, 900, 900]
    clock.pass_by(timedelta(minutes=15))
    assert visitor.sign_in("ana").status_code == 303
    for _ in range(2):
        assert visitor.sign_in("ana", "wrong").status_code == 401, "and the count begins again"


def test_an_unknown_name_waits_like_a_known_one(visitor) -> None:
    for _ in range(5):
        visitor.sign_in("eve", "wrong")
    assert visitor.sign_in("eve", "wrong").status_code == 429


def test_one_address_that_tries_many_names_waits(visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "matches", lambda *_: False)  # 21 times the real work would only be slow
    for number in range(21):
        assert visitor.sign_in(f"user{number}", "wrong").status_code == 401
    assert visitor.sign_in("somebody-else", "wrong").status_code == 429


def test_failures_are_kept_as_fingerprints(visitor, database: Database) -> None:
    visitor.sign_in("somebody", "wrong")
    with database.read() as connection:
        kept = repr(connection.execute(select(sign_in_failures)).all())
    assert "somebody" not in kept
    assert "127.0.0.1" not in kept


@pytest.mark.parametrize("token", ["", "wrong", "é"])
def test_sign_in_needs_the_token_of_its_own_form(visitor, token: str) -> None:
    visitor.get("/staff/sign-in")
    response = visitor.client.post("/staff/sign-in", data={"name": "ana", "password": "x", "csrf": token})
    assert response.status_code == 403


def test_a_form_without_any_cookie_is_refused(app: Flask, office) -> None:
    response = app.test_client().post("/staff/sign-in", data={"name": "ana", "password": "x", "csrf": ""})
    assert response.status_code == 403


def test_a_form_sent_from_another_site_is_refused_whatever_it_holds(visitor) -> None:
    token = _token(visitor.text("/staff/sign-in"))
    response = visitor.client.post(
        "/staff/sign-in",
        data={"name": "ana", "password": "x", "csrf": token},
        headers={"Sec-Fetch-Site": "cross-site"},
    )
    assert response.status_code == 403


def test_a_password_of_any_length_or_script_is_only_wrong(visitor) -> None:
    assert visitor.sign_in("ana", "💥\x00" * 3000).status_code == 401
    assert visitor.sign_in("💥\x00" * 300, "x").status_code == 401


def _token(page: str) -> str:
    match = re.search(r'name="csrf" value="([^"]+)"', page)
    assert match is not None
    return match.group(1)


@contextmanager
def _statements(database: Database) -> Iterator[list[str]]:
    seen: list[str] = []

    def note(_connection, _cursor, statement: str, *_rest: object) -> None:
        seen.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    yield seen
    event.remove(database.engine, "before_cursor_execute", note)
