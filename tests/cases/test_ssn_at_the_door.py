"""A Social Security number is cut before anything of the text is stored, logged, queued or shown."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from parsers import read_message
from store.database import Database
from store.tables import messages, metadata
from tests.bot.conftest import Door
from tests.cases.conftest import phone

# How people write one. {a}, {b}, {c} are the three parts.
WRITINGS = [
    "{a}-{b}-{c}",
    "{a} {b} {c}",
    "{a}.{b}.{c}",
    "{a}{b}{c}",
    "{a} - {b} - {c}",
    "my ssn is {a}{b}{c}",
    "SSN:{a}-{b}-{c}",
    "social security number {a} {b} {c}",
    "mi seguro social es {a}-{b}-{c}",
]
AROUND = ["{}", "OPEN Ana Ruiz 1 K St Sacramento CA 95814 {}", "hi {} thanks", "STATUS {}", "{} is my number"]
PARTS = st.tuples(st.integers(1, 899), st.integers(1, 99), st.integers(1, 9999)).filter(lambda parts: parts[0] != 666)


@settings(deadline=None)  # the first call loads what it reads with
@given(PARTS, st.sampled_from(WRITINGS), st.sampled_from(AROUND))
def test_whatever_the_writing_nothing_of_it_is_read(parts: tuple[int, int, int], writing: str, around: str) -> None:
    a, b, c = f"{parts[0]:03d}", f"{parts[1]:02d}", f"{parts[2]:04d}"
    reading = read_message(around.format(writing.format(a=a, b=b, c=c)))
    assert reading.had_ssn
    kept = re.sub(r"\D", "", repr(reading).replace("95814", ""))
    assert a + b + c not in kept
    assert not re.search(rf"{a}\D{{0,3}}{b}\D{{0,3}}{c}", repr(reading))


NOT_ONE = [
    pytest.param("OPEN Ana Ruiz 1 K St Sacramento CA 95814-1234", id="ZIP+4"),
    pytest.param("OPEN Ana Ruiz 1 K St Sacramento CA 95814 1234", id="ZIP+4 with a blank"),
    pytest.param("call me at 916-555-0101", id="phone"),
    pytest.param("call me at (916) 555 0101", id="phone with brackets"),
    pytest.param("STATUS 0123456789", id="case number"),
    pytest.param("STATUS 0123-456-789", id="case number with dashes"),
    pytest.param("STATUS 4829-1037", id="reference"),
    pytest.param("my case number is 123456789", id="nine digits that say what they are"),
]


@pytest.mark.parametrize("text", NOT_ONE)
def test_what_is_not_one_stays(text: str) -> None:
    reading = read_message(text)
    assert (reading.had_ssn, reading.text) == (False, text)


def everything(database: Database) -> str:
    with database.read() as connection:
        return repr([list(connection.execute(select(table))) for table in metadata.sorted_tables])


@pytest.mark.parametrize("writing", WRITINGS)
@pytest.mark.parametrize("around", AROUND)
def test_it_passes_the_real_door_and_is_nowhere(
    case_door: Door, capfd: pytest.CaptureFixture[str], writing: str, around: str
) -> None:
    parent = phone(case_door, "+19165550101")
    said = parent.text(around.format(writing.format(a="219", b="47", c="8836")))
    kept = everything(case_door.database) + " ".join(said) + "".join(capfd.readouterr())
    assert not re.search(r"219\D{0,3}47\D{0,3}8836", kept)
    assert "8836" not in re.sub(r"[0-9a-f]{32,}|\d{4}-\d{4}", "", kept)
    with case_door.database.read() as connection:
        assert connection.execute(select(messages.c.had_ssn).where(messages.c.inbound)).scalars().all() == [True]


def test_the_parent_is_told_once(case_door: Door) -> None:
    parent = phone(case_door, "+19165550101")
    told = [" ".join(parent.text(f"my ssn is 219-47-{8830 + n}")) for n in range(3)]
    assert ["Social Security" in line for line in told] == [True, False, False]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=st.text(max_size=300))
def test_no_text_whatever_breaks_the_door(case_door: Door, body: str) -> None:
    clean: Callable[[str], str] = lambda text: text.encode("utf-8", "ignore").decode()  # noqa: E731
    form = phone(case_door, "+19165550101").form(clean(body))
    assert case_door.post("/twilio/sms", form).status_code == 200
