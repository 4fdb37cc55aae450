"""The mailroom: batches, returned mail, vendors, alarms."""

import sqlalchemy as sa
from alembic import op

from store.columns import BigId, Moment, Sealed

revision = "0003"
down_revision = "0002"

_OUTCOMES = "'mailed', 'spoiled', 'pulled', 'left_out'"
_STILL_IN = sa.text("outcome IS NULL")
_STILL_OPEN = sa.text("closed_at IS NULL")


def upgrade() -> None:
    op.add_column("packages", sa.Column("letter_pages", sa.Integer(), nullable=True))
    op.add_column("packages", sa.Column("letter_date", sa.Date(), nullable=True))
    op.add_column("packages", sa.Column("mail_serial", sa.BigInteger(), nullable=True))
    _make_batches()
    _make_returns()
    _make_vendor_letters()
    _make_alarms()


def _make_batches() -> None:
    op.create_table(
        "batches",
        sa.Column("id", BigId, nullable=False),
        sa.Column("name", sa.String(length=16), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("made_by", sa.String(length=48), nullable=False),
        sa.Column("pieces", sa.Integer(), nullable=False),
        sa.Column("pieces_done", sa.Integer(), nullable=False),
        sa.Column("builds", sa.Integer(), nullable=False),
        sa.Column("built_at", Moment(), nullable=True),
        sa.Column("printed_at", Moment(), nullable=True),
        sa.Column("closed_at", Moment(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batches")),
        sa.UniqueConstraint("name", name=op.f("uq_batches_name")),
    )
    op.create_index("ix_batches_open", "batches", ["id"], sqlite_where=_STILL_OPEN, postgresql_where=_STILL_OPEN)
    op.create_table(
        "batch_items",
        sa.Column("id", BigId, nullable=False),
        sa.Column("batch_id", BigId, nullable=False),
        sa.Column("request_id", BigId, nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("first_page", sa.Integer(), nullable=True),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.String(length=16), nullable=True),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.Column("problem", sa.String(length=48), nullable=True),
        sa.CheckConstraint(f"outcome IN ({_OUTCOMES})", name=op.f("ck_batch_items_outcome")),
        sa.CheckConstraint("(outcome IS NULL) = (ended_at IS NULL)", name=op.f("ck_batch_items_ended_at")),
        sa.ForeignKeyConstraint(["batch_id"], ["batches.id"], name=op.f("fk_batch_items_batch_id")),
        sa.ForeignKeyConstraint(["request_id"], ["requests.id"], name=op.f("fk_batch_items_request_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batch_items")),
        sa.UniqueConstraint("batch_id", "request_id", name=op.f("uq_batch_items_batch_id")),
    )
    op.create_index(
        "uq_batch_items_open",
        "batch_items",
        ["request_id"],
        unique=True,
        sqlite_where=_STILL_IN,
        postgresql_where=_STILL_IN,
    )


def _make_returns() -> None:
    op.create_table(
        "returned_mail",
        sa.Column("id", BigId, nullable=False),
        sa.Column("request_id", BigId, nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=32), nullable=False),
        sa.Column("label_address", Sealed(), nullable=True),
        sa.Column("actor", sa.String(length=48), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["request_id"], ["requests.id"], name=op.f("fk_returned_mail_request_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_returned_mail")),
        sa.UniqueConstraint("request_id", "attempt", name=op.f("uq_returned_mail_request_id")),
    )
    op.create_table(
        "request_lookups",
        sa.Column("request_id", BigId, autoincrement=False, nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["request_id"], ["requests.id"], name=op.f("fk_request_lookups_request_id")),
        sa.PrimaryKeyConstraint("request_id", "fingerprint", name=op.f("pk_request_lookups")),
    )
    op.create_index(op.f("ix_request_lookups_fingerprint"), "request_lookups", ["fingerprint"], unique=False)


def _make_vendor_letters() -> None:
    op.create_table(
        "vendor_letters",
        sa.Column("id", BigId, nullable=False),
        sa.Column("request_id", BigId, nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.Column("vendor_id", sa.String(length=64), nullable=True),
        sa.Column("event", sa.String(length=48), nullable=True),
        sa.ForeignKeyConstraint(["request_id"], ["requests.id"], name=op.f("fk_vendor_letters_request_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vendor_letters")),
        sa.UniqueConstraint("request_id", "attempt", "revision", name=op.f("uq_vendor_letters_request_id")),
        sa.UniqueConstraint("vendor_id", name=op.f("uq_vendor_letters_vendor_id")),
    )


def _make_alarms() -> None:
    op.create_table(
        "alarms",
        sa.Column("id", BigId, nullable=False),
        sa.Column("cause", sa.String(length=32), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("figure", sa.Integer(), nullable=False),
        sa.Column("detail", sa.String(length=64), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alarms")),
        sa.UniqueConstraint("cause", "day", name=op.f("uq_alarms_cause")),
    )
    op.create_table(
        "schedule_slots",
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("slot", sa.String(length=32), nullable=False),
        sa.Column("claimed_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("name", "slot", name=op.f("pk_schedule_slots")),
    )
