"""A small program under the phone: it checks the signature as Twilio's library does, keeps texts and answers."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from xml.sax.saxutils import escape

from flask import Flask, Response, request
from twilio.request_validator import RequestValidator
from werkzeug.serving import make_server

from enrollment.request import State
from enrollment.working_days import CountyCalendar
from phone import ClockStays, PhoneText, Simulator, Standing, blueprint

TOKEN = "a-token-of-the-tests"
PUBLIC = "https://text.example.gov"
COUNTY = "+19162990035"
NOON = datetime(2026, 3, 2, 20, 0, tzinfo=UTC)  # a Monday
CLOSED = date(2026, 3, 9)
CALENDAR = CountyCalendar(frozenset(), frozenset({CLOSED}))


@dataclass
class Standin:
    """`answer` is the TwiML of the next replies; `status` breaks the webhook; `keep` is what is stored of a text."""

    replies: list[str] = field(default_factory=lambda: ["Thank you."])
    status: int = 200
    kept_as: str | None = None
    now: datetime = NOON
    token: str = TOKEN
    movable: bool = True
    moved_on: timedelta = timedelta()
    waiting: int = 0
    queue_down: bool | None = False
    staff_can: bool = True
    voice: dict[str, str] = field(default_factory=dict)  # TwiML by the path and query it answers
    webhooks: list[dict[str, str]] = field(default_factory=list)
    receipts: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    calls: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    staff: list[tuple[str, State]] = field(default_factory=list)
    on_moving: list[str] = field(default_factory=list)  # sent to the first who wrote, when the clock moves next
    _texts: list[tuple[str, PhoneText]] = field(default_factory=list)

    def texts(self, phone: str, after: int) -> list[PhoneText]:
        return [text for owner, text in self._texts if owner == phone and text.id > after]

    def put(self, phone: str, body: str, *, inbound: bool = False, status: str | None = "sent") -> int:
        self.now += timedelta(seconds=20)
        text = PhoneText(len(self._texts) + 1, inbound, body, self.now, None if inbound else status)
        self._texts.append((phone, text))
        return text.id

    def receipt(self, text_id: int, status: str) -> None:
        owner, text = self._texts[text_id - 1]
        self._texts[text_id - 1] = (owner, replace(text, status=status))

    def standing(self) -> Standing:
        return Standing(self.now, self.moved_on, self.waiting, self.queue_down)

    def move_clock(self, by: timedelta) -> None:
        if by > timedelta(days=100):
            raise ClockStays
        self.moved_on += by
        self.now += by
        if self.webhooks:
            for body in self.on_moving:
                self.put(self.webhooks[0]["From"], body)
            self.on_moving.clear()

    def take_queue_down(self, down: bool) -> None:
        self.queue_down = down

    def play_staff(self, phone: str, state: State) -> bool:
        self.staff.append((phone, state))
        return self.staff_can

    def webhook(self) -> Response:
        fields, refusal = self._signed()
        if refusal:
            return refusal
        self.webhooks.append(fields)
        if [known["MessageSid"] for known in self.webhooks].count(fields["MessageSid"]) == 1:
            self.put(fields["From"], self.kept_as or fields["Body"], inbound=True)
            for reply in self.replies:
                self.put(fields["From"], reply, status="replied")
        inner = "".join(f"<Message>{escape(reply)}</Message>" for reply in self.replies)
        return twiml(inner)

    def hear(self) -> Response:
        fields, refusal = self._signed()
        if refusal:
            return refusal
        self.receipts.append((request.args["m"], fields))
        self.receipt(int(request.args["m"]), fields["MessageStatus"])
        return Response(status=204)

    def answer_call(self, **_door: str) -> Response:
        fields, refusal = self._signed()
        if refusal:
            return refusal
        path = request.full_path.rstrip("?")
        self.calls.append((path, fields))
        return twiml(self.voice.get(path, "<Hangup/>"))

    def _signed(self) -> tuple[dict[str, str], Response | None]:
        fields = request.form.to_dict()
        address = PUBLIC + request.full_path.rstrip("?")
        signature = request.headers.get("X-Twilio-Signature", "")
        if not RequestValidator(self.token).validate(address, fields, signature):
            return fields, Response("unsigned", 403)
        return fields, None if self.status == 200 else Response("down", self.status)


def twiml(inner: str) -> Response:
    text = f'<?xml version="1.0" encoding="UTF-8"?><Response>{inner}</Response>'
    return Response(text, mimetype="text/xml")


def standin_app(standin: Standin) -> Flask:
    app = Flask("standin")
    app.add_url_rule("/twilio/sms", view_func=standin.webhook, methods=["POST"])
    app.add_url_rule("/twilio/status", view_func=standin.hear, methods=["POST"])
    app.add_url_rule("/twilio/voice", view_func=standin.answer_call, methods=["POST"])
    app.add_url_rule("/twilio/voice/<door>", view_func=standin.answer_call, methods=["POST"])
    app.register_blueprint(
        blueprint(
            Simulator(
                public_base_url=PUBLIC,
                auth_token=TOKEN,
                account_sid="AC" + "0" * 32,
                county_number=COUNTY,
                texts=standin.texts,
                standing=standin.standing,
                calendar=CALENDAR,
                move_clock=standin.move_clock if standin.movable else None,
                take_queue_down=standin.take_queue_down,
                play_staff=standin.play_staff,
            )
        )
    )
    return app


@contextmanager
def serving(standin: Standin) -> Iterator[str]:
    """The stand-in on a free port; its address."""
    server = make_server("127.0.0.1", 0, standin_app(standin), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
