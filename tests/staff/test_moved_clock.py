"""A training house whose clock has been moved on says so on every page, and phones that make codes keep their own."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from staff.console import blueprint
from staff.desk import Desk
from staff.wording import whole_span
from tests.staff.conftest import Browser, Office


def sign_in_page(desk: Desk) -> str:
    app = Flask("console")
    app.register_blueprint(blueprint(desk))
    return Browser(app.test_client()).text("/staff/sign-in")


def test_every_page_says_how_far_the_clock_has_been_moved_on(desk: Desk, office: Office) -> None:
    moved = replace(desk, moved_on=lambda: timedelta(days=1, hours=2))

    assert "the clock has been moved on by 1 day 2 hours." in sign_in_page(moved)
    assert "moved on" not in sign_in_page(desk)


def test_codes_from_a_phone_are_reckoned_by_the_machines_clock(desk: Desk) -> None:
    moved = replace(desk, moved_on=lambda: timedelta(days=1))

    assert moved.machine_now() == desk.now() - timedelta(days=1)


SPANS = [
    (timedelta(), ""),
    (timedelta(seconds=59), ""),
    (timedelta(minutes=1), "1 minute"),
    (timedelta(hours=26, minutes=5), "1 day 2 hours 5 minutes"),
    (timedelta(days=1200), "1,200 days"),
]


@pytest.mark.parametrize(("length", "words"), SPANS)
def test_a_span_is_told_to_the_minute(length: timedelta, words: str) -> None:
    assert whole_span(length) == words
