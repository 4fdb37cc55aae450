"""Staff hear of guessing and of a directory that grows old; a quiet day raises nothing."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from cases.watch import BEAT, Finding, watch
from fulfillment.watch import ALARM
from runtime.upkeep import Upkeep, watch_cases
from store import outbox
from store.conversation_tables import desk_items
from store.database import Database
from store.mail_tables import alarms
from store.retention import RetentionPolicy
from store.tables import outbox as outbox_table
from tests.bot.conftest import Door
from tests.cases.conftest import ANA, POLICY, phone
from tests.conftest import MONDAY_NOON as NOW


def code_of(found: Finding | None) -> str | None:
    return None if found is None else found.code


def problem(database: Database) -> str | None:
    with database.read() as connection:
        return outbox.last_beats(connection)[BEAT][1]


@pytest.mark.parametrize(
    ("numbers", "phones", "raised"),
    [
        pytest.param(1, 1, None, id="one slip"),
        pytest.param(3, 1, None, id="a forgetful parent"),
        pytest.param(4, 1, "case_guessing", id="one phone tries numbers"),
        pytest.param(1, 3, "case_guessing", id="three phones try one number"),
    ],
)
def test_guessing_is_told_by_its_shape(case_door: Door, numbers: int, phones: int, raised: str | None) -> None:
    for who in range(phones):
        for what in range(numbers):
            phone(case_door, f"+191655504{who:02d}").text(f"STATUS 09999999{what:02d}")
    assert code_of(watch(case_door.database, POLICY, NOW)) == raised
    assert problem(case_door.database) == raised


def test_a_linked_parent_who_asks_often_is_no_guesser(case_door: Door) -> None:
    for _ in range(5):
        phone(case_door, ANA).text("STATUS 0123456789")
    assert watch(case_door.database, POLICY, NOW) is None


@pytest.mark.parametrize(
    ("age", "raised"),
    [
        (timedelta(days=2), None),
        (timedelta(days=3, hours=1), "case_extract_old"),
        (timedelta(days=9), "case_extract_old"),
    ],
)
def test_a_directory_is_told_old_a_day_before_it_stops_answering(
    directory: Database, age: timedelta, raised: str | None
) -> None:
    assert code_of(watch(directory, POLICY, NOW + age)) == raised


def test_a_county_without_a_directory_is_not_told_every_day(database: Database) -> None:
    assert watch(database, POLICY, NOW + timedelta(days=999)) is None


def test_an_alarm_is_raised_once_a_day(case_door: Door, tmp_path: Path) -> None:
    for what in range(4):
        phone(case_door, ANA).text(f"STATUS 09999999{what:02d}")
    one = Upkeep(case_door.database, RetentionPolicy(), tmp_path)
    for later in (0, 1, 2):
        watch_cases(one, POLICY, NOW + timedelta(minutes=later))
    with case_door.database.read() as connection:
        raised = connection.execute(select(alarms.c.cause, alarms.c.figure)).all()
        promised = connection.execute(select(outbox_table.c.kind).where(outbox_table.c.kind == ALARM)).all()
    assert [tuple(alarm) for alarm in raised] == [("case_guessing", 4)]
    assert len(promised) == 1


@pytest.mark.parametrize(
    ("numbers", "phones", "on_desk"),
    [
        pytest.param(3, 1, [], id="a forgetful parent"),
        pytest.param(4, 1, [("guessing", "many_numbers")], id="one phone tries numbers"),
        pytest.param(4, 2, [("guessing", "many_numbers")] * 2, id="two phones do, and each is one thing to look at"),
        pytest.param(1, 3, [("guessing", "many_phones")], id="three phones try one number"),
    ],
)
def test_who_guesses_lies_on_the_desk_once_a_day(
    case_door: Door, numbers: int, phones: int, on_desk: list[tuple[str, str]]
) -> None:
    for who in range(phones):
        for what in range(numbers):
            phone(case_door, f"+191655504{who:02d}").text(f"STATUS 09999999{what:02d}")
    for later in range(3):
        watch(case_door.database, POLICY, NOW + timedelta(minutes=later))
    assert case_door.desk() == on_desk


def test_what_was_settled_today_does_not_come_back_today(case_door: Door) -> None:
    for what in range(4):
        phone(case_door, ANA).text(f"STATUS 09999999{what:02d}")
    watch(case_door.database, POLICY, NOW)
    with case_door.database.write() as connection:
        connection.execute(desk_items.update().values(settled_at=NOW))
    watch(case_door.database, POLICY, NOW + timedelta(hours=1))
    assert case_door.desk() == []


def test_what_lies_there_names_no_case(case_door: Door) -> None:
    for what in range(4):
        phone(case_door, ANA).text(f"STATUS 09999999{what:02d}")
    watch(case_door.database, POLICY, NOW)
    with case_door.database.read() as connection:
        item = connection.execute(desk_items.select()).one()
    assert (item.message_id, item.request_id) == (None, None)  # the text it came in would show the number
