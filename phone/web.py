"""The page at /phone/ and the two questions its script asks."""

from __future__ import annotations

from typing import Any

import flask
from flask import Blueprint, Response, jsonify, render_template, request

from parsers import read_phone
from parsers.gsm7 import BASIC, EXTENSION
from phone.carrier import LONGEST, sign_text
from phone.examples import EXAMPLES
from phone.guard import STATUS, Problem, Refused, require_loopback, require_own_page
from phone.simulator import PhoneText, Simulator
from phone.words import WORDS

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)
_LARGEST_QUESTION = 64 * 1024
_NEWEST_ID = 2**63 - 1


def blueprint(simulator: Simulator) -> Blueprint:
    pages = Blueprint("phone", __name__, url_prefix="/phone", template_folder="templates", static_folder="static")
    pages.before_request(_guard)
    pages.after_request(_harden)
    pages.register_error_handler(Refused, _refuse)

    @pages.get("/")
    def page() -> str:
        return render_template(
            "phone/page.html",
            county_number=simulator.county_number,
            examples=EXAMPLES,
            longest=LONGEST,
            given={"basic": "".join(sorted(BASIC)), "extension": "".join(sorted(EXTENSION)), "words": WORDS},
        )

    @pages.post("/sign")
    def sign() -> Response:
        question = _question()
        phone, body = _phone(question), question.get("body")
        if not isinstance(body, str):
            raise Refused(Problem.NOT_UNDERSTOOD)
        if len(body) > LONGEST:
            raise Refused(Problem.TOO_LONG)
        signed = sign_text(simulator, phone, body)
        return jsonify(url=signed.url, fields=signed.fields, signature=signed.signature)

    @pages.post("/texts")
    def texts() -> Response:
        question = _question()
        phone, after = _phone(question), question.get("after")
        if type(after) is not int or not 0 <= after <= _NEWEST_ID:
            raise Refused(Problem.NOT_UNDERSTOOD)
        found = simulator.texts(phone, after)
        return jsonify(phone=phone, now=simulator.now().isoformat(), texts=[_shown(text) for text in found])

    return pages


def _guard() -> None:
    require_loopback(request)
    if request.method == "POST":
        request.max_content_length = _LARGEST_QUESTION
        require_own_page(request)


def _harden(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = _POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    if request.endpoint != "phone.static":
        response.headers["Cache-Control"] = "no-store"
    return response


def _refuse(refused: Refused) -> tuple[Response, int]:
    status = STATUS[refused.problem]
    if request.method == "POST":
        return jsonify(error=refused.problem.value), status
    return flask.Response(WORDS[refused.problem] + "\n", mimetype="text/plain"), status


def _question() -> dict[str, Any]:
    question = request.get_json(silent=True)
    if not isinstance(question, dict):
        raise Refused(Problem.NOT_UNDERSTOOD)
    return question


def _phone(question: dict[str, Any]) -> str:
    typed = question.get("phone")
    phone = read_phone(typed) if isinstance(typed, str) else None
    if phone is None or phone.channel != "sms":
        raise Refused(Problem.PHONE)
    return phone.e164


def _shown(text: PhoneText) -> dict[str, object]:
    return {
        "id": text.id,
        "inbound": text.inbound,
        "body": text.body,
        "at": text.at.isoformat(),
        "status": text.status,
    }
