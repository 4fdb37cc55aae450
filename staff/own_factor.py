"""What users do with their own second factor: set it up, give its code at the door, get new recovery codes."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection

from staff import second_factor
from staff.attempts import Refused, at_code, count_attempt, forget_attempts
from staff.records import factors as factor_records
from staff.records import users as user_records
from staff.records.users import Session
from staff.sessions import begin_session, still_open
from store.audit import note_change
from store.database import Database
from store.requests import staff_actor
from store.vault import UnreadableValue


class SetUpProblem(StrEnum):
    WRONG_CODE = "That code does not fit. Wait for the next one; the phone's clock must be right."
    TOO_OLD = "This page was too old. Here is a new one: scan it again."
    THERE_IS_ONE = "A second factor is set up already."


def give_code(
    database: Database, session: Session, typed: str, address: str, now: datetime, machine_now: datetime
) -> str | Refused:
    """The token of a session that is in, in place of the half-open one. A recovery code opens the door, too.

    `machine_now` is what the app on their phone reckons by, also where the house's clock has been moved on.
    """
    vault, user_id = database.vault, session.user_id
    with database.write() as connection:
        noted = count_attempt(connection, vault, at_code(user_id), address, now)
    if isinstance(noted, Refused):
        return noted
    with database.write() as connection:
        if not (still_open(connection, session) and _is_taken(connection, user_id, typed, now, machine_now)):
            return Refused()
        forget_attempts(connection, vault, at_code(user_id), noted)
        user_records.end_session(connection, [session.token_lookup])
        return begin_session(connection, vault, user_id, now, factor_at=now)


def _is_taken(connection: Connection, user_id: int, typed: str, now: datetime, machine_now: datetime) -> bool:
    factor = factor_records.factor_of(connection, user_id)
    if factor is None:
        return False
    step = second_factor.step_of(factor.secret, typed, machine_now)
    if step is not None:
        return factor_records.take_step(connection, user_id, step)
    code_hash = second_factor.recovery_hash(user_id, typed)
    if not factor_records.use_recovery_code(connection, user_id, code_hash, now):
        return False
    note_change(connection, staff_actor(user_id), "recovery_code_used", now, user_id=user_id)
    return True


def offer_secret(database: Database, session: Session) -> str:
    """A fresh secret, sealed for this session alone: kept nowhere until its first code has been given."""
    return database.vault.seal(f"{session.token_lookup}:{second_factor.new_secret()}")


def offered_secret(database: Database, session: Session, offer: str) -> str | None:
    try:
        token_lookup, _, secret = database.vault.open(offer).partition(":")
    except UnreadableValue:
        return None
    return secret if token_lookup == session.token_lookup else None


def set_up(
    database: Database,
    session: Session,
    offer: str,
    typed: str,
    now: datetime,
    machine_now: datetime,
    *,
    anew: bool,
) -> list[str] | SetUpProblem:
    """The recovery codes, to be shown once. `anew`: in place of the one there is."""
    secret = offered_secret(database, session, offer)
    if secret is None:
        return SetUpProblem.TOO_OLD
    step = second_factor.step_of(secret, typed, machine_now)
    if step is None:
        return SetUpProblem.WRONG_CODE
    user_id = session.user_id
    with database.write() as connection:
        if not still_open(connection, session):
            return SetUpProblem.TOO_OLD
        if anew:
            factor_records.forget_factor(connection, user_id)
        if not factor_records.keep_factor(connection, user_id, secret, step, now):
            return SetUpProblem.THERE_IS_ONE
        user_records.note_factor(connection, session.token_lookup, now)
        user_records.end_other_sessions(connection, user_id, session.token_lookup)
        note_change(connection, staff_actor(user_id), "second_factor_set", now, user_id=user_id)
        return _new_codes(connection, user_id)


def renew_recovery_codes(database: Database, session: Session, now: datetime) -> list[str]:
    with database.write() as connection:
        note_change(connection, staff_actor(session.user_id), "recovery_codes_made", now, user_id=session.user_id)
        return _new_codes(connection, session.user_id)


def _new_codes(connection: Connection, user_id: int) -> list[str]:
    codes = second_factor.new_recovery_codes()
    hashes = [second_factor.recovery_hash(user_id, code) for code in codes]
    factor_records.keep_recovery_codes(connection, user_id, hashes)
    return codes
