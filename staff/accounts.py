"""Staff users: made, the first ones on a new machine, and what supervisors and operators change about them."""

from __future__ import annotations

import re
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection

from staff.attempts import at_code, at_password, forget_attempts
from staff.passwords import hashed, problem_with, readable_password
from staff.records import factors as factor_records
from staff.records import users as user_records
from staff.roles import Role
from store.audit import OPERATOR, note_change
from store.database import Database
from store.requests import Outdated, staff_actor
from store.vault import Vault

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,63}")
_FIRST = (Role.CLERK, Role.SUPERVISOR)
_OWN = "Nobody changes their own account here. Another supervisor can."


class NameProblem(StrEnum):
    UNUSABLE = "A user name has 2 to 64 letters, digits, dots or hyphens, without accents or spaces."
    TAKEN = "There is already a user with that name."
    UNKNOWN = "There is no user with that name."


class Change(StrEnum):
    """What a supervisor does to another user. Each ends that user's sessions, so it is in force at once."""

    ROLE = "role"
    DISABLE = "disable"
    ENABLE = "enable"
    RESET_PASSWORD = "password"  # noqa: S105 the word for the form, and no password
    RESET_FACTOR = "factor"
    END_SESSIONS = "sessions"


class AccountRefused(Exception):
    """What was asked of an account cannot be; the text is a sentence for whoever asked."""


_NOTED = {
    Change.DISABLE: "user_disabled",
    Change.ENABLE: "user_enabled",
    Change.RESET_PASSWORD: "password_reset",
    Change.RESET_FACTOR: "second_factor_reset",
    Change.END_SESSIONS: "sessions_ended",
}


def usual_name(name: str) -> str:
    """User names are one whatever the case they are typed in."""
    return name.replace("\0", "").strip().casefold()  # PostgreSQL refuses to compare with a NUL


def add_user(
    database: Database,
    name: str,
    password: str,
    role: Role,
    now: datetime,
    *,
    actor: str = OPERATOR,
    must_change: bool = False,
) -> int:
    """The new user's id; AccountRefused says what is wrong."""
    name = usual_name(name)
    if not _NAME.fullmatch(name):
        raise AccountRefused(NameProblem.UNUSABLE)
    if problem := problem_with(password, name):
        raise AccountRefused(problem)
    password_hash = hashed(password)
    with database.write() as connection:
        user_id = _add(connection, name, password_hash, role, now, actor, must_change=must_change)
    if user_id is None:
        raise AccountRefused(NameProblem.TAKEN)
    return user_id


def _add(
    connection: Connection, name: str, password_hash: str, role: Role, now: datetime, actor: str, *, must_change: bool
) -> int | None:
    user_id = user_records.insert_user(connection, name, password_hash, role, now, must_change=must_change)
    if user_id is not None:
        note_change(connection, actor, "user_added", now, user_id=user_id)
        note_change(connection, actor, f"role_{role}", now, user_id=user_id)
    return user_id


def first_users(database: Database, now: datetime, *, must_change: bool = False) -> list[tuple[str, str]]:
    """On a machine without users, make one of each role that works; their names, and passwords seen this once."""
    made = [(role, readable_password(role.value)) for role in _FIRST]
    hashes = [hashed(password) for _, password in made]
    with database.write() as connection:
        if user_records.has_users(connection):
            return []
        for (role, _), password_hash in zip(made, hashes, strict=True):
            _add(connection, role.value, password_hash, role, now, OPERATOR, must_change=must_change)
    return [(role.value, password) for role, password in made]


def change_user(
    database: Database,
    supervisor_id: int,
    user_id: int,
    version: int,
    change: Change,
    now: datetime,
    role: Role | None = None,
) -> str | None:
    """The first password where one was made. Outdated when somebody else was faster, or took the supervisor's role.

    Nobody changes their own account here, so the last supervisor stays one.
    """
    if supervisor_id == user_id:
        raise AccountRefused(_OWN)
    password = readable_password() if change is Change.RESET_PASSWORD else None
    password_hash = hashed(password) if password else None
    with database.write() as connection:
        # Locked, one after the other: two supervisors who take each other's role at once would leave none.
        if supervisor_id not in user_records.lock_supervisors(connection):
            raise Outdated
        if not user_records.change_account(connection, user_id, version, **_values(change, role, password_hash, now)):
            raise Outdated
        if change is Change.RESET_FACTOR:
            factor_records.forget_factor(connection, user_id)
        _set_at_the_door(connection, database.vault, user_id)
        what = f"role_{role}" if change is Change.ROLE else _NOTED[change]
        note_change(connection, staff_actor(supervisor_id), what, now, user_id=user_id)
    return password


def _values(change: Change, role: Role | None, password_hash: str | None, now: datetime) -> dict[str, object]:
    match change:
        case Change.ROLE if role is not None:
            return {"role": role.value}
        case Change.DISABLE:
            return {"disabled_at": now}
        case Change.ENABLE:
            return {"disabled_at": None}
        case Change.RESET_PASSWORD:
            return {"password_hash": password_hash, "must_change_password": True}
    return {}


def _set_at_the_door(connection: Connection, vault: Vault, user_id: int) -> None:
    """Every session ended, and no wait left from wrong tries."""
    user_records.end_sessions_of(connection, user_id)
    name = user_records.user_names(connection, [user_id])[user_id]
    forget_attempts(connection, vault, at_password(name))
    forget_attempts(connection, vault, at_code(user_id))


def let_back_in(database: Database, name: str, now: datetime) -> str:
    """For the operator, where no supervisor can: a new first password, no second factor, enabled."""
    password = readable_password(name)
    password_hash = hashed(password)
    with database.write() as connection:
        user_id = user_records.id_of(connection, usual_name(name))
        if user_id is None:
            raise AccountRefused(NameProblem.UNKNOWN)
        user_records.change_account(
            connection, user_id, None, password_hash=password_hash, must_change_password=True, disabled_at=None
        )
        factor_records.forget_factor(connection, user_id)
        _set_at_the_door(connection, database.vault, user_id)
        note_change(connection, OPERATOR, "let_back_in", now, user_id=user_id)
    return password
