"""The outbox's work `batch`: a batch's folder built from its rows, at any time again, under the same numbers."""

from __future__ import annotations

import csv
import hashlib
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pikepdf
from sqlalchemy import Connection

from enrollment.request import State
from enrollment.working_days import pacific_date
from fulfillment.folder import LABELS, MANIFEST, NewFolder, new_folder, stack_file
from fulfillment.labels import render_labels
from fulfillment.mailpiece import envelope_for, ounces, sheets_of
from fulfillment.making import PackageMaker
from fulfillment.package import Package, write_package
from fulfillment.records import batches, packages
from fulfillment.records.batches import Batch, Item
from fulfillment.records.packages import Made
from fulfillment.stack import Place, Sheets, Stack
from parsers import Language, mailing_lines
from store import outbox
from store import requests as ledger
from store.database import Database
from store.outbox import GiveUp, Row
from store.requests import SYSTEM, Outdated, Request

BATCH = "batch"  # the outbox's kind of work
_RENEW_SECONDS = 5.0
_COLUMNS = (
    *("number", "reference", "language", "first_page", "last_page"),
    *("sheets", "envelope", "weight_oz", "due_on"),
)


@dataclass(frozen=True)
class BatchWork:
    """A handler of the outbox. `still_working` is told whenever the lease is renewed; see `runtime.jobs`."""

    database: Database
    maker: PackageMaker
    packages_dir: Path
    mail_dir: Path
    still_working: Callable[[], None]

    def work(self, row: Row, now: datetime) -> None:
        order = self._begin(row, now)
        if order is None:
            return
        with new_folder(self.mail_dir, order.batch.name) as folder:
            built = _Building(self, order, row, now).build(folder.path)
            self._record(order, built, row, now, folder)

    def gave_up(self, row: Row, code: str, now: datetime) -> None:
        """The batch's page shows its parked work, with a button to try again."""
        with self.database.write() as connection:
            outbox.park(connection, row, code, now)

    def _begin(self, row: Row, now: datetime) -> _Order | None:
        """What is to be built; None, and the row done, when nothing is left to print."""
        with self.database.write() as connection:
            batch = batches.get(connection, row.subject_id, lock=True)
            if batch is not None and batch.built_at is None:
                batch = _settle_members(connection, batch, now)
            pieces = [] if batch is None else _printable(batches.items(connection, batch.id))
            if batch is None or not pieces:
                outbox.finish(connection, row, now)
                return None
            made = packages.packages_of_batch(connection, batch.id)
            return _Order(batch, pieces, made, batches.requests_of(connection, batch.id))

    def _record(self, order: _Order, built: _Built, row: Row, now: datetime, folder: NewFolder) -> None:
        """The folder takes its place last, while the row is still ours. From here on its sheets may be on paper."""
        with self.database.write() as connection:
            batches.place_items(connection, {item_id: (p.first_page, p.pages) for item_id, p in built.places.items()})
            for item, code in built.left_out:
                batches.end_items(connection, [item.id], "left_out", now, problem=code)
                self._to_the_desk(connection, order.requests[item.request_id], code, now)
            done = order.batch.built_at or now
            batches.change(connection, order.batch.id, built_at=done, pieces_done=len(built.places))
            batches.close_if_empty(connection, order.batch.id, now)
            outbox.finish(connection, row, now)
            folder.publish()

    def _to_the_desk(self, connection: Connection, request: Request, code: str, now: datetime) -> None:
        """One that cannot be printed must not come back with every batch."""
        try:
            if request.state is State.READY:
                ledger.move(connection, request, State.NEEDS_REVIEW, actor=SYSTEM, now=now, code=code)
        except Outdated:  # it has moved on by itself
            return


@dataclass(frozen=True)
class _Order:
    batch: Batch
    pieces: Sequence[Item]
    made: Mapping[int, Made]  # by request
    requests: Mapping[int, Request]


@dataclass
class _Built:
    places: dict[int, Place] = field(default_factory=dict)  # by item
    left_out: list[tuple[Item, str]] = field(default_factory=list)


def _settle_members(connection: Connection, batch: Batch, now: datetime) -> Batch | None:
    """Before the first sheet can exist, who was held or corrected meanwhile simply leaves, and all are numbered."""
    gone = [
        item.id
        for item in batches.items(connection, batch.id)
        if item.outcome is None and not (item.fits and item.state is State.READY)
    ]
    batches.end_items(connection, gone, "left_out", now)
    return batches.number_pieces(connection, batch.id) or batches.close_if_empty(connection, batch.id, now)


def _printable(items: Sequence[Item]) -> list[Item]:
    """Still in and still right; of a closed batch, what it mailed. Never what must be pulled."""
    return [item for item in items if (item.fits if item.outcome is None else item.outcome == "mailed")]


class _Building:
    """One build: stacks, manifest and labels into a folder."""

    def __init__(self, work: BatchWork, order: _Order, row: Row, now: datetime) -> None:
        self._work = work
        self._order = order
        self._row = row
        self._now = now
        self._began = self._renewed = time.monotonic()
        self._built = _Built()

    def build(self, folder: Path) -> _Built:
        lines: list[dict[str, object]] = []
        labels: list[list[tuple[str, ...]]] = []
        for language in Language:
            pieces = [item for item in self._order.pieces if item.language is language]
            placed = self._stack(pieces, folder / stack_file(language))
            lines += [self._manifest_line(item, place) for item, place in placed]
            labels.append([self._mailing_lines(item) for item, _ in placed])
        with (folder / MANIFEST).open("w", newline="", encoding="utf-8") as file:
            manifest = csv.DictWriter(file, _COLUMNS)
            manifest.writeheader()
            manifest.writerows(lines)
        if lines:
            (folder / LABELS).write_bytes(render_labels(labels, pacific_date(self._order.batch.made_at)))
        return self._built

    def _stack(self, pieces: Sequence[Item], path: Path) -> list[tuple[Item, Place]]:
        of = max((item.position for item in pieces), default=0)
        stack, placed = Stack(), []
        for item in pieces:
            try:
                place = self._add(stack, item, of)
            except GiveUp as refused:
                self._built.left_out.append((item, refused.code))
                continue
            self._built.places[item.id] = place
            placed.append((item, place))
            self._stay_alive()
        if placed:
            stack.save(path)
        return placed

    def _add(self, stack: Stack, item: Item, of: int) -> Place:
        number = f"{self._order.batch.name} · {item.position} of {of}"
        made = self._order.made[item.request_id]
        pdf = self._file(item, made)
        try:
            if pdf is not None:
                return stack.add(Sheets(number, made.letter_pages, made.forms, pdf))
        except pikepdf.PdfError:
            pass
        package = self._make_again(item, made)
        return stack.add(Sheets(number, package.letter_pages, package.forms, package.pdf))

    def _file(self, item: Item, made: Made) -> bytes | None:
        """The package as it was made; None when its file is gone or is not that one."""
        try:
            pdf = (self._work.packages_dir / f"{item.reference}.pdf").read_bytes()
        except FileNotFoundError:
            return None
        return pdf if hashlib.sha256(pdf).hexdigest() == made.sha256 else None

    def _make_again(self, item: Item, made: Made) -> Package:
        request = self._order.requests[item.request_id]
        package = self._work.maker.make(request, made.letter_date, made.serial)
        if package.sha256 != made.sha256:  # the county's forms are newer ones by now
            with self._work.database.write() as connection:
                packages.replace_package(connection, request, package, self._now)
        write_package(self._work.packages_dir, item.reference, package.pdf).publish()
        return package

    def _manifest_line(self, item: Item, place: Place) -> dict[str, object]:
        sheets = sheets_of(place.pages)
        envelope = envelope_for(sheets, self._work.maker.agency.mailroom.fold_up_to)
        last_page = place.first_page + place.pages - 1
        values = (item.position, item.reference, item.language.value, place.first_page, last_page)
        more = (sheets, envelope.value, ounces(sheets, envelope), item.due_on.isoformat())
        return dict(zip(_COLUMNS, (*values, *more), strict=True))

    def _mailing_lines(self, item: Item) -> tuple[str, ...]:
        particulars = self._order.requests[item.request_id].particulars
        if particulars.name is None or particulars.address is None:
            return ()  # corrected a moment ago: the desk has it, and the stack's sheet is to be pulled
        return mailing_lines(particulars.name, particulars.address)

    def _stay_alive(self) -> None:
        elapsed = time.monotonic()
        if elapsed - self._renewed < _RENEW_SECONDS:
            return
        self._renewed = elapsed
        now = self._now + timedelta(seconds=elapsed - self._began)
        with self._work.database.write() as connection:
            outbox.renew(connection, self._row, now)
            batches.note_progress(connection, self._order.batch.id, len(self._built.places))
        self._work.still_working()
