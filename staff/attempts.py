"""Tries at a password or a code. Each counts as failed before it is looked at, so that many at once are all counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from staff.records import users as user_records
from staff.throttle import FREE_PER_ADDRESS, FREE_PER_NAME, REMEMBERED, wait_left
from store.vault import LookUp, Vault


@dataclass(frozen=True, slots=True)
class Refused:
    """Wrong, or too many tries: `wait` is then more than nothing. Never says which of name and password it was."""

    wait: timedelta = timedelta(0)


def count_attempt(
    connection: Connection, vault: Vault, whose: str, address: str, now: datetime
) -> tuple[int, ...] | Refused:
    """The failures noted, to be forgotten if it was right; Refused while the last ones still make wait."""
    counted = ((whose, FREE_PER_NAME), (f"address:{address}", FREE_PER_ADDRESS))
    wait = timedelta(0)
    for who, free in counted:
        seen = user_records.failures(connection, vault.fingerprints(LookUp.SIGN_IN, who), now - REMEMBERED)
        wait = max(wait, wait_left(seen.count, seen.last_at, free, now))
    if wait:
        return Refused(wait)
    return tuple(
        user_records.note_failure(connection, vault.fingerprint(LookUp.SIGN_IN, who), now) for who, _ in counted
    )


def forget_attempts(connection: Connection, vault: Vault, whose: str, ids: tuple[int, ...] = ()) -> None:
    user_records.forget_failures(connection, of=vault.fingerprints(LookUp.SIGN_IN, whose), ids=ids)


def at_password(name: str) -> str:
    return f"name:{name[:200]}"


def at_code(user_id: int) -> str:
    """Counted apart: a right password must not wipe out wrong codes, or they could be tried for ever."""
    return f"code:{user_id}"
