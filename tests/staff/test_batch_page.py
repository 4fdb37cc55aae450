"""Batches: made once, printed and mailed in one go, never with what must be pulled; files for clerks only."""

from __future__ import annotations

import pytest
from sqlalchemy import select, update

from enrollment.request import State
from fulfillment.records import batches
from store import requests as ledger
from store.guard_tables import staff_changes
from store.requests import SYSTEM
from store.tables import outbox

from .conftest import Browser, form_token


def make(browser: Browser) -> str:
    data = {"csrf": form_token(browser.text("/staff/batches"))}
    location = browser.client.post("/staff/batches", data=data).location
    return location.split("?")[0].rpartition("/")[2]


def loaded(office, name: str) -> batches.Batch:
    with office.database.read() as connection:
        found = batches.by_name(connection, name)
    assert found is not None
    return found


def build(office, desk, name: str) -> None:
    """What a worker does, as far as the page looks."""
    batch = loaded(office, name)
    folder = desk.mail_dir / name
    folder.mkdir(parents=True)
    (folder / "packages-es.pdf").write_bytes(b"%PDF-1.7 stack")
    (folder / "manifest.csv").write_text("number,reference\n")
    with office.database.write() as connection:
        batches.change(connection, batch.id, built_at=office.clock.at, pieces_done=batch.pieces)
        connection.execute(update(outbox).where(outbox.c.key == batch.build_key).values(done_at=office.clock.at))


def do(browser: Browser, office, name: str, what: str, version: int | None = None, **more: str):
    token = form_token(browser.text(f"/staff/batches/{name}"))
    data = {"csrf": token, "do": what, "version": version or loaded(office, name).version} | more
    return browser.client.post(f"/staff/batches/{name}", data=data)


@pytest.fixture
def ready(office):
    return [office.request(State.READY), office.request(State.READY)]


@pytest.fixture
def built(clerk, office, desk, ready) -> str:
    name = make(clerk)
    build(office, desk, name)
    return name


def test_all_that_is_ready_goes_into_one_batch_and_nobody_into_two(clerk, office, ready) -> None:
    name = make(clerk)
    page = clerk.text(f"/staff/batches/{name}?done=made")
    assert "2 packages" in page
    assert "Being built, 0 of 2" in page
    data = {"csrf": form_token(page)}
    assert clerk.client.post("/staff/batches", data=data).location == "/staff/batches?none=yes"
    assert "Nothing is ready" in clerk.text("/staff/batches?none=yes")


def test_a_built_batch_is_printed_and_mailed_by_two_buttons(clerk, office, built: str, ready) -> None:
    assert "Ready to print" in clerk.text(f"/staff/batches/{built}")
    assert do(clerk, office, built, "printed").status_code == 303
    assert [office.state(request) for request in ready] == [State.PRINTED, State.PRINTED]
    assert do(clerk, office, built, "mailed").status_code == 303
    assert [office.state(request) for request in ready] == [State.MAILED, State.MAILED]
    assert "Closed" in clerk.text(f"/staff/batches/{built}")


def test_before_it_is_built_it_cannot_be_printed(clerk, office, ready) -> None:
    name = make(clerk)
    response = do(clerk, office, name, "printed")
    assert response.status_code == 409
    assert f'href="/staff/batches/{name}"' in response.text


def test_an_old_page_records_nothing(clerk, office, built: str, ready) -> None:
    version = loaded(office, built).version
    do(clerk, office, built, "printed")
    assert do(clerk, office, built, "mailed", version).status_code == 409
    assert office.state(ready[0]) is State.PRINTED


def test_what_was_stopped_is_pulled_before_the_rest_is_mailed(clerk, office, built: str, ready) -> None:
    do(clerk, office, built, "printed")
    with office.database.write() as connection:
        printed = ledger.get(connection, ready[0].id)
        ledger.move(connection, printed, State.HELD, actor=SYSTEM, now=office.clock.at)
    assert "Stop: pull from the stack" in clerk.text("/staff/batches")
    refused = do(clerk, office, built, "mailed")
    assert "Not recorded as mailed" in clerk.text(refused.location)
    assert office.state(ready[1]) is State.PRINTED
    assert do(clerk, office, built, "pull", reference=ready[0].reference).status_code == 303
    assert do(clerk, office, built, "pull", reference=ready[0].reference).status_code == 409, "there is nothing left"
    do(clerk, office, built, "mailed")
    assert office.state(ready[1]) is State.MAILED
    assert office.state(ready[0]) is State.HELD


def test_a_batch_made_by_mistake_is_taken_apart(clerk, office, built: str, ready) -> None:
    do(clerk, office, built, "dissolve")
    assert office.state(ready[0]) is State.READY
    assert make(clerk) != built


def test_a_build_that_was_given_up_says_why_and_is_started_again(clerk, office, ready) -> None:
    name = make(clerk)
    key = loaded(office, name).build_key
    with office.database.write() as connection:
        parked = {"parked_at": office.clock.at, "problem": "disk_full"}
        connection.execute(update(outbox).where(outbox.c.key == key).values(parked))
    assert "the disk is full" in clerk.text("/staff/batches")
    assert do(clerk, office, name, "again").status_code == 303
    assert "Being built" in clerk.text(f"/staff/batches/{name}")


def test_files_are_downloaded_and_that_is_on_record(clerk, office, built: str) -> None:
    page = clerk.text(f"/staff/batches/{built}")
    assert "Packages in Spanish" in page
    assert "Packages in English" not in page
    response = clerk.get(f"/staff/batches/{built}/files/packages-es.pdf")
    assert response.data == b"%PDF-1.7 stack"
    assert response.headers["Content-Disposition"] == f'attachment; filename="{built}-packages-es.pdf"'
    with office.database.read() as connection:
        assert connection.execute(select(staff_changes.c.what)).scalars().all() == ["batch_file_opened"]


NOT_FILES = ["packages-en.pdf", "..%2f..%2ftest.db", "secret.txt", "..", "again-es-00000000.pdf"]


@pytest.mark.parametrize("file", NOT_FILES)
def test_no_other_file_can_be_had(clerk, built: str, file: str) -> None:
    assert clerk.get(f"/staff/batches/{built}/files/{file}").status_code == 404


@pytest.mark.parametrize("name", ["2026-11-20-99", "x", "..", "2026-11-20-1%2f.."])
def test_no_other_batch_either(clerk, name: str) -> None:
    assert clerk.get(f"/staff/batches/{name}").status_code in {404, 308}


def test_a_viewer_sees_how_batches_stand_and_no_file(viewer, clerk, office, built: str) -> None:
    page = viewer.text("/staff/batches") + viewer.text(f"/staff/batches/{built}")
    assert "Ready to print" in page
    assert viewer.get(f"/staff/batches/{built}/files/packages-es.pdf").status_code == 403
    assert do(viewer, office, built, "printed").status_code == 403
    data = {"csrf": form_token(viewer.text("/staff/batches"))}
    assert viewer.client.post("/staff/batches", data=data).status_code == 403


@pytest.mark.parametrize("what", ["", "made", "burn"])
def test_a_deed_that_is_none_is_refused(clerk, office, built: str, what: str) -> None:
    assert do(clerk, office, built, what).status_code == 404
