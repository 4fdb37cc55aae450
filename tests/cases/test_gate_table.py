"""The gate's decision over every combination of what it looks at: it opens for exactly one of them, in two shapes."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest

from bot import catalogue
from bot.status import case_reply
from bot.turn import Reply
from cases.gate import Answer, Facts, Reason, decide
from cases.policy import CasePolicy
from cases.values import CaseFacts, Link, Role, Stage, Tries
from enrollment.agency import Agency
from enrollment.working_days import pacific_date
from parsers import Language
from store.case_tables import case_cases, case_people
from tests.conftest import MONDAY_NOON as NOW

POLICY = CasePolicy(approved=True, number=re.compile("[0-9]{10}"))
TODAY = pacific_date(NOW)
SINCE = date(2024, 3, 5)
DATES = {
    "none": (None, None),
    "within": (TODAY - timedelta(days=1), TODAY),
    "without an end": (TODAY, None),
    "over": (TODAY - timedelta(days=9), TODAY - timedelta(days=1)),
    "to come": (TODAY + timedelta(days=1), None),
    "too long without an end": (TODAY - timedelta(days=366), None),
    "an end alone, over": (None, TODAY - timedelta(days=1)),
}
GOOD_DATES = {"within", "without an end"}
EXTRACTS = {"fresh": NOW - timedelta(days=1), "stale": NOW - timedelta(days=4, seconds=1), "never": None}
OVER = {"phone": (6, 1, 1), "case": (1, 11, 1), "all": (1, 1, 501)}


def _tries(*over: str) -> Tries:
    counts = [OVER[kind] for kind in over] or [(5, 10, 500)]  # at the limit is not over it
    return Tries(*(max(values) for values in zip(*counts, strict=True)))


COMBINATIONS = list(
    product(
        (True, False),  # approved
        (True, False),  # the number fits
        ((), ("phone",), ("case",), ("all",), ("phone", "case", "all")),
        EXTRACTS,
        (True, False),  # known
        (0, 1, 2),  # rows of the case with this phone
        Role,
        (True, False),  # represented
        DATES,
        (True, False),  # protective order
        (True, False),  # confidential
    )
)


def _answer(
    approved: bool,
    fits: bool,
    over: tuple[str, ...],
    extract: str,
    known: bool,
    links: int,
    role: Role,
    represented: bool,
    dates: str,
    protected: bool,
    confidential: bool,
) -> Answer:
    link = Link(role, represented, *DATES[dates])
    case = CaseFacts(Stage.ENFORCING, SINCE, protected, confidential) if known else None
    facts = Facts(fits, _tries(*over), EXTRACTS[extract], case, (link,) * links)
    return decide(facts, replace(POLICY, approved=approved), NOW)


def _may_open(
    approved: bool,
    fits: bool,
    over: tuple[str, ...],
    extract: str,
    known: bool,
    links: int,
    role: Role,
    represented: bool,
    dates: str,
    protected: bool,
    confidential: bool,
) -> bool:
    """The law in one breath, written apart from the code."""
    asked_well = approved and fits and not over and extract == "fresh"
    one_side = known and links == 1 and not protected and not confidential
    in_time = dates in GOOD_DATES or (dates == "none" and role is not Role.RELEASED)
    return asked_well and one_side and in_time and (role is Role.ATTORNEY or not represented)


def test_it_opens_for_exactly_those_who_may_hear() -> None:
    opened = {combination for combination in COMBINATIONS if _answer(*combination).reason is Reason.OPEN}
    assert opened == {combination for combination in COMBINATIONS if _may_open(*combination)}
    assert len(COMBINATIONS) == 60_480
    assert len(opened) == 11  # a party on 3 dates, an attorney on 3 represented or not, a released person on 2


@pytest.mark.parametrize("language", Language)
def test_every_refusal_is_one_and_the_same_reply(agency: Agency, language: Language) -> None:
    texts = catalogue.texts(agency)
    answers = {_answer(*combination) for combination in COMBINATIONS}
    replies = {answer: case_reply(answer, language) for answer in answers}

    refusals = {
        texts.say(reply.code, language, **reply.values)
        for answer, reply in replies.items()
        if answer.reason is not Reason.OPEN
    }

    assert len(refusals) == 1
    assert {answer.reason for answer in answers} == set(Reason)  # every reason can really come
    assert replies[Answer(Reason.OPEN, Stage.ENFORCING, SINCE)].code == "status_case_enforcing"


def test_a_refusal_carries_nothing_of_the_case() -> None:
    for combination in COMBINATIONS:
        answer = _answer(*combination)
        assert answer.reason is Reason.OPEN or (answer.stage, answer.since) == (None, None)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("stage", Stage)
def test_every_stage_has_words_that_name_no_other_person_and_no_money(
    agency: Agency, stage: Stage, language: Language
) -> None:
    reply = case_reply(Answer(Reason.OPEN, stage, SINCE), language)
    said = catalogue.texts(agency).say(reply.code, language, **reply.values)
    assert "2024" in said
    assert agency.phone in said
    forbidden = r"(?i)other parent|father|mother|padre|madre|located|served|employer|\$|payment|pago|amount|tax|name"
    assert not re.search(forbidden, said)


def test_the_directory_has_no_column_for_a_person_or_money() -> None:
    assert {column.name for table in (case_cases, case_people) for column in table.c} == {
        "generation",
        "number_lookup",
        "stage",
        "since",
        "protective_order",
        "confidential",
        "position",
        "phone_lookup",
        "role",
        "represented",
        "released_from",
        "released_until",
    }


def test_without_an_answer_there_is_only_the_refusal() -> None:
    assert case_reply(Answer(Reason.UNKNOWN), Language.ENGLISH) == Reply("status_refusal")
