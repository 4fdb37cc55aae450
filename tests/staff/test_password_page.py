"""One's own password: changed only by who knows the old one, and every other browser is signed out."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from store.guard_tables import staff_changes

from .conftest import PASSWORD, Browser, form_token

NEW = "four other words here"


def change(browser: Browser, old: str = PASSWORD, new: str = NEW, again: str | None = None):
    data = {"csrf": form_token(browser.text("/staff/password")), "old": old, "new": new}
    return browser.client.post("/staff/password", data=data | {"again": new if again is None else again})


def test_the_new_password_opens_the_door_and_the_old_one_no_longer_does(clerk, visitor) -> None:
    assert change(clerk).status_code == 303
    assert "Changed" in clerk.text("/staff/password?done=yes")
    assert visitor.sign_in("ana").status_code == 401
    assert visitor.sign_in("ana", NEW).status_code == 303


def test_other_sessions_of_the_user_end_and_nobody_elses(clerk, supervisor, visitor) -> None:
    visitor.sign_in("ana")
    assert visitor.get("/staff/").status_code == 200
    change(clerk)
    assert visitor.get("/staff/").status_code == 303, "ana's other browser is at the door again"
    assert clerk.get("/staff/").status_code == 200
    assert supervisor.get("/staff/").status_code == 200


REFUSED = [
    pytest.param({"old": "not it at all"}, 403, "old password is not right", id="wrong-old-one"),
    pytest.param({"again": "something else"}, 400, "same way twice", id="typed-differently"),
    pytest.param({"new": "short"}, 400, "12 characters", id="too-short"),
    pytest.param({"new": "ana is the best clerk"}, 400, "name", id="holds-the-name"),
]


@pytest.mark.parametrize(("change_of", "status", "words"), REFUSED)
def test_what_is_refused_changes_nothing(clerk, visitor, change_of: dict[str, str], status: int, words: str) -> None:
    response = change(clerk, **change_of)
    assert response.status_code == status
    assert words in response.text
    assert visitor.sign_in("ana").status_code == 303


def test_guessing_the_old_password_is_slowed_down_like_sign_in(clerk) -> None:
    for _ in range(5):
        assert change(clerk, old="not it at all").status_code == 403
    response = change(clerk)
    assert response.status_code == 429
    assert response.headers["Retry-After"]


def test_a_change_is_on_record(clerk, office, database) -> None:
    change(clerk)
    with database.read() as connection:
        row = connection.execute(select(staff_changes)).one()
    assert (row.actor, row.what, row.user_id) == (f"staff:{office.users['ana']}", "password", office.users["ana"])


def test_a_viewer_may_change_their_own(viewer) -> None:
    assert change(viewer).status_code == 303
