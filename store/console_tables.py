"""The console's own tables: what staff did with what lay on the desk, and what they wrote to parents."""

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

# What staff wrote to a parent. Its words are here only while it waits for a supervisor or was refused: what goes out
# lies with all other texts.
staff_texts = Table(
    "staff_texts",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("contact_id", BigId, ForeignKey("contacts.id"), nullable=False, index=True),
    Column("request_id", BigId, ForeignKey("requests.id"), index=True),
    Column("item_id", BigId, ForeignKey("desk_items.id")),  # on the desk, what it answers
    Column("code", String(48), nullable=False),  # of the catalogue; staff_frame for words of their own
    Column("body", Sealed),  # as it goes out, its frame around it
    Column("findings", String(128), nullable=False),  # bot.screening.Finding, joined by commas
    Column("written_by", BigId, ForeignKey("staff_users.id"), nullable=False),
    Column("written_at", Moment, nullable=False),
    Column("decided_by", BigId, ForeignKey("staff_users.id")),  # None while it waits for a supervisor
    Column("decided_at", Moment),
    Column("message_id", BigId, ForeignKey("messages.id"), index=True),  # None: refused, or waiting
    Column("reason", Sealed),  # why it was refused
)
