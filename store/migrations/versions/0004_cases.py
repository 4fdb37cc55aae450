"""Case status and what protects all data: the directory, tries, audit, retention."""

from datetime import date

import sqlalchemy as sa
from alembic import op

from store.columns import BigId, Moment

revision = "0004"
down_revision = "0003"

_APPEND_ONLY = ("staff_changes", "audit_seals", "retention_receipts")


def upgrade() -> None:
    _make_directory()
    _make_tries()
    _make_guards()
    op.add_column("messages", sa.Column("erased_at", Moment(), nullable=True))
    op.add_column("messages", sa.Column("carrier_erased_at", Moment(), nullable=True))
    op.add_column("requests", sa.Column("legal_hold", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("requests", sa.Column("erased_at", Moment(), nullable=True))
    op.add_column("contacts", sa.Column("erased_at", Moment(), nullable=True))
    for table in _APPEND_ONLY:
        _refuse_updates(table)


def _refuse_updates(table: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"""
            CREATE TRIGGER {table}_append_only BEFORE UPDATE ON {table}
            BEGIN SELECT RAISE(ABORT, 'append-only'); END""")
    else:
        op.execute(f"""
            CREATE TRIGGER {table}_append_only BEFORE UPDATE ON {table} FOR EACH ROW
            EXECUTE FUNCTION refuse('append-only')""")


def _make_directory() -> None:
    directory = op.create_table(
        "case_directory",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("next_generation", sa.Integer(), nullable=False),
        sa.Column("imported_at", Moment(), nullable=True),
        sa.Column("cases", sa.Integer(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_case_directory_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_directory")),
    )
    cases = op.create_table(
        "case_cases",
        sa.Column("generation", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number_lookup", sa.String(length=64), nullable=False),
        sa.Column("stage", sa.String(length=16), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("protective_order", sa.Boolean(), nullable=False),
        sa.Column("confidential", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "stage IN ('opening', 'preparing', 'parentage', 'order', 'enforcing', 'review', 'closed')",
            name=op.f("ck_case_cases_stage"),
        ),
        sa.PrimaryKeyConstraint("generation", "number_lookup", name=op.f("pk_case_cases")),
        sqlite_with_rowid=False,
    )
    people = op.create_table(
        "case_people",
        sa.Column("generation", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number_lookup", sa.String(length=64), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("phone_lookup", sa.String(length=64), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("represented", sa.Boolean(), nullable=False),
        sa.Column("released_from", sa.Date(), nullable=True),
        sa.Column("released_until", sa.Date(), nullable=True),
        sa.CheckConstraint("role IN ('party', 'attorney', 'released')", name=op.f("ck_case_people_role")),
        sa.PrimaryKeyConstraint("generation", "number_lookup", "position", name=op.f("pk_case_people")),
        sqlite_with_rowid=False,
    )
    op.bulk_insert(directory, [{"id": 1, "generation": 0, "next_generation": 1, "cases": 0, "people": 0}])
    # The dummy case: found where nothing else is, with two people like most cases.
    dummy = {"generation": 0, "number_lookup": "0" * 64}
    case = {"stage": "closed", "since": date(2000, 1, 1), "protective_order": False, "confidential": True}
    op.bulk_insert(cases, [dummy | case])
    person = dummy | {"phone_lookup": "0" * 64, "role": "party", "represented": True}
    op.bulk_insert(people, [person | {"position": position} for position in range(2)])


def _make_tries() -> None:
    op.create_table(
        "case_tries",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("who_lookup", sa.String(length=64), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('all', 'case', 'phone')", name=op.f("ck_case_tries_kind")),
        sa.PrimaryKeyConstraint("day", "kind", "who_lookup", name=op.f("pk_case_tries")),
    )
    op.create_table(
        "case_refusals",
        sa.Column("id", BigId, nullable=False),
        sa.Column("contact_id", BigId, nullable=False),
        sa.Column("number_lookup", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name=op.f("fk_case_refusals_contact_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_refusals")),
    )
    op.create_index(op.f("ix_case_refusals_contact_id"), "case_refusals", ["contact_id"], unique=False)
    op.create_index(op.f("ix_case_refusals_at"), "case_refusals", ["at"], unique=False)


def _make_guards() -> None:
    op.create_table(
        "staff_changes",
        sa.Column("id", BigId, nullable=False),
        sa.Column("actor", sa.String(length=48), nullable=False),
        sa.Column("what", sa.String(length=32), nullable=False),
        sa.Column("request_id", BigId, nullable=True),
        sa.Column("user_id", BigId, nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["request_id"], ["requests.id"], name=op.f("fk_staff_changes_request_id")),
        sa.ForeignKeyConstraint(["user_id"], ["staff_users.id"], name=op.f("fk_staff_changes_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_changes")),
    )
    op.create_index(op.f("ix_staff_changes_request_id"), "staff_changes", ["request_id"], unique=False)
    op.create_table(
        "audit_seals",
        sa.Column("id", BigId, nullable=False),
        sa.Column("table_name", sa.String(length=32), nullable=False),
        sa.Column("first_id", BigId, nullable=False),
        sa.Column("last_id", BigId, nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("key_print", sa.String(length=16), nullable=False),
        sa.Column("mac", sa.String(length=64), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_seals")),
    )
    op.create_index("ix_audit_seals_table", "audit_seals", ["table_name", "last_id"], unique=False)
    op.create_table(
        "retention_receipts",
        sa.Column("id", BigId, nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("before", Moment(), nullable=False),
        sa.Column("erased", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retention_receipts")),
    )
    op.create_table(
        "key_rotations",
        sa.Column("table_name", sa.String(length=32), nullable=False),
        sa.Column("target", sa.String(length=32), nullable=False),
        sa.Column("last_id", BigId, nullable=False),
        sa.Column("done_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("table_name", "target", name=op.f("pk_key_rotations")),
    )
