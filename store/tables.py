"""The tables. Migrations make them; a test compares the two."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    text,
)

from enrollment.request import MOVES, State
from store.columns import BigId, Moment, Sealed

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

FINGERPRINT = String(64)
_STATE = String(16)


def _one_of(column: str, values: list[str]) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in sorted(values))})"


MOVE = "old_state || '>' || new_state"
ALLOWED_MOVES = sorted(f"{old}>{new}" for old, targets in MOVES.items() for new in targets)

# A phone, on one channel. It is not a person: sisters, and enemies, share phones.
contacts = Table(
    "contacts",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("channel", String(16), nullable=False),
    Column("phone", Sealed, nullable=False),
    Column("phone_lookup", FINGERPRINT, nullable=False),
    Column("language", String(2)),  # of the conversation; None until something tells
    Column("opted_out_at", Moment, index=True),
    Column("cannot_text", String(32)),  # why no text can reach this phone, as a code
    Column("consented_at", Moment),
    Column("consent_wording", Sealed),  # what they were told when they consented, to the letter
    Column("noticed_at", Moment),  # the first reply: who we are, rates, STOP, HELP, one reminder
    Column("notice_wording", Sealed),
    Column("opted_in_at", Moment),  # the last START, so that a STOP found later in the log knows its place
    Column("no_calls_at", Moment),  # an opt-out that covers calls too: agency.toml, [texts]
    # Staff know that somebody else may read or answer it. The parent's START does not lift this: who sent it?
    Column("unsafe_to_text_at", Moment),
    Column("unsafe_to_call_at", Moment),
    Column("created_at", Moment, nullable=False),
    Column("erased_at", Moment),
    UniqueConstraint("phone_lookup", "channel"),
)

# Every text, in and out. An inbound one is unique by its MessageSid: that is what makes a retry harmless.
messages = Table(
    "messages",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("contact_id", BigId, ForeignKey("contacts.id"), nullable=False, index=True),
    Column("inbound", Boolean, nullable=False),
    Column("sid", String(64), unique=True),
    Column("body", Sealed, nullable=False),
    Column("at", Moment, nullable=False),
    Column("code", String(48)),  # outbound: which text of the catalogue
    Column("in_reply_to", BigId, ForeignKey("messages.id"), index=True),
    Column("position", Integer, nullable=False, default=0),  # among the replies to one text
    Column("request_id", BigId, ForeignKey("requests.id"), index=True),
    Column("status", String(16)),  # outbound: replied, waiting, sent, and then Twilio's own words
    Column("status_rank", Integer, nullable=False, default=0),  # receipts come late and out of order; it only rises
    Column("error_code", Integer),
    Column("had_ssn", Boolean, nullable=False, default=False),
    Column("pictures", Integer, nullable=False, default=0),
    Column("erased_at", Moment),  # retention took the words; the row stays to be counted
    Column("carrier_erased_at", Moment),  # Twilio's own copy is gone
    Column("segments", Integer),  # what it is billed as; kept, because retention takes the words
    Index("ix_messages_report", "at", "inbound", "status", "error_code", "segments"),
)

# What was last asked of a phone. What was given lies in the request, so nothing is lost when a question lapses.
conversations = Table(
    "conversations",
    metadata,
    Column("contact_id", BigId, ForeignKey("contacts.id"), primary_key=True, autoincrement=False),
    Column("question", String(24)),
    Column("asked_at", Moment, index=True),
    Column("tries", Integer, nullable=False, default=0),
    Column("request_id", BigId, ForeignKey("requests.id")),
    Column("told_about_ssn", Boolean, nullable=False, default=False),
    Column("question_before", String(24)),  # waits while "may we call you?" is open
    Column("misses", Integer, nullable=False, default=0),  # texts in a row that we could not understand
)

requests = Table(
    "requests",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("reference", String(8), nullable=False, unique=True),
    Column("contact_id", BigId, ForeignKey("contacts.id"), index=True),
    Column("channel", String(16), nullable=False),  # how it came: text, phone, counter, letter
    Column("state", _STATE, nullable=False),
    Column("held_from", _STATE),
    Column("review_reason", String(32)),
    Column("forms_language", String(2), nullable=False),
    Column("name", Sealed),
    Column("name_lookup", FINGERPRINT, index=True),
    Column("address", Sealed),  # PostalAddress as JSON
    Column("address_lookup", FINGERPRINT, index=True),
    Column("missing", JSON, nullable=False, default=list),
    Column("doubtful", JSON, nullable=False, default=list),
    Column("first_text_at", Moment, nullable=False),
    Column("due_on", Date, nullable=False),
    Column("mailed_on", Date),
    Column("attempt", Integer, nullable=False, default=1),  # the second one follows a return
    Column("revision", Integer, nullable=False, default=1),  # rises with every correction
    Column("version", Integer, nullable=False, default=1),  # rises with every change; who saw an older one is refused
    Column("updated_at", Moment, nullable=False),
    Column("legal_hold", Boolean, nullable=False, default=False),  # retention passes by
    Column("erased_at", Moment),
    CheckConstraint(_one_of("state", [s.value for s in State]), name="state"),
    CheckConstraint("(state = 'held') = (held_from IS NOT NULL)", name="held_from"),
    CheckConstraint("forms_language IN ('en', 'es')", name="forms_language"),
    Index("ix_requests_queue", "state", "due_on", "id"),
    Index("ix_requests_due", "due_on", "id"),
    Index("ix_requests_came", "state", "first_text_at", "id"),  # the queue's other orders
    Index("ix_requests_changed", "state", "updated_at", "id"),
    # All that a report asks of a request, so that it need not read the sealed columns beside it.
    Index(
        "ix_requests_report", "first_text_at", "channel", "forms_language", "state", "attempt", "due_on", "mailed_on"
    ),
)

# Append-only: triggers refuse an UPDATE, and a move that is not in the table of moves.
request_events = Table(
    "request_events",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("request_id", BigId, ForeignKey("requests.id"), nullable=False, index=True),
    Column("at", Moment, nullable=False),
    Column("actor", String(48), nullable=False),  # parent, system, or staff:<id>
    Column("kind", String(32), nullable=False),
    Column("old_state", _STATE),
    Column("new_state", _STATE),
    Column("code", String(48)),
    CheckConstraint(f"old_state IS NULL OR new_state IS NULL OR {_one_of(MOVE, ALLOWED_MOVES)}", name="move"),
    Index("ix_request_events_report", "new_state", "at", "request_id"),
)

packages = Table(
    "packages",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("request_id", BigId, ForeignKey("requests.id"), nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("pages", Integer, nullable=False),
    Column("forms", JSON, nullable=False),  # [[name, sha256], …]: the proof of what went with it
    Column("made_at", Moment, nullable=False),
    Column("letter_pages", Integer),  # the first of them are the letter's
    Column("letter_date", Date),  # with the serial, all it takes to make the same letter again
    Column("mail_serial", BigInteger),  # of the post office's barcode; unique for 45 days and more
    UniqueConstraint("request_id", "attempt", "revision"),
)

_GIVEN_UP = "done_at IS NULL AND parked_at IS NOT NULL"

# What is still to be done. The row is the truth; the queue server is only the doorbell.
outbox = Table(
    "outbox",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("kind", String(24), nullable=False),
    Column("subject_id", BigId, nullable=False),
    Column("key", String(64), nullable=False, unique=True),  # the same work is never put twice
    Column("due_at", Moment, nullable=False),
    Column("tries", Integer, nullable=False, default=0),
    Column("deaths", Integer, nullable=False, default=0),  # tries that ended without a word
    Column("lease_until", Moment),
    Column("lease_holder", String(32)),
    Column("done_at", Moment),
    Column("parked_at", Moment),  # given up; a person decides
    Column("problem", String(48)),  # why the last try failed, as a code
    Column("created_at", Moment, nullable=False),
    # Only what is open: finished rows pile up for years, and the relay looks every second.
    Index(
        "ix_outbox_open", "due_at", "id", sqlite_where=text("done_at IS NULL"), postgresql_where=text("done_at IS NULL")
    ),
    Index("ix_outbox_subject", "kind", "subject_id"),
    # What was given up is rare, and every look at the queue asks for it.
    Index("ix_outbox_given_up", "kind", "subject_id", sqlite_where=text(_GIVEN_UP), postgresql_where=text(_GIVEN_UP)),
)

# Who is alive, told by themselves; the web process never asks the queue server.
heartbeats = Table(
    "heartbeats",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("at", Moment, nullable=False),
    Column("problem", String(48)),
)

staff_users = Table(
    "staff_users",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("name", String(64), nullable=False, unique=True),
    Column("password_hash", String(128), nullable=False),
    Column("role", String(16), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("disabled_at", Moment),
    Column("must_change_password", Boolean, nullable=False, default=False),  # somebody else has seen it
    Column("signed_in_at", Moment),
    Column("version", Integer, nullable=False, default=1),  # rises with what supervisors change
)

# The second factor (RFC 6238). A user without a row has none.
second_factors = Table(
    "second_factors",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("user_id", BigId, ForeignKey("staff_users.id"), nullable=False, unique=True),
    Column("secret", Sealed, nullable=False),
    Column("last_step", BigInteger, nullable=False),  # of the newest code taken; it and older ones are refused
    Column("created_at", Moment, nullable=False),
)

# For who has lost the phone; each opens the door once.
recovery_codes = Table(
    "recovery_codes",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("user_id", BigId, ForeignKey("staff_users.id"), nullable=False, index=True),
    Column("code_hash", String(64), nullable=False),
    Column("used_at", Moment),
)

staff_sessions = Table(
    "staff_sessions",
    metadata,
    Column("token_lookup", FINGERPRINT, primary_key=True),  # a stolen database holds no usable cookie
    Column("user_id", BigId, ForeignKey("staff_users.id"), nullable=False, index=True),
    Column("csrf_token", String(64), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
    Column("factor_at", Moment),  # when the second factor was given; None: by password alone
)

sign_in_failures = Table(
    "sign_in_failures",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("who_lookup", FINGERPRINT, nullable=False),
    Column("at", Moment, nullable=False),
    Index("ix_sign_in_failures_who", "who_lookup", "at"),
)

# Who opened whose data. Append-only.
staff_views = Table(
    "staff_views",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("user_id", BigId, ForeignKey("staff_users.id"), nullable=False),
    Column("request_id", BigId, ForeignKey("requests.id"), nullable=False, index=True),
    Column("what", String(24), nullable=False),
    Column("at", Moment, nullable=False),
)
