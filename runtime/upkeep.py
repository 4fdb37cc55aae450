"""`flask --app app keys | retention | audit | records`: what operators do with all data."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import click
import structlog

from bot.forgetting import forget_older
from cases.policy import CasePolicy
from cases.watch import watch
from fulfillment.watch import Cause, Trouble, raise_alarms
from store import audit, export, retention, rotation
from store.database import Database
from store.requests import by_reference
from store.retention import Folders, RetentionPolicy

_SECONDS_OF_AN_HOUR = 20.0

log = structlog.get_logger()


@dataclass(frozen=True)
class Upkeep:
    """What the commands work on."""

    database: Database
    policy: RetentionPolicy
    data_dir: Path

    @property
    def folders(self) -> Folders:
        return Folders(self.data_dir / "packages", self.data_dir / "mail")


def groups(upkeep: Callable[[], Upkeep]) -> list[click.Group]:
    """The commands; `upkeep` is asked for only when one runs."""
    return [_keys(upkeep), _retention(upkeep), _audit(upkeep), _records(upkeep)]


# What the clock does of it


def seal_audit(one: Upkeep, now: datetime) -> None:
    """Seal, keep the head beside the database and tell the log: whoever cuts the chain must reach both."""
    head = audit.seal(one.database, now)
    if head is not None:
        audit.keep_head(one.data_dir, head)
        log.info("audit_sealed", head=str(head))


def erase_what_is_over(one: Upkeep, now: datetime) -> None:
    """For some seconds each hour: the clock has other things to do."""
    until = time.monotonic() + _SECONDS_OF_AN_HOUR
    receipts = retention.run(one.database, one.policy, one.folders, now, enough=lambda: time.monotonic() > until)
    if erased := {receipt.kind: receipt.erased for receipt in receipts if receipt.erased}:
        log.info("retention_ran", **erased)
    forget_older(one.database, now - one.policy.carrier_copies, now)


def watch_cases(one: Upkeep, policy: CasePolicy, now: datetime) -> None:
    """Guessing and an old extract reach whoever the alarms reach, once a day each."""
    found = watch(one.database, policy, now)
    if found is not None and raise_alarms(one.database, [Trouble(Cause(found.code), found.figure)], now):
        log.warning("cases_need_a_look", problem=found.code)


def _now() -> datetime:
    return datetime.now(UTC)


def _keys(upkeep: Callable[[], Upkeep]) -> click.Group:
    @click.group("keys", help="ENCRYPTION_KEYS and LOOKUP_KEYS.")
    def keys() -> None: ...

    @keys.command("rotate", help="Put everything under the first key of each list. Stop it at will; it goes on there.")
    @click.option("--again", is_flag=True, help="One more pass, after a process was still writing with old keys.")
    def rotate(again: bool) -> None:
        database = upkeep().database
        if again:
            rotation.start_over(database)
        for step in rotation.rotate(database, _now):
            if step.done:
                click.echo(f"{step.table}: {step.rows} rows")
        if left := rotation.left_behind(database):
            raise click.ClickException(
                f"{left} rows are still under an old key: a process writes with the old settings. "
                "Restart all of them with the new lists, then run `keys rotate --again`."
            )
        with database.write() as connection:
            audit.note_change(connection, audit.OPERATOR, "keys_rotated", _now())
        click.echo(
            "All rows are under the first keys. Before an old LOOKUP_KEYS key goes: import the case directory again "
            "and let the clock seal once; who is signed in then signs in anew."
        )

    return keys


def _retention(upkeep: Callable[[], Upkeep]) -> click.Group:
    @click.group("retention", help="Erasing what is over.")
    def group() -> None: ...

    @group.command("run", help="Erase what agency.toml says is over, and say how much of what.")
    @click.option("--dry-run", is_flag=True, help="Count, and change nothing.")
    def run(dry_run: bool) -> None:
        one = upkeep()
        receipts = retention.run(one.database, one.policy, one.folders, _now(), dry_run=dry_run)
        for receipt in receipts:
            word = "would be erased" if dry_run else "erased"
            click.echo(f"{receipt.kind}: {receipt.erased} {word}, from before {receipt.before:%Y-%m-%d}")

    @group.command("hold", help="Keep all that belongs to a request, whatever its age, until released.")
    @click.argument("reference")
    def hold(reference: str) -> None:
        _set_hold(upkeep().database, reference, held=True)

    @group.command("release", help="End a legal hold.")
    @click.argument("reference")
    def release(reference: str) -> None:
        _set_hold(upkeep().database, reference, held=False)

    return group


def _set_hold(database: Database, reference: str, *, held: bool) -> None:
    with database.write() as connection:
        request = by_reference(connection, reference.replace("-", ""))
        if request is None:
            raise click.ClickException("There is no request with this reference.")
        retention.set_hold(connection, request.id, held=held)
        what = "legal_hold" if held else "legal_hold_ended"
        audit.note_change(connection, audit.OPERATOR, what, _now(), request_id=request.id)
    click.echo("On legal hold." if held else "No longer on legal hold.")


def _audit(upkeep: Callable[[], Upkeep]) -> click.Group:
    @click.group("audit", help="The chain over what may never be changed.")
    def group() -> None: ...

    @group.command("verify", help="Find a changed, added or missing row, and a cut tail.")
    @click.option("--head", "heads", multiple=True, help="A head from the log (audit_sealed).")
    def verify(heads: tuple[str, ...]) -> None:
        one = upkeep()
        try:
            kept = [*audit.kept_heads(one.data_dir), *map(audit.Head.read, heads)]
        except ValueError:
            raise click.ClickException("A head looks like PRINT:SEALS:MAC; copy it whole.") from None
        with one.database.read() as connection:
            faults = audit.verify(connection, one.database.vault, kept)
            newest = audit.head(connection, one.database.vault)
        for fault in faults:
            click.echo(f"{fault.code}: {fault.table_name} rows {fault.first_id} to {fault.last_id}", err=True)
        if faults:
            raise click.ClickException(f"{len(faults)} faults: the record was tampered with, or restored from a copy.")
        click.echo(f"Whole. {0 if newest is None else newest.seals} seals; head {newest}.")

    return group


def _records(upkeep: Callable[[], Upkeep]) -> click.Group:
    @click.group("records", help="What is kept about one request.")
    def group() -> None: ...

    @group.command("export", help="Write all that is kept about a request; for its person, a court, the public record.")
    @click.argument("reference")
    def export_(reference: str) -> None:
        one, now = upkeep(), _now()
        reference = reference.replace("-", "")
        with one.database.write() as connection:
            record = export.record_of(connection, reference)
            if record is None:
                raise click.ClickException("There is no request with this reference.")
            audit.note_change(connection, audit.OPERATOR, "exported", now, request_id=record["request"]["id"])
        click.echo(_write_export(one.folders.mail, reference, record, now))

    return group


def _write_export(mail: Path, reference: str, record: dict[str, object], now: datetime) -> Path:
    """In the one place where clear text may lie; retention empties it."""
    folder = mail / f"export-{reference}-{now:%Y%m%dT%H%M%S}"
    mail.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.mkdir(mode=0o700)
    path = folder / "record.json"
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump(record, file, indent=2, ensure_ascii=False)
    return path
