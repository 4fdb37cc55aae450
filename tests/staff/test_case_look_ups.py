"""Looking a case up at the console: on record for supervisors, without anybody's phone; refusals counted."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import insert, select, update
from sqlalchemy.exc import DBAPIError

from cases import records
from cases.gate import Reason
from cases.values import ImportState, Role, Stage
from parsers import read_phone
from parsers.private import SSN_MARK
from runtime.upkeep import Upkeep, groups, seal_audit
from staff import case_words
from store.case_tables import case_lookups, case_refusals, case_tries
from store.retention import RetentionPolicy

from .conftest import TODAY
from .extracts import (
    ANA,
    HEADER,
    ROWS,
    look_up,
    put_in_force,
)


@pytest.fixture
def directory(supervisor, worker) -> None:
    put_in_force(supervisor, worker, HEADER + ROWS)


def test_a_case_is_told_without_anybodys_phone_and_with_what_a_phone_would_hear(supervisor, office, directory) -> None:
    page = look_up(supervisor, "01234-56789", phone="(916) 555-0102").text
    assert "The order is being enforced</b> since Tue, Mar 5, 2024" in page
    assert page.count("a phone is on file") == 4
    assert "<b>Party</b>: has an attorney, a phone is on file, it is the phone you gave" in page
    assert "<b>Released in writing</b>: from Fri, Jan 2, until Fri, Jan 1, 2027, a phone is on file" in page
    assert "This phone is refused:</b> The person has an attorney" in page
    assert (
        "555" not in page[page.index("What the directory says") : page.index("<form", page.index("What the directory"))]
    )
    page = look_up(supervisor, "0200000001").text
    assert "Protective order" in page
    assert "Confidential" in page
    assert "no phone on file" in page
    assert "would be answered if this phone asked now" in look_up(supervisor, phone=ANA).text
    assert "No such case" in look_up(supervisor, "0999999999").text


def test_every_look_up_is_on_record_with_who_and_why_and_counts_as_no_try(supervisor, office, directory) -> None:
    look_up(supervisor, phone=ANA, note="Called about María")
    look_up(supervisor, "0999999999", reason="court", note="Subpoena 12")
    with office.database.read() as connection:
        kept = connection.execute(select(case_lookups).order_by(case_lookups.c.id)).all()
        assert connection.execute(select(case_tries)).all() == []
    assert [(row.user_id, row.with_phone, row.found, row.reason, row.note) for row in kept] == [
        (office.users["sue"], True, True, "told_nothing", "Called about María"),
        (office.users["sue"], False, False, "court", "Subpoena 12"),
    ]
    page = supervisor.text("/staff/cases")
    assert "A court, an auditor or the county asks, no such case: Subpoena 12" in page
    assert page.count("<b>sue</b>") == 2


def test_a_social_security_number_in_the_note_is_not_kept(supervisor, office, directory) -> None:
    page = look_up(supervisor, note="Her SSN is 123-45-6789\0, she says").text
    with office.database.read() as connection:
        (note,) = connection.execute(select(case_lookups.c.note)).scalars()
    assert note == f"Her SSN is {SSN_MARK}, she says"
    assert "6789, she" not in page


@pytest.mark.parametrize("field", ["number", "phone", "note"])
def test_a_social_security_number_is_not_shown_back_by_a_page_that_refuses(supervisor, directory, field: str) -> None:
    response = look_up(supervisor, **{"reason": "", field: "123-45-6789"})
    assert response.status_code == 422
    assert "123-45-6789" not in response.text
    assert f'value="{SSN_MARK}"' in unescape(response.text)


def test_the_look_ups_are_in_the_audit_chain(supervisor, office, directory, tmp_path: Path) -> None:
    look_up(supervisor)
    upkeep = Upkeep(office.database, RetentionPolicy(), tmp_path)
    seal_audit(upkeep, office.clock.at + timedelta(minutes=5))
    (command,) = [group for group in groups(lambda: upkeep) if group.name == "audit"]
    verify = command.commands["verify"]
    assert CliRunner().invoke(verify, []).exit_code == 0
    with office.database.write() as connection:
        if office.database.is_sqlite:
            connection.exec_driver_sql("DROP TRIGGER case_lookups_append_only")
        else:
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        connection.execute(update(case_lookups).values(reason="extract"))
    ended = CliRunner().invoke(verify, [])
    assert ended.exit_code == 1
    assert "case_lookups" in ended.output


def test_a_look_up_cannot_be_rewritten(supervisor, office, directory) -> None:
    look_up(supervisor)
    with pytest.raises(DBAPIError), office.database.write() as connection:
        connection.execute(update(case_lookups).values(reason="extract"))


WITHOUT = [
    ({"reason": ""}, "Say why"),
    ({"reason": "curious"}, "Say why"),
    ({"note": ""}, "Say why"),
    ({"note": "x"}, "Say why"),
    ({"note": "x" * 501}, "Say why"),
    ({"number": "12"}, "no case number of this county"),
    ({"number": ""}, "no case number of this county"),
    ({"phone": "call her"}, "cannot be read"),
]


@pytest.mark.parametrize(("typed", "why"), WITHOUT)
def test_without_a_reason_or_a_number_nothing_is_looked_up(
    supervisor, office, directory, typed: dict[str, str], why: str
) -> None:
    response = look_up(supervisor, **typed)
    assert response.status_code == 422
    assert why in response.text
    assert "What the directory says" not in response.text
    with office.database.read() as connection:
        assert connection.execute(select(case_lookups)).all() == []


def test_a_phone_over_its_limit_is_told_to_the_supervisor(supervisor, office, directory, desk) -> None:
    asked = records.asked(office.database.vault, read_phone(ANA), "0123456789")
    with office.database.write() as connection:
        for _ in range(desk.case_policy.tries_per_phone):
            records.count_try(connection, asked, TODAY)
    page = look_up(supervisor, phone=ANA).text
    assert "Too many look-ups by this phone today" in page


def test_refusals_are_counted_by_reason_and_name_nobody(supervisor, clerk, office) -> None:
    contact = office.phone()
    with office.database.write() as connection:
        for age, reason in ((1, "unknown"), (5 * 24, "unknown"), (20 * 24, "not_linked"), (40 * 24, "unknown")):
            at = office.clock.at - timedelta(hours=age)
            row = {"contact_id": contact, "number_lookup": "0" * 64, "reason": reason, "at": at}
            connection.execute(insert(case_refusals).values(row))
    page = supervisor.text("/staff/cases")
    rows = re.findall(r'<th scope="row">([^<]+)</th>((?:<td class="num">\d+</td>)+)', page)
    assert [(words, re.findall(r"\d+", counts)) for words, counts in rows] == [
        ("No such case in the extract", ["1", "2", "2"]),
        ("The phone is not on this case", ["0", "0", "1"]),
    ]
    assert "No such case in the extract" not in clerk.text("/staff/cases")


def test_everything_has_its_words() -> None:
    assert set(case_words.IMPORTS) == set(ImportState)
    assert set(case_words.REFUSALS) == set(Reason)
    assert set(case_words.ROLES) == set(Role)
    assert set(case_words.STAGES) == set(Stage)
    assert all(len(code) <= 24 for code in case_words.WHY_LOOKED)
