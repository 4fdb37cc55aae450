"""The console on a real, migrated database, and a cast: one clerk, one supervisor, one viewer."""

from __future__ import annotations

import re
import secrets
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Protocol

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, sync_playwright
from sqlalchemy import insert, select, update
from werkzeug.serving import make_server
from werkzeug.test import TestResponse

from bot import catalogue
from bot.by_staff import Pen
from cases.policy import CasePolicy
from enrollment.agency import Agency
from enrollment.particulars import Particulars
from enrollment.request import State
from fulfillment import mailroom
from parsers import Language, PersonName, PostalAddress, read_phone
from staff.console import blueprint
from staff.desk import Desk
from staff.passwords import hashed
from staff.records import users as user_records
from staff.roles import Role
from store import outbox, requests
from store.database import Database
from store.requests import SYSTEM, Origin, Request
from store.tables import contacts, messages, packages, staff_views
from store.tables import outbox as outbox_table
from store.vault import LookUp

from .import_worker import Worker

NOON = datetime(2026, 11, 20, 20, 0, tzinfo=UTC)  # a Friday, noon in Sacramento
TODAY = date(2026, 11, 20)
PASSWORD = "plain words do here"

MARIA = Particulars(
    Language.SPANISH,
    PersonName("María López"),
    PostalAddress("1234 Fruitridge Rd", "Apt 5", "Sacramento", "CA", "95820"),
)


class Clock(Protocol):
    """The one of tests/conftest.py."""

    at: datetime

    def __call__(self) -> datetime: ...

    def pass_by(self, span: timedelta) -> datetime: ...


@cache
def _hash_once() -> str:
    return hashed(PASSWORD)  # slow on purpose, and the same for the whole cast


@dataclass
class Office:
    """Makes what a test needs: people who work here, parents who wrote."""

    database: Database
    clock: Clock
    packages_dir: Path
    users: dict[str, int] = field(default_factory=dict)

    def hire(self, name: str, role: Role) -> int:
        with self.database.write() as connection:
            user_id = user_records.insert_user(connection, name, _hash_once(), role, self.clock.at)
        assert user_id is not None
        self.users[name] = user_id
        return user_id

    def phone(self, number: str = "+19165550123", **values: Any) -> int:
        read = read_phone(number)
        assert read is not None
        look_up = self.database.vault.fingerprint(LookUp.PHONE, read.e164)
        with self.database.write() as connection:
            row = {"channel": "sms", "phone": read.e164, "phone_lookup": look_up, "created_at": self.clock.at}
            return connection.execute(insert(contacts).values(row | values).returning(contacts.c.id)).scalar_one()

    def request(
        self,
        state: State = State.ACCEPTED,
        particulars: Particulars = MARIA,
        *,
        contact_id: int | None = None,
        due_on: date = TODAY + timedelta(days=4),
        asked_at: datetime | None = None,
        review_reason: str | None = None,
    ) -> Request:
        """One in that state, by the moves that lead there."""
        asked_at = asked_at or self.clock.at - timedelta(days=1)
        first = state if state in {State.NEEDS_ANSWER, State.NEEDS_REVIEW} else State.ACCEPTED
        with self.database.write() as connection:
            made = requests.create(
                connection,
                self.database.vault,
                particulars,
                first,
                Origin("text", asked_at, due_on, contact_id),
                actor="parent",
                now=asked_at,
                review_reason=review_reason,
            )
            way = {
                State.READY: [State.READY],
                State.PRINTED: [State.READY, State.PRINTED],
                State.MAILED: [State.READY, State.PRINTED, State.MAILED],
                State.RETURNED: [State.READY, State.PRINTED, State.MAILED, State.RETURNED],
                State.HELD: [State.READY, State.HELD],
                State.CANCELLED: [State.CANCELLED],
            }
            for step in way.get(state, []):
                changes = {"mailed_on": TODAY} if step is State.MAILED else {}
                made = requests.move(connection, made, step, actor=SYSTEM, now=asked_at, **changes)
            if way.get(state):
                done = update(outbox_table).where(outbox_table.c.subject_id == made.id)
                connection.execute(done.values(done_at=self.clock.at))
        if State.READY in way.get(state, []):
            self.package(made)
        return made

    def package(self, request: Request, content: bytes = b"%PDF-1.7 one package") -> None:
        self.packages_dir.mkdir(exist_ok=True)
        (self.packages_dir / f"{request.reference}.pdf").write_bytes(content)
        with self.database.write() as connection:
            connection.execute(
                insert(packages).values(
                    request_id=request.id,
                    attempt=request.attempt,
                    revision=request.revision,
                    sha256="0" * 64,
                    pages=6,
                    forms=[["10-application.pdf", "0" * 64], ["20-notice.pdf", "1" * 64]],
                    made_at=self.clock.at - timedelta(minutes=2),
                )
            )

    def text(self, contact_id: int, body: str, *, inbound: bool = True, at: datetime | None = None, **more: Any) -> int:
        row = {"contact_id": contact_id, "body": body, "inbound": inbound, "at": at or self.clock.at, "pictures": 0}
        with self.database.write() as connection:
            statement = insert(messages).values({"position": 0, "had_ssn": False} | row | more)
            return connection.execute(statement.returning(messages.c.id)).scalar_one()

    def stick(self, request: Request, problem: str = "forms_missing") -> None:
        """Park the making of this request's package, as a worker does that gives up."""
        now = self.clock.at
        with self.database.write() as connection:
            promised = select(outbox_table.c.id).where(outbox_table.c.key == request.package_key)
            row = outbox.take(connection, connection.execute(promised).scalar_one(), now)
            assert row is not None
            outbox.park(connection, row, problem, now)

    def beat(self, *names: str, problem: str | None = None) -> None:
        with self.database.write() as connection:
            for name in names:
                outbox.beat(connection, name, self.clock.at, problem)

    def views(self) -> list[tuple[int, int, str]]:
        with self.database.read() as connection:
            rows = connection.execute(select(staff_views).order_by(staff_views.c.id))
            return [(row.user_id, row.request_id, row.what) for row in rows]

    def state(self, request: Request) -> State:
        with self.database.read() as connection:
            found = requests.get(connection, request.id)
        assert found is not None
        return found.state


class Browser:
    """A client that fills in forms as a browser does: with the token the page gave it."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def get(self, path: str, **more: Any) -> TestResponse:
        return self.client.get(path, buffered=True, **more)

    def text(self, path: str) -> str:
        response = self.get(path)
        assert response.status_code == 200, response.status
        return response.text

    def sign_in(self, name: str, password: str = PASSWORD, **more: Any) -> TestResponse:
        token = form_token(self.get("/staff/sign-in").text)
        data = {"name": name, "password": password, "csrf": token} | more
        return self.client.post("/staff/sign-in", data=data)

    def press(self, request: Request, action: str, version: int | None = None, **more: Any) -> TestResponse:
        """As from the request's own page, opened when it was at `version`."""
        page = self.text(f"/staff/requests/{request.reference}")
        data = {"csrf": form_token(page), "version": version or request.version} | more
        return self.client.post(f"/staff/requests/{request.reference}/{action}", data=data)

    def search(self, what: str) -> TestResponse:
        token = form_token(self.text("/staff/"))
        return self.client.post("/staff/search", data={"what": what, "csrf": token})


def form_token(page: str) -> str:
    match = re.search(r'name="csrf" value="([^"]+)"', page)
    assert match is not None
    return match.group(1)


@pytest.fixture
def clock(clock: Clock) -> Clock:
    clock.at = NOON
    return clock


@pytest.fixture
def desk(database: Database, agency: Agency, clock: Clock, tmp_path: Path) -> Desk:
    return Desk(
        database=database,
        agency=agency,
        packages_dir=tmp_path / "packages",
        mail_dir=tmp_path / "mail",
        mailroom=mailroom,
        now=clock,
        secure=False,
        pen=Pen(catalogue.texts(agency), catalogue.texts_by_staff(agency), agency.calendar),
        calls=catalogue.calls(agency),
        case_policy=CasePolicy(approved=True, number=re.compile("[0-9]{10}")),
        extracts_dir=tmp_path / "extracts",
    )


@pytest.fixture
def app(desk: Desk) -> Flask:
    app = Flask("console")
    app.register_blueprint(blueprint(desk))
    return app


@pytest.fixture
def office(database: Database, clock: Clock, desk: Desk) -> Office:
    office = Office(database, clock, desk.packages_dir)
    office.hire("ana", Role.CLERK)
    office.hire("sue", Role.SUPERVISOR)
    office.hire("vic", Role.VIEWER)
    office.beat("clock", "worker-1", "worker-2")
    return office


@pytest.fixture
def visitor(app: Flask, office: Office) -> Browser:
    """Somebody at the sign-in page."""
    return Browser(app.test_client())


@pytest.fixture
def clerk(app: Flask, office: Office) -> Browser:
    return _signed_in(app, office, "ana")


@pytest.fixture
def supervisor(app: Flask, office: Office) -> Browser:
    return _signed_in(app, office, "sue")


@pytest.fixture
def viewer(app: Flask, office: Office) -> Browser:
    return _signed_in(app, office, "vic")


def _signed_in(app: Flask, office: Office, name: str) -> Browser:
    """Without the password: checking it is slow on purpose, and has its own tests."""
    browser, token = Browser(app.test_client()), secrets.token_urlsafe(32)
    fingerprint = office.database.vault.fingerprint(LookUp.STAFF_SESSION, token)
    with office.database.write() as connection:
        now = office.clock.at
        user_records.start_session(connection, fingerprint, secrets.token_urlsafe(32), office.users[name], now)
    browser.client.set_cookie("staff", token)
    return browser


# In a real browser


@pytest.fixture(scope="module")
def chromium() -> Iterator[Chromium]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium")
        yield browser
        browser.close()


@pytest.fixture
def url(app: Flask, office) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def page(chromium: Chromium, url: str) -> Iterator[Page]:
    context = chromium.new_context(base_url=url, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.set_default_timeout(8000)
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    yield page
    context.close()
    ours = ("Failed to load resource", "htmx:")  # what a refused or unreachable answer leaves in the log
    refused = [problem for problem in problems if not problem.startswith(ours)]
    assert refused == [], "the browser found nothing to complain of: no script error, no policy broken"


@pytest.fixture
def worker(office: Office, desk: Desk) -> Worker:
    """Does the outbox's imports, as a worker would."""
    return Worker(office, desk)
