"""What proves how data was handled: changes by staff, seals over the append-only rows, erasures, key rotations."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table

from store.columns import BigId, Moment
from store.tables import metadata

# What staff and operators did that is no move of a request: exports, users, holds. Append-only, ids and codes only.
staff_changes = Table(
    "staff_changes",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("actor", String(48), nullable=False),  # staff:<id>, or operator: the command line
    Column("what", String(32), nullable=False),
    Column("request_id", BigId, ForeignKey("requests.id"), index=True),
    Column("user_id", BigId, ForeignKey("staff_users.id")),  # whom it was done to
    Column("at", Moment, nullable=False),
)

# The chain. Each seal covers a run of rows of one table and the seal before it. Append-only.
audit_seals = Table(
    "audit_seals",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("table_name", String(32), nullable=False),
    Column("first_id", BigId, nullable=False),
    Column("last_id", BigId, nullable=False),
    Column("rows", Integer, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("key_print", String(16), nullable=False),  # which look-up key; says nothing of the key
    Column("mac", String(64), nullable=False),
    Column("at", Moment, nullable=False),
    Index("ix_audit_seals_table", "table_name", "last_id"),
)

# What retention erased: how many of what, up to when, never whose. Append-only.
retention_receipts = Table(
    "retention_receipts",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("kind", String(24), nullable=False),
    Column("before", Moment, nullable=False),
    Column("erased", Integer, nullable=False),
    Column("at", Moment, nullable=False),
)

# How far `keys rotate` has come in each table, so that it can be stopped and resumed.
key_rotations = Table(
    "key_rotations",
    metadata,
    Column("table_name", String(32), primary_key=True),
    Column("target", String(32), primary_key=True),  # a print of the keys it rotates to
    Column("last_id", BigId, nullable=False),
    Column("done_at", Moment),
)
