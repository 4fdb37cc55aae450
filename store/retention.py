"""Retention: what people wrote and who they are is erased when its time is over; ids, dates and counts stay.

Every kind has its own term. A request on legal hold keeps all that belongs to it, texts and phone among it. Whatever
a run erases leaves a receipt. A run may be stopped at any time and simply run again.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Table,
    and_,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)

from enrollment.request import State
from enrollment.working_days import pacific_date
from store import desk, phones
from store.case_tables import case_lookups, case_refusals, case_tries
from store.console_tables import desk_events, staff_texts
from store.conversation_tables import desk_items
from store.database import Database
from store.desk import DeskKind
from store.guard_tables import retention_receipts
from store.mail_tables import batches, request_lookups, returned_mail
from store.tables import contacts, messages, requests

_AT_ONCE = 500
_TRIES_KEPT = timedelta(days=31)  # counters, of no use after their day; a month shows a pattern
ENDED = frozenset({State.MAILED, State.DELIVERED, State.HANDED_OVER, State.CANCELLED, State.WITHDRAWN})
_EXPORTS = "export-"


@dataclass(frozen=True)
class RetentionPolicy:
    """`[retention]` of agency.toml, one term per kind of record."""

    texts: timedelta = timedelta(days=90)
    requests: timedelta = timedelta(days=730)
    contacts: timedelta = timedelta(days=730)
    files: timedelta = timedelta(days=14)
    refusals: timedelta = timedelta(days=365)
    carrier_copies: timedelta = timedelta(days=30)

    def by_kind(self) -> dict[str, timedelta]:
        return {field.name: getattr(self, field.name) for field in fields(self)}


@dataclass(frozen=True, slots=True)
class Receipt:
    kind: str
    before: datetime
    erased: int


@dataclass(frozen=True)
class Folders:
    """Where clear text of people may lie."""

    packages: Path
    mail: Path


def run(
    database: Database,
    policy: RetentionPolicy,
    folders: Folders,
    now: datetime,
    *,
    dry_run: bool = False,
    enough: Callable[[], bool] = lambda: False,
) -> list[Receipt]:
    """Erase what is over, kind by kind, until `enough`; in a dry run, only count it."""
    sweeps = (
        _Sweep("texts", policy.texts, _old_texts, _erase_texts),
        _Sweep("notes", policy.texts, _old_notes, _erase_notes),
        _Sweep("drafts", policy.texts, _old_drafts, _erase_drafts),
        _Sweep("requests", policy.requests, _old_requests, _erase_requests),
        _Sweep("contacts", policy.contacts, _old_contacts, _erase_contacts),
        _Sweep("refusals", policy.refusals, _old_refusals, _delete_refusals),
        _Sweep("lookup_notes", policy.refusals, _old_lookup_notes, _erase_lookup_notes),
    )
    receipts = [_sweep(database, sweep, now, enough, dry_run=dry_run) for sweep in sweeps]
    receipts.append(_clear_files(database, policy.files, folders, now, dry_run=dry_run))
    if not dry_run:
        with database.write() as connection:
            connection.execute(delete(case_tries).where(case_tries.c.day < pacific_date(now - _TRIES_KEPT)))
    return receipts


def keep(connection: Connection, receipt: Receipt, now: datetime) -> None:
    if receipt.erased:
        connection.execute(insert(retention_receipts).values(**asdict(receipt), at=now))


def set_hold(connection: Connection, request_id: int, *, held: bool) -> None:
    connection.execute(update(requests).where(requests.c.id == request_id).values(legal_hold=held))


# Rows


@dataclass(frozen=True)
class _Sweep:
    kind: str
    term: timedelta
    old: Callable[[datetime], ColumnElement[bool]]
    erase: Callable[[Connection, list[int], datetime], None]

    @property
    def table(self) -> Table:
        return _TABLES[self.kind]


_TABLES = {
    "texts": messages,
    "notes": desk_events,
    "drafts": staff_texts,
    "requests": requests,
    "contacts": contacts,
    "refusals": case_refusals,
    "lookup_notes": case_lookups,
}


def _sweep(database: Database, sweep: _Sweep, now: datetime, enough: Callable[[], bool], *, dry_run: bool) -> Receipt:
    before = now - sweep.term
    if dry_run:
        with database.read() as connection:
            count = select(func.count()).select_from(sweep.table).where(sweep.old(before))
            return Receipt(sweep.kind, before, connection.execute(count).scalar_one())
    erased = 0
    while not enough() and (done := _erase_some(database, sweep, before, now)):
        erased += done
        time.sleep(database.turn_pause)
    return Receipt(sweep.kind, before, erased)


def _erase_some(database: Database, sweep: _Sweep, before: datetime, now: datetime) -> int:
    """One small transaction, its receipt in it: a run that is stopped has told all that it did."""
    with database.write() as connection:
        key: Column[int] = sweep.table.c.id
        statement = select(key).where(sweep.old(before)).order_by(key).limit(_AT_ONCE)
        ids = [row.id for row in connection.execute(statement)]
        if ids:
            sweep.erase(connection, ids, now)
            keep(connection, Receipt(sweep.kind, before, len(ids)), now)
    return len(ids)


def _holds(contact_id: Column[int]) -> ColumnElement[bool]:
    """A request on legal hold belongs to this phone: then all that came from it is kept."""
    held = requests.alias("held")
    return exists().where(held.c.contact_id == contact_id, held.c.legal_hold)


def _old_texts(before: datetime) -> ColumnElement[bool]:
    about = requests.alias("about")
    live = exists().where(
        about.c.id == messages.c.request_id,
        or_(about.c.state.not_in([state.value for state in ENDED]), about.c.updated_at >= before),
    )
    return and_(messages.c.erased_at.is_(None), messages.c.at < before, ~live, ~_holds(messages.c.contact_id))


def _erase_texts(connection: Connection, ids: list[int], now: datetime) -> None:
    connection.execute(update(messages).where(messages.c.id.in_(ids)).values(body="", erased_at=now))


def _old_notes(before: datetime) -> ColumnElement[bool]:
    """What staff wrote about a settled item of the desk; it goes as the texts do."""
    settled = exists().where(desk_items.c.id == desk_events.c.item_id, desk_items.c.settled_at < before)
    held = exists().where(
        desk_items.c.id == desk_events.c.item_id,
        or_(
            exists().where(requests.c.id == desk_items.c.request_id, requests.c.legal_hold),
            exists().where(requests.c.contact_id == desk_items.c.contact_id, requests.c.legal_hold),
        ),
    )
    return and_(desk_events.c.note.is_not(None), settled, ~held)


def _erase_notes(connection: Connection, ids: list[int], _now: datetime) -> None:
    connection.execute(update(desk_events).where(desk_events.c.id.in_(ids)).values(note=None))


def _old_drafts(before: datetime) -> ColumnElement[bool]:
    """What staff wrote and a supervisor refused, or never read; it goes as the texts do."""
    over = func.coalesce(staff_texts.c.decided_at, staff_texts.c.written_at) < before
    return and_(staff_texts.c.body.is_not(None), over, ~_holds(staff_texts.c.contact_id))


def _erase_drafts(connection: Connection, ids: list[int], now: datetime) -> None:
    """What waited for a supervisor counts as decided by nobody: no words are left, so the desk asks no more."""
    mine, undecided = staff_texts.c.id.in_(ids), staff_texts.c.decided_at.is_(None)
    waited = select(staff_texts.c.contact_id).where(mine, undecided).distinct().order_by(staff_texts.c.contact_id)
    contact_ids = [row.contact_id for row in connection.execute(waited)]
    for contact_id in contact_ids:
        phones.lock_marks(connection, contact_id)  # as whoever decides does
    connection.execute(update(staff_texts).where(mine, undecided).values(decided_at=now))
    connection.execute(update(staff_texts).where(mine).values(body=None, reason=None))
    for contact_id in contact_ids:
        waits = select(staff_texts.c.id).where(staff_texts.c.contact_id == contact_id, undecided)
        if connection.execute(waits).first() is None:
            desk.settle(connection, DeskKind.TEXT_TO_APPROVE, contact_id, now)


def _old_requests(before: datetime) -> ColumnElement[bool]:
    return and_(
        requests.c.erased_at.is_(None),
        requests.c.state.in_([state.value for state in ENDED]),
        requests.c.updated_at < before,
        ~requests.c.legal_hold,
    )


def _erase_requests(connection: Connection, ids: list[int], now: datetime) -> None:
    nothing = dict.fromkeys(("name", "name_lookup", "address", "address_lookup"))
    connection.execute(update(requests).where(requests.c.id.in_(ids)).values(**nothing, erased_at=now))
    connection.execute(delete(request_lookups).where(request_lookups.c.request_id.in_(ids)))
    connection.execute(update(returned_mail).where(returned_mail.c.request_id.in_(ids)).values(label_address=None))


def _old_contacts(before: datetime) -> ColumnElement[bool]:
    """Nobody has heard from them, nothing of theirs is kept. Who said STOP stays, or it could not be obeyed.

    So does what staff marked as not safe: the phone may text again after years.
    """
    recent = exists().where(messages.c.contact_id == contacts.c.id, messages.c.at >= before)
    kept = exists().where(requests.c.contact_id == contacts.c.id, requests.c.erased_at.is_(None))
    return and_(
        contacts.c.erased_at.is_(None),
        contacts.c.opted_out_at.is_(None),
        contacts.c.unsafe_to_text_at.is_(None),
        contacts.c.unsafe_to_call_at.is_(None),
        contacts.c.created_at < before,
        ~recent,
        ~kept,
        ~_holds(contacts.c.id),
    )


def _erase_contacts(connection: Connection, ids: list[int], now: datetime) -> None:
    for contact_id in ids:  # the look-up is unique, so each gets one that no phone can have
        connection.execute(
            update(contacts)
            .where(contacts.c.id == contact_id)
            .values(
                phone="",
                phone_lookup=f"erased:{contact_id}",
                consent_wording=None,
                notice_wording=None,
                erased_at=now,
            )
        )


def _old_refusals(before: datetime) -> ColumnElement[bool]:
    return case_refusals.c.at < before


def _delete_refusals(connection: Connection, ids: list[int], _now: datetime) -> None:
    connection.execute(delete(case_refusals).where(case_refusals.c.id.in_(ids)))


def _old_lookup_notes(before: datetime) -> ColumnElement[bool]:
    """What staff wrote when they looked a case up; that they did stays."""
    return and_(case_lookups.c.note.is_not(None), case_lookups.c.at < before)


def _erase_lookup_notes(connection: Connection, ids: list[int], _now: datetime) -> None:
    connection.execute(update(case_lookups).where(case_lookups.c.id.in_(ids)).values(note=None))


# Files


def _clear_files(database: Database, term: timedelta, folders: Folders, now: datetime, *, dry_run: bool) -> Receipt:
    """Packages of ended requests, folders of closed batches, and exports, each `term` after its end."""
    before = now - term
    with database.read() as connection:
        old = [*_old_packages(connection, folders.packages, before), *_old_mail(connection, folders.mail, before)]
    receipt = Receipt("files", before, len(old))
    if dry_run:
        return receipt
    for path in old:
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    with database.write() as connection:
        keep(connection, receipt, now)
    return receipt


def _old_packages(connection: Connection, folder: Path, before: datetime) -> Iterator[Path]:
    """Rendered again on demand, so a legal hold need not keep them."""
    for path in sorted(folder.glob("*.pdf")):
        row = connection.execute(
            select(requests.c.state, requests.c.updated_at, requests.c.mailed_on).where(
                requests.c.reference == path.stem
            )
        ).one_or_none()
        if row is None:
            continue  # being made: it takes its place just before its request says so
        if row.state in ENDED and row.updated_at < before and (row.mailed_on or before.date()) <= before.date():
            yield path


def _old_mail(connection: Connection, folder: Path, before: datetime) -> Iterator[Path]:
    for path in sorted(folder.glob("*/")):
        closed_at = connection.execute(select(batches.c.closed_at).where(batches.c.name == path.name)).scalar()
        if path.name.startswith(_EXPORTS):
            closed_at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        if closed_at is not None and closed_at < before:
            yield path
