"""Signing in and out. The browser holds a random token; we keep only its fingerprint."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from staff import passwords
from staff.accounts import usual_name
from staff.attempts import Refused, at_password, count_attempt, forget_attempts
from staff.passwords import PasswordProblem
from staff.records import users as user_records
from staff.records.users import Session, User
from staff.throttle import REMEMBERED
from store.audit import note_change
from store.database import Database
from store.requests import staff_actor
from store.vault import LookUp, Vault

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)
_TOUCH_EVERY = timedelta(minutes=1)  # spares a write for each page; idle sign-out may come this much early


@dataclass(frozen=True, slots=True)
class _Attempt:
    failure_ids: tuple[int, ...]
    user: User | None


def sign_in(database: Database, name: str, password: str, address: str, now: datetime) -> str | Refused:
    """A fresh session's token, or Refused. Who has a second factor is not in yet."""
    attempt = _begin_attempt(database, usual_name(name), address, now)
    if isinstance(attempt, Refused):
        return attempt
    # Outside any transaction: this is slow on purpose.
    user = attempt.user
    if not passwords.matches(password, user.password_hash if user else None) or user is None:
        return Refused()
    better = passwords.hashed(password) if passwords.costs_too_little(user.password_hash) else None
    with database.write() as connection:
        forget_attempts(connection, database.vault, at_password(user.name), attempt.failure_ids)
        user_records.forget_failures(connection, before=now - REMEMBERED)
        user_records.end_sessions_before(connection, seen_at=now - IDLE, created_at=now - LONGEST)
        if better:
            user_records.keep_hash(connection, user.id, better)
        return begin_session(connection, database.vault, user.id, now)


def begin_session(
    connection: Connection, vault: Vault, user_id: int, now: datetime, *, factor_at: datetime | None = None
) -> str:
    token = secrets.token_urlsafe(32)
    fingerprint = vault.fingerprint(LookUp.STAFF_SESSION, token)
    user_records.start_session(connection, fingerprint, secrets.token_urlsafe(32), user_id, now, factor_at=factor_at)
    return token


def change_password(
    database: Database, session: Session, old: str, new: str, address: str, now: datetime
) -> Refused | PasswordProblem | None:
    """None when it is changed; this session stays, all others of the user end. Wrong tries count as at sign-in."""
    if problem := passwords.problem_with(new, session.user_name):
        return problem
    checked = check_password(database, session, old, address, now)
    if isinstance(checked, Refused):
        return checked
    if new == old:
        return PasswordProblem.SAME
    better = passwords.hashed(new)
    with database.write() as connection:
        if not still_open(connection, session):
            return Refused()
        user_records.keep_hash(connection, session.user_id, better, must_change=False)
        user_records.end_other_sessions(connection, session.user_id, session.token_lookup)
        note_change(connection, staff_actor(session.user_id), "password", now, user_id=session.user_id)
    return None


def check_password(database: Database, session: Session, password: str, address: str, now: datetime) -> Refused | None:
    """Asked once more before what is grave: the screen may have been left alone. None when it is right."""
    attempt = _begin_attempt(database, session.user_name, address, now)
    if isinstance(attempt, Refused):
        return attempt
    if attempt.user is None or not passwords.matches(password, attempt.user.password_hash):
        return Refused()
    with database.write() as connection:
        user_records.forget_failures(connection, ids=attempt.failure_ids)
    return None


def _begin_attempt(database: Database, name: str, address: str, now: datetime) -> _Attempt | Refused:
    with database.write() as connection:
        noted = count_attempt(connection, database.vault, at_password(name), address, now)
        if isinstance(noted, Refused):
            return noted
        return _Attempt(noted, user_records.user_by_name(connection, name))


def resume(database: Database, token: str, now: datetime, *, active: bool) -> Session | None:
    """The session behind a cookie. A page that refreshes itself is not `active`: it must not keep a session alive."""
    if not token:
        return None
    with database.read() as connection:
        session = user_records.session_by_token(connection, _lookups(database.vault, token))
    if session is None or now - session.seen_at >= IDLE or now - session.created_at >= LONGEST:
        return None
    if active and now - session.seen_at >= _TOUCH_EVERY:
        with database.write() as connection:
            user_records.touch_session(connection, session.token_lookup, now)
    return session


def still_open(connection: Connection, session: Session) -> bool:
    """Asked in the transaction that changes an account: a supervisor may have ended the session a moment ago."""
    return user_records.session_by_token(connection, [session.token_lookup]) is not None


def sign_out(database: Database, token: str) -> None:
    with database.write() as connection:
        user_records.end_session(connection, _lookups(database.vault, token))


def _lookups(vault: Vault, token: str) -> list[str]:
    return vault.fingerprints(LookUp.STAFF_SESSION, token)
