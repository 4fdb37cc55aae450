"""Users, their sessions and failed sign-ins, and who opened what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    Connection,
    delete,
    exists,
    func,
    insert,
    select,
    update,
)

from staff.roles import Role
from store.database import insert_into
from store.guard_tables import staff_changes
from store.tables import (
    second_factors,
    sign_in_failures,
    staff_sessions,
    staff_users,
    staff_views,
)

# Users


@dataclass(frozen=True, slots=True)
class User:
    id: int
    name: str
    role: Role
    password_hash: str


def has_users(connection: Connection) -> bool:
    return bool(connection.execute(select(exists().where(staff_users.c.id > 0))).scalar())


def insert_user(
    connection: Connection, name: str, password_hash: str, role: Role, now: datetime, *, must_change: bool = False
) -> int | None:
    """The user's id, or None when the name is taken."""
    statement = insert_into(connection, staff_users).values(
        name=name, password_hash=password_hash, role=role.value, created_at=now, must_change_password=must_change
    )
    added = statement.on_conflict_do_nothing(index_elements=["name"]).returning(staff_users.c.id)
    return connection.execute(added).scalar_one_or_none()


def user_by_name(connection: Connection, name: str) -> User | None:
    row = connection.execute(
        select(staff_users).where(staff_users.c.name == name, staff_users.c.disabled_at.is_(None))
    ).one_or_none()
    return None if row is None else User(row.id, row.name, Role(row.role), row.password_hash)


def keep_hash(connection: Connection, user_id: int, password_hash: str, *, must_change: bool | None = None) -> None:
    values = {"password_hash": password_hash} | ({} if must_change is None else {"must_change_password": must_change})
    connection.execute(update(staff_users).where(staff_users.c.id == user_id).values(values))


# Accounts, as supervisors see them


@dataclass(frozen=True, slots=True)
class Account:
    id: int
    name: str
    role: Role
    version: int
    created_at: datetime
    signed_in_at: datetime | None
    disabled_at: datetime | None
    must_change_password: bool
    factor_since: datetime | None
    sessions: int  # open at the moment


@dataclass(frozen=True, slots=True)
class AccountChange:
    at: datetime
    actor: str
    what: str


def accounts(connection: Connection, seen_since: datetime, user_id: int | None = None) -> list[Account]:
    """All, or the one asked for; by name. Sessions not seen since are as good as ended."""
    opened = (
        select(func.count())
        .select_from(staff_sessions)
        .where(staff_sessions.c.user_id == staff_users.c.id, staff_sessions.c.seen_at > seen_since)
        .scalar_subquery()
    )
    statement = (
        select(staff_users, second_factors.c.created_at.label("factor_since"), opened.label("sessions"))
        .outerjoin(second_factors, second_factors.c.user_id == staff_users.c.id)
        .order_by(staff_users.c.name)
    )
    if user_id is not None:
        statement = statement.where(staff_users.c.id == user_id)
    return [
        Account(
            row.id,
            row.name,
            Role(row.role),
            row.version,
            row.created_at,
            row.signed_in_at,
            row.disabled_at,
            row.must_change_password,
            row.factor_since,
            row.sessions,
        )
        for row in connection.execute(statement)
    ]


def account_changes(connection: Connection, user_id: int, most: int) -> list[AccountChange]:
    """What was done to this user, the newest first."""
    newest = select(staff_changes).where(staff_changes.c.user_id == user_id).order_by(staff_changes.c.id.desc())
    return [AccountChange(row.at, row.actor, row.what) for row in connection.execute(newest.limit(most))]


def lock_supervisors(connection: Connection) -> set[int]:
    """Those who are supervisors now, and stay so until the transaction ends."""
    enabled = (staff_users.c.role == Role.SUPERVISOR.value) & staff_users.c.disabled_at.is_(None)
    statement = select(staff_users.c.id).where(enabled).order_by(staff_users.c.id).with_for_update()
    return set(connection.execute(statement).scalars())


def change_account(connection: Connection, user_id: int, version: int | None, **values: object) -> bool:
    """Whether the account was as `version` says; None asks for no version."""
    mine = staff_users.c.id == user_id
    if version is not None:
        mine &= staff_users.c.version == version
    changed = update(staff_users).where(mine).values(version=staff_users.c.version + 1, **values)
    return connection.execute(changed).rowcount == 1


def id_of(connection: Connection, name: str) -> int | None:
    return connection.execute(select(staff_users.c.id).where(staff_users.c.name == name)).scalar_one_or_none()


# Sessions


@dataclass(frozen=True, slots=True)
class Session:
    user_id: int
    user_name: str
    role: Role
    token_lookup: str
    csrf_token: str
    created_at: datetime
    seen_at: datetime
    has_factor: bool
    factor_at: datetime | None  # when the second factor was given
    must_change_password: bool


def start_session(
    connection: Connection,
    token_lookup: str,
    csrf_token: str,
    user_id: int,
    now: datetime,
    *,
    factor_at: datetime | None = None,
) -> None:
    connection.execute(
        insert(staff_sessions).values(
            token_lookup=token_lookup,
            csrf_token=csrf_token,
            user_id=user_id,
            created_at=now,
            seen_at=now,
            factor_at=factor_at,
        )
    )
    connection.execute(update(staff_users).where(staff_users.c.id == user_id).values(signed_in_at=now))


def session_by_token(connection: Connection, token_lookups: Sequence[str]) -> Session | None:
    row = connection.execute(
        select(
            staff_sessions,
            staff_users.c.name,
            staff_users.c.role,
            staff_users.c.must_change_password,
            second_factors.c.id.is_not(None).label("has_factor"),
        )
        .join(staff_users, staff_users.c.id == staff_sessions.c.user_id)
        .outerjoin(second_factors, second_factors.c.user_id == staff_users.c.id)
        .where(staff_sessions.c.token_lookup.in_(token_lookups), staff_users.c.disabled_at.is_(None))
    ).one_or_none()
    if row is None:
        return None
    return Session(
        row.user_id,
        row.name,
        Role(row.role),
        row.token_lookup,
        row.csrf_token,
        row.created_at,
        row.seen_at,
        bool(row.has_factor),
        row.factor_at,
        row.must_change_password,
    )


def touch_session(connection: Connection, token_lookup: str, now: datetime) -> None:
    connection.execute(update(staff_sessions).where(staff_sessions.c.token_lookup == token_lookup).values(seen_at=now))


def end_session(connection: Connection, token_lookups: Sequence[str]) -> None:
    connection.execute(delete(staff_sessions).where(staff_sessions.c.token_lookup.in_(token_lookups)))


def end_other_sessions(connection: Connection, user_id: int, kept: str) -> None:
    others = (staff_sessions.c.user_id == user_id) & (staff_sessions.c.token_lookup != kept)
    connection.execute(delete(staff_sessions).where(others))


def note_factor(connection: Connection, token_lookup: str, now: datetime) -> None:
    mine = staff_sessions.c.token_lookup == token_lookup
    connection.execute(update(staff_sessions).where(mine).values(factor_at=now))


def end_sessions_of(connection: Connection, user_id: int) -> None:
    connection.execute(delete(staff_sessions).where(staff_sessions.c.user_id == user_id))


def end_sessions_before(connection: Connection, seen_at: datetime, created_at: datetime) -> None:
    old = (staff_sessions.c.seen_at < seen_at) | (staff_sessions.c.created_at < created_at)
    connection.execute(delete(staff_sessions).where(old))


# Failed sign-ins


@dataclass(frozen=True, slots=True)
class Failures:
    count: int
    last_at: datetime | None


def failures(connection: Connection, who_lookups: Sequence[str], since: datetime) -> Failures:
    row = connection.execute(
        select(func.count(), func.max(sign_in_failures.c.at)).where(
            sign_in_failures.c.who_lookup.in_(who_lookups), sign_in_failures.c.at >= since
        )
    ).one()
    return Failures(row[0], row[1])


def note_failure(connection: Connection, who_lookup: str, now: datetime) -> int:
    statement = insert(sign_in_failures).values(who_lookup=who_lookup, at=now)
    failure_id: int = connection.execute(statement.returning(sign_in_failures.c.id)).scalar_one()
    return failure_id


def forget_failures(
    connection: Connection, *, of: Sequence[str] = (), ids: Sequence[int] = (), before: datetime | None = None
) -> None:
    forgotten = sign_in_failures.c.who_lookup.in_(of) | sign_in_failures.c.id.in_(ids)
    if before is not None:
        forgotten |= sign_in_failures.c.at < before
    connection.execute(delete(sign_in_failures).where(forgotten))


# Who opened what


def record_view(connection: Connection, user_id: int, request_id: int, what: str, now: datetime) -> None:
    connection.execute(insert(staff_views).values(user_id=user_id, request_id=request_id, what=what, at=now))


def user_names(connection: Connection, ids: Iterable[int]) -> dict[int, str]:
    rows = connection.execute(select(staff_users.c.id, staff_users.c.name).where(staff_users.c.id.in_(set(ids))))
    return {row.id: row.name for row in rows}
