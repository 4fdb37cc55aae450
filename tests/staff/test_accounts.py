"""Users: made by command or on the first start, with passwords nobody guesses."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from click.testing import CliRunner

from staff.accounts import AccountRefused, add_user, first_users
from staff.commands import group
from staff.passwords import LONGEST, hashed, matches, problem_with, readable_password
from staff.roles import Role
from store.database import Database

NOW = datetime(2026, 11, 20, 20, 0, tzinfo=UTC)
GOOD = "four plain words here"


def test_the_first_users_are_a_clerk_and_a_supervisor_who_can_sign_in_and_are_made_once(
    database: Database, app, clock
) -> None:
    first = first_users(database, NOW)
    assert [name for name, _ in first] == ["clerk", "supervisor"]
    assert first_users(database, NOW) == []
    for name, password in first:
        assert problem_with(password, name) is None
        client = app.test_client()
        token = client.get("/staff/sign-in").text.split('name="csrf" value="')[1].partition('"')[0]
        data = {"name": name, "password": password, "csrf": token}
        assert client.post("/staff/sign-in", data=data).status_code == 303


def test_no_first_users_where_there_is_any(database: Database) -> None:
    add_user(database, "ana", GOOD, Role.VIEWER, NOW)
    assert first_users(database, NOW) == []


REFUSED_NAMES = ["", "a", "Ana Ruiz", "ána", "a/b", "-ana", "x" * 65]


@pytest.mark.parametrize("name", REFUSED_NAMES)
def test_a_user_name_is_plain(database: Database, name: str) -> None:
    with pytest.raises(AccountRefused, match="user name"):
        add_user(database, name, GOOD, Role.CLERK, NOW)


def test_a_name_is_taken_whatever_its_case(database: Database) -> None:
    add_user(database, "ana", GOOD, Role.CLERK, NOW)
    with pytest.raises(AccountRefused, match="already"):
        add_user(database, "ANA", GOOD, Role.CLERK, NOW)


REFUSED_PASSWORDS = [
    pytest.param("short one", "12 characters", id="short"),
    pytest.param("x" * (LONGEST + 1), "at most", id="endless"),
    pytest.param("maria's password", "name", id="holds-the-name"),
    pytest.param("PASSWORD1234", "common", id="common"),
    pytest.param("correct horse battery staple", "common", id="common-with-spaces"),
    pytest.param("aaaaaaaaaaaaaaaa", "common", id="one-letter"),
    pytest.param("121212121212", "common", id="two-digits"),
]


@pytest.mark.parametrize(("password", "words"), REFUSED_PASSWORDS)
def test_a_weak_password_is_refused_with_the_reason(password: str, words: str) -> None:
    problem = problem_with(password, "maria")
    assert problem is not None
    assert words in problem


DRAWN = pytest.param(readable_password(), id="one of ours")


@pytest.mark.parametrize("password", [GOOD, "Straße über Fluß", "💌💌 mail the forms", DRAWN])
def test_any_long_uncommon_password_will_do(password: str) -> None:
    assert problem_with(password, "maria") is None


def test_an_accent_typed_on_another_machine_is_the_same_password() -> None:
    assert matches("contrasen\u0303a larga", hashed("contrase\u00f1a larga"))
    assert not matches("contrasena larga", hashed("contrase\u00f1a larga"))


def test_a_hash_that_is_none_matches_nothing() -> None:
    assert not matches("x", "not a hash")
    assert not matches("x", None)


def test_two_first_passwords_differ() -> None:
    assert readable_password() != readable_password()


def test_a_drawn_password_never_holds_the_name_it_is_for() -> None:
    drawn = [readable_password("Ana") for _ in range(500)]
    assert [password for password in drawn if problem_with(password, "ana")] == []


@pytest.mark.parametrize("name", ["", "a", "-"])
def test_a_name_that_nobody_can_have_still_gets_an_answer(name: str) -> None:
    assert len(readable_password(name)) == len("kuvo-rami-teso-pilu-nado")


def test_the_command_asks_for_the_password_and_adds_the_user(database: Database) -> None:
    typed = f"{GOOD}\n{GOOD}\n"
    result = CliRunner().invoke(group(lambda: database), ["add", "--name", "ana", "--role", "supervisor"], input=typed)
    assert result.exit_code == 0, result.output
    assert "ana can now sign in at /staff/ as supervisor." in result.output
    assert GOOD not in result.output


COMMAND_REFUSES = [
    pytest.param(["add", "--name", "ana", "--role", "clerk"], "short\nshort\n", "12 characters", id="short-password"),
    pytest.param(["add", "--name", "A B", "--role", "clerk"], f"{GOOD}\n{GOOD}\n", "user name", id="bad-name"),
    pytest.param(["add", "--name", "ana", "--role", "king"], "", "is not one of", id="unknown-role"),
]


@pytest.mark.parametrize(("arguments", "typed", "words"), COMMAND_REFUSES)
def test_the_command_says_in_a_sentence_what_is_wrong(
    database: Database, arguments: list[str], typed: str, words: str
) -> None:
    result = CliRunner().invoke(group(lambda: database), arguments, input=typed)
    assert result.exit_code != 0
    assert words in result.output
    assert "Traceback" not in result.output
