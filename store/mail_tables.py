"""The mailroom's tables: batches, returned mail, what a vendor mails for us, alarms, the clock's slots."""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
    text,
)

from store.columns import BigId, Moment, Sealed
from store.tables import FINGERPRINT, metadata

# How a piece left its batch; NULL while it is in it.
OUTCOMES = ("mailed", "spoiled", "pulled", "left_out")

# A stack of packages printed and mailed together. Its folder, DATA_DIR/mail/<name>, can be built from these rows.
batches = Table(
    "batches",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("name", String(16), nullable=False, unique=True),  # 2026-11-23-1: the day, and which of that day
    Column("made_at", Moment, nullable=False),
    Column("made_by", String(48), nullable=False),
    Column("pieces", Integer, nullable=False),
    Column("pieces_done", Integer, nullable=False, default=0),  # how far the building is
    Column("builds", Integer, nullable=False, default=1),  # how often it was asked for; names the outbox's work
    Column("built_at", Moment),  # the first time; from then on its sheets may be on paper
    Column("printed_at", Moment),
    Column("closed_at", Moment),  # every piece has left it
    Column("version", Integer, nullable=False, default=1),
    Index("ix_batches_open", "id", sqlite_where=text("closed_at IS NULL"), postgresql_where=text("closed_at IS NULL")),
)

batch_items = Table(
    "batch_items",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("batch_id", BigId, ForeignKey("batches.id"), nullable=False),
    Column("request_id", BigId, ForeignKey("requests.id"), nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("revision", Integer, nullable=False),  # what was taken; a later correction makes it stale
    Column("language", String(2), nullable=False),
    Column("position", Integer, nullable=False),  # "12 of 40", each language by itself
    Column("first_page", Integer),  # in its language's file
    Column("pages", Integer),
    Column("outcome", String(16)),
    Column("ended_at", Moment),
    Column("problem", String(48)),
    UniqueConstraint("batch_id", "request_id"),
    # Nobody is in two open batches, whoever makes them and however many at once.
    Index(
        "uq_batch_items_open",
        "request_id",
        unique=True,
        sqlite_where=text("outcome IS NULL"),
        postgresql_where=text("outcome IS NULL"),
    ),
    CheckConstraint(f"outcome IN ({', '.join(map(repr, OUTCOMES))})", name="outcome"),
    CheckConstraint("(outcome IS NULL) = (ended_at IS NULL)", name="ended_at"),
)

# Mail that came back. What stands on the post office's label is kept for staff and never mailed to.
returned_mail = Table(
    "returned_mail",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("request_id", BigId, ForeignKey("requests.id"), nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("reason", String(32), nullable=False),
    Column("label_address", Sealed),
    Column("actor", String(48), nullable=False),
    Column("at", Moment, nullable=False),
    UniqueConstraint("request_id", "attempt"),
)

# By what an envelope in the hand finds its request: each word of the name, and house number with ZIP.
request_lookups = Table(
    "request_lookups",
    metadata,
    Column("request_id", BigId, ForeignKey("requests.id"), primary_key=True, autoincrement=False),
    Column("fingerprint", FINGERPRINT, primary_key=True, index=True),
)

# Letters a vendor prints and mails. `asked_at` is stored before the call: what is unknown is never asked for twice.
vendor_letters = Table(
    "vendor_letters",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("request_id", BigId, ForeignKey("requests.id"), nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("vendor_id", String(64), unique=True),
    Column("event", String(48)),  # the vendor's last word on it
    UniqueConstraint("request_id", "attempt", "revision"),
)

alarms = Table(
    "alarms",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("cause", String(32), nullable=False),
    Column("day", Date, nullable=False),
    Column("figure", Integer, nullable=False),
    Column("detail", String(64)),  # a code, never a person
    Column("at", Moment, nullable=False),
    UniqueConstraint("cause", "day"),
)

# What the clock does at a set time: two clocks claim a slot, one gets it.
schedule_slots = Table(
    "schedule_slots",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("slot", String(32), primary_key=True),
    Column("claimed_at", Moment, nullable=False),
)
