"""The console: what staff write to parents, and what of it waits for a supervisor."""

import sqlalchemy as sa
from alembic import op

from store.columns import BigId, Moment, Sealed

revision = "0008"
down_revision = "0007"

_REFERS_TO = {
    "contact_id": "contacts",
    "request_id": "requests",
    "item_id": "desk_items",
    "written_by": "staff_users",
    "decided_by": "staff_users",
    "message_id": "messages",
}


def upgrade() -> None:
    op.create_table(
        "staff_texts",
        sa.Column("id", BigId, nullable=False),
        sa.Column("contact_id", BigId, nullable=False),
        sa.Column("request_id", BigId, nullable=True),
        sa.Column("item_id", BigId, nullable=True),
        sa.Column("code", sa.String(length=48), nullable=False),
        sa.Column("body", Sealed(), nullable=True),
        sa.Column("findings", sa.String(length=128), nullable=False),
        sa.Column("written_by", BigId, nullable=False),
        sa.Column("written_at", Moment(), nullable=False),
        sa.Column("decided_by", BigId, nullable=True),
        sa.Column("decided_at", Moment(), nullable=True),
        sa.Column("message_id", BigId, nullable=True),
        sa.Column("reason", Sealed(), nullable=True),
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_staff_texts_{column}"))
            for column, table in _REFERS_TO.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_texts")),
    )
    for column in ("contact_id", "request_id", "message_id"):
        op.create_index(op.f(f"ix_staff_texts_{column}"), "staff_texts", [column], unique=False)
