"""The chain over what may never be changed: who opened whose data, what staff did, what was erased.

Each seal covers a run of rows and the seal before it, under a key made from LOOKUP_KEYS, which the database does not
hold. A changed, added or missing row breaks its seal; a cut tail, rows and seals together, falls short of the head
that is kept in a file beside the database and in the log. `docs/decisions/audit-chain.md` says why so.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Connection, RowMapping, Table, func, insert, select

from store.case_tables import case_lookups
from store.columns import Sealed
from store.console_tables import desk_events
from store.database import Database
from store.guard_tables import audit_seals, retention_receipts, staff_changes
from store.tables import request_events, staff_views
from store.vault import LookUp, Vault

SEALED_TABLES: tuple[Table, ...] = (
    *(staff_views, request_events, staff_changes, desk_events),
    *(case_lookups, retention_receipts),
)
# A row gets its id before its transaction ends: younger ones may still be joined by one with a smaller id.
_SETTLED_AFTER = timedelta(minutes=2)
_ROWS_AT_ONCE = 2_000
_FIRST = "0" * 64
_HEADS = "audit-heads"

OPERATOR = "operator"  # the command line; the host's own log says who that was


def note_change(
    connection: Connection,
    actor: str,
    what: str,
    now: datetime,
    *,
    request_id: int | None = None,
    user_id: int | None = None,
) -> None:
    """Something staff or an operator did that is no move of a request. Codes and ids, never a person."""
    values = {"actor": actor, "what": what, "request_id": request_id, "user_id": user_id, "at": now}
    connection.execute(insert(staff_changes).values(**values))


# Sealing


@dataclass(frozen=True, slots=True)
class Head:
    """The newest seal of a chain: whoever knows it can tell whether the chain was cut."""

    key_print: str
    seals: int
    mac: str

    def __str__(self) -> str:
        return f"{self.key_print}:{self.seals}:{self.mac}"

    @classmethod
    def read(cls, text: str) -> Head:
        """ValueError for what is no head."""
        key_print, seals, mac = text.strip().split(":")
        return cls(key_print, int(seals), mac)


def seal(database: Database, now: datetime) -> Head | None:
    """Seal what has come since the last seal; the new head, or None if nothing had.

    Under a new first key a chain of its own begins, from the first row on: an old key may then go.
    """
    sealed = False
    with database.write() as connection:
        if not database.is_sqlite:  # two clocks take turns
            connection.exec_driver_sql("LOCK TABLE audit_seals IN EXCLUSIVE MODE")
        for table in SEALED_TABLES:
            while rows := _unsealed(connection, database.vault, table, now - _SETTLED_AFTER):
                _add_seal(connection, database.vault, table, rows, now)
                sealed = True
        return head(connection, database.vault) if sealed else None


def _print_of(vault: Vault) -> str:
    return vault.fingerprint(LookUp.AUDIT, "print")[:16]


def head(connection: Connection, vault: Vault) -> Head | None:
    mine = audit_seals.c.key_print == _print_of(vault)
    seals = connection.execute(select(func.count()).select_from(audit_seals).where(mine)).scalar_one()
    mac = connection.execute(select(audit_seals.c.mac).where(mine).order_by(audit_seals.c.id.desc()).limit(1)).scalar()
    return None if mac is None else Head(_print_of(vault), seals, mac)


def _unsealed(connection: Connection, vault: Vault, table: Table, before: datetime) -> Sequence[RowMapping]:
    last = connection.execute(
        select(func.coalesce(func.max(audit_seals.c.last_id), 0)).where(
            audit_seals.c.table_name == table.name, audit_seals.c.key_print == _print_of(vault)
        )
    ).scalar_one()
    statement = select(*_columns(table)).where(table.c.id > last).order_by(table.c.id).limit(_ROWS_AT_ONCE)
    rows = connection.execute(statement).mappings().all()
    young = next((place for place, row in enumerate(rows) if row["at"] >= before), len(rows))
    return rows[:young]


def _columns(table: Table) -> list[Column[Any]]:
    """All but people's words: key rotation writes those anew, and retention takes them."""
    return [column for column in table.c if not isinstance(column.type, Sealed)]


def _add_seal(connection: Connection, vault: Vault, table: Table, rows: Sequence[RowMapping], now: datetime) -> None:
    last = head(connection, vault)
    before = _FIRST if last is None else last.mac
    link = _Link(table.name, rows[0]["id"], rows[-1]["id"], len(rows), _digest(rows), before)
    connection.execute(
        insert(audit_seals).values(
            table_name=link.table_name,
            first_id=link.first_id,
            last_id=link.last_id,
            rows=link.rows,
            digest=link.digest,
            key_print=_print_of(vault),
            mac=vault.fingerprint(LookUp.AUDIT, link.text),
            at=now,
        )
    )


@dataclass(frozen=True, slots=True)
class _Link:
    table_name: str
    first_id: int
    last_id: int
    rows: int
    digest: str
    before: str

    @property
    def text(self) -> str:
        return "\0".join(
            (self.table_name, str(self.first_id), str(self.last_id), str(self.rows), self.digest, self.before)
        )


def _digest(rows: Sequence[RowMapping]) -> str:
    """In the same words on both databases."""
    digest = hashlib.sha256()
    for row in rows:
        values = {name: value.isoformat() if isinstance(value, datetime) else value for name, value in row.items()}
        digest.update(json.dumps(values, sort_keys=True).encode() + b"\n")
    return digest.hexdigest()


# Verifying


@dataclass(frozen=True, slots=True)
class Fault:
    """What does not fit, as a code, and where."""

    code: str
    table_name: str = ""
    first_id: int = 0
    last_id: int = 0


def verify(connection: Connection, vault: Vault, kept: Sequence[Head] = ()) -> list[Fault]:
    """Every fault of every chain whose key we hold. `kept` are heads from outside the database."""
    held = {one[:16] for one in vault.fingerprints(LookUp.AUDIT, "print")}
    chains: dict[str, list[RowMapping]] = {}
    for row in connection.execute(select(audit_seals).order_by(audit_seals.c.id)).mappings():
        chains.setdefault(row["key_print"], []).append(row)
    faults = [
        fault for key, seals in chains.items() if key in held for fault in _faults_of_chain(connection, vault, seals)
    ]
    for one in kept:
        seals = chains.get(one.key_print, [])
        if one.seals > len(seals) or seals[one.seals - 1]["mac"] != one.mac:
            faults.append(Fault("cut_tail"))
    return faults


def _faults_of_chain(connection: Connection, vault: Vault, seals: Sequence[RowMapping]) -> Iterator[Fault]:
    before = _FIRST
    covered: dict[str, int] = {}
    for row in seals:
        link = _Link(row["table_name"], row["first_id"], row["last_id"], row["rows"], row["digest"], before)
        where = (link.table_name, link.first_id, link.last_id)
        if row["mac"] not in vault.fingerprints(LookUp.AUDIT, link.text):
            yield Fault("seal", *where)
        # From where the last run ended: a row slipped in between two runs belongs to the later one.
        rows = _rows_between(connection, link.table_name, covered.get(link.table_name, 0), link.last_id)
        if len(rows) != link.rows or _digest(rows) != link.digest:
            yield Fault("rows", *where)
        covered[link.table_name] = link.last_id
        before = row["mac"]


def _rows_between(connection: Connection, table_name: str, after: int, last: int) -> Sequence[RowMapping]:
    table = next((table for table in SEALED_TABLES if table.name == table_name), None)
    if table is None:
        return ()
    statement = select(*_columns(table)).where(table.c.id > after, table.c.id <= last).order_by(table.c.id)
    return connection.execute(statement).mappings().all()


# The head, outside


def keep_head(folder: Path, new: Head) -> None:
    """Beside the database, not in it. The history is kept: it tells how far an older copy of the database goes."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / _HEADS
    path.touch(mode=0o600)
    with path.open("a") as file:
        file.write(f"{new}\n")


def kept_heads(folder: Path) -> list[Head]:
    path = folder / _HEADS
    return [Head.read(line) for line in path.read_text().split()] if path.exists() else []
