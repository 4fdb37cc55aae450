"""Users: added, changed and shut out by supervisors, never by themselves, and always on record."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from click.testing import CliRunner
from sqlalchemy import select, update

from staff.accounts import Change, add_user, change_user, first_users
from staff.commands import group
from staff.passwords import problem_with
from staff.records import users as user_records
from staff.roles import Role
from store.database import Database
from store.guard_tables import staff_changes
from store.requests import Outdated
from store.tables import staff_users

from .conftest import PASSWORD, Browser, form_token

NEW = "four other words here"


def version_on(page: str) -> str:
    match = re.search(r'name="version" value="(\d+)"', page)
    assert match is not None
    return match.group(1)


def change(browser: Browser, user_id: int, do: str, version: str | None = None, **more: str):
    page = browser.text(f"/staff/users/{user_id}")
    data = {"csrf": form_token(page), "version": version or version_on(page), "do": do} | more
    return browser.client.post(f"/staff/users/{user_id}", data=data)


def add(browser: Browser, name: str, role: str = "clerk"):
    data = {"csrf": form_token(browser.text("/staff/users")), "name": name, "role": role}
    return browser.client.post("/staff/users", data=data)


def password_on(page: str) -> str:
    match = re.search(r'<code class="key">([a-z-]+)</code>', page)
    assert match is not None
    return match.group(1)


def record(database: Database) -> list[tuple[str, str, int]]:
    with database.read() as connection:
        rows = connection.execute(select(staff_changes).order_by(staff_changes.c.id)).all()
    return [(row.actor, row.what, row.user_id) for row in rows]


def choose(browser: Browser, old: str, new: str = NEW):
    data = {"csrf": form_token(browser.text("/staff/password")), "old": old, "new": new, "again": new}
    return browser.client.post("/staff/password", data=data)


def test_the_page_lists_who_works_here(supervisor, office) -> None:
    page = supervisor.text("/staff/users")
    for name in ("ana", "sue", "vic"):
        assert f">{name}</a>" in page
    assert "no second factor" in page


def test_a_new_user_gets_a_first_password_once_and_must_change_it(supervisor, visitor, database, office) -> None:
    page = add(supervisor, " M.Lopez ", "clerk").text
    password = password_on(page)
    assert problem_with(password, "m.lopez") is None
    user_id = int(re.search(r"/staff/users/(\d+)", page).group(1))
    assert password not in supervisor.text(f"/staff/users/{user_id}")
    visitor.sign_in("m.lopez", password)
    assert visitor.get("/staff/").location == "/staff/password"
    assert visitor.get("/staff/desk").location == "/staff/password?then=/staff/desk"
    assert "was made for you" in visitor.text("/staff/password")
    refused = choose(visitor, password, password)
    assert (refused.status_code, "the old password" in refused.text) == (400, True)
    assert choose(visitor, password).location == "/staff/"
    assert visitor.get("/staff/").status_code == 200
    sue = f"staff:{office.users['sue']}"
    assert record(database)[:2] == [(sue, "user_added", user_id), (sue, "role_clerk", user_id)]


@pytest.mark.parametrize(("name", "words"), [("ana", "already"), ("Ana Ruiz", "2 to 64"), ("", "2 to 64")])
def test_a_name_that_cannot_be_is_refused_and_kept_in_the_form(supervisor, name: str, words: str) -> None:
    refused = add(supervisor, name)
    assert refused.status_code == 400
    assert words in refused.text
    assert f'value="{name}"' in refused.text


def test_a_role_is_in_force_at_once(supervisor, clerk, office, database) -> None:
    ana = office.users["ana"]
    assert change(supervisor, ana, "role", role="viewer").status_code == 303
    assert clerk.get("/staff/").location == "/staff/sign-in", "signed out at once"
    clerk.sign_in("ana")
    assert clerk.get("/staff/new").status_code == 403
    assert record(database)[-1] == (f"staff:{office.users['sue']}", "role_viewer", ana)


def test_who_is_disabled_is_out_at_once_and_stays_out(supervisor, clerk, visitor, office) -> None:
    ana = office.users["ana"]
    change(supervisor, ana, "disable")
    assert clerk.get("/staff/").location == "/staff/sign-in"
    assert visitor.sign_in("ana").status_code == 401
    assert "Disabled since" in supervisor.text(f"/staff/users/{ana}")
    change(supervisor, ana, "enable")
    assert visitor.sign_in("ana").status_code == 303


def test_a_reset_password_opens_the_door_and_must_be_changed(supervisor, clerk, visitor, office) -> None:
    for _ in range(6):
        visitor.sign_in("ana", "wrong")
    assert visitor.sign_in("ana").status_code == 429
    password = password_on(change(supervisor, office.users["ana"], "password").text)
    assert clerk.get("/staff/").location == "/staff/sign-in"
    assert visitor.sign_in("ana").status_code == 401, "the old one, and no wait is left"
    assert visitor.sign_in("ana", password).status_code == 303
    assert visitor.get("/staff/").location == "/staff/password"


def test_all_sessions_can_be_ended(supervisor, clerk, office) -> None:
    change(supervisor, office.users["ana"], "sessions")
    assert clerk.get("/staff/").location == "/staff/sign-in"


EVERY = [*Change]


@pytest.mark.parametrize("what", EVERY)
def test_every_change_is_on_record_and_shown(supervisor, office, database, what: Change) -> None:
    ana = office.users["ana"]
    change(supervisor, ana, what.value, role="viewer")
    actor, noted, user_id = record(database)[-1]
    assert (actor, user_id) == (f"staff:{office.users['sue']}", ana)
    page = supervisor.text(f"/staff/users/{ana}")
    assert ", by sue" in page
    assert noted not in page.split("What was done")[1], "in words, not as a code"


@pytest.mark.parametrize("what", EVERY)
def test_nobody_changes_their_own_account(supervisor, office, database, what: Change) -> None:
    own = f"/staff/users/{office.users['sue']}"
    page = supervisor.text(own)
    assert 'name="do"' not in page
    data = {"csrf": form_token(page), "version": "1", "do": what.value, "role": "clerk"}
    refused = supervisor.client.post(own, data=data)
    assert refused.status_code == 403
    assert "Nobody changes their own account" in refused.text
    assert record(database) == []


@pytest.mark.parametrize("who", ["clerk", "viewer"])
def test_only_supervisors_manage_users(who: str, request: pytest.FixtureRequest, office, database) -> None:
    browser = request.getfixturevalue(who)
    assert "/staff/users" not in browser.text("/staff/")
    assert browser.get("/staff/users").status_code == 403
    assert browser.get(f"/staff/users/{office.users['sue']}").status_code == 403
    token = form_token(browser.text("/staff/password"))
    data = {"csrf": token, "name": "eve", "role": "supervisor", "version": "1", "do": "disable"}
    assert browser.client.post("/staff/users", data=data).status_code == 403
    assert browser.client.post(f"/staff/users/{office.users['sue']}", data=data).status_code == 403
    assert record(database) == []


def test_two_supervisors_cannot_overwrite_each_other(supervisor, office) -> None:
    ana = office.users["ana"]
    seen = version_on(supervisor.text(f"/staff/users/{ana}"))
    change(supervisor, ana, "disable")
    refused = change(supervisor, ana, "role", version=seen, role="supervisor")
    assert refused.status_code == 409
    assert f"/staff/users/{ana}" in refused.text


def test_supervisors_who_disable_each_other_at_once_leave_one(office, database, clock) -> None:
    tom = office.hire("tom", Role.SUPERVISOR)
    pairs = [(office.users["sue"], tom), (tom, office.users["sue"])]
    together = Barrier(2)

    def disable(pair: tuple[int, int]) -> bool:
        together.wait()
        try:
            change_user(database, *pair, 1, Change.DISABLE, clock.at)
        except Outdated:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(disable, pairs)) == [False, True]
    with database.write() as connection:
        assert len(user_records.lock_supervisors(connection)) == 1


def test_a_supervisor_who_was_demoted_a_moment_ago_changes_nothing(office, database, clock) -> None:
    with database.write() as connection:
        connection.execute(update(staff_users).where(staff_users.c.id == office.users["sue"]).values(role="clerk"))
    with pytest.raises(Outdated):
        change_user(database, office.users["sue"], office.users["ana"], 1, Change.DISABLE, clock.at)


@pytest.mark.parametrize(
    ("do", "status"), [("nonsense", 404), ("", 404), ("role", 403)], ids=["unknown", "nothing", "no-such-role"]
)
def test_what_no_button_sends_changes_nothing(supervisor, office, database, do: str, status: int) -> None:
    assert change(supervisor, office.users["ana"], do, role="king").status_code == status
    assert supervisor.get("/staff/users/999").status_code == 404
    assert record(database) == []


def test_the_first_users_of_a_new_machine_are_on_record(database, clock) -> None:
    assert first_users(database, clock.at)
    assert [(actor, what) for actor, what, _ in record(database)] == [
        ("operator", "user_added"),
        ("operator", "role_clerk"),
        ("operator", "user_added"),
        ("operator", "role_supervisor"),
    ]


def test_a_first_password_that_stood_in_a_hosts_log_must_be_changed(database, app, clock) -> None:
    (name, password), _ = first_users(database, clock.at, must_change=True)
    browser = Browser(app.test_client())
    browser.sign_in(name, password)
    assert browser.get("/staff/").location == "/staff/password"


def test_the_operator_lets_the_last_supervisor_back_in(database, app, clock) -> None:
    user_id = add_user(database, "sue", PASSWORD, Role.SUPERVISOR, clock.at)
    with database.write() as connection:
        user_records.change_account(connection, user_id, None, disabled_at=clock.at + timedelta(days=1))
    said = CliRunner().invoke(group(lambda: database), ["let-in", "Sue"])
    assert said.exit_code == 0, said.output
    password = re.search(r"sign in with ([a-z-]+) \(", said.output).group(1)
    browser = Browser(app.test_client())
    assert browser.sign_in("sue", password).status_code == 303
    assert browser.get("/staff/").location == "/staff/password"
    assert record(database)[-1] == ("operator", "let_back_in", user_id)
    assert "no user" in CliRunner().invoke(group(lambda: database), ["let-in", "eve"]).output
