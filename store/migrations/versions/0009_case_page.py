"""The case directory at the console: extracts uploaded, and what staff looked up."""

import sqlalchemy as sa
from alembic import op

from store.columns import BigId, Moment, Sealed

revision = "0009"
down_revision = "0008"

_STATES = "'checking', 'good', 'bad', 'asked', 'in_force', 'overtaken', 'dropped', 'failed'"
_KEPT = "id, user_id, number_lookup, with_phone, found, reason, at"  # not the note: key rotation writes it anew


def upgrade() -> None:
    _make_imports()
    _make_lookups()


def _make_imports() -> None:
    op.create_table(
        "case_imports",
        sa.Column("id", BigId, nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("uploaded_by", BigId, nullable=False),
        sa.Column("uploaded_at", Moment(), nullable=False),
        sa.Column("asked_by", BigId, nullable=True),
        sa.Column("over", sa.Integer(), nullable=True),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("cases", sa.Integer(), nullable=False),
        sa.Column("bad", sa.Integer(), nullable=False),
        sa.Column("bad_rows", sa.JSON(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("problem", sa.String(length=160), nullable=True),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.CheckConstraint(f"state IN ({_STATES})", name=op.f("ck_case_imports_state")),
        sa.ForeignKeyConstraint(["uploaded_by"], ["staff_users.id"], name=op.f("fk_case_imports_uploaded_by")),
        sa.ForeignKeyConstraint(["asked_by"], ["staff_users.id"], name=op.f("fk_case_imports_asked_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_imports")),
    )
    op.create_index(op.f("ix_case_imports_state"), "case_imports", ["state"], unique=False)


def _make_lookups() -> None:
    op.create_table(
        "case_lookups",
        sa.Column("id", BigId, nullable=False),
        sa.Column("user_id", BigId, nullable=False),
        sa.Column("number_lookup", sa.String(length=64), nullable=False),
        sa.Column("with_phone", sa.Boolean(), nullable=False),
        sa.Column("found", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=24), nullable=False),
        sa.Column("note", Sealed(), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["staff_users.id"], name=op.f("fk_case_lookups_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_lookups")),
    )
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"""
            CREATE TRIGGER case_lookups_append_only BEFORE UPDATE OF {_KEPT} ON case_lookups
            BEGIN SELECT RAISE(ABORT, 'append-only'); END""")
    else:
        op.execute(f"""
            CREATE TRIGGER case_lookups_append_only BEFORE UPDATE OF {_KEPT} ON case_lookups FOR EACH ROW
            EXECUTE FUNCTION refuse('append-only')""")
