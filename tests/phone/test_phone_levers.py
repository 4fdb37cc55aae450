"""The house's clock moves on, its queue server goes, staff do their part: as far as the house allows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from enrollment.request import State
from enrollment.working_days import PACIFIC
from phone.ahead import Moment, gap_to
from tests.phone.standin_county import CALENDAR, NOON, Standin, standin_app

OWN_PAGE = {"Sec-Fetch-Site": "same-origin"}


def ask(client: FlaskClient, what: str, **question: object) -> Any:
    return client.post(f"/phone/{what}", json=question, headers=OWN_PAGE).get_json()


def pacific(day: int, hour: int) -> datetime:
    return datetime(2026, 3, day, hour, tzinfo=PACIFIC).astimezone(UTC)


MORNINGS = [
    pytest.param(pacific(2, 7), pacific(2, 9), id="before-nine-of-a-monday"),
    pytest.param(pacific(2, 9), pacific(3, 9), id="at-nine-it-is-the-next-day"),
    pytest.param(pacific(5, 17), pacific(6, 9), id="thursday-evening"),
    pytest.param(pacific(6, 12), pacific(10, 9), id="friday-over-a-closed-monday-and-the-hour-lost"),
]


@pytest.mark.parametrize(("now", "then"), MORNINGS)
def test_the_next_working_day_begins_at_nine(now: datetime, then: datetime) -> None:
    assert now + gap_to(Moment.MORNING, now, CALENDAR) == then


def test_a_part_of_a_second_does_not_leave_it_a_second_early() -> None:
    now = pacific(2, 8) + timedelta(microseconds=400_000)

    assert now + gap_to(Moment.MORNING, now, CALENDAR) >= pacific(2, 9)


MONDAYS = [
    pytest.param(pacific(2, 11), pacific(2, 12), id="this-morning"),
    pytest.param(pacific(2, 12), pacific(16, 12), id="a-closed-monday-is-passed-over"),
]


@pytest.mark.parametrize(("now", "then"), MONDAYS)
def test_stories_reckon_from_a_monday_noon(now: datetime, then: datetime) -> None:
    assert now + gap_to(Moment.MONDAY, now, CALENDAR) == then


def test_moving_the_clock_shows_how_far_it_has_come(client: FlaskClient, county: Standin) -> None:
    assert ask(client, "clock", seconds=600)["house"]["movedOn"] == 600
    moved = ask(client, "clock", to="morning")["house"]

    assert county.now == NOON + timedelta(hours=21)
    assert moved["movedOn"] == 21 * 3600
    assert datetime.fromisoformat(moved["now"]) == county.now


def test_a_clock_that_cannot_be_moved_says_so(county: Standin) -> None:
    county.movable = False
    client = standin_app(county).test_client()

    assert ask(client, "clock", seconds=600) == {"error": "clock_stays"}
    assert ask(client, "texts", phone="+19165550123", after=0)["house"]["movable"] is False


def test_the_queue_server_is_taken_away_and_brought_back(client: FlaskClient, county: Standin) -> None:
    county.waiting = 3
    assert ask(client, "queue", down=True)["house"]["queueDown"] is True
    assert ask(client, "texts", phone="+19165550123", after=0)["house"]["waiting"] == 3
    assert ask(client, "queue", down=False)["house"]["queueDown"] is False


def test_a_queue_server_that_is_not_ours_stays(client: FlaskClient, county: Standin) -> None:
    county.queue_down = None

    assert ask(client, "queue", down=True) == {"error": "queue_stays"}
    assert county.queue_down is None


@pytest.mark.parametrize("can", [True, False])
def test_staff_play_their_part_where_they_can(client: FlaskClient, county: Standin, can: bool) -> None:
    county.staff_can = can

    assert ask(client, "staff", phone="916-555-0123", state="mailed") == {"stands": can}
    assert county.staff == [("+19165550123", State.MAILED)]
