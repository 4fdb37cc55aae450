"""The outbox's work `package`: from an accepted request to a PDF in the mailroom's folder, exactly once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from enrollment.agency import Agency
from enrollment.request import State
from enrollment.working_days import pacific_date
from fulfillment.imb import encode, tracking_digits
from fulfillment.letter import Letter, LetterError, LetterProblem, render_letter
from fulfillment.mailers import Mailer
from fulfillment.package import Package, build_package, package_file
from fulfillment.records.packages import add_package
from fulfillment.shelf import FormShelf
from parsers import PostalAddress, mailing_lines
from store import outbox
from store import requests as ledger
from store.database import Database
from store.outbox import GiveUp, Row, TryLater
from store.requests import SYSTEM, Outdated, Request

_OWN_STATE = "CA"


@dataclass(frozen=True)
class PackageMaker:
    """Makes one request's package; the same request, date and serial give the same bytes."""

    agency: Agency
    shelf: FormShelf

    def make(self, request: Request, letter_date: date, serial: int) -> Package:
        """GiveUp when this request can never be printed as it stands, TryLater when something else is amiss."""
        particulars = request.particulars
        if particulars.name is None or particulars.address is None:
            raise GiveUp("incomplete")
        form_set = self.shelf.forms(particulars.forms_language)
        letter = Letter(
            reference=request.reference,
            language=particulars.forms_language,
            mailing_lines=mailing_lines(particulars.name, particulars.address),
            salutation_name=particulars.name.full,
            letter_date=letter_date,
            outside_county=particulars.address.state not in {None, _OWN_STATE},
            mail_barcode=self._barcode(particulars.address, serial),
        )
        try:
            return build_package(render_letter(letter, self.agency), form_set)
        except LetterError as error:
            failed = TryLater if error.problem is LetterProblem.TEMPLATE else GiveUp
            raise failed(error.problem.value) from None

    def _barcode(self, address: PostalAddress, serial: int) -> str | None:
        rules = self.agency.mailroom
        if rules.mailer_id is None or rules.mail_service is None or address.zip5 is None:
            return None
        room: int = 10 ** (15 - len(rules.mailer_id))
        tracking = tracking_digits(rules.mailer_id, rules.mail_service, serial % room)
        return encode(tracking, f"{address.zip5}{address.zip4 or ''}")


@dataclass(frozen=True)
class PackageWork:
    """A handler of the outbox; see `runtime.jobs.Handler`."""

    database: Database
    maker: PackageMaker
    folder: Path
    mailer: Mailer

    def work(self, row: Row, now: datetime) -> None:
        with self.database.read() as connection:
            request = ledger.get(connection, row.subject_id)
        if request is None or request.state is not State.ACCEPTED or request.package_key != row.key:
            self._finish_unneeded(row, now)
            return
        # Of the promise, so that every try gives the same bytes; the row's number is no other mailpiece's serial.
        package = self.maker.make(request, pacific_date(row.created_at), row.id)  # no transaction is open meanwhile
        with package_file(self.folder, request.reference, package.pdf) as file:
            try:
                self._record(request, package, row, now, file.publish)
            except Outdated:
                raise TryLater("changed_meanwhile") from None

    def gave_up(self, row: Row, code: str, now: datetime) -> None:
        with self.database.write() as connection:
            outbox.park(connection, row, code, now)
            ledger.note(connection, row.subject_id, "package_failed", actor=SYSTEM, now=now, code=code)

    def _finish_unneeded(self, row: Row, now: datetime) -> None:
        """Held, withdrawn or corrected since it was promised; what it is now has its own row."""
        with self.database.write() as connection:
            outbox.finish(connection, row, now)

    def _record(self, request: Request, package: Package, row: Row, now: datetime, publish: Callable[[], Path]) -> None:
        """A correction or a hold that came while we rendered has raised the version: then it wins.

        The file takes its place last, while the request's row is still ours: an older revision can never land on a
        newer one, and what dies before the commit is done again and gives the same file.
        """
        with self.database.write() as connection:
            ready = ledger.move(connection, request, State.READY, actor=SYSTEM, now=now)
            self.mailer.take(connection, ready, now)
            add_package(connection, request, package, pacific_date(row.created_at), row.id, now)
            outbox.finish(connection, row, now)
            publish()
