"""Batches: made once, printed and mailed in one go, never with what must be pulled; files for clerks only."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from html import unescape

import pytest
from sqlalchemy import select, update

from enrollment.request import State
from fulfillment.records import batches
from parsers import Language
from staff import batch_page, batches_page
from store.guard_tables import staff_changes
from store.tables import outbox

from .conftest import MARIA, TODAY, form_token
from .mailroom import build, do, loaded, make, stop


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


def test_the_next_batch_is_seen_before_it_is_made_and_so_is_what_stays_out(clerk, office) -> None:
    english = replace(MARIA, forms_language=Language.ENGLISH)
    office.request(State.READY, english, due_on=TODAY - timedelta(days=1))
    taken = make(clerk)
    office.request(State.READY, english)
    office.request(State.READY, MARIA, due_on=TODAY - timedelta(days=2))
    for state in (State.HELD, State.HELD, State.NEEDS_REVIEW, State.NEEDS_ANSWER, State.ACCEPTED):
        office.request(state)

    page = clerk.text("/staff/batches")

    assert "2 packages ready: 1 English and 1 Spanish, about 6 sheets of paper" in page
    assert "The first was due Wed, Nov 18: it is late" in page
    left_out = page[page.index("Not in it") : page.index("Make a batch of these 2 packages")]
    assert re.findall(r">([^<]*\d[^<]*)<", left_out) == [
        f"1 ready, in batch {taken} already",
        "1 waiting for a person",
        "2 on hold",
        "1 waiting for the parent&#39;s answer",
        "1 being made",
    ]


def test_what_does_not_fit_one_batch_is_said_to_be_for_the_next(clerk, office, ready, monkeypatch) -> None:
    monkeypatch.setattr(batches_page, "MOST_PIECES", 1)
    page = clerk.text("/staff/batches")
    assert "1 ready, for the batch after this one: one holds 1" in page
    assert "Make a batch of this package" in page


def test_a_page_that_waits_for_its_batch_follows_it_and_is_made_anew_at_the_end(clerk, office, desk, ready) -> None:
    name = make(clerk)
    page = clerk.text(f"/staff/batches/{name}")
    live = unescape(re.search(r'hx-get="([^"]+)"', page).group(1))
    assert 'hx-trigger="every 2s"' in page
    assert clerk.get(live).status_code == 204, "nothing new"
    with office.database.write() as connection:
        batches.note_progress(connection, loaded(office, name).id, 1)
    assert "Being built, 1 of 2" in clerk.text(live)
    build(office, desk, name)
    assert clerk.get(live).headers["HX-Refresh"] == "true"


def test_an_open_page_hears_of_a_piece_that_must_be_pulled(clerk, office, built: str, ready) -> None:
    live = unescape(re.search(r'hx-get="([^"]+)"', clerk.text(f"/staff/batches/{built}")).group(1))
    assert clerk.get(live).status_code == 204
    stop(office, ready[0])
    news = clerk.text(live)
    assert "Something has changed here" in news
    assert "pull this piece out of the stack" in news


def test_the_list_follows_what_is_being_built(clerk, office, desk, ready) -> None:
    name = make(clerk)
    live = unescape(re.search(r'hx-get="([^"]+)"', clerk.text("/staff/batches")).group(1))
    assert clerk.get(live).status_code == 204
    build(office, desk, name)
    assert "Ready to print" in clerk.text(live)


def test_looking_after_itself_is_no_sign_that_anybody_is_there(clerk, office, built: str) -> None:
    paths = ["/staff/batches/live", f"/staff/batches/{built}/live"]
    for _ in range(4):
        office.clock.pass_by(timedelta(minutes=10))
        last = [clerk.get(path).status_code for path in paths]
    assert last == [303, 303], "the session is over"


def test_older_batches_are_a_page_away(clerk, office, monkeypatch) -> None:
    monkeypatch.setattr(batches_page, "_SHOWN", 1)
    office.request(State.READY)
    first = make(clerk)
    office.request(State.READY)
    second = make(clerk)
    page = clerk.text("/staff/batches")
    older = unescape(re.search(r'id="page-older" class="button" href="([^"]+)"', page).group(1))
    assert f'id="b-{second}"' in page
    assert f'id="b-{first}"' not in page
    assert f'id="b-{first}"' in clerk.text(older)


def test_two_thousand_pieces_are_shown_a_hundred_at_a_time(clerk, office, built: str, monkeypatch) -> None:
    monkeypatch.setattr(batch_page, "_PIECES_SHOWN", 1)
    first, second = clerk.text(f"/staff/batches/{built}"), clerk.text(f"/staff/batches/{built}?after=1")
    assert "1 to 1 of 2" in first
    assert "2 to 2 of 2" in second
    assert [page.count("print again, or spoiled") for page in (first, second)] == [1, 1]


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
    stop(office, ready[0])
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
    assert response.data.startswith(b"%PDF-")
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
