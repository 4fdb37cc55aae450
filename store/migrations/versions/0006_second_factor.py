"""The console: second factors, what supervisors may do to users, and what reports are counted from."""

import sqlalchemy as sa
from alembic import op

from store.columns import BigId, Moment, Sealed

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.add_column(
        "staff_users", sa.Column("must_change_password", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    op.add_column("staff_users", sa.Column("signed_in_at", Moment(), nullable=True))
    op.add_column("staff_users", sa.Column("version", sa.Integer(), server_default="1", nullable=False))
    op.add_column("staff_sessions", sa.Column("factor_at", Moment(), nullable=True))
    _make_second_factors()
    _make_countable()


def _make_second_factors() -> None:
    op.create_table(
        "second_factors",
        sa.Column("id", BigId, nullable=False),
        sa.Column("user_id", BigId, nullable=False),
        sa.Column("secret", Sealed(), nullable=False),
        sa.Column("last_step", sa.BigInteger(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["staff_users.id"], name=op.f("fk_second_factors_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_second_factors")),
        sa.UniqueConstraint("user_id", name=op.f("uq_second_factors_user_id")),
    )
    op.create_table(
        "recovery_codes",
        sa.Column("id", BigId, nullable=False),
        sa.Column("user_id", BigId, nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("used_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["staff_users.id"], name=op.f("fk_recovery_codes_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_codes")),
    )
    op.create_index(op.f("ix_recovery_codes_user_id"), "recovery_codes", ["user_id"], unique=False)


def _make_countable() -> None:
    op.add_column("messages", sa.Column("segments", sa.Integer(), nullable=True))
    op.create_index("ix_messages_report", "messages", ["at", "inbound", "status", "error_code", "segments"])
    op.create_index(
        "ix_requests_report",
        "requests",
        ["first_text_at", "channel", "forms_language", "state", "attempt", "due_on", "mailed_on"],
    )
    op.create_index("ix_request_events_report", "request_events", ["new_state", "at", "request_id"])
    op.create_index(op.f("ix_contacts_opted_out_at"), "contacts", ["opted_out_at"], unique=False)
