"""The scanner at the stuffing table: each scan has its answer, and one that must not go stops all others."""

from __future__ import annotations

import re

import pytest

from enrollment.reference import spoken
from enrollment.request import State
from fulfillment.pieces import Deed, Outcome
from staff.batch_words import LISTED, Said, scanned

from .conftest import form_token
from .mailroom import build, do, loaded, make, send, stop


@pytest.fixture
def ready(office):
    return [office.request(State.READY) for _ in range(3)]


@pytest.fixture
def built(clerk, office, desk, ready) -> str:
    name = make(clerk)
    build(office, desk, name)
    return name


def scan(browser, name: str, reference: str, deed: str = "mailed", **more: str) -> str:
    """As without a script: the form, and the page it leads to."""
    response = send(browser, name, f"/scan/{deed}", reference=reference, **more)
    assert response.status_code == 303
    return browser.text(response.location)


def stopped(page: str) -> str:
    found = re.search(r'name="stopped" value="(\d{8})"', page)
    return found.group(1) if found else ""


@pytest.mark.parametrize("form", ["{}", " {}\n"])
def test_each_scan_is_recorded_and_counted(clerk, office, built: str, ready, form: str) -> None:
    page = scan(clerk, built, form.format(ready[0].reference))
    assert "Mailed</b>" in page
    assert "1 of 3</b> mailed" in page
    assert "autofocus" in page, "ready for the next"
    assert office.state(ready[0]) is State.MAILED
    page = scan(clerk, built, spoken(ready[1].reference))
    assert "2 of 3</b> mailed" in page
    assert "Already mailed" in scan(clerk, built, ready[1].reference)
    page = scan(clerk, built, f"{ready[2].reference[:4]} {ready[2].reference[4:]}")
    assert "3 of 3</b> mailed. The batch is closed" in page


def test_as_printed_the_last_one_makes_the_batch_printed(clerk, office, built: str, ready) -> None:
    for number, request in enumerate(ready, 1):
        assert f"{number} of 3</b> printed" in scan(clerk, built, request.reference, "printed")
    assert loaded(office, built).printed_at is not None


MISREAD = ["48291038", "1234", "", "4829103712", "MARIA LOPEZ"]


@pytest.mark.parametrize("typed", MISREAD)
def test_what_is_no_reference_is_told_and_not_repeated_in_the_address(clerk, built: str, typed: str) -> None:
    response = send(clerk, built, "/scan/mailed", reference=typed)
    assert response.location.endswith("?said=unreadable")
    page = clerk.text(response.location)
    assert "Not read" in page
    assert "eight digits, and one of them may be wrong" in page


def test_a_piece_of_another_batch_is_told(clerk, office, built: str) -> None:
    other = office.request(State.READY)
    make(clerk)
    page = scan(clerk, built, other.reference)
    assert "Not in this batch" in page
    assert office.state(other) is State.READY


def test_a_piece_that_must_not_go_stops_all_scans_until_it_is_pulled(clerk, office, built: str, ready) -> None:
    stop(office, ready[0])
    page = scan(clerk, built, ready[0].reference)
    assert "Stop. Do not mail it." in page
    assert 'class="said stop"' in page
    assert stopped(page) == ready[0].reference

    page = scan(clerk, built, ready[1].reference, stopped=stopped(page))
    assert "Stop. Pull this one first." in page
    assert office.state(ready[1]) is State.READY, "the scanner beeped, and nothing was recorded"

    response = do(clerk, office, built, "pull", reference=ready[0].reference, back="mailed")
    page = clerk.text(response.location)
    assert "Scan as mailed" in page
    assert "0 of 2</b> mailed" in page
    scan(clerk, built, ready[1].reference, stopped=ready[0].reference)  # a page of before
    assert office.state(ready[1]) is State.MAILED


def test_the_sheets_of_a_spoiled_piece_stop_the_scanner_too(clerk, office, built: str, ready) -> None:
    send(clerk, built, "/piece", do="spoiled", reference=ready[0].reference)
    page = scan(clerk, built, ready[0].reference)
    assert "Stop. Do not mail it." in page
    assert "has left the batch" in page
    assert not stopped(page), "there is nothing to say about it"


def test_before_the_files_are_built_nothing_can_be_scanned(clerk, office, ready) -> None:
    name = make(clerk)
    assert "Not built yet" in scan(clerk, name, ready[0].reference)
    assert office.state(ready[0]) is State.READY


def test_the_pages_own_script_gets_only_what_the_scan_did(clerk, office, built: str, ready) -> None:
    token = form_token(clerk.text(f"/staff/batches/{built}/scan/mailed"))
    data = {"csrf": token, "reference": ready[0].reference}
    response = clerk.client.post(f"/staff/batches/{built}/scan/mailed", data=data, headers={"HX-Request": "true"})
    assert response.status_code == 200
    assert "<html" not in response.text
    assert "1 of 3</b> mailed" in response.text


@pytest.mark.parametrize("path", ["scan/burnt", "scan/"])
def test_there_is_no_other_way_to_scan(clerk, built: str, path: str) -> None:
    assert clerk.get(f"/staff/batches/{built}/{path}").status_code == 404


def test_an_address_made_up_says_nothing_untrue(clerk, built: str) -> None:
    page = clerk.text(f"/staff/batches/{built}/scan/mailed?said=recorded&reference=%3Cb%3EMaria")
    assert "Maria" not in page
    assert clerk.text(f"/staff/batches/{built}/scan/mailed?said=nonsense").count('class="said') == 0


def test_every_outcome_has_its_words() -> None:
    assert {outcome.value for outcome in Outcome} <= set(Said)
    assert all(scanned(said, deed).title for said in Said for deed in Deed)
    assert set(LISTED) == set(Outcome) - {Outcome.RECORDED}
