"""Who mails what is ready: our own mailroom, or a vendor that prints and mails for us."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection

from enrollment.request import State
from fulfillment.lob import Lob, LobBusy, LobRefused, OutcomeUnknown, Piece
from fulfillment.records import batches, vendors
from fulfillment.records.vendors import VendorLetter
from store import outbox
from store import requests as ledger
from store.database import Database
from store.outbox import GiveUp, Row, TryLater
from store.requests import SYSTEM, Outdated, Request

VENDOR = "vendor"  # the outbox's kind of work
_SURE_FOR = timedelta(hours=20)  # Lob forgets a key after 24


class Mailer(Protocol):
    def take(self, connection: Connection, request: Request, now: datetime) -> None:
        """Told of each package in the transaction that makes it ready."""


class InHouse:
    """Staff or the clock make a batch of it; until then it waits."""

    def take(self, connection: Connection, request: Request, now: datetime) -> None:
        pass


class ByVendor:
    """Each package is a piece of work of its own."""

    def take(self, connection: Connection, request: Request, now: datetime) -> None:
        outbox.put(connection, VENDOR, request.id, _key(request), now, now)


def _key(request: Request) -> str:
    return f"{VENDOR}:{request.id}:{request.attempt}:{request.revision}"


@dataclass(frozen=True)
class VendorWork:
    """A handler of the outbox: asks Lob once for each attempt and revision; see `runtime.jobs.Handler`."""

    database: Database
    lob: Lob
    packages_dir: Path
    verify: bool

    def work(self, row: Row, now: datetime) -> None:
        with self.database.write() as connection:
            request = self._still_ours(connection, row)
            if request is None:
                outbox.finish(connection, row, now)
                return
        self._check(request)
        with self.database.write() as connection:
            # Once more, and from here on no batch can take it: both lock the request before they look at the other.
            request = self._still_ours(connection, row)
            if request is None:
                outbox.finish(connection, row, now)
                return
            letter = vendors.ask_once(connection, request, now)
        vendor_id = letter.vendor_id or self._ask(request, letter, row, now)  # no transaction is open meanwhile
        self._record(request, letter, vendor_id, row, now)

    def _still_ours(self, connection: Connection, row: Row) -> Request | None:
        """None once it is held, corrected or mailed, or when staff have put it into a batch of their own."""
        request = ledger.get(connection, row.subject_id, lock=True)
        ours = request is not None and request.state is State.READY and _key(request) == row.key
        return request if ours and not batches.is_in_open_batch(connection, row.subject_id) else None

    def gave_up(self, row: Row, code: str, now: datetime) -> None:
        with self.database.write() as connection:
            outbox.park(connection, row, code, now)
            request = ledger.get(connection, row.subject_id, lock=True)
            if request is not None and request.state is State.READY and _key(request) == row.key:
                ledger.move(connection, request, State.NEEDS_REVIEW, actor=SYSTEM, now=now, code=code)

    def _check(self, request: Request) -> None:
        address = request.particulars.address
        if not self.verify or address is None:
            return
        try:
            if self.lob.is_undeliverable(address):
                raise GiveUp("undeliverable")
        except LobRefused:
            raise GiveUp("undeliverable") from None
        except (LobBusy, OutcomeUnknown):
            raise TryLater("lob_busy") from None

    def _ask(self, request: Request, letter: VendorLetter, row: Row, now: datetime) -> str:
        try:
            if now - letter.asked_at >= _SURE_FOR:
                return self._look_up(row.key)
            return self.lob.post(self._piece(request, row.key))
        except LobRefused as refused:
            raise GiveUp(refused.code) from None
        except LobBusy:
            raise TryLater("lob_busy") from None
        except OutcomeUnknown:
            raise TryLater("lob_outcome_unknown") from None

    def _look_up(self, key: str) -> str:
        """Asked too long ago to be asked again: it is there, or a person finds out."""
        vendor_id = self.lob.find(key)
        if vendor_id is None:
            raise GiveUp("lob_outcome_unknown")
        return vendor_id

    def _piece(self, request: Request, key: str) -> Piece:
        particulars = request.particulars
        if particulars.name is None or particulars.address is None:
            raise GiveUp("incomplete")
        pdf = (self.packages_dir / f"{request.reference}.pdf").read_bytes()
        return Piece(key, particulars.name, particulars.address, pdf)

    def _record(self, request: Request, letter: VendorLetter, vendor_id: str, row: Row, now: datetime) -> None:
        try:
            with self.database.write() as connection:
                vendors.note_vendor_id(connection, letter, vendor_id)
                ledger.move(connection, request, State.PRINTED, actor=SYSTEM, now=now, code="lob")
                outbox.finish(connection, row, now)
        except Outdated:
            self._call_back(request, letter, vendor_id, row, now)

    def _call_back(self, request: Request, letter: VendorLetter, vendor_id: str, row: Row, now: datetime) -> None:
        """Held or corrected while we asked: that wins, and the letter is called back while it still can be."""
        try:
            self.lob.cancel(vendor_id)
            code = "lob_called_back"
        except LobRefused:
            code = "lob_not_called_back"
        except (LobBusy, OutcomeUnknown):
            raise TryLater("lob_busy") from None
        with self.database.write() as connection:
            vendors.note_vendor_id(connection, letter, vendor_id)
            ledger.note(connection, request.id, "vendor", actor=SYSTEM, now=now, code=code)
            outbox.finish(connection, row, now)
