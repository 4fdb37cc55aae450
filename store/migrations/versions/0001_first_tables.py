"""The first tables."""

import sqlalchemy as sa
from alembic import op

from store.columns import BigId, Moment, Sealed

revision = "0001"
down_revision = None

# The table of moves as it was on this day; a test compares the newest one with enrollment.request.MOVES.
_ALLOWED = {
    "received": "accepted cancelled handed_over held needs_answer needs_review withdrawn",
    "needs_answer": "accepted cancelled handed_over held needs_review withdrawn",
    "needs_review": "accepted cancelled handed_over held needs_answer withdrawn",
    "accepted": "cancelled handed_over held needs_answer needs_review ready withdrawn",
    "ready": "accepted cancelled handed_over held needs_answer needs_review printed withdrawn",
    "printed": "cancelled handed_over held mailed ready withdrawn",
    "mailed": "delivered returned",
    "delivered": "returned",
    "returned": "accepted cancelled handed_over needs_answer needs_review withdrawn",
    "held": "accepted cancelled handed_over needs_answer needs_review printed ready received withdrawn",
}
_MOVES = ", ".join(sorted(f"'{old}>{new}'" for old, targets in _ALLOWED.items() for new in targets.split()))
_APPEND_ONLY = ("request_events", "staff_views")


def upgrade() -> None:
    _make_tables()
    if op.get_bind().dialect.name == "sqlite":
        _guard_sqlite()
    else:
        _guard_postgresql()


_WRONG_MOVE = f"""
    OLD.state <> NEW.state AND (
        OLD.state || '>' || NEW.state NOT IN ({_MOVES})
        OR OLD.state = 'held'
            AND NEW.state NOT IN ('cancelled', 'withdrawn', 'handed_over') AND NEW.state <> OLD.held_from
    )"""


def _guard_sqlite() -> None:
    op.execute(f"""
        CREATE TRIGGER requests_move BEFORE UPDATE ON requests WHEN {_WRONG_MOVE}
        BEGIN SELECT RAISE(ABORT, 'move not allowed'); END""")
    for table in _APPEND_ONLY:
        op.execute(f"""
            CREATE TRIGGER {table}_append_only BEFORE UPDATE ON {table}
            BEGIN SELECT RAISE(ABORT, 'append-only'); END""")


def _guard_postgresql() -> None:
    op.execute("""
        CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE integrity_constraint_violation USING MESSAGE = TG_ARGV[0]; END $$""")
    op.execute(f"""
        CREATE TRIGGER requests_move BEFORE UPDATE ON requests FOR EACH ROW WHEN ({_WRONG_MOVE})
        EXECUTE FUNCTION refuse('move not allowed')""")
    for table in _APPEND_ONLY:
        op.execute(f"""
            CREATE TRIGGER {table}_append_only BEFORE UPDATE ON {table} FOR EACH ROW
            EXECUTE FUNCTION refuse('append-only')""")


def _make_tables() -> None:
    """In the order in which they refer to each other."""
    _make_contacts()
    _make_line()
    _make_staff()
    _make_requests()
    _make_sessions()
    _make_messages()
    _make_histories()


def _make_contacts() -> None:
    op.create_table(
        "contacts",
        sa.Column("id", BigId, nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("phone", Sealed(), nullable=False),
        sa.Column("phone_lookup", sa.String(length=64), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=True),
        sa.Column("opted_out_at", Moment(), nullable=True),
        sa.Column("cannot_text", sa.String(length=32), nullable=True),
        sa.Column("consented_at", Moment(), nullable=True),
        sa.Column("consent_wording", Sealed(), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contacts")),
        sa.UniqueConstraint("phone_lookup", "channel", name=op.f("uq_contacts_phone_lookup")),
    )


def _make_line() -> None:
    op.create_table(
        "heartbeats",
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("problem", sa.String(length=48), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_heartbeats")),
    )
    op.create_table(
        "outbox",
        sa.Column("id", BigId, nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("subject_id", BigId, nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("due_at", Moment(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("deaths", sa.Integer(), nullable=False),
        sa.Column("lease_until", Moment(), nullable=True),
        sa.Column("lease_holder", sa.String(length=32), nullable=True),
        sa.Column("done_at", Moment(), nullable=True),
        sa.Column("parked_at", Moment(), nullable=True),
        sa.Column("problem", sa.String(length=48), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("key", name=op.f("uq_outbox_key")),
    )
    still_open = sa.text("done_at IS NULL")
    op.create_index(
        "ix_outbox_open",
        "outbox",
        ["due_at", "id"],
        unique=False,
        sqlite_where=still_open,
        postgresql_where=still_open,
    )
    op.create_index("ix_outbox_subject", "outbox", ["kind", "subject_id"], unique=False)


def _make_staff() -> None:
    op.create_table(
        "sign_in_failures",
        sa.Column("id", BigId, nullable=False),
        sa.Column("who_lookup", sa.String(length=64), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_failures")),
    )
    op.create_index("ix_sign_in_failures_who", "sign_in_failures", ["who_lookup", "at"], unique=False)
    op.create_table(
        "staff_users",
        sa.Column("id", BigId, nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("password_hash", sa.String(length=128), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("disabled_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_users")),
        sa.UniqueConstraint("name", name=op.f("uq_staff_users_name")),
    )


def _make_requests() -> None:
    op.create_table(
        "requests",
        sa.Column("id", BigId, nullable=False),
        sa.Column("reference", sa.String(length=8), nullable=False),
        sa.Column("contact_id", BigId, nullable=True),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("held_from", sa.String(length=16), nullable=True),
        sa.Column("review_reason", sa.String(length=32), nullable=True),
        sa.Column("forms_language", sa.String(length=2), nullable=False),
        sa.Column("name", Sealed(), nullable=True),
        sa.Column("name_lookup", sa.String(length=64), nullable=True),
        sa.Column("address", Sealed(), nullable=True),
        sa.Column("address_lookup", sa.String(length=64), nullable=True),
        sa.Column("missing", sa.JSON(), nullable=False),
        sa.Column("doubtful", sa.JSON(), nullable=False),
        sa.Column("first_text_at", Moment(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("mailed_on", sa.Date(), nullable=True),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", Moment(), nullable=False),
        sa.CheckConstraint("(state = 'held') = (held_from IS NOT NULL)", name=op.f("ck_requests_held_from")),
        sa.CheckConstraint("forms_language IN ('en', 'es')", name=op.f("ck_requests_forms_language")),
        sa.CheckConstraint(
            "state IN ('accepted', 'cancelled', 'delivered', 'handed_over', 'held', 'mailed', 'needs_answer', "
            "'needs_review', 'printed', 'ready', 'received', 'returned', 'withdrawn')",
            name=op.f("ck_requests_state"),
        ),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name=op.f("fk_requests_contact_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_requests")),
        sa.UniqueConstraint("reference", name=op.f("uq_requests_reference")),
    )
    op.create_index(op.f("ix_requests_address_lookup"), "requests", ["address_lookup"], unique=False)
    op.create_index(op.f("ix_requests_contact_id"), "requests", ["contact_id"], unique=False)
    op.create_index("ix_requests_due", "requests", ["due_on", "id"], unique=False)
    op.create_index(op.f("ix_requests_name_lookup"), "requests", ["name_lookup"], unique=False)
    op.create_index("ix_requests_queue", "requests", ["state", "due_on", "id"], unique=False)


def _make_sessions() -> None:
    op.create_table(
        "staff_sessions",
        sa.Column("token_lookup", sa.String(length=64), nullable=False),
        sa.Column("user_id", BigId, nullable=False),
        sa.Column("csrf_token", sa.String(length=64), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("seen_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["staff_users.id"], name=op.f("fk_staff_sessions_user_id")),
        sa.PrimaryKeyConstraint("token_lookup", name=op.f("pk_staff_sessions")),
    )
    op.create_index(op.f("ix_staff_sessions_user_id"), "staff_sessions", ["user_id"], unique=False)
    op.create_table(
        "conversations",
        sa.Column("contact_id", BigId, autoincrement=False, nullable=False),
        sa.Column("question", sa.String(length=24), nullable=True),
        sa.Column("asked_at", Moment(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("request_id", BigId, nullable=True),
        sa.Column("told_about_ssn", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name=op.f("fk_conversations_contact_id")),
        sa.ForeignKeyConstraint(["request_id"], ["requests.id"], name=op.f("fk_conversations_request_id")),
        sa.PrimaryKeyConstraint("contact_id", name=op.f("pk_conversations")),
    )
    op.create_index(op.f("ix_conversations_asked_at"), "conversations", ["asked_at"], unique=False)


def _make_messages() -> None:
    op.create_table(
        "messages",
        sa.Column("id", BigId, nullable=False),
        sa.Column("contact_id", BigId, nullable=False),
        sa.Column("inbound", sa.Boolean(), nullable=False),
        sa.Column("sid", sa.String(length=64), nullable=True),
        sa.Column("body", Sealed(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("code", sa.String(length=48), nullable=True),
        sa.Column("in_reply_to", BigId, nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("request_id", BigId, nullable=True),
        sa.Column("status", sa.String(length=16), nullable=True),
        sa.Column("status_rank", sa.Integer(), nullable=False),
        sa.Column("error_code", sa.Integer(), nullable=True),
        sa.Column("had_ssn", sa.Boolean(), nullable=False),
        sa.Column("pictures", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name=op.f("fk_messages_contact_id")),
        sa.ForeignKeyConstraint(["in_reply_to"], ["messages.id"], name=op.f("fk_messages_in_reply_to")),
        sa.ForeignKeyConstraint(["request_id"], ["requests.id"], name=op.f("fk_messages_request_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_messages")),
        sa.UniqueConstraint("sid", name=op.f("uq_messages_sid")),
    )
    op.create_index(op.f("ix_messages_contact_id"), "messages", ["contact_id"], unique=False)
    op.create_index(op.f("ix_messages_in_reply_to"), "messages", ["in_reply_to"], unique=False)
    op.create_index(op.f("ix_messages_request_id"), "messages", ["request_id"], unique=False)


def _make_histories() -> None:
    op.create_table(
        "packages",
        sa.Column("id", BigId, nullable=False),
        sa.Column("request_id", BigId, nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("forms", sa.JSON(), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["request_id"], ["requests.id"], name=op.f("fk_packages_request_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_packages")),
        sa.UniqueConstraint("request_id", "attempt", "revision", name=op.f("uq_packages_request_id")),
    )
    op.create_table(
        "request_events",
        sa.Column("id", BigId, nullable=False),
        sa.Column("request_id", BigId, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("actor", sa.String(length=48), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("old_state", sa.String(length=16), nullable=True),
        sa.Column("new_state", sa.String(length=16), nullable=True),
        sa.Column("code", sa.String(length=48), nullable=True),
        sa.CheckConstraint(
            f"old_state IS NULL OR new_state IS NULL OR old_state || '>' || new_state IN ({_MOVES})",
            name=op.f("ck_request_events_move"),
        ),
        sa.ForeignKeyConstraint(["request_id"], ["requests.id"], name=op.f("fk_request_events_request_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request_events")),
    )
    op.create_index(op.f("ix_request_events_request_id"), "request_events", ["request_id"], unique=False)
    op.create_table(
        "staff_views",
        sa.Column("id", BigId, nullable=False),
        sa.Column("user_id", BigId, nullable=False),
        sa.Column("request_id", BigId, nullable=False),
        sa.Column("what", sa.String(length=24), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["request_id"], ["requests.id"], name=op.f("fk_staff_views_request_id")),
        sa.ForeignKeyConstraint(["user_id"], ["staff_users.id"], name=op.f("fk_staff_views_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_views")),
    )
    op.create_index(op.f("ix_staff_views_request_id"), "staff_views", ["request_id"], unique=False)
