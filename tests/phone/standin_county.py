"""A small program under the phone: it checks the signature as Twilio's library does, keeps texts and answers."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from xml.sax.saxutils import escape

from flask import Flask, Response, request
from twilio.request_validator import RequestValidator
from werkzeug.serving import make_server

from phone import PhoneText, Simulator, blueprint

TOKEN = "a-token-of-the-tests"
PUBLIC = "https://text.example.gov"
COUNTY = "+19162990035"
NOON = datetime(2026, 3, 2, 20, 0, tzinfo=UTC)


@dataclass
class Standin:
    """`answer` is the TwiML of the next replies; `status` breaks the webhook; `keep` is what is stored of a text."""

    replies: list[str] = field(default_factory=lambda: ["Thank you."])
    status: int = 200
    kept_as: str | None = None
    now: datetime = NOON
    token: str = TOKEN
    webhooks: list[dict[str, str]] = field(default_factory=list)
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

    def webhook(self) -> Response:
        fields = request.form.to_dict()
        signature = request.headers.get("X-Twilio-Signature", "")
        if not RequestValidator(self.token).validate(PUBLIC + request.path, fields, signature):
            return Response("unsigned", 403)
        if self.status != 200:
            return Response("down", self.status)
        self.webhooks.append(fields)
        if [known["MessageSid"] for known in self.webhooks].count(fields["MessageSid"]) == 1:
            self.put(fields["From"], self.kept_as or fields["Body"], inbound=True)
            for reply in self.replies:
                self.put(fields["From"], reply, status="replied")
        inner = "".join(f"<Message>{escape(reply)}</Message>" for reply in self.replies)
        return Response(f'<?xml version="1.0" encoding="UTF-8"?><Response>{inner}</Response>', mimetype="text/xml")


def standin_app(standin: Standin) -> Flask:
    app = Flask("standin")
    app.add_url_rule("/twilio/sms", view_func=standin.webhook, methods=["POST"])
    app.register_blueprint(
        blueprint(
            Simulator(
                public_base_url=PUBLIC,
                auth_token=TOKEN,
                account_sid="AC" + "0" * 32,
                county_number=COUNTY,
                texts=standin.texts,
                now=lambda: standin.now,
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
