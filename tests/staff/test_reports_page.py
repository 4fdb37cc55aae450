"""Reports: what is counted, by Pacific days; small counts hidden in what leaves the office."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import select, update

from bot import records as bot_records
from bot.records import InboundText, OutboundText
from enrollment.agency import Agency
from enrollment.request import State
from enrollment.working_days import end_of_day
from parsers import Language, read_phone
from runtime.agency import read_agency
from runtime.settings import SettingsError
from staff.reports import Days, make_reports
from staff.reports_page import _as_csv
from store import requests as ledger
from store.database import Database
from store.guard_tables import staff_changes
from store.phones import NOT_SENT
from store.requests import SYSTEM, Origin
from store.tables import contacts, messages

from .conftest import MARIA, TODAY

MONTH = Days(date(2026, 11, 1), TODAY)
ROOT = Path(__file__).resolve().parents[2]
PRICE = Decimal("0.01")


@pytest.fixture
def counted(database: Database, agency: Agency, clock):
    """The lines of one report that are not zero."""

    def count(name: str, days: Days = MONTH) -> dict[str, int]:
        with database.read() as connection:
            made = make_reports(connection, days, agency.calendar, PRICE, clock.at)
        report = next(one for one in made.reports if one.name == name)
        return {line.words: line.count for line in report.lines if line.count}

    return count


@pytest.fixture
def promise(database: Database, agency: Agency, clock):
    def count() -> tuple[int, int, int]:
        with database.read() as connection:
            made = make_reports(connection, MONTH, agency.calendar, None, clock.at).promise
        return made.kept, made.mailed, made.overdue

    return count


def asked(office, agency, day: date, *, mailed_on: date | None = None, channel: str = "text", state=State.ACCEPTED):
    """At noon of that day, due by the county's calendar, and mailed."""
    at = end_of_day(day) - timedelta(hours=12)
    due_on = day if channel == "counter" else agency.calendar.due_on(at)
    with office.database.write() as connection:
        origin = Origin(channel, at, due_on)
        made = ledger.create(connection, office.database.vault, MARIA, state, origin, actor="parent", now=at)
        for step in [State.READY, State.PRINTED, State.MAILED] if mailed_on else []:
            changes = {"mailed_on": mailed_on} if step is State.MAILED else {}
            moved_at = end_of_day(mailed_on) - timedelta(hours=8)
            made = ledger.move(connection, made, step, actor=SYSTEM, now=moved_at, **changes)
    return made


# Of 2026: November 11 is Veterans Day, a Wednesday; the 14th a Saturday.
MAILED = [
    pytest.param("text", date(2026, 11, 9), date(2026, 11, 9), "the same day", True, id="at-once"),
    pytest.param("text", date(2026, 11, 9), date(2026, 11, 10), "after 1 working day", True, id="next-day"),
    pytest.param("text", date(2026, 11, 9), date(2026, 11, 17), "after 5 working days", True, id="over-a-holiday"),
    pytest.param("text", date(2026, 11, 9), date(2026, 11, 18), "after 6 to 10 working days", False, id="late"),
    pytest.param("text", date(2026, 11, 14), date(2026, 11, 16), "after 1 working day", True, id="from-a-saturday"),
    pytest.param("text", date(2026, 11, 2), date(2026, 11, 20), "after more than 10", False, id="very-late"),
    pytest.param("counter", date(2026, 11, 9), date(2026, 11, 9), "the same day", True, id="at-the-counter"),
    pytest.param("counter", date(2026, 11, 9), date(2026, 11, 10), "after 1 working day", False, id="counter-late"),
]


@pytest.mark.parametrize(("channel", "day", "mailed_on", "words", "in_time"), MAILED)
def test_time_to_mail_is_told_in_the_countys_working_days(
    office, agency, counted, promise, channel: str, day: date, mailed_on: date, words: str, in_time: bool
) -> None:
    asked(office, agency, day, mailed_on=mailed_on, channel=channel)
    assert counted("time-to-mail") == {words: 1}
    assert promise() == (int(in_time), 1, 0)


def test_what_came_back_counts_by_its_first_mailing(office, agency, counted, promise, clock) -> None:
    made = asked(office, agency, date(2026, 11, 2), mailed_on=date(2026, 11, 4))
    with office.database.write() as connection:
        made = ledger.move(connection, made, State.RETURNED, actor=SYSTEM, now=clock.at)
        ledger.mail_again(
            connection, office.database.vault, made, MARIA, due_on=TODAY + timedelta(days=7), actor=SYSTEM, now=clock.at
        )
    assert counted("time-to-mail") == {"after 2 working days": 1}
    assert promise() == (1, 1, 0)


def test_what_is_not_mailed_is_never_left_out(office, agency, counted, promise) -> None:
    asked(office, agency, date(2026, 11, 2))
    asked(office, agency, TODAY)
    asked(office, agency, date(2026, 11, 3), state=State.NEEDS_ANSWER)
    office.request(State.HELD)
    office.request(State.CANCELLED)
    assert counted("time-to-mail") == {
        "not mailed, overdue": 1,
        "not mailed, still in time": 1,
        "waiting for the parent": 1,
        "on hold": 1,
        "ended without mailing": 1,
    }
    assert promise() == (0, 0, 1)


def test_a_day_is_a_pacific_day(office, counted) -> None:
    office.request(asked_at=datetime(2026, 11, 20, 7, 59, tzinfo=UTC))  # 11:59 pm of the 19th
    office.request(asked_at=datetime(2026, 11, 20, 8, 0, tzinfo=UTC))
    office.request(asked_at=datetime(2026, 11, 1, 6, 59, tzinfo=UTC))  # October 31, before the clocks went back
    assert counted("requests") == {"Thu, Nov 19": 1, "Fri, Nov 20": 1}
    assert counted("requests", Days(date(2026, 10, 31), date(2026, 10, 31))) == {"Sat, Oct 31": 1}


@pytest.mark.parametrize(
    ("length", "lines", "first"), [(31, 31, "Wed, Oct 21"), (90, 13, "week of Sun, Aug 23"), (365, 13, "November 2025")]
)
def test_a_long_span_is_told_in_weeks_or_months(database, agency, clock, length: int, lines: int, first: str) -> None:
    days = Days(TODAY - timedelta(days=length - 1), TODAY)
    with database.read() as connection:
        report = make_reports(connection, days, agency.calendar, None, clock.at).reports[0]
    assert (report.lines[0].words, len(report.lines) in {lines, lines + 1}) == (first, True)


def test_where_conversations_end(office, counted, clock) -> None:
    office.request(State.ACCEPTED)
    answered = office.request(State.NEEDS_ANSWER)
    lapsed = office.request(State.NEEDS_ANSWER)
    office.request(State.NEEDS_ANSWER)
    read = office.request(State.NEEDS_REVIEW)
    withdrawn = office.request(State.ACCEPTED)
    with office.database.write() as connection:
        for made, state, code in (
            (answered, State.ACCEPTED, None),
            (lapsed, State.CANCELLED, "lapsed"),
            (read, State.ACCEPTED, None),
            (withdrawn, State.WITHDRAWN, None),
        ):
            ledger.move(connection, made, state, actor=SYSTEM, now=clock.at, code=code)
    assert counted("endings") == {
        "accepted as texted": 1,
        "accepted after a question": 1,
        "read by a person": 1,
        "waiting for the parent": 1,
        "lapsed: neither name nor address": 1,
        "withdrawn by the parent": 1,
    }


def test_channels_and_languages(office, agency, counted) -> None:
    office.request(particulars=replace(MARIA, forms_language=Language.ENGLISH))
    office.request()
    asked(office, agency, TODAY, channel="counter")
    assert counted("channels") == {"by text": 2, "at the counter": 1}
    assert counted("languages") == {"English": 1, "Spanish": 2}


def test_texts_their_segments_and_what_they_cost(office, database, agency, clock) -> None:
    phone = office.phone()
    office.text(phone, "OPEN", segments=1)
    office.text(phone, "from before", segments=None)
    office.text(phone, "long", inbound=False, status="delivered", segments=3)
    office.text(phone, "not yet", inbound=False, status="waiting", segments=9)
    office.text(phone, "last month", at=clock.at - timedelta(days=40), segments=9)
    with database.read() as connection:
        made = make_reports(connection, MONTH, agency.calendar, PRICE, clock.at)
    texts = next(one for one in made.reports if one.name == "texts")
    assert [(line.count, line.segments, line.cost) for line in texts.lines] == [
        (2, 1, Decimal("0.01")),
        (1, 3, Decimal("0.03")),
    ]
    assert made.uncounted == 1


def test_opt_outs_and_failed_texts_by_reason(office, database, counted, clock) -> None:
    phone = office.phone()
    for code in (30003, 30003, 30006, None):
        office.text(phone, "Mailed", inbound=False, status="undelivered", error_code=code)
    office.text(phone, "Mailed", inbound=False, status="delivered")
    office.text(phone, "Mailed", inbound=False, status=NOT_SENT)  # stopped by staff: no failure of a carrier
    with database.write() as connection:
        connection.execute(update(contacts).values(opted_out_at=clock.at))
    assert counted("opt-outs") == {"Fri, Nov 20": 1}
    assert counted("failed") == {
        "the phone is off or out of reach": 2,
        "a landline, or a carrier that takes no texts": 1,
        "the carrier gave no reason": 1,
    }


@pytest.mark.parametrize("who", ["viewer", "clerk", "supervisor"])
def test_everybody_sees_the_same_figures_and_no_person(who: str, request: pytest.FixtureRequest, office) -> None:
    made = office.request()
    page = request.getfixturevalue(who).text("/staff/reports")
    assert "Requests: 1" in page
    assert made.reference not in page
    assert "López" not in page


SPANS = [
    pytest.param("span=7", 200, id="week"),
    pytest.param("span=month", 200, id="month"),
    pytest.param("span=own&from=2026-11-01&to=2026-11-03", 200, id="own"),
    pytest.param("span=own&from=2026-11-03&to=2026-11-01", 400, id="the-wrong-way-round"),
    pytest.param("span=own&from=2020-01-01&to=2026-11-01", 400, id="too-long"),
    pytest.param("span=own&from=&to=", 400, id="no-dates"),
    pytest.param("span=own&from=0001-01-01&to=0001-01-02", 400, id="before-there-were-calendars"),
    pytest.param("span=own&from=2026-11-01&to=9999-12-31", 400, id="the-future"),
    pytest.param("span=8", 404, id="no-such-span"),
]


@pytest.mark.parametrize(("query", "status"), SPANS)
def test_a_span_is_one_of_ours_or_two_days_in_order(viewer, query: str, status: int) -> None:
    assert viewer.get(f"/staff/reports?{query}").status_code == status


def test_a_file_hides_small_counts_and_is_on_record(viewer, office, database) -> None:
    for _ in range(12):
        office.request()
    office.request(particulars=replace(MARIA, forms_language=Language.ENGLISH))
    response = viewer.get("/staff/reports/languages.csv?span=30")
    assert list(csv.reader(io.StringIO(response.text))) == [
        ["language", "requests"],
        ["English", "hidden"],
        ["Spanish", "hidden"],
    ]
    assert response.headers["Content-Disposition"].endswith('filename="languages-2026-10-22-to-2026-11-20.csv"')
    assert "English</th>" in viewer.text("/staff/reports"), "in the office counts are as they are"
    with database.read() as connection:
        row = connection.execute(select(staff_changes)).one()
    assert (row.actor, row.what) == (f"staff:{office.users['vic']}", "report_downloaded")


def test_what_stands_beside_a_hidden_count_is_hidden_with_it(office, database, agency, clock) -> None:
    phone = office.phone()
    office.text(phone, "one", segments=3)
    for _ in range(40):
        office.text(phone, "ours", inbound=False, status="sent", segments=2)
    with database.read() as connection:
        made = make_reports(connection, MONTH, agency.calendar, PRICE, clock.at)
    lines = _as_csv(next(one for one in made.reports if one.name == "texts")).split()
    assert lines == [
        "texts,texts,segments,cost",
        "from",
        "parents,<11,hidden,hidden",
        "to",
        "parents,hidden,hidden,hidden",
    ]


@pytest.mark.parametrize("path", ["nonsense.csv", "languages.csv?span=own&from=x&to=y", "languages.csv?span=8"])
def test_there_is_no_other_file(viewer, path: str) -> None:
    assert viewer.get(f"/staff/reports/{path}").status_code == 404


def test_every_report_has_a_file(viewer, office) -> None:
    page = viewer.text("/staff/reports?span=7")
    for name in ("requests", "time-to-mail", "endings", "channels", "languages", "texts", "opt-outs", "failed"):
        assert f"/staff/reports/{name}.csv?span=own&amp;from=2026-11-14&amp;to=2026-11-20" in page
        assert viewer.get(f"/staff/reports/{name}.csv").status_code == 200


def test_texts_are_kept_with_their_segments(database, office, clock) -> None:
    long = "á" * 71
    phone = office.phone()
    with database.write() as connection:
        read = read_phone("+19165550123")
        bot_records.add_inbound(connection, phone, InboundText("SM1", read, long, had_ssn=False, pictures=0), clock.at)
        bot_records.add_outbound(connection, OutboundText(phone, "x", "short", "waiting"), clock.at)
        kept = connection.execute(select(messages.c.segments).order_by(messages.c.id)).scalars().all()
    assert kept == [2, 1]


def test_the_county_names_its_price_or_there_is_none(agency, tmp_path) -> None:
    shipped = (ROOT / "agency.toml").read_text().replace('folder = "forms"', f'folder = "{ROOT / "forms"}"')
    own = tmp_path / "agency.toml"

    def priced(price: str) -> Decimal | None:
        own.write_text(shipped.replace("[texts]", f'[texts]\nprice_per_segment = "{price}"'))
        return read_agency(own).price_per_segment

    assert agency.price_per_segment is None
    assert priced("0.0108") == Decimal("0.0108")
    for wrong in ("a cent", "-1", "12", "nan"):
        with pytest.raises(SettingsError, match="price_per_segment"):
            priced(wrong)
