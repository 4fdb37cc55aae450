"""Second factors and recovery codes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select, update

from store.database import insert_into
from store.tables import recovery_codes, second_factors


@dataclass(frozen=True, slots=True)
class Factor:
    secret: str
    created_at: datetime


def factor_of(connection: Connection, user_id: int) -> Factor | None:
    row = connection.execute(select(second_factors).where(second_factors.c.user_id == user_id)).one_or_none()
    return None if row is None else Factor(row.secret, row.created_at)


def keep_factor(connection: Connection, user_id: int, secret: str, step: int, now: datetime) -> bool:
    """Whether it is kept; not where there is one already."""
    new = insert_into(connection, second_factors).values(user_id=user_id, secret=secret, last_step=step, created_at=now)
    kept = new.on_conflict_do_nothing(index_elements=["user_id"]).returning(second_factors.c.id)
    return connection.execute(kept).first() is not None


def take_step(connection: Connection, user_id: int, step: int) -> bool:
    """Whether nobody has used this step's code, or a newer one: a code seen over a shoulder opens nothing."""
    unused = (second_factors.c.user_id == user_id) & (second_factors.c.last_step < step)
    return connection.execute(update(second_factors).where(unused).values(last_step=step)).rowcount == 1


def forget_factor(connection: Connection, user_id: int) -> None:
    connection.execute(delete(second_factors).where(second_factors.c.user_id == user_id))
    connection.execute(delete(recovery_codes).where(recovery_codes.c.user_id == user_id))


def keep_recovery_codes(connection: Connection, user_id: int, hashes: Sequence[str]) -> None:
    """In place of those there were."""
    connection.execute(delete(recovery_codes).where(recovery_codes.c.user_id == user_id))
    connection.execute(insert(recovery_codes), [{"user_id": user_id, "code_hash": one} for one in hashes])


def use_recovery_code(connection: Connection, user_id: int, code_hash: str, now: datetime) -> bool:
    mine = (recovery_codes.c.user_id == user_id) & (recovery_codes.c.code_hash == code_hash)
    unused = mine & recovery_codes.c.used_at.is_(None)
    return connection.execute(update(recovery_codes).where(unused).values(used_at=now)).rowcount == 1


def recovery_codes_left(connection: Connection, user_id: int) -> int:
    unused = (recovery_codes.c.user_id == user_id) & recovery_codes.c.used_at.is_(None)
    return connection.execute(select(func.count()).select_from(recovery_codes).where(unused)).scalar_one()
