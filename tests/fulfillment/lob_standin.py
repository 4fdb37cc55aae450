"""A Lob of our own: holds every request against the facts of Lob's API, and can be told to misbehave."""

from __future__ import annotations

import base64
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from flask import Flask, Response, jsonify, request
from werkzeug.serving import make_server

KEY = "test_0123456789"
REQUIRED = {
    *("to[name]", "to[address_line1]", "to[address_city]", "to[address_state]", "to[address_zip]"),
    *("from[name]", "from[address_line1]", "from[address_city]", "from[address_state]", "from[address_zip]"),
    *("color", "use_type"),
}


@dataclass
class StandIn:
    url: str = ""
    letters: dict[str, str] = field(default_factory=dict)  # vendor id by key
    cancelled: list[str] = field(default_factory=list)
    called_at: list[float] = field(default_factory=list)
    posts: int = 0
    lose_answers: bool = False  # makes the letter, and says 500
    busy: bool = False
    refuse: bool = False
    too_late: bool = False
    deliverability: str = "deliverable"
    wrong: list[str] = field(default_factory=list)  # what went against the API

    def expect(self, holds: bool, what: str) -> None:
        if not holds:
            self.wrong.append(what)


def _app(lob: StandIn) -> Flask:
    app = Flask("lob")

    @app.before_request
    def check() -> tuple[str, int] | None:
        lob.called_at.append(time.monotonic())
        expected = base64.b64encode(f"{KEY}:".encode()).decode()
        if request.headers.get("Authorization") != f"Basic {expected}":
            return "", 401
        return ("", 429) if lob.busy else None

    @app.post("/v1/letters")
    def post() -> tuple[Response, int] | Response:
        lob.posts += 1
        lob.expect(set(request.form) >= REQUIRED, f"required: {REQUIRED - set(request.form)}")
        lob.expect(request.form.get("use_type") in {"marketing", "operational"}, "use_type")
        lob.expect(request.form.get("color") in {"true", "false"}, "color")
        placement = request.form.get("address_placement")
        lob.expect(placement in {"top_first_page", "insert_blank_page"}, "address_placement")
        key = request.headers.get("Idempotency-Key", "")
        lob.expect(0 < len(key) <= 256, "Idempotency-Key")
        lob.expect(request.files["file"].read(5) == b"%PDF-", "file")
        if lob.refuse:
            return jsonify(error={"status_code": 422}), 422
        vendor_id = lob.letters.setdefault(key, f"ltr_{len(lob.letters) + 1}")
        return (jsonify(error={}), 500) if lob.lose_answers else jsonify(id=vendor_id)

    @app.get("/v1/letters")
    def find() -> Response:
        vendor_id = lob.letters.get(request.args.get("metadata[key]", ""))
        return jsonify(data=[] if vendor_id is None else [{"id": vendor_id}])

    @app.delete("/v1/letters/<vendor_id>")
    def cancel(vendor_id: str) -> tuple[Response, int] | Response:
        if lob.too_late:
            return jsonify(error={}), 422
        lob.cancelled.append(vendor_id)
        return jsonify(id=vendor_id, deleted=True)

    @app.post("/v1/us_verifications")
    def verify() -> Response:
        lob.expect("primary_line" in request.form, "primary_line")
        lob.expect("zip_code" in request.form or {"city", "state"} <= set(request.form), "city and state, or ZIP")
        return jsonify(id="us_ver_1", deliverability=lob.deliverability)

    return app


@contextmanager
def standing_in() -> Iterator[StandIn]:
    lob = StandIn()
    server = make_server("127.0.0.1", 0, _app(lob), threaded=True)
    lob.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield lob
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
