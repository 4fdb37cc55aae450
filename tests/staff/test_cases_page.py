"""The case directory at the console: its age for all, imports for supervisors."""

from __future__ import annotations

import io
import os
import re
import threading
from datetime import timedelta
from html import unescape

import pytest
from sqlalchemy import select, update

from cases import imports, records
from cases.imports import ImportWork, sweep
from cases.values import ImportState
from staff import import_page
from store import outbox
from store.case_tables import case_imports
from store.guard_tables import staff_changes
from store.outbox import LeaseLost

from .conftest import form_token
from .extracts import (
    ANA,
    HEADER,
    ROWS,
    act,
    look_up,
    put_in_force,
    send,
    standing,
    state,
)

# Its age


def test_everybody_sees_how_old_the_extract_is_and_only_supervisors_more(
    clerk, viewer, supervisor, office, worker
) -> None:
    assert "No extract has been put in force yet" in clerk.text("/staff/cases")
    put_in_force(supervisor, worker, HEADER + ROWS)
    office.clock.pass_by(timedelta(minutes=20, seconds=30))
    for browser in (clerk, viewer, supervisor):
        page = browser.text("/staff/cases")
        assert "<b>Fresh.</b> The extract came into force Fri, Nov 20, 12:00 PM, 20 minutes ago." in page
        assert "It counts until Tue, Nov 24, 12:00 PM" in page
    for browser in (clerk, viewer):
        page = browser.text("/staff/cases")
        assert "2 cases" not in page
        assert "Look a case up" not in page
        assert "refused" not in page
    assert "2 cases with 5 people" in supervisor.text("/staff/cases")


AGES = [
    (timedelta(days=3), "Fresh", "It counts until"),
    (timedelta(days=3, hours=1), "Growing old", "Put a new one in force before then"),
    (timedelta(days=4, minutes=1), "Stale", "no STATUS is answered until a new one is in force"),
]


@pytest.mark.parametrize(("age", "word", "words"), AGES)
def test_an_extract_that_grows_old_is_told_before_and_after(
    supervisor, office, worker, age: timedelta, word: str, words: str
) -> None:
    put_in_force(supervisor, worker, HEADER + ROWS)
    with office.database.write() as connection:
        in_force = office.clock.at - age
        connection.execute(update(records.case_directory).values(imported_at=in_force))
    page = supervisor.text("/staff/cases")
    assert f"<b>{word}.</b>" in page
    assert words in page


# Imports


def test_an_extract_is_sent_checked_compared_and_put_in_force(supervisor, office, desk, worker) -> None:
    response = send(supervisor, HEADER + ROWS)
    path = response.location.split("?")[0]
    page = supervisor.text(response.location)
    assert "The file has arrived" in page
    assert "<b>Being checked:</b> it begins in a moment" in page
    (kept,) = desk.extracts_dir.iterdir()
    assert (kept.stat().st_mode & 0o777, desk.extracts_dir.stat().st_mode & 0o777) == (0o600, 0o700)

    worker.run()
    page = supervisor.text(path)
    assert "every row is good" in page
    assert "5 rows, none of them bad" in page
    figures = re.findall(
        r'<th scope="row">([^<]+)</th><td class="num">(\d+)</td><td class="num">(\d+)</td><td>([^<]+)', page
    )
    assert figures == [("Cases", "2", "0", "2 more"), ("People on them", "5", "0", "5 more")]
    assert standing(office).imported_at is None, "nothing is in force yet"
    assert not any(ANA.removeprefix("+1").encode() in file.read_bytes() for file in desk.extracts_dir.iterdir())

    assert act(supervisor, path, "force").status_code == 303
    assert "Being put in force" in supervisor.text(path)
    worker.run()
    assert "Put in force" in supervisor.text(path)
    assert (standing(office).cases, standing(office).people) == (2, 5)
    assert list(desk.extracts_dir.iterdir()) == []
    with office.database.read() as connection:
        said = connection.execute(select(staff_changes.c.actor, staff_changes.c.what)).all()
    sue = f"staff:{office.users['sue']}"
    assert said == [
        (sue, "case_extract_uploaded"),
        (sue, "case_extract_asked"),
        (sue, "case_extract_in_force"),
    ]


def test_bad_rows_are_told_by_line_and_reason_and_nothing_is_in_force(supervisor, office, desk, worker) -> None:
    bad = "12,enforcing,2024-03-05,+19165550101,party,,,\n0123456789,order,2024-03-05,call her,party,,,\n"
    path = send(supervisor, HEADER + ROWS + bad).location.split("?")[0]
    worker.run()
    page = supervisor.text(path)
    assert "2 of 7 rows are bad" in page
    assert "Line 7</span>: case_number does not fit the pattern" in page
    assert "Line 8</span>: phone is not one that can be texted" in page
    assert "call her" not in page
    assert "Put in force" not in page
    assert list(desk.extracts_dir.iterdir()) == []
    assert act(supervisor, path, "force").status_code == 409
    assert standing(office).imported_at is None


UNREADABLE = [
    (b"case,phone\n1,2\n", "the first line must name the columns"),
    (HEADER.encode(), "it holds no row"),
    (b"", "the first line must name the columns"),
    (b"PK\x03\x04\xff\xfe an Excel file", "UTF-8"),
]


@pytest.mark.parametrize(("content", "why"), UNREADABLE)
def test_what_is_no_extract_is_refused_in_words(supervisor, worker, content: bytes, why: str) -> None:
    path = send(supervisor, content).location.split("?")[0]
    worker.run()
    assert why in supervisor.text(path)


def test_far_fewer_cases_must_be_confirmed(supervisor, office, worker) -> None:
    put_in_force(supervisor, worker, HEADER + ROWS)
    path = send(supervisor, HEADER + ROWS.splitlines()[0]).location.split("?")[0]
    worker.run()
    page = supervisor.text(path)
    assert "This extract holds 1 fewer cases than the one in force (50%)" in page
    assert "1 fewer" in page
    refused = act(supervisor, path, "force")
    assert refused.status_code == 422
    assert "Not put in force" in refused.text
    assert state(office) is ImportState.GOOD
    assert act(supervisor, path, "force", knows="yes").status_code == 303
    worker.run()
    assert standing(office).cases == 1


def test_what_was_compared_with_an_older_directory_is_not_put_over_a_newer_one(supervisor, office, worker) -> None:
    first = send(supervisor, HEADER + ROWS).location.split("?")[0]
    worker.run()
    page = supervisor.text(first)
    put_in_force(supervisor, worker, HEADER + ROWS.splitlines()[0])
    assert "Another extract came into force since this one was checked" in supervisor.text(first)
    version = re.search(r'name="version" value="(\d+)"', page).group(1)
    data = {"csrf": form_token(page), "do": "force", "version": version}
    assert supervisor.client.post(first, data=data).status_code == 409
    assert standing(office).cases == 1


def test_one_that_is_overtaken_while_it_waits_for_its_worker_does_not_count(supervisor, office, worker) -> None:
    path = send(supervisor, HEADER + ROWS).location.split("?")[0]
    worker.run()
    act(supervisor, path, "force")
    with office.database.write() as connection:
        generation = records.begin_generation(connection)  # by the command line
        records.switch_to(connection, generation, 7, 7, office.clock.at)
    worker.run()
    assert "another extract came into force first" in supervisor.text(path)
    assert standing(office).cases == 7


def test_two_supervisors_do_not_overwrite_each_other(supervisor, worker) -> None:
    path = send(supervisor, HEADER + ROWS).location.split("?")[0]
    worker.run()
    token = form_token(supervisor.text(path))
    for what in ("drop", "force", "again"):
        data = {"csrf": token, "do": what, "version": "1"}
        response = supervisor.client.post(path, data=data)
        assert response.status_code == 409
        assert f'href="{path}"' in response.text


def test_what_is_dropped_is_gone(supervisor, office, desk, worker) -> None:
    path = send(supervisor, HEADER + ROWS).location.split("?")[0]
    worker.run()
    assert "Dropped" in supervisor.text(act(supervisor, path, "drop").location)
    assert list(desk.extracts_dir.iterdir()) == []
    assert act(supervisor, path, "force").status_code == 409


def test_a_worker_that_dies_leaves_the_old_directory_in_force_and_the_next_one_ends_it(
    supervisor, office, worker
) -> None:
    put_in_force(supervisor, worker, HEADER + ROWS)
    path = send(supervisor, HEADER + ROWS.replace("enforcing", "closed")).location.split("?")[0]
    worker.run()
    act(supervisor, path, "force")
    (row,) = worker.take()
    office.clock.pass_by(timedelta(minutes=2))  # its lease is over, and another has it
    (again,) = worker.take()

    with pytest.raises(LeaseLost):
        worker.work.work(row, office.clock.at)
    before = standing(office)
    assert before.generation == 1
    assert state(office) is ImportState.ASKED, "nothing of what the first one wrote counts"

    worker.work.work(again, office.clock.at)
    assert state(office) is ImportState.IN_FORCE
    assert standing(office).generation > before.generation


def test_a_worker_that_dies_after_the_switch_clears_the_old_one_and_switches_no_more(
    supervisor, office, worker, monkeypatch
) -> None:
    put_in_force(supervisor, worker, HEADER + ROWS)
    path = send(supervisor, HEADER + ROWS).location.split("?")[0]
    worker.run()
    act(supervisor, path, "force")

    class Killed(BaseException):
        pass

    def die(*_: object, **__: object) -> int:
        raise Killed

    with monkeypatch.context() as dying:
        dying.setattr(records, "clear_one_batch", die)
        with pytest.raises(Killed):
            worker.run()
    switched = standing(office)
    assert state(office) is ImportState.IN_FORCE
    office.clock.pass_by(timedelta(minutes=2))
    assert worker.run() == 1
    assert standing(office) == switched
    with office.database.read() as connection:
        left = connection.execute(select(records.case_cases.c.generation).distinct()).scalars().all()
    assert sorted(left) == [0, switched.generation]
    assert worker.run() == 0


def test_work_that_was_given_up_says_why_and_is_tried_again(supervisor, office, desk, worker) -> None:
    path = send(supervisor, HEADER + ROWS).location.split("?")[0]
    (row,) = worker.take()
    worker.work.gave_up(row, "disk_full", office.clock.at)
    page = supervisor.text(path)
    assert "Given up" in page
    assert "the disk is full" in page
    with office.database.read() as connection:
        assert outbox.backlog(connection, office.clock.at).parked == 0, "its page has it; nobody else need look"
    act(supervisor, path, "again")
    worker.run()
    assert state(office) is ImportState.GOOD


def test_a_file_that_is_gone_is_told_so(supervisor, office, desk, worker) -> None:
    path = send(supervisor, HEADER + ROWS).location.split("?")[0]
    for file in desk.extracts_dir.iterdir():
        file.unlink()
    (row,) = worker.take()
    with pytest.raises(outbox.GiveUp) as refused:
        worker.work.work(row, office.clock.at)
    worker.work.gave_up(row, refused.value.code, office.clock.at)
    assert "the file of the extract is gone; send it again" in supervisor.text(path)


def test_a_page_that_waits_follows_the_work_and_is_made_anew_at_the_end(supervisor, office, worker) -> None:
    path = send(supervisor, HEADER + ROWS).location.split("?")[0]
    live = unescape(re.search(r'hx-get="([^"]+)"', supervisor.text(path)).group(1))
    assert supervisor.get(live).status_code == 204
    with office.database.write() as connection:
        records.note_import_progress(connection, int(path.rpartition("/")[2]), 50_000)
    assert "50,000 rows so far" in supervisor.text(live)
    worker.run()
    assert supervisor.get(live).headers["HX-Refresh"] == "true"


def test_long_work_renews_its_lease_and_notes_how_far_it_is(supervisor, office, worker, desk, monkeypatch) -> None:
    monkeypatch.setattr(imports, "_RENEW_SECONDS", 0.0)
    send(supervisor, HEADER + ROWS)
    said: list[int] = []

    def still_working() -> None:
        with office.database.read() as connection:
            said.append(records.recent_imports(connection, 1)[0].done)

    worker.work = ImportWork(office.database, desk.case_policy, desk.extracts_dir, still_working)
    worker.run()
    assert said == [5]


def test_what_nobody_decided_about_is_dropped_after_a_day_with_all_that_was_left(
    supervisor, office, desk, worker
) -> None:
    send(supervisor, HEADER + ROWS)
    worker.run()
    (desk.extracts_dir / "0123456789abcdef.part").write_text("killed while it arrived")
    sweep(office.database, desk.extracts_dir, office.clock.at, office.clock.at)
    assert len(list(desk.extracts_dir.iterdir())) == 2, "too young"
    for file in desk.extracts_dir.iterdir():
        os.utime(file, (office.clock.at.timestamp(),) * 2)
    office.clock.pass_by(timedelta(hours=23))
    sweep(office.database, desk.extracts_dir, office.clock.at, office.clock.at)
    assert [file.suffix for file in desk.extracts_dir.iterdir()] == [".rows"]
    office.clock.pass_by(timedelta(hours=2))
    sweep(office.database, desk.extracts_dir, office.clock.at, office.clock.at)
    assert list(desk.extracts_dir.iterdir()) == []
    assert state(office) is ImportState.DROPPED


def test_a_supervisor_who_asks_while_the_sweep_runs_is_not_overruled(supervisor, office, desk, worker) -> None:
    send(supervisor, HEADER + ROWS)
    worker.run()
    office.clock.pass_by(timedelta(hours=25))
    now = office.clock.at
    sweeping = threading.Thread(target=sweep, args=(office.database, desk.extracts_dir, now, now))
    with office.database.write() as connection:
        (waiting,) = records.recent_imports(connection, 1)
        records.change_import(connection, waiting.id, ImportState.ASKED)
        sweeping.start()
        sweeping.join(0.5)  # it has looked, and waits for this transaction to end
    sweeping.join()
    assert state(office) is ImportState.ASKED


# Who may send, and how much


def test_only_supervisors_send_and_nothing_is_kept_of_others(clerk, viewer, desk) -> None:
    for browser in (clerk, viewer):
        assert send(browser, HEADER + ROWS).status_code == 403
        assert browser.get("/staff/cases/imports/1").status_code == 403
        assert look_up(browser).status_code == 403
    assert not desk.extracts_dir.exists()


FORGED = [{"csrf": ""}, {"csrf": "of another page"}]


@pytest.mark.parametrize("forged", FORGED)
def test_a_form_without_its_token_leaves_no_file(supervisor, office, desk, forged: dict[str, str]) -> None:
    assert send(supervisor, HEADER + ROWS, **forged).status_code == 403
    assert list(desk.extracts_dir.iterdir()) == []
    with office.database.read() as connection:
        assert connection.execute(select(case_imports)).all() == []


def test_a_file_beyond_all_measure_is_refused_and_leaves_nothing(supervisor, desk, monkeypatch) -> None:
    monkeypatch.setattr(import_page, "_BIGGEST_EXTRACT", 1000)
    assert send(supervisor, HEADER + "x" * 2000).status_code == 413
    assert list(desk.extracts_dir.iterdir()) == []


def test_a_file_larger_than_any_other_form_is_taken(supervisor, worker) -> None:
    rows = "".join(f"03{number:08d},order,2024-03-05,,party,,,\n" for number in range(10_000))
    path = send(supervisor, HEADER + rows).location.split("?")[0]
    worker.run()
    assert "10,000 rows, none of them bad" in supervisor.text(path)


def test_without_a_file_nothing_is_sent(supervisor, desk) -> None:
    token = form_token(supervisor.text("/staff/cases"))
    data = {"csrf": token, "extract": (io.BytesIO(b""), "")}
    response = supervisor.client.post("/staff/cases/imports", data=data, content_type="multipart/form-data")
    assert "Choose the extract" in supervisor.text(response.location)
    assert list(desk.extracts_dir.iterdir()) == []


@pytest.mark.parametrize("import_id", ["99", "99999999999999999999", "x"])
def test_an_import_that_is_none_is_not_there(supervisor, import_id: str) -> None:
    assert supervisor.get(f"/staff/cases/imports/{import_id}").status_code == 404
