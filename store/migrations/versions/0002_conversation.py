"""The whole conversation: what reminders, loops and the reconciler keep, and the desk."""

import sqlalchemy as sa
from alembic import op

from store.columns import BigId, Moment, Sealed

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("contacts", sa.Column("noticed_at", Moment(), nullable=True))
    op.add_column("contacts", sa.Column("notice_wording", Sealed(), nullable=True))
    op.add_column("contacts", sa.Column("opted_in_at", Moment(), nullable=True))
    op.add_column("contacts", sa.Column("no_calls_at", Moment(), nullable=True))
    op.add_column("conversations", sa.Column("question_before", sa.String(length=24), nullable=True))
    op.add_column("conversations", sa.Column("misses", sa.Integer(), nullable=False, server_default="0"))
    op.create_table(
        "marks",
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_marks")),
    )
    op.create_table(
        "desk_items",
        sa.Column("id", BigId, nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("detail", sa.String(length=32), nullable=True),
        sa.Column("contact_id", BigId, nullable=True),
        sa.Column("request_id", BigId, nullable=True),
        sa.Column("message_id", BigId, nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("claimed_by", BigId, nullable=True),
        sa.Column("claimed_at", Moment(), nullable=True),
        sa.Column("settled_by", BigId, nullable=True),
        sa.Column("settled_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["claimed_by"], ["staff_users.id"], name=op.f("fk_desk_items_claimed_by")),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name=op.f("fk_desk_items_contact_id")),
        sa.ForeignKeyConstraint(["message_id"], ["messages.id"], name=op.f("fk_desk_items_message_id")),
        sa.ForeignKeyConstraint(["request_id"], ["requests.id"], name=op.f("fk_desk_items_request_id")),
        sa.ForeignKeyConstraint(["settled_by"], ["staff_users.id"], name=op.f("fk_desk_items_settled_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_items")),
    )
    op.create_index(op.f("ix_desk_items_contact_id"), "desk_items", ["contact_id"], unique=False)
    op.create_index(op.f("ix_desk_items_request_id"), "desk_items", ["request_id"], unique=False)
    op.create_index("ix_desk_items_open", "desk_items", ["settled_at", "created_at", "id"], unique=False)
