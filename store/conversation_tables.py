"""The tables of the conversation's later parts: what a person must look at, and how far Twilio's log was read."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, String, Table

from store.columns import BigId, Moment
from store.tables import metadata

# What needs a person. Written in the transaction that finds it, so nothing waits for a second step to be seen.
desk_items = Table(
    "desk_items",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("kind", String(32), nullable=False),
    Column("detail", String(32)),  # a code: which language, which error
    Column("contact_id", BigId, ForeignKey("contacts.id"), index=True),
    Column("request_id", BigId, ForeignKey("requests.id"), index=True),
    Column("message_id", BigId, ForeignKey("messages.id")),  # the newest text that speaks of it
    Column("created_at", Moment, nullable=False),
    Column("claimed_by", BigId, ForeignKey("staff_users.id")),
    Column("claimed_at", Moment),
    Column("settled_by", BigId, ForeignKey("staff_users.id")),  # None where it settled itself
    Column("settled_at", Moment),
    Index("ix_desk_items_open", "settled_at", "created_at", "id"),
)

# Up to when periodic work is done, such as reading Twilio's message log.
marks = Table(
    "marks",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("at", Moment, nullable=False),
)
