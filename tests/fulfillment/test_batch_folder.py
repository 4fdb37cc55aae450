"""A batch's folder: numbered stacks, labels and a manifest, the same however often it is built, or none at all."""

from __future__ import annotations

import csv
import os
from datetime import timedelta

import pypdfium2
import pytest

from enrollment.request import State
from fulfillment import batches
from fulfillment.folder import sweep_unfinished
from parsers import Language
from store.outbox import GiveUp
from store.requests import Request
from tests.conftest import MONDAY_NOON as NOW
from tests.fulfillment.batch_steps import built, found, make, seen, texts_of
from tests.fulfillment.conftest import Day


def test_each_language_is_one_numbered_stack_of_whole_sheets(day: Day) -> None:
    names = [day.ready(name).particulars.name for name in ("Maria Lopez", "Ana Ruiz", "Lupe Diaz")]
    day.ready("José Núñez", Language.SPANISH)
    folder = day.mail_dir / built(day).name

    english = texts_of(folder / "packages-en.pdf")

    first_pages = [page for page in english if "2026-11-23-1 ·" in page]
    assert [f"· {number} of 3" in page for number, page in enumerate(first_pages, 1)] == [True] * 3
    assert all(name is not None and name.full in page for name, page in zip(names, first_pages, strict=True))
    assert all(english.index(page) % 2 == 0 for page in first_pages)  # the front of a sheet
    assert "· 1 of 1" in texts_of(folder / "packages-es.pdf")[0]
    assert sorted(path.name for path in folder.iterdir()) == [
        "labels.pdf",
        "manifest.csv",
        "packages-en.pdf",
        "packages-es.pdf",
    ]
    assert folder.stat().st_mode & 0o077 == 0
    assert all(path.stat().st_mode & 0o077 == 0 for path in folder.iterdir())


def test_the_forms_are_stored_once_in_the_file(day: Day) -> None:
    requests = [day.ready(f"Parent {number}") for number in range(4)]
    folder = day.mail_dir / built(day).name

    single = (day.packages_dir / f"{requests[0].reference}.pdf").stat().st_size
    assert (folder / "packages-en.pdf").stat().st_size < 4 * single * 0.7


def test_the_manifest_tells_where_each_package_lies_and_names_nobody(day: Day) -> None:
    english, spanish = day.ready(), day.ready("José Núñez", Language.SPANISH)
    text = (day.mail_dir / built(day).name / "manifest.csv").read_text()

    rows = list(csv.DictReader(text.splitlines()))
    assert [row["reference"] for row in rows] == [english.reference, spanish.reference]
    assert rows[0] | {"reference": ""} == {
        "number": "1",
        "reference": "",
        "language": "en",
        "first_page": "1",
        "last_page": "6",
        "sheets": "3",
        "envelope": "#10",
        "weight_oz": "0.7",
        "due_on": "2026-12-02",
    }
    assert not any(word in text for word in ("Maria", "Lopez", "Fruitridge"))


def test_labels_hold_name_and_address_and_nothing_else(day: Day) -> None:
    request = day.ready()
    (labels,) = texts_of(day.mail_dir / built(day).name / "labels.pdf")

    assert labels.split() == ["MARIA", "LOPEZ", "1234", "FRUITRIDGE", "RD", "APT", "5", "SACRAMENTO", "CA", "95820"]
    assert request.reference not in labels


def test_labels_lie_where_the_sheets_labels_lie(day: Day) -> None:
    """Avery 5160: 1 × 2⅝ in, from ½ in and 3/16 in, 2¾ in across, 1 in down."""
    for number in range(4):
        day.ready(f"Parent {number}")
    document = pypdfium2.PdfDocument(day.mail_dir / built(day).name / "labels.pdf")
    page = document[0].get_textpage()
    boxes = [page.get_rect(index) for index in range(page.count_rects())]
    document.close()

    used = set()
    for left, bottom, right, top in boxes:
        column, row = int((left / 72 - 0.1875) // 2.75), int(10.5 - top / 72)
        used.add((column, row))
        assert (0.1875 + 2.75 * column) * 72 < left < right < (0.1875 + 2.75 * column + 2.625) * 72
        assert 792 - (1.5 + row) * 72 < bottom < top < 792 - (0.5 + row) * 72
    assert used == {(0, 0), (1, 0), (2, 0), (0, 1)}


def test_building_again_gives_the_same_stack_under_the_same_numbers(day: Day) -> None:
    requests = [day.ready(f"Parent {number}") for number in range(3)]
    batch = built(day)
    path = day.mail_dir / batch.name / "packages-en.pdf"
    before = path.read_bytes()
    for left in day.packages_dir.iterdir():
        left.unlink()  # erased 14 days after mailing, or lost with a disk
    path.unlink()

    batches.build_again(day.database, batch.id, batch.version, NOW)
    day.work_off()

    assert path.read_bytes() == before
    assert (day.packages_dir / f"{requests[0].reference}.pdf").exists()


def test_a_batch_killed_while_it_was_built_leaves_no_half_folder(day: Day, monkeypatch: pytest.MonkeyPatch) -> None:
    day.ready()
    batch = make(day)

    class Killed(BaseException):
        pass

    def die(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as dying:
        dying.setattr(batches.records, "place_items", die)
        with pytest.raises(Killed):
            day.work_off()

    assert list(day.mail_dir.iterdir()) == []
    assert seen(day, batch).built_at is None
    day.work_off(NOW + timedelta(minutes=1))
    assert seen(day, batch).built_at is not None


def test_the_sweeper_takes_the_folders_dead_workers_left_and_nothing_else(day: Day) -> None:
    day.ready()
    batch = built(day).name
    for name, age in ((f".{batch}-dead.part", 7200), (f".{batch}-dead.part.old", 7200), (f".{batch}-alive.part", 60)):
        left = day.mail_dir / name
        left.mkdir()
        (left / "packages-en.pdf").write_bytes(b"half")
        os.utime(left, (NOW.timestamp() - age, NOW.timestamp() - age))

    assert sweep_unfinished(day.mail_dir, timedelta(hours=1), NOW) == 2

    assert sorted(path.name for path in day.mail_dir.iterdir()) == [f".{batch}-alive.part", batch]


def test_one_package_that_cannot_be_printed_does_not_stop_the_others(day: Day) -> None:
    broken, fine = day.ready("Maria Lopez"), day.ready("Ana Ruiz")
    batch = make(day)
    (day.packages_dir / f"{broken.reference}.pdf").write_bytes(b"not a PDF")
    real = day.maker.make

    class Failing:
        agency = day.agency

        def make(self, request: Request, *rest: object) -> object:
            if request.id == broken.id:
                raise GiveUp("missing_glyphs")
            return real(request, *rest)  # type: ignore[arg-type]

    day.maker = Failing()  # type: ignore[assignment]
    day.work_off()

    batch, items = found(day, batch)
    assert batch.built_at is not None
    assert {item.request_id: (item.outcome, item.problem) for item in items} == {
        broken.id: ("left_out", "missing_glyphs"),
        fine.id: (None, None),
    }
    assert (day.state(broken), day.now(broken).review_reason) == (State.NEEDS_REVIEW, "missing_glyphs")
