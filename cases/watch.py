"""What staff must hear of: a directory that grows old, and phones or numbers that are being guessed at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from cases import records
from cases.policy import CasePolicy
from store import outbox
from store.database import Database

BEAT = "cases"  # its heartbeat: /readyz and the alarms read problems there
OVER = timedelta(hours=24)
_NUMBERS_OF_ONE_PHONE = 4  # a parent has one case, perhaps two; a slip or two on top
_PHONES_OF_ONE_NUMBER = 3
_REFUSALS_IN_ALL = 100
_WARN_BEFORE_STALE = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Finding:
    """What staff must hear, as a code and a figure."""

    code: str
    figure: int


def watch(database: Database, policy: CasePolicy, now: datetime) -> Finding | None:
    """Say what is wrong under our heartbeat, and return it."""
    with database.write() as connection:
        standing = records.standing(connection)
        found = _problem(standing, records.guesses(connection, now - OVER), policy, now)
        outbox.beat(connection, BEAT, now, None if found is None else found.code)
    return found


def _problem(standing: records.Standing, guesses: records.Guesses, policy: CasePolicy, now: datetime) -> Finding | None:
    if (
        guesses.numbers_of_one_phone >= _NUMBERS_OF_ONE_PHONE
        or guesses.phones_of_one_number >= _PHONES_OF_ONE_NUMBER
        or guesses.in_all >= _REFUSALS_IN_ALL
    ):
        return Finding("case_guessing", guesses.in_all)
    # Only a directory that was ever filled can grow old: a county without case status is not told every day.
    if standing.imported_at is not None and policy.approved:
        age = now - standing.imported_at
        if age > policy.extract_fresh_for - _WARN_BEFORE_STALE:
            return Finding("case_extract_old", age.days)
    return None
