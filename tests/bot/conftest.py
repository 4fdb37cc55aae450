"""A text line behind its real door: signed webhooks in, TwiML out, on both databases."""

from __future__ import annotations

import secrets
import xml.etree.ElementTree as ET
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

import pytest
from flask import Flask
from flask.testing import FlaskClient
from twilio.request_validator import RequestValidator
from werkzeug.test import TestResponse

from bot import catalogue, voice, webhook
from bot.carrier import CarrierAway
from bot.line import TextLine
from bot.log import LoggedText
from bot.voice import CallLine
from enrollment.agency import Agency
from enrollment.reference import spoken
from enrollment.request import State
from store import outbox
from store import requests as ledger
from store.conversation_tables import desk_items
from store.database import Database
from store.requests import Request
from store.tables import requests
from tests.conftest import Clock

TOKEN = "token-of-the-tests"
BASE = "https://text.example.gov"
GRACE = timedelta(minutes=10)


class Worker(Protocol):
    def work(self, row: outbox.Row, now: datetime) -> None: ...


@dataclass
class FakeCarrier:
    """Twilio's side of sending, ours to play."""

    refuses: Exception | None = None
    breaks_after_taking: bool = False
    sent: list[tuple[str, str]] = field(default_factory=list)

    def send(self, to: str, body: str, status_callback: str) -> str:  # noqa: ARG002 the port's shape
        if self.refuses is not None:
            raise self.refuses
        self.sent.append((to, body))
        if self.breaks_after_taking:
            raise CarrierAway
        return f"SMsent{len(self.sent)}"

    def as_logged(self, at: datetime) -> list[LoggedText]:
        numbered = enumerate(self.sent, start=1)
        return [LoggedText(f"SMsent{n}", False, to, body, at, status="sent") for n, (to, body) in numbered]


@dataclass
class FakeLog:
    """Twilio's message log, ours to play."""

    texts: list[LoggedText] = field(default_factory=list)

    def between(self, since: datetime, until: datetime) -> list[LoggedText]:
        return [text for text in self.texts if since <= text.at <= until]


@dataclass
class Door:
    """Twilio's side of the wire."""

    client: FlaskClient
    database: Database
    clock: Clock

    def post(self, path: str, form: dict[str, str], *, signature: str | None = None) -> TestResponse:
        signed = RequestValidator(TOKEN).compute_signature(BASE + path, form) if signature is None else signature
        return self.client.post(path, data=form, headers={"X-Twilio-Signature": signed})

    def desk(self) -> list[tuple[str, str | None]]:
        """(kind, detail) of what lies open on the desk, oldest first."""
        with self.database.read() as connection:
            rows = connection.execute(desk_items.select().where(desk_items.c.settled_at.is_(None)).order_by("id"))
            return [(row.kind, row.detail) for row in rows]

    def work(self, kind: str, handler: Worker) -> int:
        """Do what is due of one kind in the outbox; how many rows that were."""
        with self.database.write() as connection:
            due = [row for row, _, of_kind in outbox.due(connection, self.clock(), 100) if of_kind == kind]
            taken = [outbox.take(connection, row, self.clock()) for row in due]
        for row in taken:
            assert row is not None
            handler.work(row, self.clock())
        return len(taken)

    def requests(self) -> list[Request]:
        with self.database.read() as connection:
            return ledger.read_all(connection, requests.select().order_by(requests.c.id))


@dataclass
class ParentPhone:
    """Someone with a phone. What they text goes through the door as Twilio would bring it."""

    door: Door
    number: str = "+19165550101"
    extra: dict[str, str] = field(default_factory=dict)

    def form(self, body: str, **extra: str) -> dict[str, str]:
        sid = f"SM{secrets.token_hex(16)}"
        fixed = {"MessageSid": sid, "AccountSid": "AC1", "From": self.number, "To": "+19162990035", "NumMedia": "0"}
        return fixed | {"Body": body} | self.extra | extra

    def text(self, body: str, **extra: str) -> list[str]:
        answer = self.door.post("/twilio/sms", self.form(body, **extra))
        assert answer.status_code == 200, answer.status
        return bodies(answer)

    def move(self, state: State) -> None:
        """Staff or the mailroom moved the last request on."""
        with self.door.database.write() as connection:
            request = self.door.requests()[-1]
            mailed = {"mailed_on": self.door.clock().date()} if state is State.MAILED else {}
            ledger.move(connection, request, state, actor="staff:1", now=self.door.clock(), **mailed)


def bodies(answer: TestResponse) -> list[str]:
    return [message.findtext("Body") or message.text or "" for message in ET.fromstring(answer.data).iter("Message")]


def in_one_line(request: Request) -> str:
    wanted = request.particulars
    address = wanted.address
    parts = [
        request.state.value + (f" ({request.review_reason})" if request.review_reason else ""),
        str(wanted.name or "-"),
        (address.first_line if address else "") or "-",
        (address.last_line if address else "") or "-",
        wanted.forms_language.value,
    ]
    return " | ".join(parts)


def without_references(text: str, known: list[Request]) -> str:
    for number, request in enumerate(known, start=1):
        text = text.replace(spoken(request.reference), f"REF{number}")
    return text


@pytest.fixture
def text_line(database: Database, agency: Agency, clock: Clock) -> TextLine:
    return TextLine(database, agency, catalogue.texts(agency), GRACE, clock)


@pytest.fixture
def door(text_line: TextLine, database: Database, agency: Agency, clock: Clock) -> Door:
    app = Flask("door")
    app.register_blueprint(webhook.blueprint(text_line, TOKEN, BASE))
    call_line = CallLine(database, agency, catalogue.calls(agency), clock)
    app.register_blueprint(voice.blueprint(call_line, TOKEN, BASE))
    return Door(app.test_client(), database, clock)


@pytest.fixture
def parent(door: Door) -> ParentPhone:
    return ParentPhone(door)
