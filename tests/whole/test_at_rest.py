"""Two hundred conversations through the real doors, and then a thief with every file we leave behind."""

from __future__ import annotations

import itertools
import json
import logging
import secrets
import tempfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import structlog
from flask import Flask
from redis import Redis
from rq import Queue, SimpleWorker
from rq.serializers import JSONSerializer
from twilio.request_validator import RequestValidator

from app import QUEUE_OF, House, create_app
from enrollment.request import State
from fulfillment import mailroom
from runtime import jobs, logs
from runtime.relay import QUEUES, Relay, connect
from runtime.settings import Settings
from store import migrate
from store import requests as ledger
from store.tables import requests
from tests.runtime.support import QueueServer

CONVERSATIONS = 200
GIVEN = (
    "Guadalupe",
    "Xiomara",
    "Thuy",
    "Dmitri",
    "Oluwaseun",
    "Fernanda",
    "Bartholomew",
    "Quetzalli",
    "Ignacio",
    "Mai",
)
SURNAMES = (
    "Villanueva",
    "Okonkwo",
    "Petrosyan",
    "Zamora",
    "Nakamura",
    "Castellanos",
    "Whitfield",
    "Vang",
    "Quiroz",
    "Abernathy",
)
STREETS = (
    "Fruitridge Rd",
    "Stockton Blvd",
    "Florin Rd",
    "Marconi Ave",
    "Arden Way",
    "Watt Ave",
    "El Camino Ave",
    "Folsom Blvd",
)


class Parent:
    """One invented person, and everything of theirs that must not be found."""

    def __init__(self, number: int) -> None:
        self.name = f"{GIVEN[number % 10]} {SURNAMES[number // 10 % 10]}"
        self.street = f"{4100 + 7 * number} {STREETS[number % 8]}"
        self.phone = f"+1916555{1000 + number:04d}"
        self.ssn = f"{200 + number:03d}-4{number % 10}-{6000 + number:04d}"
        self.case = f"07{number:03d}55{number:03d}"

    def texts(self) -> list[str]:
        open_ = f"OPEN {self.name} {self.street} Sacramento CA 95820"
        says = [open_, f"STATUS {self.case}", "STATUS", f"my social is {self.ssn}", "what hours are you open?"]
        if self.street[0] == "5":
            says = [f"OPEN {self.name}", f"{self.street} Sacramento CA 95820", "2", f"{self.name} Jr", "STOP"]
        return says

    def needles(self) -> list[str]:
        digits = self.phone[2:]
        return [
            self.name,
            self.name.upper(),
            self.street,
            self.street.upper(),
            digits,
            f"{digits[:3]}-{digits[3:6]}-{digits[6:]}",
            self.ssn,
            self.ssn.replace("-", ""),
            self.case,
        ]


def views(data: bytes) -> Iterator[bytes]:
    """The bytes, and what they hold packed: RQ packs what it stores with zlib."""
    yield data
    at = -1
    while (at := data.find(b"\x78", at + 1)) >= 0:
        if data[at + 1 : at + 2] in {b"\x01", b"\x5e", b"\x9c", b"\xda"}:
            try:
                yield zlib.decompressobj().decompress(data[at:], 1_000_000)
            except zlib.error:
                continue


def found_in(data: bytes, needles: list[str]) -> list[str]:
    seen = list(views(data))
    forms = {
        needle: (needle.encode(), needle.encode("utf-16-le"), json.dumps(needle).strip('"').encode())
        for needle in needles
    }
    return [needle for needle, forms in forms.items() if any(form in view for form in forms for view in seen)]


def test_the_thief_finds_what_lies_open_or_packed() -> None:
    """Or the great search below would find nothing whatever we did."""
    ana = "Ana Ruíz"
    for hidden in (ana.encode(), b"..." + zlib.compress(ana.encode()), json.dumps([ana]).encode()):
        assert found_in(hidden, [ana]) == [ana]


@pytest.fixture
def log_file(tmp_path: Path) -> Iterator[Path]:
    """All that the processes say, as an operator would keep it."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    logs.configure("web", production=True)
    path = tmp_path / "said.log"
    file = logging.FileHandler(path)
    file.setFormatter(root.handlers[0].formatter)
    file.setLevel(logging.DEBUG)
    root.handlers[:] = [file]
    yield path
    file.close()
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.captureWarnings(capture=False)
    structlog.reset_defaults()


@pytest.fixture
def spool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "spool"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def queue_server(settings: Settings) -> Iterator[QueueServer]:
    server = QueueServer(settings.data_dir)
    server.start()
    yield server
    server.kill()


@pytest.fixture
def app(settings: Settings, queue_server: QueueServer) -> Flask:
    made = create_app(replace(settings, redis_url=queue_server.place.url))
    migrate.upgrade(made.extensions["house"].database)
    return made


def _converse(app: Flask, people: list[Parent]) -> None:
    settings, client = app.extensions["house"].settings, app.test_client()
    validator = RequestValidator(settings.twilio_auth_token)
    url = settings.public_base_url + "/twilio/sms"
    for person, text in itertools.chain.from_iterable([(person, text) for text in person.texts()] for person in people):
        form = {"MessageSid": f"SM{secrets.token_hex(16)}", "From": person.phone, "Body": text, "NumMedia": "0"}
        headers = {"X-Twilio-Signature": validator.compute_signature(url, form)}
        assert client.post("/twilio/sms", data=form, headers=headers).status_code == 200
    assert client.post("/twilio/sms", data={"Body": people[0].name}).status_code == 403


def _work(house: House, wire: Redis) -> None:
    jobs.install(house.database, house.handlers, lambda: datetime.now(UTC))
    relay = Relay(house.database, wire, QUEUE_OF)
    queues = [Queue(name, connection=wire, serializer=JSONSerializer) for name in QUEUES]
    while relay.ring_due(datetime.now(UTC)):
        worker = SimpleWorker(queues, connection=wire, serializer=JSONSerializer, log_job_description=False)
        worker.work(burst=True, logging_level="ERROR")


def _mail_some(house: House) -> int:
    with house.database.read() as connection:
        ready = ledger.read_all(connection, requests.select().where(requests.c.state == State.READY.value))
    for request in ready[:40]:
        mailroom.record_printed(house.database, request.id, request.version, "staff:1", datetime.now(UTC))
        mailroom.record_mailed(house.database, request.id, request.version + 1, "staff:1", datetime.now(UTC))
    return len(ready)


def _fail_on_purpose(house: House, person: Parent) -> None:
    """What a bug would do: quote a person in an exception, in a job and in a library's line."""
    try:
        int(f"{person.name} {person.phone}")  # its message quotes what it was given
    except ValueError:
        structlog.get_logger().exception("work_failed", row=1)
        logging.getLogger("sqlalchemy.engine").exception("no row for %s", person.street)


def test_nothing_of_anybody_lies_open_but_in_the_mailroom(
    app: Flask, settings: Settings, log_file: Path, spool: Path, queue_server: QueueServer
) -> None:
    house, people = app.extensions["house"], [Parent(number) for number in range(CONVERSATIONS)]
    _converse(app, people)
    with connect(queue_server.place.url) as wire:
        _work(house, wire)
        made = _mail_some(house)
        _work(house, wire)
        _fail_on_purpose(house, people[0])
        kept = [value for key in wire.scan_iter() for value in _values(wire, key)]
    house.database.close()
    queue_server.kill()

    needles = sorted({needle for person in people for needle in person.needles()})
    places = [path for path in sorted(settings.data_dir.rglob("*")) if path.is_file()]
    allowed = (settings.data_dir / "packages", settings.data_dir / "mail")
    closed = [path for path in places if not path.is_relative_to(allowed[0]) and not path.is_relative_to(allowed[1])]
    closed += [log_file, *(path for path in spool.rglob("*") if path.is_file())]
    found = {path.name: found_in(path.read_bytes(), needles) for path in closed}
    found["queue server"] = found_in(b"\n".join(kept), needles)

    assert {name: what[:3] for name, what in found.items() if what} == {}
    assert {"text-to-enroll.db", "said.log"} <= set(found)
    assert any("aof" in name for name in found)  # everything that was ever said to the queue server
    assert made >= CONVERSATIONS * 0.8
    packages = list(allowed[0].iterdir())
    assert len(packages) >= made
    assert {path.stat().st_mode & 0o777 for path in packages} == {0o600}
    assert allowed[0].stat().st_mode & 0o777 == 0o700


def _values(wire: Redis, key: bytes) -> list[bytes]:
    read: dict[bytes, Callable[[], list[bytes]]] = {
        b"string": lambda: [wire.get(key) or b""],
        b"hash": lambda: list(itertools.chain.from_iterable(wire.hgetall(key).items())),
        b"list": lambda: wire.lrange(key, 0, -1),
        b"set": lambda: list(wire.smembers(key)),
        b"zset": lambda: wire.zrange(key, 0, -1),
        b"stream": lambda: [repr(wire.xrange(key)).encode()],
    }
    return [key, *read[wire.type(key)]()]
