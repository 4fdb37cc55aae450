"""Signing in and out. The browser holds a random token; we keep only its fingerprint."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from staff import passwords
from staff.accounts import usual_name
from staff.passwords import PasswordProblem
from staff.records import users as user_records
from staff.records.users import Session, User
from staff.throttle import FREE_PER_ADDRESS, FREE_PER_NAME, REMEMBERED, wait_left
from store.audit import note_change
from store.database import Database
from store.requests import staff_actor
from store.vault import LookUp, Vault

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)
_TOUCH_EVERY = timedelta(minutes=1)  # spares a write for each page; idle sign-out may come this much early


@dataclass(frozen=True, slots=True)
class Refused:
    """Wrong, or too many tries: `wait` is then more than nothing. Never says which of name and password it was."""

    wait: timedelta = timedelta(0)


@dataclass(frozen=True, slots=True)
class _Attempt:
    """One try, counted as failed before the password is looked at, so that many at once are all counted."""

    failure_ids: tuple[int, ...]
    user: User | None


def sign_in(database: Database, name: str, password: str, address: str, now: datetime) -> str | Refused:
    """A fresh session's token, or Refused."""
    attempt = _begin_attempt(database, usual_name(name), address, now)
    if isinstance(attempt, Refused):
        return attempt
    # Outside any transaction: this is slow on purpose.
    user = attempt.user
    if not passwords.matches(password, user.password_hash if user else None) or user is None:
        return Refused()
    better = passwords.hashed(password) if passwords.costs_too_little(user.password_hash) else None
    token = secrets.token_urlsafe(32)
    vault = database.vault
    with database.write() as connection:
        mine = vault.fingerprints(LookUp.SIGN_IN, f"name:{user.name}")
        user_records.forget_failures(connection, of=mine, ids=attempt.failure_ids, before=now - REMEMBERED)
        user_records.end_sessions_before(connection, seen_at=now - IDLE, created_at=now - LONGEST)
        if better:
            user_records.keep_hash(connection, user.id, better)
        user_records.start_session(
            connection, vault.fingerprint(LookUp.STAFF_SESSION, token), secrets.token_urlsafe(32), user.id, now
        )
    return token


def change_password(
    database: Database, session: Session, old: str, new: str, address: str, now: datetime
) -> Refused | PasswordProblem | None:
    """None when it is changed; this session stays, all others of the user end. Wrong tries count as at sign-in."""
    if problem := passwords.problem_with(new, session.user_name):
        return problem
    attempt = _begin_attempt(database, session.user_name, address, now)
    if isinstance(attempt, Refused):
        return attempt
    user = attempt.user
    if user is None or not passwords.matches(old, user.password_hash):
        return Refused()
    better = passwords.hashed(new)
    with database.write() as connection:
        user_records.forget_failures(connection, ids=attempt.failure_ids)
        user_records.keep_hash(connection, user.id, better)
        user_records.end_other_sessions(connection, user.id, session.token_lookup)
        note_change(connection, staff_actor(user.id), "password", now, user_id=user.id)
    return None


def _begin_attempt(database: Database, name: str, address: str, now: datetime) -> _Attempt | Refused:
    counted = ((f"name:{name[:200]}", FREE_PER_NAME), (f"address:{address}", FREE_PER_ADDRESS))
    vault = database.vault
    with database.write() as connection:
        wait = timedelta(0)
        for who, free in counted:
            seen = user_records.failures(connection, vault.fingerprints(LookUp.SIGN_IN, who), now - REMEMBERED)
            wait = max(wait, wait_left(seen.count, seen.last_at, free, now))
        if wait:
            return Refused(wait)
        noted = [
            user_records.note_failure(connection, vault.fingerprint(LookUp.SIGN_IN, who), now) for who, _ in counted
        ]
        return _Attempt(tuple(noted), user_records.user_by_name(connection, name))


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


def sign_out(database: Database, token: str) -> None:
    with database.write() as connection:
        user_records.end_session(connection, _lookups(database.vault, token))


def _lookups(vault: Vault, token: str) -> list[str]:
    return vault.fingerprints(LookUp.STAFF_SESSION, token)
