"""`keys rotate`: every sealed value under the newest encryption key, every fingerprint under the newest look-up key.

In small batches on a live database. How far each table has come is kept in the transaction of its batch, so a run
that is stopped goes on where it was. Old values stay readable and findable throughout, as long as the old keys are
still in ENCRYPTION_KEYS and LOOKUP_KEYS behind the new ones.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, RowMapping, Table, Text, and_, delete, insert, select, type_coerce, update

from parsers import PersonName, PostalAddress, normal_address, normal_name
from store.columns import Sealed
from store.database import Database, insert_into
from store.guard_tables import key_rotations
from store.mail_tables import request_lookups
from store.requests import finders
from store.tables import contacts, metadata, requests
from store.vault import LookUp, Vault

_ROWS_AT_ONCE = 500
Words = Mapping[str, str | None]  # a row's sealed columns, opened


def _of_phone(vault: Vault, words: Words, row: RowMapping) -> str:
    phone = words["phone"]
    return vault.fingerprint(LookUp.PHONE, phone) if phone else str(row["phone_lookup"])  # retention erased it


def _of_name(vault: Vault, words: Words, _row: RowMapping) -> str | None:
    name = words["name"]
    return vault.fingerprint(LookUp.NAME, normal_name(PersonName(name))) if name else None


def _of_address(vault: Vault, words: Words, _row: RowMapping) -> str | None:
    address = words["address"]
    if not address:
        return None
    return vault.fingerprint(LookUp.ADDRESS, normal_address(PostalAddress(**json.loads(address))))


# What can be written anew from the sealed columns beside it. A test holds every other look-up column to its reason.
REWRITTEN: Mapping[Column[Any], Callable[[Vault, Words, RowMapping], str | None]] = {
    contacts.c.phone_lookup: _of_phone,
    requests.c.name_lookup: _of_name,
    requests.c.address_lookup: _of_address,
}


@dataclass(frozen=True, slots=True)
class Rotated:
    """How one table stands after a batch."""

    table: str
    rows: int
    done: bool


def sealed_tables() -> list[tuple[Table, list[Column[Any]]]]:
    """Every table with people in it, found by its columns, so that a new one cannot be forgotten."""
    found = (
        (table, [column for column in table.c if isinstance(column.type, Sealed)]) for table in metadata.sorted_tables
    )
    return [(table, columns) for table, columns in found if columns]


def rotate(database: Database, now: Callable[[], datetime]) -> Iterator[Rotated]:
    """Batch by batch; stop asking and it stops. Each batch is one short transaction."""
    for table, columns in sealed_tables():
        rows, done = 0, False
        while not done:
            with database.write() as connection:
                changed, done = _batch(connection, database.vault, table, columns, now())
            rows += changed
            time.sleep(database.turn_pause)
            yield Rotated(table.name, rows, done)


def left_behind(database: Database) -> int:
    """Rows that still need an old encryption key: written meanwhile by a process that had not heard of the new one."""
    left = 0
    with database.read() as connection:
        for _table, columns in sealed_tables():
            raw = [type_coerce(column, Text).label(column.name) for column in columns]
            for row in connection.execute(select(*raw).execution_options(yield_per=_ROWS_AT_ONCE)):
                left += any(value is not None and database.vault.reseal(value) != value for value in row)
    return left


def start_over(database: Database) -> None:
    """For another pass to the same keys: after it no process may write with the old ones."""
    with database.write() as connection:
        connection.execute(key_rotations.delete().where(key_rotations.c.target == database.vault.keys_print))


def _batch(
    connection: Connection, vault: Vault, table: Table, columns: list[Column[Any]], now: datetime
) -> tuple[int, bool]:
    progress = and_(key_rotations.c.table_name == table.name, key_rotations.c.target == vault.keys_print)
    state = connection.execute(select(key_rotations).where(progress)).one_or_none()
    if state is not None and state.done_at is not None:
        return 0, True
    last = 0 if state is None else state.last_id
    raw = [type_coerce(column, Text).label(column.name) for column in columns]
    lookups = [column for column in table.c if column in REWRITTEN]
    rows = (
        connection.execute(
            select(table.c.id, *raw, *lookups)
            .where(table.c.id > last)
            .order_by(table.c.id)
            .limit(_ROWS_AT_ONCE)
            .with_for_update()
        )
        .mappings()
        .all()
    )
    for row in rows:
        _rewrite(connection, vault, table, columns, row)
    done = len(rows) < _ROWS_AT_ONCE
    last = rows[-1]["id"] if rows else last
    values = {"last_id": last, "done_at": now if done else None}
    new = insert_into(connection, key_rotations).values(table_name=table.name, target=vault.keys_print, **values)
    connection.execute(new.on_conflict_do_update(index_elements=["table_name", "target"], set_=values))
    return len(rows), done


def _rewrite(connection: Connection, vault: Vault, table: Table, columns: list[Column[Any]], row: RowMapping) -> None:
    words = {column.name: None if row[column.name] is None else vault.open(row[column.name]) for column in columns}
    values: dict[Any, Any] = {
        column.name: type_coerce(vault.reseal(row[column.name]), Text)
        for column in columns
        if row[column.name] is not None
    }
    values |= {column.name: work(vault, words, row) for column, work in REWRITTEN.items() if column.table is table}
    if values:
        connection.execute(update(table).where(table.c.id == row["id"]).values(values))
    if table is requests:
        _rewrite_finders(connection, vault, row["id"], words)


def _rewrite_finders(connection: Connection, vault: Vault, request_id: int, words: Words) -> None:
    name, address = words["name"], words["address"]
    found = finders(PersonName(name) if name else None, PostalAddress(**json.loads(address)) if address else None)
    connection.execute(delete(request_lookups).where(request_lookups.c.request_id == request_id))
    if found:
        rows = [{"request_id": request_id, "fingerprint": vault.fingerprint(use, value)} for use, value in found]
        connection.execute(insert(request_lookups), rows)
