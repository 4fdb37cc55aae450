"""From an accepted request to its PDF in the folder: once, of the newest revision, whatever comes in between."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pypdfium2
import pytest
from sqlalchemy import func, select

from enrollment.agency import Agency
from enrollment.particulars import Particulars
from enrollment.request import State
from fulfillment import making
from fulfillment.imb import encode, tracking_digits
from fulfillment.letter import Letter, render_letter
from fulfillment.mailers import InHouse
from fulfillment.making import PackageMaker, PackageWork
from fulfillment.shelf import FormShelf
from parsers import Language, PersonName, PostalAddress
from store import outbox
from store import requests as ledger
from store.database import Database
from store.outbox import LEASE, GiveUp, LeaseLost, Row, TryLater
from store.requests import Origin, Request
from store.tables import outbox as outbox_table
from store.tables import packages
from tests.conftest import MONDAY_NOON as NOW

MARIA = Particulars(
    forms_language=Language.SPANISH,
    name=PersonName("María López"),
    address=PostalAddress("1234 Fruitridge Rd", "Apt 5", "Sacramento", "CA", "95820"),
)
REQUEST = {
    **dict.fromkeys(("contact_id", "held_from", "review_reason", "mailed_on")),
    **dict.fromkeys(("id", "attempt", "revision", "version"), 1),
    **dict.fromkeys(("first_text_at", "updated_at"), NOW),
    "reference": "48291037",
    "channel": "text",
    "state": State.ACCEPTED,
    "particulars": MARIA,
    "due_on": NOW.date(),
}
ELSEWHERE = replace(MARIA, address=PostalAddress("88 Alhambra Blvd", None, "Sacramento", "CA", "95816"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "packages"


@pytest.fixture
def work(database: Database, agency: Agency, folder: Path) -> PackageWork:
    shelf = FormShelf(agency.forms_dir, agency.required_forms, samples_allowed=True)
    return PackageWork(database, PackageMaker(agency, shelf), folder, InHouse())


def _accepted(database: Database, particulars: Particulars = MARIA) -> Request:
    origin = Origin("text", NOW, NOW.date())
    with database.write() as connection:
        return ledger.create(connection, database.vault, particulars, State.ACCEPTED, origin, actor="parent", now=NOW)


def _take(database: Database, key: str, after: timedelta = timedelta()) -> Row:
    with database.write() as connection:
        row_id = connection.execute(select(outbox_table.c.id).where(outbox_table.c.key == key)).scalar_one()
        row = outbox.take(connection, row_id, NOW + after)
    assert row is not None
    return row


def _now(database: Database, request: Request) -> Request:
    with database.read() as connection:
        found = ledger.get(connection, request.id)
    assert found is not None
    return found


def _packages(database: Database) -> int:
    with database.read() as connection:
        return connection.execute(select(func.count()).select_from(packages)).scalar_one()


def _first_page(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    try:
        return str(document[0].get_textpage().get_text_range())
    finally:
        document.close()


def test_an_accepted_request_becomes_a_package_with_that_name_and_address(
    database: Database, work: PackageWork, folder: Path
) -> None:
    request = _accepted(database)

    work.work(_take(database, request.package_key), NOW)

    assert _now(database, request).state is State.READY
    page = _first_page(folder / f"{request.reference}.pdf")
    assert "1234 FRUITRIDGE RD APT 5" in page
    assert "SACRAMENTO CA 95820" in page
    with database.read() as connection:
        forms = connection.execute(select(packages.c.forms)).scalar_one()
    assert [name[:2] for name, _ in forms] == sorted(name[:2] for name, _ in forms) != []


def test_the_same_work_again_gives_the_same_bytes(
    database: Database, work: PackageWork, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed after the file took its place and before the commit: the next try lands on the same file."""
    request = _accepted(database)
    path = folder / f"{request.reference}.pdf"

    class Killed(BaseException):
        pass

    def publish_and_die(file: object) -> None:
        path.write_bytes(file._temporary.read_bytes())  # type: ignore[attr-defined]
        raise Killed

    with monkeypatch.context() as dying:
        dying.setattr("fulfillment.package.PackageFile.publish", publish_and_die)
        with pytest.raises(Killed):
            work.work(_take(database, request.package_key), NOW)
    first = path.read_bytes()
    assert _now(database, request).state is State.ACCEPTED

    later = LEASE + timedelta(seconds=1)
    work.work(_take(database, request.package_key, later), NOW + later)

    assert path.read_bytes() == first
    assert _packages(database) == 1


def test_who_lost_the_lease_while_rendering_changes_nothing(
    database: Database, work: PackageWork, folder: Path
) -> None:
    request = _accepted(database)
    slow = _take(database, request.package_key)
    later = LEASE + timedelta(seconds=1)
    _take(database, request.package_key, later)

    with pytest.raises(LeaseLost):
        work.work(slow, NOW + later)

    assert _now(database, request).state is State.ACCEPTED
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("end", [State.HELD, State.WITHDRAWN, State.CANCELLED, State.NEEDS_ANSWER])
def test_what_was_stopped_before_is_not_made(database: Database, work: PackageWork, folder: Path, end: State) -> None:
    request = _accepted(database)
    with database.write() as connection:
        ledger.move(connection, request, end, actor="staff:1", now=NOW)

    work.work(_take(database, request.package_key), NOW)

    assert _now(database, request).state is end
    assert not folder.exists()
    assert _packages(database) == 0


@pytest.mark.parametrize("comes", ["a correction", "a hold"])
def test_a_change_that_comes_while_it_renders_wins(
    database: Database, work: PackageWork, folder: Path, monkeypatch: pytest.MonkeyPatch, comes: str
) -> None:
    request = _accepted(database)
    render = making.render_letter

    def render_slowly(*arguments: object) -> bytes:
        with database.write() as connection:
            if comes == "a hold":
                ledger.move(connection, request, State.HELD, actor="staff:1", now=NOW)
            else:
                ledger.correct(connection, database.vault, request, ELSEWHERE, actor="parent", now=NOW)
        return render(*arguments)  # type: ignore[arg-type]

    with monkeypatch.context() as slow:
        slow.setattr(making, "render_letter", render_slowly)
        with pytest.raises(TryLater):
            work.work(_take(database, request.package_key), NOW)

    assert list(folder.iterdir()) == []
    assert _packages(database) == 0


def test_a_correction_before_printing_makes_the_package_anew(
    database: Database, work: PackageWork, folder: Path
) -> None:
    request = _accepted(database)
    work.work(_take(database, request.package_key), NOW)
    ready = _now(database, request)
    with database.write() as connection:
        corrected = ledger.correct(connection, database.vault, ready, ELSEWHERE, actor="parent", now=NOW)
        again = ledger.move(connection, corrected, State.ACCEPTED, actor="parent", now=NOW)

    work.work(_take(database, again.package_key), NOW)

    assert "88 ALHAMBRA BLVD" in _first_page(folder / f"{request.reference}.pdf")
    assert _packages(database) == 2


def test_a_released_request_is_made_though_its_first_promise_was_kept(
    database: Database, work: PackageWork, folder: Path
) -> None:
    """Held, its row came and went; released, it must not lie there accepted for ever."""
    request = _accepted(database)
    with database.write() as connection:
        held = ledger.move(connection, request, State.HELD, actor="staff:1", now=NOW)
    work.work(_take(database, request.package_key), NOW)
    with database.write() as connection:
        released = ledger.move(connection, held, State.ACCEPTED, actor="staff:1", now=NOW)

    work.work(_take(database, released.package_key), NOW)
    assert (folder / f"{request.reference}.pdf").exists()


def test_no_transaction_is_open_while_it_renders(
    database: Database, work: PackageWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    request, render = _accepted(database), making.render_letter

    def watch(*arguments: object) -> bytes:
        assert database.engine.pool.checkedout() == 0  # type: ignore[attr-defined]
        return render(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(making, "render_letter", watch)
    work.work(_take(database, request.package_key), NOW)


def test_a_name_the_letter_cannot_print_goes_to_the_desk(database: Database, work: PackageWork) -> None:
    request = _accepted(database, replace(MARIA, name=PersonName("王 小明")))
    row = _take(database, request.package_key)
    with pytest.raises(GiveUp) as refused:
        work.work(row, NOW)

    work.gave_up(row, refused.value.code, NOW)
    with database.read() as connection:
        assert [event.code for event in ledger.events_of(connection, request.id)][-1] == "missing_glyphs"
        assert outbox.backlog(connection, NOW).parked == 1


def test_forms_that_are_missing_say_so_and_are_waited_for(
    database: Database, agency: Agency, folder: Path, tmp_path: Path
) -> None:
    shelf = FormShelf(tmp_path / "no forms", agency.required_forms, samples_allowed=True)
    request = _accepted(database)
    with pytest.raises(TryLater, match="forms_no_folder"):
        PackageWork(database, PackageMaker(agency, shelf), folder, InHouse()).work(
            _take(database, request.package_key), NOW
        )


def test_production_prints_no_sample(database: Database, agency: Agency, folder: Path) -> None:
    shelf = FormShelf(agency.forms_dir, agency.required_forms, samples_allowed=False)
    request = _accepted(database)
    with pytest.raises(TryLater, match="forms_sample"):
        PackageWork(database, PackageMaker(agency, shelf), folder, InHouse()).work(
            _take(database, request.package_key), NOW
        )


@pytest.mark.parametrize("mailer_id", ["123456", "912345678"])
def test_with_a_mailer_id_the_post_offices_barcode_stands_below_the_address(agency: Agency, mailer_id: str) -> None:
    """Its serial is the promise's own number: no other mailpiece has it for longer than 45 days."""
    shelf = FormShelf(agency.forms_dir, agency.required_forms, samples_allowed=True)
    rules = replace(agency.mailroom, mailer_id=mailer_id, mail_service="300")
    letters: list[Letter] = []

    def keep(letter: Letter, with_agency: Agency) -> bytes:
        letters.append(letter)
        return render_letter(letter, with_agency)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(making, "render_letter", keep)
        request = Request(**REQUEST)
        PackageMaker(replace(agency, mailroom=rules), shelf).make(request, NOW.date(), 41)
        PackageMaker(agency, shelf).make(request, NOW.date(), 41)

    assert [letter.mail_barcode for letter in letters] == [encode(tracking_digits(mailer_id, "300", 41), "95820"), None]
