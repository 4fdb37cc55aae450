"""Single pieces at the printer, and lists of them: printed again, spoiled, recorded, each with its answer."""

from __future__ import annotations

import io
from dataclasses import replace

import pikepdf
import pytest
from sqlalchemy import select

from enrollment.reference import spoken
from enrollment.request import State
from parsers import Language
from store.guard_tables import staff_changes

from .conftest import MARIA
from .mailroom import build, do, loaded, make, send, stop


@pytest.fixture
def ready(office):
    """Three in Spanish, numbered 1 to 3, and one in English."""
    spanish = [office.request(State.READY) for _ in range(3)]
    return [*spanish, office.request(State.READY, replace(MARIA, forms_language=Language.ENGLISH))]


@pytest.fixture
def built(clerk, office, desk, ready) -> str:
    name = make(clerk)
    build(office, desk, name)
    return name


def numbers(pdf: bytes) -> list[int]:
    """Which pieces, front and back."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return [int(page.mediabox[2]) - 600 for page in document.pages]


AGAIN = [
    ("one", "es-2", [2, 2]),
    ("onward", "es-from-2", [2, 2, 3, 3]),
    ("all-es", "es", [1, 1, 2, 2, 3, 3]),
]


@pytest.mark.parametrize(("what", "name", "printed"), AGAIN)
def test_one_from_one_on_or_all_are_printed_again(clerk, office, desk, built: str, ready, what, name, printed) -> None:
    response = send(clerk, built, "/piece", do=what, reference=spoken(ready[1].reference))
    assert numbers(response.data) == printed
    assert response.headers["Content-Disposition"] == f'attachment; filename="{built}-again-{name}.pdf"'
    assert [path.name for path in (desk.mail_dir / built).glob("again*")] == [], "no clear text is left behind"
    with office.database.read() as connection:
        assert connection.execute(select(staff_changes.c.what)).scalars().all() == ["batch_printed_again"]


def test_what_was_stopped_is_left_out_of_what_is_printed_again(clerk, office, built: str, ready) -> None:
    stop(office, ready[1])
    assert numbers(send(clerk, built, "/piece", do="all-es").data) == [1, 1, 3, 3]


REFUSED = [
    ("one", "1234", "eight digits"),
    ("onward", "", "eight digits"),
    ("one", "10000008", "no such piece"),
    ("spoiled", "10000008", "no such piece"),
]


@pytest.mark.parametrize(("what", "typed", "why"), REFUSED)
def test_a_slip_of_the_finger_is_told_in_words(clerk, built: str, what: str, typed: str, why: str) -> None:
    response = send(clerk, built, "/piece", do=what, reference=typed)
    assert why in clerk.text(response.location)


@pytest.mark.parametrize("what", ["one", "spoiled"])
def test_what_must_be_pulled_is_neither_printed_again_nor_spoiled(clerk, office, built: str, ready, what: str) -> None:
    stop(office, ready[0])
    response = send(clerk, built, "/piece", do=what, reference=ready[0].reference)
    assert "must be pulled" in clerk.text(response.location)


def test_without_its_files_a_batch_is_to_be_built_again_first(clerk, desk, built: str) -> None:
    (desk.mail_dir / built / "packages-es.pdf").unlink()
    response = send(clerk, built, "/piece", do="all-es")
    assert "Build them again first" in clerk.text(response.location)


def test_a_spoiled_piece_goes_back_alone(clerk, office, built: str, ready) -> None:
    do(clerk, office, built, "printed")
    response = send(clerk, built, "/piece", do="spoiled", reference=ready[0].reference)
    assert "ready to print with the next one" in clerk.text(response.location)
    assert [office.state(request) for request in ready[:2]] == [State.READY, State.PRINTED]
    assert make(clerk) != built
    again = send(clerk, built, "/piece", do="one", reference=ready[0].reference)
    assert "has left this batch" in clerk.text(again.location)


def test_a_list_records_what_may_go_and_names_the_rest(clerk, office, built: str, ready) -> None:
    stop(office, ready[2])
    typed = f"{spoken(ready[0].reference)}, {ready[1].reference}\n{ready[2].reference} 12345678 10000008"
    page = send(clerk, built, "/list", do="mailed", references=typed).text
    assert "2 recorded as mailed" in page
    assert "3 not recorded" in page
    assert "STOP: it must be pulled" in page
    assert "12345678</span>: no reference of ours" in page
    assert "not in this batch" in page
    states = [State.MAILED, State.MAILED, State.HELD, State.READY]
    assert [office.state(request) for request in ready] == states


def test_a_whole_list_as_printed_makes_the_batch_ready_to_be_mailed(clerk, office, built: str, ready) -> None:
    references = " ".join(request.reference for request in ready)
    assert "4 recorded as printed" in send(clerk, built, "/list", do="printed", references=references).text
    assert "0 recorded as printed" in send(clerk, built, "/list", do="printed", references=references).text
    assert loaded(office, built).printed_at is not None
    assert "Record as mailed" in clerk.text(f"/staff/batches/{built}")


@pytest.mark.parametrize("path", ["/piece", "/list", "/scan/mailed"])
def test_a_viewer_does_none_of_it(viewer, clerk, office, built: str, ready, path: str) -> None:
    page = viewer.text(f"/staff/batches/{built}")
    assert "Jammed" not in page
    assert "again, or spoiled" not in page
    data = {"do": "mailed", "reference": ready[0].reference, "references": ready[0].reference}
    assert send(viewer, built, path, **data).status_code == 403
    assert office.state(ready[0]) is State.READY


@pytest.mark.parametrize(("path", "what"), [("/piece", "burn"), ("/piece", "all-fr"), ("/list", "burnt")])
def test_a_deed_that_is_none_is_refused(clerk, built: str, path: str, what: str) -> None:
    assert send(clerk, built, path, do=what, reference="10000008").status_code == 404
