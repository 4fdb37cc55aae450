"""The chain: a change, an addition, a loss and a cut tail are found; an honest history is whole."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from cryptography.fernet import Fernet
from sqlalchemy import text, update
from sqlalchemy.exc import DBAPIError

from enrollment.particulars import Particulars
from enrollment.request import State
from parsers import PersonName
from runtime.upkeep import Upkeep, groups, seal_audit
from staff.accounts import add_user
from staff.roles import Role
from store import audit
from store import requests as ledger
from store.console_tables import desk_events
from store.database import Database
from store.requests import Origin
from store.retention import RetentionPolicy
from store.vault import Vault
from tests.conftest import MONDAY_NOON as NOW

LATER = NOW + timedelta(minutes=5)
Sql = Callable[[str], None]


def _live(database: Database, count: int = 5) -> None:
    """Some requests with their events, and changes by staff."""
    with database.write() as connection:
        for _ in range(count):
            request = ledger.create(
                connection,
                database.vault,
                Particulars(name=PersonName("Ana Ruiz")),
                State.NEEDS_REVIEW,
                Origin("text", NOW, NOW.date()),
                actor="parent",
                now=NOW,
            )
            audit.note_change(connection, "staff:1", "exported", NOW, request_id=request.id)


@pytest.fixture
def sql(database: Database) -> Sql:
    """An intruder with the database in hand, past all triggers."""

    def run(statement: str) -> None:
        with database.write() as connection:
            if database.is_sqlite:
                for table in ("request_events", "staff_changes", "audit_seals"):
                    connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {table}_append_only")
            else:
                connection.exec_driver_sql("SET session_replication_role = replica")
            connection.exec_driver_sql(statement)
            if not database.is_sqlite:
                connection.exec_driver_sql("SET session_replication_role = DEFAULT")

    return run


def _faults(database: Database, heads: list[audit.Head] | None = None) -> list[str]:
    with database.read() as connection:
        return [fault.code for fault in audit.verify(connection, database.vault, heads or [])]


def test_an_honest_history_is_whole_however_often_it_is_sealed(database: Database) -> None:
    heads = []
    for turn in range(3):
        _live(database)
        heads.append(audit.seal(database, LATER + timedelta(minutes=turn)))
    assert audit.seal(database, LATER + timedelta(hours=1)) is None  # nothing new, no seal
    assert _faults(database, [head for head in heads if head]) == []


def test_rows_that_may_still_be_joined_are_left_for_the_next_turn(database: Database) -> None:
    _live(database)
    assert audit.seal(database, NOW + timedelta(seconds=30)) is None
    assert audit.seal(database, LATER) is not None


@pytest.mark.parametrize(
    ("tampering", "code"),
    [
        pytest.param("UPDATE request_events SET actor = 'staff:9' WHERE id = 3", "rows", id="changed"),
        pytest.param("DELETE FROM request_events WHERE id = 3", "rows", id="removed"),
        pytest.param("DELETE FROM staff_changes WHERE id = 1", "rows", id="the first removed"),
        pytest.param("UPDATE audit_seals SET digest = 'x' WHERE id = 1", "seal", id="seal forged"),
        pytest.param("DELETE FROM audit_seals WHERE id = 1", "seal", id="seal removed from the middle"),
        pytest.param(
            "INSERT INTO request_events (id, request_id, at, actor, kind) "
            "SELECT 0, request_id, at, actor, kind FROM request_events WHERE id = 1",
            "rows",
            id="slipped in",
        ),
    ],
)
def test_tampering_is_found(database: Database, sql: Sql, tampering: str, code: str) -> None:
    _live(database)
    audit.seal(database, LATER)
    _live(database)
    audit.seal(database, LATER + timedelta(minutes=1))
    if "SELECT 0" in tampering:
        sql("UPDATE audit_seals SET first_id = first_id WHERE id = 1")
        tampering = tampering.replace("SELECT 0", "SELECT 1000")
        sql(tampering)
        sql("UPDATE request_events SET id = 0 WHERE id = 1000")
        sql("UPDATE request_events SET id = -1 WHERE id = 5")
    else:
        sql(tampering)
    assert code in _faults(database)


def test_a_cut_tail_is_found_by_the_head_kept_outside(database: Database, sql: Sql) -> None:
    _live(database)
    audit.seal(database, LATER)
    _live(database)
    head = audit.seal(database, LATER + timedelta(minutes=1))
    assert head is not None
    sql("DELETE FROM audit_seals WHERE id > 2")
    sql("DELETE FROM request_events WHERE id > 5")
    sql("DELETE FROM staff_changes WHERE id > 5")

    assert _faults(database) == []  # the shorter chain is whole in itself
    assert _faults(database, [head]) == ["cut_tail"]


def test_who_does_not_hold_the_key_cannot_write_a_chain(database: Database, database_url: str) -> None:
    _live(database)
    forger = Database(database_url, Vault([Fernet.generate_key().decode()], [secrets.token_urlsafe(32)]))
    audit.seal(forger, LATER)
    forger.close()
    head = audit.seal(database, LATER)
    assert head is not None
    assert _faults(database, [head]) == []
    with database.read() as connection:
        assert audit.head(connection, database.vault) == head  # the forged chain is not ours


def test_a_new_key_begins_a_chain_of_its_own_and_the_old_key_may_go(database: Database, database_url: str) -> None:
    old_key, new_key, fernet = secrets.token_urlsafe(32), secrets.token_urlsafe(32), Fernet.generate_key().decode()
    old = Database(database_url, Vault([fernet], [old_key]))
    _live(old)
    audit.seal(old, LATER)
    both = Database(database_url, Vault([fernet], [new_key, old_key]))
    assert audit.seal(both, LATER) is not None
    assert _faults(both) == []
    only_new = Database(database_url, Vault([fernet], [new_key]))
    assert _faults(only_new) == []
    with only_new.write() as connection:
        connection.execute(text("DELETE FROM staff_changes WHERE id = 2"))
    assert _faults(only_new) == ["rows"]
    for one in (old, both, only_new):
        one.close()


def test_the_clock_keeps_the_head_and_the_command_checks_against_it(
    database: Database, sql: Sql, tmp_path: Path
) -> None:
    one = Upkeep(database, RetentionPolicy(), tmp_path)
    commands = {group.name: group for group in groups(lambda: one)}
    _live(database)
    seal_audit(one, LATER)
    assert (tmp_path / "audit-heads").stat().st_mode & 0o777 == 0o600
    whole = CliRunner().invoke(commands["audit"], ["verify"])
    assert (whole.exit_code, whole.output[:6]) == (0, "Whole.")

    sql("DELETE FROM audit_seals")
    sql("DELETE FROM staff_changes")
    cut = CliRunner().invoke(commands["audit"], ["verify"])
    assert cut.exit_code == 1
    assert "cut_tail" in cut.output
    assert CliRunner().invoke(commands["audit"], ["verify", "--head", "nonsense"]).exit_code == 1


@pytest.mark.parametrize("table", ["staff_changes", "audit_seals", "retention_receipts"])
def test_what_is_sealed_cannot_be_rewritten(database: Database, table: str) -> None:
    _live(database)
    audit.seal(database, LATER)
    with database.write() as connection:
        connection.execute(
            text(
                "INSERT INTO retention_receipts (kind, before, erased, at) "
                "SELECT 'texts', at, 1, at FROM staff_changes WHERE id = 1"
            )
        )
    with pytest.raises(DBAPIError), database.write() as connection:
        connection.execute(text(f"UPDATE {table} SET at = at"))


def test_an_export_is_private_complete_and_noted(database: Database, tmp_path: Path) -> None:
    _live(database, 1)
    with database.read() as connection:
        reference = connection.execute(text("SELECT reference FROM requests")).scalar_one()
    one = Upkeep(database, RetentionPolicy(), tmp_path)
    commands = {group.name: group for group in groups(lambda: one)}

    said = CliRunner().invoke(commands["records"], ["export", f"{reference[:4]}-{reference[4:]}"])

    path = Path(said.output.strip())
    assert said.exit_code == 0, said.output
    assert path.is_relative_to(tmp_path / "mail")
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert "Ana Ruiz" in path.read_text()
    assert "lookup" not in path.read_text()
    with database.read() as connection:
        changes = connection.execute(text("SELECT actor, what FROM staff_changes ORDER BY id")).all()
    assert tuple(changes[-1]) == ("operator", "exported")
    assert CliRunner().invoke(commands["records"], ["export", "00000000"]).exit_code == 1


def test_a_note_may_be_erased_and_its_row_may_not(database: Database, sql: Sql) -> None:
    with database.write() as connection:
        for statement in (
            "INSERT INTO staff_users (name, password_hash, role, created_at) VALUES ('clerk', 'x', 'clerk', :at)",
            "INSERT INTO desk_items (kind, created_at) VALUES ('picture', :at)",
            "INSERT INTO desk_events (item_id, user_id, what, at) VALUES (1, 1, 'note', :at)",
        ):
            connection.execute(text(statement), {"at": NOW})
        connection.execute(update(desk_events).values(note="called Ana Ruiz"))
    audit.seal(database, LATER)
    with database.write() as connection:
        connection.execute(update(desk_events).values(note=None))
    assert _faults(database) == []
    sql("DELETE FROM desk_events")
    assert _faults(database) == ["rows"]


def test_a_new_user_is_a_change_by_staff(database: Database) -> None:
    user_id = add_user(database, "clerk", "lanterns over the quiet delta", Role.CLERK, NOW)
    with database.read() as connection:
        changes = connection.execute(text("SELECT actor, what, user_id FROM staff_changes ORDER BY id")).all()
    noted = [("operator", "user_added", user_id), ("operator", "role_clerk", user_id)]
    assert [tuple(change) for change in changes] == noted
