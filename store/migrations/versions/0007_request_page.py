"""The request page: phones that are not safe to text or call, and the queue's other orders."""

import sqlalchemy as sa
from alembic import op

from store.columns import Moment

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.add_column("contacts", sa.Column("unsafe_to_text_at", Moment(), nullable=True))
    op.add_column("contacts", sa.Column("unsafe_to_call_at", Moment(), nullable=True))
    op.create_index("ix_requests_came", "requests", ["state", "first_text_at", "id"], unique=False)
    op.create_index("ix_requests_changed", "requests", ["state", "updated_at", "id"], unique=False)
    given_up = sa.text("done_at IS NULL AND parked_at IS NOT NULL")
    op.create_index(
        "ix_outbox_given_up",
        "outbox",
        ["kind", "subject_id"],
        unique=False,
        sqlite_where=given_up,
        postgresql_where=given_up,
    )
