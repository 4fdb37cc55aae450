"""A case looked up by staff: on record before it is told, and never counted as a parent's try."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from cases import records
from cases.gate import Facts, Reason, decide
from cases.numbers import fits
from cases.policy import CasePolicy
from cases.records import Asked, StaffLookUp
from cases.values import CaseFacts, Person, Tries
from enrollment.working_days import pacific_date
from parsers import Phone
from store.vault import LookUp, Vault

_SEPARATORS = str.maketrans("", "", " -.")


@dataclass(frozen=True, slots=True)
class Question:
    """What a supervisor wants to know, and why."""

    number: str
    phone: Phone | None  # whose texts are refused
    reason: str
    note: str


@dataclass(frozen=True, slots=True)
class CaseFile:
    case: CaseFacts | None
    people: list[Person]
    answer: Reason | None  # what the gate would say if the phone asked now


def read_number(typed: str, policy: CasePolicy) -> str | None:
    """None for what cannot be a case number of this county."""
    number = typed.translate(_SEPARATORS)
    return number if fits(number, policy) else None


def look_up(
    connection: Connection, vault: Vault, policy: CasePolicy, question: Question, user_id: int, now: datetime
) -> CaseFile:
    """In a transaction that writes: the row that says who looked is part of it."""
    asked = Asked([], vault.fingerprints(LookUp.CASE_NUMBER, question.number))
    if question.phone is not None:
        asked = records.asked(vault, question.phone, question.number)
    imported_at, case, links = records.find(connection, asked)
    looked = StaffLookUp(
        user_id=user_id,
        with_phone=question.phone is not None,
        found=case is not None,
        reason=question.reason,
        note=question.note,
        at=now,
    )
    records.note_look_up(connection, asked.numbers[0], looked)
    answer = None
    if question.phone is not None:
        facts = Facts(
            True, _one_more(records.tries_today(connection, asked, pacific_date(now))), imported_at, case, links
        )
        answer = decide(facts, policy, now).reason
    return CaseFile(case, records.people_of(connection, asked) if case is not None else [], answer)


def _one_more(tries: Tries) -> Tries:
    return Tries(tries.of_phone + 1, tries.of_case + 1, tries.in_all + 1)
