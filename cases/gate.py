"""The confidentiality gate: may this phone hear how this case stands? One pure decision, and the look-up around it.

A reason for the log, one reply for the world. Every refusal runs the same statements in the same order and writes the
same rows: a phone that guesses learns nothing, neither from words nor from the time they take.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Connection

from cases import records
from cases.numbers import fits
from cases.policy import CasePolicy
from cases.values import CaseFacts, Link, Role, Stage, Tries
from enrollment.working_days import pacific_date
from parsers import Phone
from store.vault import Vault


class Reason(StrEnum):
    OPEN = "open"
    NOT_APPROVED = "not_approved"
    TOO_MANY_IN_ALL = "too_many_in_all"
    TOO_MANY_OF_CASE = "too_many_of_case"
    TOO_MANY_OF_PHONE = "too_many_of_phone"
    NO_NUMBER = "no_number"  # none, several, or not of the county's pattern
    NO_EXTRACT = "no_extract"
    STALE_EXTRACT = "stale_extract"
    UNKNOWN = "unknown"
    NOT_LINKED = "not_linked"
    BOTH_SIDES = "both_sides"
    PROTECTIVE_ORDER = "protective_order"
    CONFIDENTIAL = "confidential"
    STALE_LINK = "stale_link"
    REPRESENTED = "represented"


@dataclass(frozen=True, slots=True)
class Facts:
    """All that the decision looks at."""

    number_fits: bool
    tries: Tries
    imported_at: datetime | None
    case: CaseFacts | None
    links: tuple[Link, ...]  # the rows of this case that carry this phone


@dataclass(frozen=True, slots=True)
class Answer:
    """What may be said. Without an open gate there is nothing in it but the reason, which is for the log."""

    reason: Reason
    stage: Stage | None = None
    since: date | None = None


def decide(facts: Facts, policy: CasePolicy, now: datetime) -> Answer:
    reason = (
        _about_asking(facts, policy)
        or _about_extract(facts, policy, now)
        or _about_case(facts)
        or _about_link(facts, policy, now)
    )
    if reason is not None or facts.case is None:
        return Answer(reason or Reason.UNKNOWN)
    return Answer(Reason.OPEN, facts.case.stage, facts.case.since)


def _about_asking(facts: Facts, policy: CasePolicy) -> Reason | None:
    if not policy.approved:
        return Reason.NOT_APPROVED
    if facts.tries.in_all > policy.tries_in_all:
        return Reason.TOO_MANY_IN_ALL
    if facts.tries.of_case > policy.tries_per_case:
        return Reason.TOO_MANY_OF_CASE
    if facts.tries.of_phone > policy.tries_per_phone:
        return Reason.TOO_MANY_OF_PHONE
    return None if facts.number_fits else Reason.NO_NUMBER


def _about_extract(facts: Facts, policy: CasePolicy, now: datetime) -> Reason | None:
    if facts.imported_at is None:
        return Reason.NO_EXTRACT
    return Reason.STALE_EXTRACT if now - facts.imported_at > policy.extract_fresh_for else None


def _about_case(facts: Facts) -> Reason | None:
    if facts.case is None:
        return Reason.UNKNOWN
    if not facts.links:
        return Reason.NOT_LINKED
    if len(facts.links) > 1:  # a row is a person: two people of one case behind one phone are two sides
        return Reason.BOTH_SIDES
    if facts.case.protective_order:
        return Reason.PROTECTIVE_ORDER
    return Reason.CONFIDENTIAL if facts.case.confidential else None


def _about_link(facts: Facts, policy: CasePolicy, now: datetime) -> Reason | None:
    link, today = facts.links[0], pacific_date(now)
    if link.role is Role.RELEASED and link.released_from is None:
        return Reason.STALE_LINK
    if link.released_from is not None:
        until = link.released_until or link.released_from + policy.release_lasts
        if not link.released_from <= today <= until:
            return Reason.STALE_LINK
    elif link.released_until is not None and today > link.released_until:
        return Reason.STALE_LINK
    # The office may speak with their attorney only; the attorney's own phone is a link of its own.
    return Reason.REPRESENTED if link.represented and link.role is not Role.ATTORNEY else None


def look_up(
    connection: Connection,
    vault: Vault,
    policy: CasePolicy,
    phone: Phone,
    contact_id: int,
    number: str | None,
    now: datetime,
) -> Answer:
    """Ask for a case in the caller's transaction. `number` is None where the text had none, or several."""
    asked = records.asked(vault, phone, number or "")
    tries = records.count_try(connection, asked, pacific_date(now))
    imported_at, case, links = records.find(connection, asked)
    facts = Facts(number is not None and fits(number, policy), tries, imported_at, case, links)
    answer = decide(facts, policy, now)
    if answer.reason is not Reason.OPEN:
        records.note_refusal(connection, asked, contact_id, answer.reason.value, now)
    return answer
