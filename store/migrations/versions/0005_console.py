"""The console: what staff did with what lay on the desk."""

import sqlalchemy as sa
from alembic import op

from store.columns import BigId, Moment, Sealed

revision = "0005"
down_revision = "0004"

_KEPT = "id, item_id, user_id, what, at"  # not the note: key rotation writes it anew


def upgrade() -> None:
    op.create_table(
        "desk_events",
        sa.Column("id", BigId, nullable=False),
        sa.Column("item_id", BigId, nullable=False),
        sa.Column("user_id", BigId, nullable=False),
        sa.Column("what", sa.String(length=16), nullable=False),
        sa.Column("note", Sealed(), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["desk_items.id"], name=op.f("fk_desk_events_item_id")),
        sa.ForeignKeyConstraint(["user_id"], ["staff_users.id"], name=op.f("fk_desk_events_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_events")),
    )
    op.create_index(op.f("ix_desk_events_item_id"), "desk_events", ["item_id"], unique=False)
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"""
            CREATE TRIGGER desk_events_append_only BEFORE UPDATE OF {_KEPT} ON desk_events
            BEGIN SELECT RAISE(ABORT, 'append-only'); END""")
    else:
        op.execute(f"""
            CREATE TRIGGER desk_events_append_only BEFORE UPDATE OF {_KEPT} ON desk_events FOR EACH ROW
            EXECUTE FUNCTION refuse('append-only')""")
