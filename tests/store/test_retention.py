"""Retention: what is over loses its people and keeps its counts; what is not, or is held, keeps all."""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import func, insert, select, text, update

from enrollment.particulars import Particulars
from enrollment.request import State
from parsers import PersonName, PostalAddress
from runtime.upkeep import Upkeep, groups
from store import desk, retention
from store import requests as ledger
from store.case_tables import case_lookups
from store.columns import Sealed
from store.console_tables import desk_events, staff_texts
from store.conversation_tables import desk_items
from store.database import Database
from store.desk import DeskKind
from store.guard_tables import retention_receipts
from store.mail_tables import batches, request_lookups
from store.requests import Origin
from store.retention import Folders, Receipt, RetentionPolicy
from store.tables import contacts, messages, metadata, requests, staff_users
from store.vault import LookUp
from tests.conftest import MONDAY_NOON as NOW

PHONE = "+19165550101"
ADDRESS = PostalAddress("1 K St", None, "Sacramento", "CA", "95814")


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    made = Folders(tmp_path / "packages", tmp_path / "mail")
    made.packages.mkdir(mode=0o700)
    made.mail.mkdir(mode=0o700)
    return made


def mailed_request(database: Database, phone: str = PHONE, state: State = State.MAILED) -> ledger.Request:
    """A parent's request that has run its course, with a text in and one out."""
    with database.write() as connection:
        lookup = database.vault.fingerprint(LookUp.PHONE, phone)
        values = {"channel": "sms", "phone": phone, "phone_lookup": lookup, "created_at": NOW, "consent_wording": "yes"}
        contact_id = connection.execute(insert(contacts).values(values).returning(contacts.c.id)).scalar_one()
        request = ledger.create(
            connection,
            database.vault,
            Particulars(name=PersonName("Ana Ruiz"), address=ADDRESS),
            State.ACCEPTED,
            Origin("text", NOW, NOW.date(), contact_id),
            actor="parent",
            now=NOW,
        )
        text_in = {"contact_id": contact_id, "inbound": True, "body": "OPEN Ana Ruiz", "at": NOW}
        connection.execute(insert(messages).values(**text_in, request_id=request.id, sid=f"SM{lookup[:32]}"))
        for step in (State.READY, State.PRINTED, State.MAILED):
            if state is State.MAILED:
                extra = {"mailed_on": NOW.date()} if step is State.MAILED else {}
                request = ledger.move(connection, request, step, actor="staff:1", now=NOW, **extra)
    return request


def run(database: Database, folders: Folders, after: timedelta, *, dry_run: bool = False) -> dict[str, int]:
    receipts = retention.run(database, RetentionPolicy(), folders, NOW + after, dry_run=dry_run)
    return {receipt.kind: receipt.erased for receipt in receipts if receipt.erased}


def kept_words(database: Database) -> str:
    """Everything that can be read in the tables with the keys in hand."""
    with database.read() as connection:
        rows = [list(connection.execute(select(table))) for table in metadata.sorted_tables]
    return repr(rows)


@pytest.mark.parametrize(
    ("after", "erased"),
    [
        (timedelta(days=14), {}),
        (timedelta(days=15), {"files": 1}),
        (timedelta(days=89), {"files": 1}),
        (timedelta(days=91), {"files": 1, "texts": 1}),
        (timedelta(days=731), {"files": 1, "texts": 1, "requests": 1, "contacts": 1}),
    ],
)
def test_each_kind_has_its_own_term(
    database: Database, folders: Folders, after: timedelta, erased: dict[str, int]
) -> None:
    request = mailed_request(database)
    (folders.packages / f"{request.reference}.pdf").write_text("pdf")

    assert run(database, folders, after, dry_run=True).keys() <= erased.keys()
    assert run(database, folders, after) == erased
    assert run(database, folders, after) == {}  # once is enough


def test_after_all_terms_nobody_is_left_and_every_row_is_still_counted(database: Database, folders: Folders) -> None:
    mailed_request(database)
    counted = {table.name: _count(database, table) for table in (requests, messages, contacts)}
    assert "Ana Ruiz" in kept_words(database)

    run(database, folders, timedelta(days=731))

    words = kept_words(database)
    assert not [word for word in ("Ana", "Ruiz", "K St", "95814", PHONE) if word in words]
    assert counted == {table.name: _count(database, table) for table in (requests, messages, contacts)}
    assert _count(database, request_lookups) == 0
    with database.read() as connection:
        receipts = connection.execute(select(retention_receipts.c.kind, retention_receipts.c.erased)).all()
    assert {tuple(receipt) for receipt in receipts} == {("texts", 1), ("requests", 1), ("contacts", 1)}


def _count(database: Database, table: object) -> int:
    with database.read() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()  # type: ignore[arg-type]


def test_what_is_not_over_keeps_all_however_old(database: Database, folders: Folders) -> None:
    request = mailed_request(database, state=State.ACCEPTED)
    (folders.packages / f"{request.reference}.pdf").write_text("pdf")
    assert run(database, folders, timedelta(days=5000)) == {}


def test_a_legal_hold_keeps_the_request_its_texts_and_its_phone(database: Database, folders: Folders) -> None:
    held, other = mailed_request(database), mailed_request(database, "+19165550102")
    commands = _commands(database, folders)
    assert CliRunner().invoke(commands["retention"], ["hold", held.reference]).exit_code == 0

    assert run(database, folders, timedelta(days=731)) == {"texts": 1, "requests": 1, "contacts": 1}
    words = kept_words(database)
    assert PHONE in words
    assert "+19165550102" not in words

    CliRunner().invoke(commands["retention"], ["release", held.reference])
    assert run(database, folders, timedelta(days=731)) == {"texts": 1, "requests": 1, "contacts": 1}
    with database.read() as connection:
        whats = connection.execute(text("SELECT what FROM staff_changes ORDER BY id")).scalars().all()
    assert whats == ["legal_hold", "legal_hold_ended"]
    assert other.reference != held.reference


@pytest.mark.parametrize("mark", ["opted_out_at", "unsafe_to_text_at", "unsafe_to_call_at"])
def test_who_said_stop_is_still_obeyed_and_what_is_not_safe_still_known(
    database: Database, folders: Folders, mark: str
) -> None:
    mailed_request(database)
    with database.write() as connection:
        connection.execute(update(contacts).values({mark: NOW}))
    assert "contacts" not in run(database, folders, timedelta(days=731))
    assert PHONE in kept_words(database)


def test_folders_of_closed_batches_and_old_exports_go_and_open_ones_stay(database: Database, folders: Folders) -> None:
    for name, closed_at in (("2026-11-23-1", NOW), ("2026-11-23-2", None)):
        with database.write() as connection:
            batch = {"name": name, "made_at": NOW, "made_by": "staff:1", "pieces": 1, "closed_at": closed_at}
            connection.execute(insert(batches).values(**batch))
        (folders.mail / name).mkdir()
        (folders.mail / name / "manifest.csv").write_text("Ana Ruiz")
    for name, at in (("export-48291037-a", NOW), ("export-48291037-b", NOW + timedelta(days=10))):
        (folders.mail / name).mkdir()
        os.utime(folders.mail / name, (_seconds(at), _seconds(at)))

    assert run(database, folders, timedelta(days=15)) == {"files": 2}
    assert sorted(path.name for path in folders.mail.iterdir()) == ["2026-11-23-2", "export-48291037-b"]


def _seconds(at: datetime) -> float:
    return at.timestamp()


def test_a_dry_run_says_the_same_and_changes_nothing(database: Database, folders: Folders) -> None:
    request = mailed_request(database)
    (folders.packages / f"{request.reference}.pdf").write_text("pdf")
    before = kept_words(database)
    commands = _commands(database, folders)
    with database.write() as connection:  # the command looks at the real clock
        long_ago = NOW - timedelta(days=5000)
        connection.execute(update(messages).values(at=long_ago))
        connection.execute(update(requests).values(updated_at=long_ago, mailed_on=long_ago.date()))
    said = CliRunner().invoke(commands["retention"], ["run", "--dry-run"])
    assert "texts: 1 would be erased" in said.output
    assert "files: 1 would be erased" in said.output
    assert (folders.packages / f"{request.reference}.pdf").exists()
    assert "Ana Ruiz" in kept_words(database)
    assert "OPEN Ana Ruiz" in before

    said = CliRunner().invoke(commands["retention"], ["run"])
    assert "requests: 1 erased" in said.output
    assert not (folders.packages / f"{request.reference}.pdf").exists()


def _commands(database: Database, folders: Folders) -> dict[str | None, object]:
    one = Upkeep(database, RetentionPolicy(), folders.packages.parent)
    return {group.name: group for group in groups(lambda: one)}  # type: ignore[return-value]


def test_a_note_at_the_desk_goes_as_the_texts_do(database: Database, folders: Folders) -> None:
    request = mailed_request(database)
    with database.write() as connection:
        person = {"name": "clerk", "password_hash": "x", "role": "clerk", "created_at": NOW}
        user_id = connection.execute(insert(staff_users).values(person).returning(staff_users.c.id)).scalar_one()
        for settled_at in (NOW, None):
            item = {"kind": "picture", "request_id": request.id, "created_at": NOW, "settled_at": settled_at}
            item_id = connection.execute(insert(desk_items).values(item).returning(desk_items.c.id)).scalar_one()
            note = {"item_id": item_id, "user_id": user_id, "what": "note", "note": "called Ana Ruiz", "at": NOW}
            connection.execute(insert(desk_events).values(note))
    assert run(database, folders, timedelta(days=91)) == {"texts": 1, "notes": 1}
    with database.read() as connection:
        notes = connection.execute(select(desk_events.c.note).order_by(desk_events.c.id)).scalars().all()
    assert notes == [None, "called Ana Ruiz"]


def test_why_a_case_was_looked_up_goes_after_its_term_and_that_it_was_stays(
    database: Database, folders: Folders
) -> None:
    with database.write() as connection:
        person = {"name": "sue", "password_hash": "x", "role": "supervisor", "created_at": NOW}
        user_id = connection.execute(insert(staff_users).values(person).returning(staff_users.c.id)).scalar_one()
        row = {"user_id": user_id, "number_lookup": "0" * 64, "with_phone": False, "found": True, "at": NOW}
        connection.execute(insert(case_lookups).values(row | {"reason": "called", "note": "Ana Ruiz called"}))
    assert run(database, folders, timedelta(days=364)) == {}
    assert run(database, folders, timedelta(days=366)) == {"lookup_notes": 1}
    with database.read() as connection:
        assert connection.execute(select(case_lookups.c.note, case_lookups.c.reason)).one() == (None, "called")


def test_a_run_told_it_is_enough_stops_and_the_next_goes_on(database: Database, folders: Folders) -> None:
    mailed_request(database)
    later = NOW + timedelta(days=731)
    assert retention.run(database, RetentionPolicy(), folders, later, enough=lambda: True)[0] == Receipt(
        "texts", later - timedelta(days=90), 0
    )
    assert run(database, folders, timedelta(days=731))["texts"] == 1


def written_text(database: Database, contact_id: int, written_at: datetime, **more: object) -> None:
    """A clerk's text as a supervisor is asked about it; `more` says what was decided."""
    with database.write() as connection:
        user_id = connection.execute(select(staff_users.c.id)).scalar()
        if user_id is None:
            clerk = {"name": "ana", "password_hash": "x", "role": "clerk", "created_at": NOW}
            user_id = connection.execute(insert(staff_users).values(clerk).returning(staff_users.c.id)).scalar_one()
        draft = {"contact_id": contact_id, "code": "staff_frame", "findings": "name", "written_by": user_id}
        connection.execute(insert(staff_texts).values(draft | {"written_at": written_at, "body": "Hi Ana"} | more))
        if "decided_at" not in more:
            desk.put(connection, DeskKind.TEXT_TO_APPROVE, written_at, contact_id=contact_id)


def open_on_desk(database: Database, contact_id: int) -> list[str]:
    with database.read() as connection:
        return [kind for kind, _ in desk.open_kinds(connection, contact_id)]


def test_a_text_that_was_refused_goes_as_the_texts_do(database: Database, folders: Folders) -> None:
    contact_id = mailed_request(database).contact_id
    decided_at = NOW + timedelta(days=5)
    written_text(database, contact_id, NOW, decided_at=decided_at, reason="no names")
    assert "drafts" not in run(database, folders, timedelta(days=94))
    assert run(database, folders, timedelta(days=96))["drafts"] == 1
    with database.read() as connection:
        row = connection.execute(select(staff_texts)).one()
    assert (row.body, row.reason, row.findings, row.decided_at) == (None, None, "name", decided_at)


def test_a_text_that_no_supervisor_ever_read_goes_too_and_leaves_the_desk(database: Database, folders: Folders) -> None:
    contact_id = mailed_request(database).contact_id
    written_text(database, contact_id, NOW)
    run(database, folders, timedelta(days=89))
    assert open_on_desk(database, contact_id) == ["text_to_approve"]
    assert run(database, folders, timedelta(days=91))["drafts"] == 1
    with database.read() as connection:
        row = connection.execute(select(staff_texts)).one()
    assert (row.body, row.decided_by, row.decided_at) == (None, None, NOW + timedelta(days=91))
    assert open_on_desk(database, contact_id) == []


def test_the_desk_still_asks_about_a_newer_text_of_the_same_phone(database: Database, folders: Folders) -> None:
    contact_id = mailed_request(database).contact_id
    written_text(database, contact_id, NOW)
    written_text(database, contact_id, NOW + timedelta(days=10))
    assert run(database, folders, timedelta(days=91))["drafts"] == 1
    assert "text_to_approve" in open_on_desk(database, contact_id)


def test_no_sealed_column_is_forgotten() -> None:
    """Whoever adds one says here which kind of record it belongs to."""
    by_kind = {
        "texts": {"messages.body"},
        "notes": {"desk_events.note"},
        "drafts": {"staff_texts.body", "staff_texts.reason"},
        "requests": {"requests.name", "requests.address", "returned_mail.label_address"},
        "contacts": {"contacts.phone", "contacts.consent_wording", "contacts.notice_wording"},
        "lookup_notes": {"case_lookups.note"},
        "kept while in use": {"second_factors.secret"},  # staff's own; gone with the factor, at its reset
    }
    sealed = {
        f"{table.name}.{column.name}"
        for table in metadata.sorted_tables
        for column in table.c
        if isinstance(column.type, Sealed)
    }
    assert sealed == set().union(*by_kind.values())
