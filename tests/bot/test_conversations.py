"""Random conversations, by the thousand through the pure rule and by the hundred through the real door, with retries,
reordering, crashes, lost webhooks and staff at work; tests/bot/world.py says what must always hold.

CONVERSATIONS=10000 plays as many; `make bench` does.
"""

from __future__ import annotations

import os
import secrets
import shutil
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from sqlalchemy import func, select

from bot import catalogue, line, reconcile, webhook
from bot.line import TextLine
from bot.log import LoggedText
from bot.timers import review_unanswered
from bot.turn import OptOutType
from enrollment.agency import Agency
from enrollment.request import State, moves_from
from store import outbox
from store.database import Database
from store.tables import contacts, messages
from store.tables import outbox as outbox_table
from store.vault import Vault
from tests.bot.conftest import BASE, GRACE, TOKEN, Door, FakeLog, ParentPhone
from tests.bot.world import STAFF_MOVES, TEXTS, World
from tests.conftest import Clock

BULK = int(os.environ.get("CONVERSATIONS", "800"))
AT_THE_DOOR = max(20, BULK // 50)
QUIET = {"deadline": None, "suppress_health_check": list(HealthCheck), "database": None}

_steps = st.one_of(
    st.tuples(st.just("text"), st.sampled_from(TEXTS)),
    st.tuples(st.just("crash"), st.sampled_from(TEXTS)),
    st.tuples(st.just("twilio"), st.sampled_from(list(OptOutType))),
    st.tuples(st.just("wait"), st.sampled_from([1, 5, 25, 80, 24 * 31])),
    st.tuples(st.just("staff"), st.sampled_from(STAFF_MOVES)),
)


@settings(max_examples=BULK, **QUIET)  # type: ignore[arg-type]
@given(st.lists(_steps, min_size=2, max_size=14))
def test_whatever_is_texted_the_promises_hold(steps: list[tuple[str, Any]]) -> None:
    world = World()
    for kind, what in steps:
        match kind:
            case "text" | "crash":
                world.text(what, crash_first=kind == "crash")
            case "twilio":
                world.text(what.value, what)
            case "wait":
                world.now += timedelta(hours=what)
            case "staff":
                world.staff(what)


@pytest.mark.parametrize("text", TEXTS)
def test_an_automatic_sender_is_not_talked_to_for_ever(text: str) -> None:
    """It answers each of our lines with the same words, all day long."""
    world = World()
    answered = sum(bool(world.text(text)) for _ in range(60))
    assert answered <= 25


class Conversations(RuleBasedStateMachine):
    """Two phones at the real door."""

    template: Path
    folder: Path
    vault: Vault
    agency: Agency

    def __init__(self) -> None:
        super().__init__()
        path = self.folder / f"{secrets.token_hex(6)}.db"
        shutil.copy(self.template, path)
        self.path, self.clock, self.log = path, Clock(), FakeLog()
        self.database = Database(f"sqlite:///{path}", self.vault)
        self.line = TextLine(self.database, self.agency, catalogue.texts(self.agency), GRACE, self.clock)
        app = Flask("door")
        app.register_blueprint(webhook.blueprint(self.line, TOKEN, BASE))
        self.door = Door(app.test_client(), self.database, self.clock)
        self.phones = [ParentPhone(self.door, "+19165550101"), ParentPhone(self.door, "+19165550102")]
        self.sent: list[dict[str, str]] = []

    def _deliver(self, form: dict[str, str]) -> bytes:
        answer = self.door.post("/twilio/sms", form)
        assert answer.status_code == 200
        return answer.data

    def _logged(self, form: dict[str, str]) -> dict[str, str]:
        self.clock.pass_by(timedelta(seconds=30))
        self.sent.append(form)
        self.log.texts.append(LoggedText(form["MessageSid"], True, form["From"], form["Body"], self.clock()))
        return form

    @rule(phone=st.integers(0, 1), text=st.sampled_from(TEXTS))
    def text(self, phone: int, text: str) -> None:
        self._deliver(self._logged(self.phones[phone].form(text)))

    @precondition(lambda self: self.sent)
    @rule(which=st.integers(0, 5))
    def repeat(self, which: int) -> None:
        """Twilio tries again: the same answer, or none where the outbox sees to it, and nothing else happens."""
        form = self.sent[-1 - which % len(self.sent)]
        first, rows = self._deliver(form), self._rows()
        assert self._deliver(form) == first
        assert self._rows() == rows

    @rule(phone=st.integers(0, 1), text=st.sampled_from(TEXTS))
    def lose(self, phone: int, text: str) -> None:
        """The webhook never arrives; Twilio's log has the text."""
        self._logged(self.phones[phone].form(text))

    @rule(phone=st.integers(0, 1), texts=st.lists(st.sampled_from(TEXTS), min_size=2, max_size=3))
    def reorder(self, phone: int, texts: list[str]) -> None:
        for form in reversed([self._logged(self.phones[phone].form(text)) for text in texts]):
            self._deliver(form)

    @rule(phone=st.integers(0, 1), text=st.sampled_from(TEXTS))
    def crash(self, phone: int, text: str) -> None:
        """The process dies just before the commit; the retry finds nothing of it."""
        form, before = self._logged(self.phones[phone].form(text)), self._rows()
        with pytest.MonkeyPatch.context() as broken:
            broken.setattr(line.records, "save_conversation", lambda *_: 1 / 0)
            assert self.door.post("/twilio/sms", form).status_code == 500
        assert self._rows() == before
        self._deliver(form)

    @rule()
    def reconcile(self) -> None:
        now = self.clock.pass_by(timedelta(minutes=6))
        reconcile.reconcile(self.line, self.log, now - timedelta(days=40), now, now)
        with self.database.read() as connection:
            kept = set(connection.execute(select(messages.c.sid).where(messages.c.inbound)).scalars())
        assert kept == {form["MessageSid"] for form in self.sent}, "a text was lost"

    @rule(hours=st.sampled_from([1, 5, 25, 80]))
    def wait(self, hours: int) -> None:
        self.clock.pass_by(timedelta(hours=hours))
        review_unanswered(self.database, self.clock())

    @rule(state=st.sampled_from(STAFF_MOVES))
    def staff(self, state: State) -> None:
        for request in self.door.requests()[-1:]:
            complete = request.particulars.is_complete and not request.particulars.doubtful
            if state is State.ACCEPTED and not complete:
                continue  # the console asks a clerk to complete it first
            if state in moves_from(request.state, held_from=request.held_from):
                self.phones[0].move(state)

    @invariant()
    def nothing_accepted_is_without_a_promise(self) -> None:
        with self.database.read() as connection:
            promised = set(connection.execute(select(outbox_table.c.key)).scalars())
        for request in self.door.requests():
            if request.state is State.ACCEPTED:
                assert request.package_key in promised
                assert request.particulars.is_complete

    @invariant()
    def nobody_is_texted_the_same_line_twice_in_a_row(self) -> None:
        with self.database.read() as connection:
            rows = connection.execute(
                select(messages.c.contact_id, messages.c.body).where(~messages.c.inbound).order_by(messages.c.id)
            ).all()
        for contact in {row.contact_id for row in rows}:
            lines = [row.body for row in rows if row.contact_id == contact]
            assert all(one != other for one, other in pairwise(lines))

    @invariant()
    def every_phone_is_one_contact(self) -> None:
        with self.database.read() as connection:
            assert connection.execute(select(func.count()).select_from(contacts)).scalar_one() <= 2
            assert outbox.backlog(connection, self.clock()).parked == 0

    def _rows(self) -> int:
        with self.database.read() as connection:
            return sum(
                connection.execute(select(func.count()).select_from(table)).scalar_one()
                for table in (messages, contacts, outbox_table)
            )

    def teardown(self) -> None:
        self.database.close()
        for path in self.folder.glob(f"{self.path.name}*"):
            path.unlink()


@pytest.fixture
def at_the_door(sqlite_template: Path, tmp_path: Path, vault: Vault, agency: Agency) -> type[Conversations]:
    class Here(Conversations):
        pass

    Here.template, Here.folder, Here.vault, Here.agency = sqlite_template, tmp_path, vault, agency
    return Here


def test_at_the_real_door_nothing_is_lost_doubled_or_half_done(at_the_door: type[Conversations]) -> None:
    run_state_machine_as_test(
        at_the_door,
        settings=settings(max_examples=AT_THE_DOOR, stateful_step_count=14, **QUIET),  # type: ignore[arg-type]
    )
