"""STATUS in the words people use: which number they ask for, and what they hear."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.numbers import fits, read_case_number
from cases.policy import CasePolicy, pattern_problem
from enrollment.reference import check_digit
from enrollment.request import State
from tests.bot.conftest import Door
from tests.cases.conftest import ANA, POLICY, phone

READ = [
    pytest.param("STATUS 0123456789", "0123456789", id="plain"),
    pytest.param("status 0123 456 789", "0123456789", id="spaces"),
    pytest.param("STATUS 01234-56789", "0123456789", id="dash"),
    pytest.param("STATUS 0123.456.789", "0123456789", id="dots"),
    pytest.param("hi can you tell me the status of my case # 0123456789 please", "0123456789", id="words around"),
    pytest.param("STATUS:0123456789.", "0123456789", id="punctuation"),
    pytest.param("ESTADO de mi caso 0123456789 gracias", "0123456789", id="spanish"),
    pytest.param("STATUS 0123456789 0123456789", "0123456789", id="the same twice"),
    pytest.param("STATUS 0123456789 call me at 916-555-0101", "0123456789", id="with a number to call back"),
    pytest.param("STATUS 0123456789 since 03/05/2024", "0123456789", id="with a date"),
    pytest.param("STATUS", None, id="none"),
    pytest.param("STATUS 012345678", None, id="a digit short"),
    pytest.param("STATUS 01234567890", None, id="a digit too many"),
    pytest.param("STATUS 0123456789 and 0987654321", None, id="two"),
    pytest.param("STATUS 0123456789 0987654321", None, id="two side by side"),
    pytest.param("STATUS 07FS01234", None, id="the court's number"),
    pytest.param("STATUS 48291037", None, id="a reference of ours"),
    pytest.param("STATUS 48291037 0123456789", "0123456789", id="a reference and a case"),
]


@pytest.mark.parametrize(("text", "number"), READ)
def test_the_number_is_read_however_it_is_written(text: str, number: str | None) -> None:
    assert read_case_number(text, POLICY) == number


@settings(deadline=None)  # the first call loads what it reads with
@given(st.text(alphabet="0123456789 -.#aB/", max_size=60))
def test_what_is_read_always_fits(text: str) -> None:
    number = read_case_number(text, POLICY)
    assert number is None or fits(number, POLICY)


@settings(deadline=None)  # the first call loads what it reads with
@given(st.integers(1_000_000, 9_999_999))
def test_no_pattern_can_make_a_reference_a_case_number(seven: int) -> None:
    reckless = CasePolicy(approved=True, number=re.compile(r"\d+"))
    assert not fits(f"{seven}{check_digit(str(seven))}", reckless)


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        ("[0-9]{10}", None),
        ("0[0-9]{12}", None),
        ("[0-9]{8}", "references"),
        ("[0-9]{7,13}", "references"),
        ("[0-9]{9}", "Social Security"),
        (".*", "references"),
    ],
)
def test_a_pattern_that_cannot_be_told_apart_is_refused(pattern: str, why: str | None) -> None:
    problem = pattern_problem(re.compile(pattern))
    assert (problem is None) if why is None else (problem is not None and why in problem)


def test_a_conversation_about_a_case_and_a_package_in_both_languages(case_door: Door) -> None:
    ana = phone(case_door, ANA)
    accepted = ana.text("OPEN Ana Ruiz 1234 Fruitridge Rd Apt 5 Sacramento CA 95820")
    reference = re.search(r"Ref (\d{4}-\d{4})", accepted[0])
    assert reference is not None
    assert ana.text("STATUS 0123456789")[0].startswith("Stage: the court order is in place, since Mar 5, 2024.")
    assert reference.group() in ana.text(f"STATUS {reference.group(1)}")[0]
    ana.text("HELP")  # the same line is not sent twice in a row
    assert reference.group() in ana.text(f"how is {reference.group(1).replace('-', ' ')} doing? status")[0]
    ana.text("ESPANOL")
    assert ana.text("ESTADO 0123 456 789")[0].startswith("Etapa: ya hay orden de la corte, desde el 5 mar 2024.")
    assert reference.group() in ana.text(f"ESTADO {reference.group(1)}")[0]
    ana.move(State.CANCELLED)


def test_a_strangers_reference_and_an_unknown_case_are_answered_alike(case_door: Door) -> None:
    ana, stranger = phone(case_door, ANA), phone(case_door, "+19165550777")
    reference = re.search(
        r"Ref (\d{4}-\d{4})", ana.text("OPEN Ana Ruiz 1234 Fruitridge Rd Apt 5 Sacramento CA 95820")[0]
    )
    assert reference is not None
    stranger.text("hello")
    other = phone(case_door, "+19165550778")
    other.text("hello")
    assert stranger.text(f"STATUS {reference.group(1)}") == other.text("STATUS 0999999999")


def test_who_has_said_stop_gets_no_answer_and_no_look_up(case_door: Door) -> None:
    ana = phone(case_door, ANA)
    ana.text("STOP")
    assert ana.text("STATUS 0123456789") == []
