"""Staff users: made, and the first one on a new machine."""

from __future__ import annotations

import re
from datetime import datetime
from enum import StrEnum

from staff.passwords import hashed, problem_with, readable_password
from staff.records import users as user_records
from staff.roles import Role
from store.audit import OPERATOR, note_change
from store.database import Database

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,63}")
_FIRST = "clerk"


class NameProblem(StrEnum):
    UNUSABLE = "A user name has 2 to 64 letters, digits, dots or hyphens, without accents or spaces."
    TAKEN = "There is already a user with that name."


class AccountRefused(Exception):
    """A user cannot be made as asked; the text is a sentence for whoever asked."""


def usual_name(name: str) -> str:
    """User names are one whatever the case they are typed in."""
    return name.replace("\0", "").strip().casefold()  # PostgreSQL refuses to compare with a NUL


def add_user(database: Database, name: str, password: str, role: Role, now: datetime) -> int:
    """The new user's id; AccountRefused says what is wrong."""
    name = usual_name(name)
    if not _NAME.fullmatch(name):
        raise AccountRefused(NameProblem.UNUSABLE)
    if problem := problem_with(password, name):
        raise AccountRefused(problem)
    password_hash = hashed(password)
    with database.write() as connection:
        user_id = user_records.insert_user(connection, name, password_hash, role, now)
        if user_id is not None:
            note_change(connection, OPERATOR, "user_added", now, user_id=user_id)
    if user_id is None:
        raise AccountRefused(NameProblem.TAKEN)
    return user_id


def first_user(database: Database, now: datetime) -> tuple[str, str] | None:
    """On a machine without users, make a clerk and give name and password: the only time the password is seen."""
    password = readable_password()
    with database.write() as connection:
        if user_records.has_users(connection):
            return None
        user_records.insert_user(connection, _FIRST, hashed(password), Role.CLERK, now)
    return _FIRST, password
