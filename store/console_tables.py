"""The console's own table: what staff did with what lay on the desk."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, String, Table

from store.columns import BigId, Moment, Sealed
from store.tables import metadata

# Append-only but for the note's own column, which key rotation writes anew.
desk_events = Table(
    "desk_events",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("item_id", BigId, ForeignKey("desk_items.id"), nullable=False, index=True),
    Column("user_id", BigId, ForeignKey("staff_users.id"), nullable=False),
    Column("what", String(16), nullable=False),
    Column("note", Sealed),
    Column("at", Moment, nullable=False),
)
