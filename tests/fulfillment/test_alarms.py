"""Who hears of trouble, when, how often, and in which words."""

from __future__ import annotations

import json
import shutil
import socketserver
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from sqlalchemy import select, text

from enrollment.request import State
from fulfillment.alarms import AlarmWork, DangerWork, Herald, Mail, Webhook, sentence_of
from fulfillment.records.watch import Alarm
from fulfillment.shelf import FormShelf
from fulfillment.watch import Cause, Watch
from store import desk, outbox
from store import requests as ledger
from store.conversation_tables import desk_items
from store.desk import DANGER_ALARM, DeskKind
from store.mail_tables import alarms
from store.outbox import TryLater
from store.tables import contacts
from tests.conftest import MONDAY_NOON as NOW
from tests.fulfillment.conftest import Day

# Asked for on Monday of Thanksgiving week: Tuesday, Wednesday, Monday, Tuesday, and due on Wednesday, December 2.
DUE = NOW + timedelta(days=9)
LINK = "https://text.example.gov/staff/"


def watch(day: Day) -> Watch:
    return Watch(day.database, day.agency, day.maker.shelf, day.data)


def raised(day: Day, now: datetime) -> dict[str, int]:
    watch(day).look(now)
    with day.database.read() as connection:
        return {row.cause: row.figure for row in connection.execute(select(alarms))}


class Heard:
    def __init__(self) -> None:
        self.sentences: list[str] = []

    def tell(self, sentence: str, link: str) -> None:
        assert link == LINK
        self.sentences.append(sentence)


class Deaf:
    def tell(self, *_: str) -> None:
        raise ConnectionRefusedError


def work_off_alarms(day: Day, herald: Herald, now: datetime) -> None:
    work = AlarmWork(day.database, [herald], LINK)
    with day.database.read() as connection:
        due = [row_id for row_id, _, kind in outbox.due(connection, now, 100) if kind == "alarm"]
    for row_id in due:
        with day.database.write() as connection:
            row = outbox.take(connection, row_id, now)
        assert row is not None
        work.work(row, now)


@pytest.mark.parametrize(
    ("days", "cause"),
    [
        pytest.param(0, None, id="the day it came"),
        pytest.param(7, None, id="due the day after tomorrow"),
        pytest.param(8, "will_be_late", id="due tomorrow and not even made"),
        pytest.param(9, "will_be_late", id="due today"),
        pytest.param(10, "late", id="the day after"),
    ],
)
def test_the_breach_is_told_before_it_happens(day: Day, days: int, cause: str | None) -> None:
    day.accepted()
    told = raised(day, NOW + timedelta(days=days))
    assert {found for found in told if found in {"late", "will_be_late"}} == ({cause} if cause else set())


def test_one_ready_and_due_tomorrow_goes_with_the_next_batch(day: Day) -> None:
    day.ready()
    assert watch(day).figures(DUE - timedelta(days=1)).will_be_late == 0
    assert watch(day).figures(DUE).will_be_late == 1


@pytest.mark.parametrize("state", [State.HELD, State.NEEDS_ANSWER])
def test_what_waits_for_the_parent_or_is_held_is_counted_apart_and_never_hidden(day: Day, state: State) -> None:
    request = day.accepted()
    with day.database.write() as connection:
        ledger.move(connection, request, state, actor="staff:1", now=NOW)

    late = watch(day).figures(DUE + timedelta(days=1))

    assert (late.late, late.late_waiting) == (0, 1)
    assert raised(day, DUE + timedelta(days=1))["late"] == 1


def test_mailed_in_time_is_never_late(day: Day) -> None:
    request = day.ready()
    with day.database.write() as connection:
        printed = ledger.move(connection, request, State.PRINTED, actor="staff:1", now=NOW)
        ledger.move(connection, printed, State.MAILED, actor="staff:1", now=NOW)
    assert raised(day, DUE + timedelta(days=5)) == {}


@pytest.mark.parametrize(
    ("hours", "told"),
    [
        pytest.param(0, False, id="ready at noon, noon"),
        pytest.param(24, False, id="noon the next day: no whole day has passed"),
        pytest.param(30, True, id="6 pm the next day"),
        pytest.param(48, True, id="the day after"),
    ],
)
def test_nothing_printed_for_a_working_day_is_told(day: Day, hours: int, told: bool) -> None:
    day.ready()
    assert ("nothing_printed" in raised(day, NOW + timedelta(hours=hours))) is told


def test_a_holiday_is_no_working_day_to_print_on(day: Day) -> None:
    wednesday_evening = NOW + timedelta(days=2, hours=7)
    request = day.accepted()
    day.work_off(wednesday_evening)
    assert day.state(request) is State.READY
    assert "nothing_printed" not in raised(day, wednesday_evening + timedelta(days=4))  # Sunday
    assert "nothing_printed" in raised(day, wednesday_evening + timedelta(days=5))  # Monday evening


def test_forms_that_are_missing_are_told_with_the_files_name(day: Day, tmp_path: Path) -> None:
    shelf = FormShelf(tmp_path / "no forms", day.agency.required_forms, samples_allowed=True)
    assert replace(watch(day), shelf=shelf).look(NOW) == [Cause.FORMS]
    with day.database.read() as connection:
        assert connection.execute(select(alarms.c.detail)).scalar_one() == "no_folder:en/en"


@pytest.mark.parametrize(("free", "told"), [(1023, {"disk": 1023}), (1024, {})])
def test_a_disk_that_fills_up_is_told_while_there_is_still_room(
    day: Day, monkeypatch: pytest.MonkeyPatch, free: int, told: dict[str, int]
) -> None:
    usage = shutil.disk_usage(day.data)._replace(free=free * 2**20)
    monkeypatch.setattr(shutil, "disk_usage", lambda place: usage if place == day.data else None)
    assert raised(day, NOW) == told


def test_work_given_up_is_told(day: Day) -> None:
    request = day.accepted()
    with day.database.write() as connection:
        row_id = connection.execute(
            text("SELECT id FROM outbox WHERE subject_id = :id"), {"id": request.id}
        ).scalar_one()
        row = outbox.take(connection, row_id, NOW)
        assert row is not None
        outbox.park(connection, row, "died", NOW)
    assert raised(day, NOW) == {"parked": 1}


def test_each_cause_is_told_once_a_day_by_one_of_two_clocks(day: Day) -> None:
    day.accepted()
    late = DUE + timedelta(days=1)
    heard = Heard()
    assert watch(day).look(late) == [Cause.LATE]
    assert watch(day).look(late + timedelta(minutes=5)) == []
    work_off_alarms(day, heard, late)
    assert watch(day).look(late + timedelta(days=1)) == [Cause.LATE]
    work_off_alarms(day, heard, late + timedelta(days=1))

    assert heard.sentences == ["1 request(s) are past the 5 working days and not mailed"] * 2


def test_an_alarm_nobody_took_is_tried_again(day: Day) -> None:
    day.accepted()
    late = DUE + timedelta(days=1)
    watch(day).look(late)
    with pytest.raises(TryLater, match="alarm_not_delivered"):
        work_off_alarms(day, Deaf(), late)


@pytest.mark.parametrize("cause", Cause)
def test_every_cause_has_its_sentence(cause: Cause) -> None:
    assert "3" in sentence_of(Alarm(1, cause.value, 3, "missing:en/10-application"))


# The ways out, against servers of our own


@pytest.fixture
def relay() -> Iterator[tuple[int, list[str]]]:
    """As little of a mail relay as smtplib needs."""
    taken: list[str] = []

    class Session(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"220 ready\r\n")
            in_letter = False
            for line in self.rfile:
                words = line.decode().rstrip("\r\n")
                if in_letter:
                    in_letter = words != "."
                    taken.append(words)
                    answer = b"" if in_letter else b"250 taken\r\n"
                elif words.upper() == "QUIT":
                    return
                else:
                    in_letter = words.upper() == "DATA"
                    answer = b"354 go on\r\n" if in_letter else b"250 fine\r\n"
                self.wfile.write(answer)

    with socketserver.TCPServer(("127.0.0.1", 0), Session) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1], taken
        server.shutdown()


def test_mail_goes_to_whom_it_should_with_the_sentence_and_the_link(relay: tuple[int, list[str]]) -> None:
    port, taken = relay
    Mail("127.0.0.1", port, "us@example.gov", "boss@example.gov").tell("2 request(s) are late", LINK)

    assert "Subject: Text-to-enroll: 2 request(s) are late" in taken
    assert "To: boss@example.gov" in taken
    assert LINK in taken


def test_the_webhook_is_told_in_json() -> None:
    bodies: list[bytes] = []

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            bodies.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Hook) as server:
        threading.Thread(target=server.handle_request, daemon=True).start()
        Webhook(f"http://127.0.0.1:{server.server_address[1]}/").tell("the disk is full", LINK)

    assert json.loads(bodies[0]) == {"text": f"Text-to-enroll: the disk is full. {LINK}"}


def lay_danger(day: Day, now: datetime) -> int:
    """A text that speaks of danger, as the bot lays it on the desk; the item's number."""
    with day.database.write() as connection:
        phone = select(contacts.c.id).limit(1)
        contact_id = (
            connection.execute(phone).scalar()
            or connection.execute(
                contacts.insert()
                .values(channel="sms", phone="+19165550101", phone_lookup="x", created_at=now)
                .returning(contacts.c.id)
            ).scalar_one()
        )
        desk.put(connection, DeskKind.DANGER, now, contact_id=contact_id)
        return connection.execute(select(desk_items.c.id).order_by(desk_items.c.id.desc()).limit(1)).scalar_one()


def work_off_danger(day: Day, herald: Herald, now: datetime) -> None:
    work = DangerWork(day.database, [herald], f"{LINK}desk")
    with day.database.write() as connection:
        due = [row_id for row_id, _, kind in outbox.due(connection, now, 100) if kind == DANGER_ALARM]
        rows = [outbox.take(connection, row_id, now) for row_id in due]
    for row in rows:
        assert row is not None
        work.work(row, now)


class HeardWhere(Heard):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []

    def tell(self, sentence: str, link: str) -> None:
        self.sentences.append(sentence)
        self.links.append(link)


def test_danger_is_told_at_once_and_names_nobody(day: Day) -> None:
    heard, item = HeardWhere(), lay_danger(day, NOW)
    work_off_danger(day, heard, NOW)
    work_off_danger(day, heard, NOW + timedelta(minutes=5))
    assert heard.sentences == ["a text speaks of danger and lies on the desk; read it at once"]
    assert heard.links == [f"{LINK}desk/{item}"]


def test_thirty_texts_of_danger_are_one_alarm_until_somebody_has_settled_it(day: Day) -> None:
    heard = HeardWhere()
    for minute in range(30):
        lay_danger(day, NOW + timedelta(minutes=minute))
    work_off_danger(day, heard, NOW + timedelta(hours=1))
    assert len(heard.sentences) == 1
    with day.database.write() as connection:
        connection.execute(desk_items.update().values(settled_at=NOW))
    lay_danger(day, NOW + timedelta(hours=2))
    work_off_danger(day, heard, NOW + timedelta(hours=2))
    assert len(heard.sentences) == 2, "the next one, the same day, is told again"


def test_danger_is_told_again_when_nobody_could_be_reached(day: Day) -> None:
    lay_danger(day, NOW)
    with pytest.raises(TryLater):
        work_off_danger(day, Deaf(), NOW)
