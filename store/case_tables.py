"""The case directory and what is kept of look-ups. No name, amount or word about the other parent has a column here."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, CheckConstraint, Column, Date, ForeignKey, Integer, String, Table

from store.columns import BigId, Moment, Sealed
from store.tables import metadata

_FINGERPRINT = String(64)
STAGES = ("opening", "preparing", "parentage", "order", "enforcing", "review", "closed")
IMPORT_STATES = ("checking", "good", "bad", "asked", "in_force", "overtaken", "dropped", "failed")
ROLES = ("party", "attorney", "released")
NO_CASE = "0" * 64  # the dummy that every look-up finds where nothing matches, so that both do the same work
NO_GENERATION = 0


def _one_of(column: str, values: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


# One row: the generation in force. An import ends with one UPDATE of it.
case_directory = Table(
    "case_directory",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("generation", Integer, nullable=False),
    Column("next_generation", Integer, nullable=False),  # never used twice, so a broken import cannot mix with the next
    Column("imported_at", Moment),
    Column("cases", Integer, nullable=False),
    Column("people", Integer, nullable=False),
    CheckConstraint("id = 1", name="one_row"),
)

# Keyed by fingerprint alone: nothing here can be turned back into a number. Without SQLite's own row ids, an import
# that comes sorted only ever appends.
case_cases = Table(
    "case_cases",
    metadata,
    Column("generation", Integer, primary_key=True, autoincrement=False),
    Column("number_lookup", _FINGERPRINT, primary_key=True),
    Column("stage", String(16), nullable=False),
    Column("since", Date, nullable=False),
    Column("protective_order", Boolean, nullable=False),
    Column("confidential", Boolean, nullable=False),
    CheckConstraint(_one_of("stage", STAGES), name="stage"),
    sqlite_with_rowid=False,
)

case_people = Table(
    "case_people",
    metadata,
    Column("generation", Integer, primary_key=True, autoincrement=False),
    Column("number_lookup", _FINGERPRINT, primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("phone_lookup", _FINGERPRINT, nullable=False),
    Column("role", String(16), nullable=False),
    Column("represented", Boolean, nullable=False),
    Column("released_from", Date),
    Column("released_until", Date),
    CheckConstraint(_one_of("role", ROLES), name="role"),
    sqlite_with_rowid=False,
)

# How often a phone asked, a case was asked for, and all asked together, by Pacific day.
case_tries = Table(
    "case_tries",
    metadata,
    Column("day", Date, primary_key=True),
    Column("kind", String(8), primary_key=True),
    Column("who_lookup", _FINGERPRINT, primary_key=True),
    Column("count", Integer, nullable=False),
    CheckConstraint("kind IN ('all', 'case', 'phone')", name="kind"),
)

# Every look-up that was refused, with the reason that only staff see.
case_refusals = Table(
    "case_refusals",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("contact_id", BigId, ForeignKey("contacts.id"), nullable=False, index=True),
    Column("number_lookup", _FINGERPRINT, nullable=False),
    Column("reason", String(20), nullable=False),
    Column("at", Moment, nullable=False, index=True),
)

# An extract uploaded at the console, from its check until it is in force or given up. Nothing of its rows is here.
case_imports = Table(
    "case_imports",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("state", String(12), nullable=False, index=True),
    Column("version", Integer, nullable=False, default=1),
    Column("uploaded_by", BigId, ForeignKey("staff_users.id"), nullable=False),
    Column("uploaded_at", Moment, nullable=False),
    Column("asked_by", BigId, ForeignKey("staff_users.id")),  # who put it in force
    Column("over", Integer),  # the generation it was compared with; put over another one, the comparison would be wrong
    Column("rows", Integer, nullable=False, default=0),
    Column("cases", Integer, nullable=False, default=0),
    Column("bad", Integer, nullable=False, default=0),
    Column("bad_rows", JSON, nullable=False, default=list),  # the first of them: line and what is wrong, as a code
    Column("done", Integer, nullable=False, default=0),  # rows checked, or written, so far
    Column("problem", String(160)),  # why it cannot be read, or the code of why it was given up
    Column("ended_at", Moment),
    CheckConstraint(_one_of("state", IMPORT_STATES), name="state"),
)

# What staff looked up, and why. Append-only but for the note's own column.
case_lookups = Table(
    "case_lookups",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("user_id", BigId, ForeignKey("staff_users.id"), nullable=False),
    Column("number_lookup", _FINGERPRINT, nullable=False),
    Column("with_phone", Boolean, nullable=False),  # asked why that phone is refused
    Column("found", Boolean, nullable=False),
    Column("reason", String(24), nullable=False),
    Column("note", Sealed),  # their own words; retention takes them
    Column("at", Moment, nullable=False),
)
