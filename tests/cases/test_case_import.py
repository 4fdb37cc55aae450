"""The extract into the directory: checked whole, in force at once, and never in a webhook's way."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select, text

from bench.case_import import write_extract
from cases import gate, importing, records
from cases.commands import group
from cases.extract import CsvSource
from cases.gate import Reason
from cases.importing import Progress
from parsers import Phone
from store.case_tables import case_cases, case_directory, case_people
from store.database import Database
from store.tables import contacts
from tests.cases.conftest import ANA, LAWYER, OPPONENT, POLICY, SILENT, STRANGER, Rows, fill
from tests.conftest import MONDAY_NOON as NOW
from tests.conftest import ROOT

HEADER = "case_number,stage,stage_date,phone,role,released_from,released_until,flags"
SAMPLE = ROOT / "cases" / "sample" / "extract.csv"
Run = Callable[..., Result]


@pytest.fixture
def cases(database: Database) -> Run:
    commands: click.Group = group(lambda: database, lambda: POLICY, lambda: datetime.now(UTC))

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(commands, [*arguments], standalone_mode=True)

    return run


@pytest.fixture
def extract(tmp_path: Path) -> Callable[..., str]:
    def write(*lines: str, header: str = HEADER) -> str:
        path = tmp_path / "extract.csv"
        path.write_text("\n".join((header, *lines)) + "\n", encoding="utf-8")
        return str(path)

    return write


def asks(database: Database, number: str, asked: str, now: datetime | None = None) -> Reason:
    when = now or datetime.now(UTC)
    with database.write() as connection:
        row = {"channel": "sms", "phone": "x", "phone_lookup": f"t-{time.monotonic_ns()}", "created_at": when}
        contact_id: Any = connection.execute(contacts.insert().values(row).returning(contacts.c.id)).scalar_one()
        return gate.look_up(connection, database.vault, POLICY, Phone(number), contact_id, asked, when).reason


def test_the_sample_with_invented_people_comes_into_force(cases: Run, database: Database) -> None:
    said = cases("import", str(SAMPLE))

    assert said.exit_code == 0, said.output
    assert "5 cases with 8 people are in force" in said.output
    assert asks(database, ANA, "0123456789") is Reason.OPEN
    assert asks(database, STRANGER, "0123456789") is Reason.NOT_LINKED
    assert asks(database, LAWYER, "0200000003") is Reason.OPEN
    assert "5 cases, 8 people" in cases("age").output


def test_a_dry_run_checks_all_and_changes_nothing(cases: Run, database: Database) -> None:
    said = cases("import", str(SAMPLE), "--dry-run")
    assert said.exit_code == 0
    assert "All 8 rows are good" in said.output
    with database.read() as connection:
        assert connection.execute(select(case_directory.c.imported_at)).scalar_one() is None
        assert len(connection.execute(select(case_cases)).all()) == 1  # the dummy


GOOD = "0123456789,enforcing,2024-03-05,+19165550101,party,,,"
BAD_ROWS = [
    ("0123456789,enforcing,2024-03-05,+19165550101,party,,", "eight fields"),
    ("012345678,enforcing,2024-03-05,+19165550101,party,,,", "case_number"),
    ("48291037,enforcing,2024-03-05,+19165550101,party,,,", "case_number"),
    ("0123456789,located the father,2024-03-05,+19165550101,party,,,", "stage is not"),
    ("0123456789,enforcing,03/05/2024,+19165550101,party,,,", "stage_date"),
    ("0123456789,enforcing,2199-03-05,+19165550101,party,,,", "stage_date"),
    ("0123456789,enforcing,2024-02-30,+19165550101,party,,,", "stage_date"),
    ("0123456789,enforcing,2024-03-05,call her,party,,,", "phone"),
    ("0123456789,enforcing,2024-03-05,12345,party,,,", "phone"),
    ("0123456789,enforcing,2024-03-05,+19165550101,mother,,,", "role"),
    ("0123456789,enforcing,2024-03-05,+19165550101,released,,,", "released"),
    ("0123456789,enforcing,2024-03-05,+19165550101,released,2026-05-01,2026-04-01,", "released"),
    ("0123456789,enforcing,2024-03-05,+19165550101,party,,,protective_order;pays late", "flags"),
    ("0123456789,order,2024-03-05,+19165550101,party,,,", "differs from an earlier row"),
]


def test_every_bad_row_is_told_by_line_and_reason_and_none_by_its_words(
    cases: Run, extract: Callable[..., str], database: Database
) -> None:
    fill(database)
    said = cases("import", extract(GOOD, *(row for row, _ in BAD_ROWS)))

    assert said.exit_code == 1
    assert f"{len(BAD_ROWS)} rows are bad" in said.output
    for line, (_, reason) in enumerate(BAD_ROWS, start=3):
        assert re.search(rf"^line {line}: .*{reason}", said.output, re.MULTILINE), (line, reason)
    assert not re.search(r"9165550101|0123456789|father|mother|pays", said.output)
    assert asks(database, ANA, "0123456789", NOW) is Reason.OPEN  # the old directory is in force


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "must name the columns"),
        (b"case,phone\n1,2\n", "must name the columns"),
        (HEADER.encode() + b"\n", "holds no row"),
        (HEADER.encode() + b'\n"0123456789,x\n', "is not CSV"),
        (HEADER.encode() + b"\n" + GOOD.encode() + b"\n0123456789,order,\xff\xfe,,,,,\n", "not UTF-8"),
    ],
)
def test_a_file_that_cannot_be_read_leaves_the_directory_as_it_was(
    cases: Run, tmp_path: Path, content: bytes, why: str
) -> None:
    path = tmp_path / "bad.csv"
    path.write_bytes(content)
    said = cases("import", str(path))
    assert said.exit_code == 1
    assert why in said.output
    assert "as it was" in said.output


def test_columns_may_come_in_any_order_and_with_excels_mark(cases: Run, tmp_path: Path) -> None:
    path = tmp_path / "excel.csv"
    path.write_text(
        "flags,phone,case_number,stage,stage_date,role,released_until,released_from\r\n"
        ",916-555-0101,01234-56789,Open,2024-03-05,Party,,\r\n",
        encoding="utf-8-sig",
    )
    assert "1 cases with 1 people" in cases("import", str(path)).output


def test_an_import_replaces_the_whole_directory_and_clears_the_old(
    cases: Run, extract: Callable[..., str], database: Database
) -> None:
    fill(database)
    assert cases("import", extract("0300000000,order,2024-03-05,+19165550150,party,,,")).exit_code == 0

    assert asks(database, ANA, "0123456789") is Reason.UNKNOWN
    assert asks(database, "+19165550150", "0300000000") is Reason.OPEN
    with database.read() as connection:
        for table in (case_cases, case_people):
            generations = connection.execute(select(table.c.generation).distinct()).scalars().all()
            assert sorted(generations) == [0, 2]


class Broken(Exception):
    pass


def test_an_import_that_breaks_leaves_the_old_directory_in_force(database: Database) -> None:
    fill(database)
    more = [(f"03{n:08d}", "order", "2024-03-05", "+19165550150", "party", "", "", "") for n in range(6_000)]

    def power_cut(done: int, rows: int) -> None:
        raise Broken

    with pytest.raises(Broken):
        fill_with(database, more, Progress(lambda _l, _p: None, lambda _r: None, power_cut))

    assert asks(database, ANA, "0123456789", NOW) is Reason.OPEN
    assert asks(database, "+19165550150", "0300000000", NOW) is Reason.UNKNOWN
    fill(database)  # and the next one counts
    assert asks(database, ANA, "0123456789", NOW) is Reason.OPEN
    importing.clear_old(database)
    with database.read() as connection:
        assert connection.execute(select(text("count(*)")).select_from(case_cases)).scalar_one() == 7


def fill_with(database: Database, fields: list[Any], progress: Progress) -> None:
    checked = importing.check(Rows(fields), importing.checker_for(database, POLICY, NOW), progress)  # type: ignore[arg-type]
    importing.put_in_force(database, checked, lambda: NOW, progress)


def test_an_older_import_that_ends_late_does_not_undo_a_newer_one(database: Database) -> None:
    with database.write() as connection:
        early, late = records.begin_generation(connection), records.begin_generation(connection)
        assert records.switch_to(connection, late, 1, 1, NOW)
        assert not records.switch_to(connection, early, 1, 1, NOW)


def test_an_attorney_whose_client_is_not_marked_closes_the_case_to_all_others(database: Database) -> None:
    unmarked = [
        ("0400000000", "order", "2024-03-05", ANA, "party", "", "", ""),
        ("0400000000", "order", "2024-03-05", OPPONENT, "party", "", "", ""),
        ("0400000000", "order", "2024-03-05", LAWYER, "attorney", "", "", ""),
    ]
    fill(database, unmarked)
    assert [asks(database, number, "0400000000", NOW) for number in (ANA, OPPONENT, LAWYER)] == [
        Reason.REPRESENTED,
        Reason.REPRESENTED,
        Reason.OPEN,
    ]


def test_nothing_in_the_directory_can_be_read_back(directory: Database) -> None:
    with directory.read() as connection:
        rows = [tuple(row) for table in (case_cases, case_people) for row in connection.execute(select(table))]
    kept = repr(rows)
    assert "123456789" not in kept
    assert "555" not in "".join(re.findall(r"\b9165550\d+", kept))
    assert ANA.removeprefix("+") not in kept


def test_no_webhook_waits_a_second_while_a_directory_is_imported(directory: Database, tmp_path: Path) -> None:
    """A short one here; `bench/case_import.py` does a million rows."""
    write_extract(tmp_path / "extract.csv", 30_000)
    checked = importing.check(
        CsvSource(tmp_path / "extract.csv"), importing.checker_for(directory, POLICY, datetime.now(UTC)), SILENT
    )
    worker = threading.Thread(
        target=lambda: importing.put_in_force(directory, checked, lambda: datetime.now(UTC), SILENT)
    )
    waits = []
    worker.start()
    while worker.is_alive():
        began = time.monotonic()
        asks(directory, ANA, "0999999999")
        waits.append(time.monotonic() - began)
        time.sleep(0.02)
    worker.join()

    assert len(waits) > 5
    assert max(waits) < 1.0
    assert asks(directory, "+12005550000", "0000000001", NOW + timedelta(days=30)) is not Reason.NO_EXTRACT
