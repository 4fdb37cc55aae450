"""What staff must hear of: a directory that grows old, and phones or numbers that are being guessed at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from cases import records
from cases.policy import CasePolicy
from store import desk, outbox
from store.database import Database
from store.desk import DeskKind

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
    """Say what is wrong under our heartbeat and on the desk, and return it."""
    with database.write() as connection:
        standing = records.standing(connection)
        guesses = records.guesses(connection, now - OVER)
        found = _problem(standing, guesses, policy, now)
        outbox.beat(connection, BEAT, now, None if found is None else found.code)
        if _is_guessing(guesses):
            _lay_on_desk(connection, guesses, now)
    return found


def _problem(standing: records.Standing, guesses: records.Guesses, policy: CasePolicy, now: datetime) -> Finding | None:
    if _is_guessing(guesses):
        return Finding("case_guessing", guesses.in_all)
    # Only a directory that was ever filled can grow old: a county without case status is not told every day.
    if standing.imported_at is not None and policy.approved:
        age = now - standing.imported_at
        if age > policy.extract_fresh_for - _WARN_BEFORE_STALE:
            return Finding("case_extract_old", age.days)
    return None


def _is_guessing(guesses: records.Guesses) -> bool:
    return (
        guesses.numbers_of_one_phone >= _NUMBERS_OF_ONE_PHONE
        or guesses.phones_of_one_number >= _PHONES_OF_ONE_NUMBER
        or guesses.in_all >= _REFUSALS_IN_ALL
    )


def _lay_on_desk(connection: Connection, guesses: records.Guesses, now: datetime) -> None:
    """Each phone that guesses once a day; what no single phone explains, once a day too. Never which case."""
    since = now - OVER
    phones = records.phones_that_guess(connection, since, _NUMBERS_OF_ONE_PHONE)
    many = "many_phones" if guesses.phones_of_one_number >= _PHONES_OF_ONE_NUMBER else "many_in_all"
    found: list[tuple[int | None, str]] = [(phone, "many_numbers") for phone in phones] or [(None, many)]
    for contact_id, shape in found:
        if not desk.was_put(connection, DeskKind.GUESSING, contact_id, since):
            desk.put(connection, DeskKind.GUESSING, now, contact_id=contact_id, detail=shape)
