"""A batch from its making to its mailing: nobody in two, numbered, built again at will, nothing stopped is mailed."""

from __future__ import annotations

import csv
import os
import threading
from dataclasses import replace
from datetime import time, timedelta

import pypdfium2
import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.exc import IntegrityError

from enrollment.request import State
from fulfillment import batches, batching, mailroom
from fulfillment.batches import BatchNotReady, MustPull
from fulfillment.folder import sweep_unfinished
from fulfillment.records.batches import Batch, Item
from parsers import Language
from store import outbox
from store import requests as ledger
from store.mail_tables import batch_items
from store.outbox import GiveUp
from store.requests import Outdated, Request
from store.tables import outbox as outbox_table
from tests.conftest import MONDAY_NOON as NOW
from tests.fulfillment.conftest import Day

CLERK = "staff:1"


def make(day: Day) -> Batch:
    batch = batches.make_batch(day.database, CLERK, NOW)
    assert batch is not None
    return batch


def built(day: Day) -> Batch:
    batch = make(day)
    day.work_off()
    return seen(day, batch)


def printed(day: Day) -> Batch:
    batch = built(day)
    return batches.record_batch_printed(day.database, batch.id, batch.version, CLERK, NOW)


def seen(day: Day, batch: Batch) -> Batch:
    return found(day, batch)[0]


def found(day: Day, batch: Batch) -> tuple[Batch, list[Item]]:
    pair = batches.batch_with_items(day.database, batch.name)
    assert pair is not None
    return pair


def texts_of(path: object) -> list[str]:
    document = pypdfium2.PdfDocument(path)
    try:
        return [str(page.get_textpage().get_text_range()) for page in document]
    finally:
        document.close()


def hold(day: Day, request: Request) -> None:
    mailroom.hold(day.database, request.id, day.now(request).version, CLERK, NOW)


# Making


def test_a_batch_takes_all_that_is_ready_and_is_named_by_its_day(day: Day) -> None:
    requests = [day.ready("Maria Lopez"), day.ready("Ana Ruiz", Language.SPANISH)]
    day.accepted("Not Ready")

    batch = make(day)

    assert (batch.name, batch.pieces) == ("2026-11-23-1", 2)
    assert {item.request_id for item in found(day, batch)[1]} == {request.id for request in requests}


def test_nothing_ready_makes_no_batch(day: Day) -> None:
    day.accepted()
    assert batches.make_batch(day.database, CLERK, NOW) is None
    assert batches.recent_batches(day.database) == []


def test_nobody_is_in_two_open_batches(day: Day) -> None:
    day.ready()
    make(day)
    late = day.ready("Ana Ruiz")

    second = make(day)

    assert (second.name, [item.request_id for item in found(day, second)[1]]) == ("2026-11-23-2", [late.id])


def test_the_database_itself_refuses_a_second_open_batch(day: Day) -> None:
    request = day.ready()
    make(day)
    day.ready("Ana Ruiz")
    other = make(day)
    values = {"batch_id": other.id, "request_id": request.id, "attempt": 1, "revision": 1, "language": "en"}

    with pytest.raises(IntegrityError), day.database.write() as connection:
        connection.execute(insert(batch_items).values(position=2, **values))


def test_two_who_make_a_batch_at_once_share_out_what_is_ready(day: Day) -> None:
    for number in range(6):
        day.ready(f"Parent {number}")
    start = threading.Barrier(2)

    def make_one() -> None:
        start.wait()
        batches.make_batch(day.database, CLERK, NOW)

    makers = [threading.Thread(target=make_one) for _ in range(2)]
    for maker in makers:
        maker.start()
    for maker in makers:
        maker.join()

    with day.database.read() as connection:
        taken = connection.execute(select(func.count(), func.count(batch_items.c.request_id.distinct()))).one()
    assert tuple(taken) == (6, 6)
    assert sum(batch.pieces for batch in batches.recent_batches(day.database)) == 6


# The clock's batch

SEVEN = time(7)


@pytest.mark.parametrize(
    ("hours", "made"),
    [
        pytest.param(-6, True, id="6 am on Monday: Friday's was missed and is made late"),
        pytest.param(-5, True, id="7 am"),
        pytest.param(3, True, id="3 pm, the clock was down at 7"),
    ],
)
def test_the_clock_makes_a_batch_once_a_working_day(day: Day, hours: int, made: bool) -> None:
    day.ready()
    agency = replace(day.agency, mailroom=replace(day.agency.mailroom, batch_at=SEVEN))
    at = NOW + timedelta(hours=hours)

    assert (batches.make_scheduled_batch(day.database, agency, at) is not None) is made
    day.ready("Ana Ruiz")
    assert batches.make_scheduled_batch(day.database, agency, at) is None  # the second clock, and the next minute


def test_the_clock_makes_none_on_a_holiday(day: Day) -> None:
    """Thanksgiving and the day after are the county's holidays: Wednesday's slot is the newest until Monday."""
    agency = replace(day.agency, mailroom=replace(day.agency.mailroom, batch_at=SEVEN))
    wednesday, friday = NOW + timedelta(days=2), NOW + timedelta(days=4)
    batches.make_scheduled_batch(day.database, agency, wednesday)
    day.ready()

    assert batches.make_scheduled_batch(day.database, agency, friday) is None
    assert batches.make_scheduled_batch(day.database, agency, friday + timedelta(days=3)) is not None


def test_without_a_set_time_the_clock_makes_none(day: Day) -> None:
    day.ready()
    agency = replace(day.agency, mailroom=replace(day.agency.mailroom, batch_at=None))
    assert batches.make_scheduled_batch(day.database, agency, NOW) is None


# The folder


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


# Printing, pulling, mailing


def test_a_batch_is_printed_and_mailed_and_each_parent_is_told_once(day: Day) -> None:
    requests = [day.ready(f"Parent {number}") for number in range(3)]
    batch = printed(day)
    assert {day.state(request) for request in requests} == {State.PRINTED}

    batch = batches.record_batch_mailed(day.database, batch.id, batch.version, CLERK, NOW)

    assert {day.state(request) for request in requests} == {State.MAILED}
    assert {str(day.now(request).mailed_on) for request in requests} == {"2026-11-23"}
    assert day.promised("mailed_notice") == [request.id for request in requests]
    assert batch.closed_at is not None
    with day.database.read() as connection:
        moves = [(event.actor, event.new_state) for event in ledger.events_of(connection, requests[0].id)]
    assert moves[-2:] == [(CLERK, State.PRINTED), (CLERK, State.MAILED)]


def test_a_second_click_on_an_old_page_changes_nothing(day: Day) -> None:
    day.ready()
    batch = printed(day)
    batches.record_batch_mailed(day.database, batch.id, batch.version, CLERK, NOW)
    with pytest.raises(Outdated):
        batches.record_batch_mailed(day.database, batch.id, batch.version, CLERK, NOW)


def test_what_is_not_built_cannot_be_printed_and_what_is_not_printed_cannot_be_mailed(day: Day) -> None:
    day.ready()
    batch = make(day)
    with pytest.raises(BatchNotReady):
        batches.record_batch_printed(day.database, batch.id, batch.version, CLERK, NOW)
    day.work_off()
    batch = seen(day, batch)
    with pytest.raises(BatchNotReady):
        batches.record_batch_mailed(day.database, batch.id, batch.version, CLERK, NOW)


def test_who_is_held_before_the_batch_is_built_simply_leaves_it(day: Day) -> None:
    first, held, last = (day.ready(f"Parent {number}") for number in range(3))
    batch = make(day)
    hold(day, held)
    day.work_off()

    batch, items = found(day, batch)
    inside = [(item.request_id, item.position) for item in items if item.outcome is None]
    assert inside == [(first.id, 1), (last.id, 2)]
    assert batches.to_be_pulled(day.database) == []
    assert "· 2 of 2" in "".join(texts_of(day.mail_dir / batch.name / "packages-en.pdf"))


STOPS = [
    (stopped, when) for stopped in ("held", "cancelled", "withdrawn", "handed over") for when in ("built", "printed")
]


# After printing a parent's word no longer changes what is mailed.
@pytest.mark.parametrize(("stopped", "when"), [*STOPS, ("corrected", "built")])
def test_a_piece_stopped_once_it_may_be_on_paper_must_be_pulled_before_the_batch_is_mailed(
    day: Day, stopped: str, when: str
) -> None:
    going, stays = day.ready("Maria Lopez"), day.ready("Ana Ruiz")
    batch = built(day) if when == "built" else printed(day)
    if stopped == "held":
        hold(day, stays)
    elif stopped == "corrected":
        day.corrected(stays, "Ana María Ruiz")
        day.work_off()
    elif stopped == "handed over":
        version = day.now(stays).version
        mailroom.hand_over(day.database, stays.id, version, mailroom.HandOver.COUNTER, CLERK, NOW)
    else:
        with day.database.write() as connection:
            ledger.move(connection, day.now(stays), State(stopped), actor="parent", now=NOW)
    state = day.state(stays)
    if when == "built":
        batch = batches.record_batch_printed(day.database, batch.id, batch.version, CLERK, NOW)

    assert [(item.reference, at.name) for at, item in batches.to_be_pulled(day.database)] == [
        (stays.reference, batch.name)
    ]
    with pytest.raises(MustPull) as refused:
        batches.record_batch_mailed(day.database, batch.id, batch.version, CLERK, NOW)
    assert refused.value.references == (stays.reference,)
    assert day.state(going) is State.PRINTED  # nothing of the batch has moved

    mailroom.pull(day.database, stays.id, CLERK, NOW)
    batches.record_batch_mailed(day.database, batch.id, batch.version, CLERK, NOW)

    assert (day.state(going), day.state(stays)) == (State.MAILED, state)
    assert day.promised("mailed_notice") == [going.id]


def test_what_was_pulled_and_released_is_printed_anew_in_another_batch(day: Day) -> None:
    request = day.ready()
    batch = printed(day)
    hold(day, request)
    mailroom.pull(day.database, request.id, CLERK, NOW)

    mailroom.release(day.database, request.id, day.now(request).version, CLERK, NOW)

    assert day.state(request) is State.READY
    assert seen(day, batch).closed_at is not None
    assert [item.request_id for item in found(day, make(day))[1]] == [request.id]


def test_released_before_anybody_pulled_it_goes_with_its_batch(day: Day) -> None:
    request = day.ready()
    batch = printed(day)
    hold(day, request)
    mailroom.release(day.database, request.id, day.now(request).version, CLERK, NOW)

    assert batches.to_be_pulled(day.database) == []
    batches.record_batch_mailed(day.database, batch.id, batch.version, CLERK, NOW)
    assert day.state(request) is State.MAILED


def test_what_need_not_be_pulled_cannot_be(day: Day) -> None:
    request = day.ready()
    printed(day)
    with pytest.raises(mailroom.NotInTheWay):
        mailroom.pull(day.database, request.id, CLERK, NOW)


def test_a_spoiled_piece_goes_back_alone_and_comes_with_the_next_batch(day: Day) -> None:
    spoiled, fine = day.ready("Maria Lopez"), day.ready("Ana Ruiz")
    batch = printed(day)

    mailroom.spoil(day.database, spoiled.id, day.now(spoiled).version, CLERK, NOW)

    batches.record_batch_mailed(day.database, batch.id, batch.version, CLERK, NOW)
    assert (day.state(spoiled), day.state(fine)) == (State.READY, State.MAILED)
    assert [item.request_id for item in found(day, make(day))[1]] == [spoiled.id]


def test_a_batch_made_by_mistake_is_dissolved(day: Day) -> None:
    request = day.ready()
    batch = built(day)
    batches.dissolve(day.database, batch.id, batch.version, NOW)
    assert (day.state(request), seen(day, batch).closed_at) == (State.READY, NOW)
    assert make(day).pieces == 1


# Printing again


@pytest.mark.parametrize(
    ("start", "end", "numbers"),
    [
        pytest.param(1, None, [1, 2, 4], id="all"),
        pytest.param(2, None, [2, 4], id="from one onward: the printer jammed"),
        pytest.param(4, 4, [4], id="one"),
    ],
)
def test_pieces_are_printed_again_without_the_one_that_must_not_go(
    day: Day, start: int, end: int | None, numbers: list[int]
) -> None:
    requests = [day.ready(f"Parent {number}") for number in range(4)]
    batch = printed(day)
    hold(day, requests[2])
    batch, items = found(day, batch)

    path = batches.print_again(day.mail_dir, batch, items, Language.ENGLISH, start=start, end=end)

    pages = texts_of(path)
    assert [number for number in range(1, 5) if f"· {number} of 4" in "".join(pages)] == numbers
    assert len(pages) == 6 * len(numbers)


def test_a_long_build_renews_its_lease_and_says_so(day: Day, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a lease that was lost meanwhile, the build would stop here and its folder would never take its place."""
    for number in range(3):
        day.ready(f"Parent {number}")
    batch = make(day)
    monkeypatch.setattr(batching, "_RENEW_SECONDS", 0.0)
    said: list[int] = []
    with day.database.write() as connection:
        row_id = connection.execute(select(outbox_table.c.id).where(outbox_table.c.kind == "batch")).scalar_one()
        row = outbox.take(connection, row_id, NOW)
    assert row is not None

    replace(day.batch_work, still_working=lambda: said.append(seen(day, batch).pieces_done)).work(row, NOW)

    assert said == [1, 2, 3]
