"""The page at /phone/ and the questions its script asks."""

from __future__ import annotations

import random

import flask
from flask import Blueprint, Response, jsonify, render_template, request

from parsers import Language
from parsers.gsm7 import BASIC, EXTENSION
from phone.ahead import Moment, gap_to
from phone.carrier import LONGEST, OptOut, Receipt, SignedWebhook, new_call, sign_call, sign_receipt, sign_text
from phone.examples import EXAMPLES, ODD_TEXTS
from phone.guard import STATUS, Problem, Refused, require_loopback, require_own_page
from phone.questions import Question
from phone.simulator import ClockStays, PhoneText, Simulator
from phone.stories import SHIPPED, NotAStory, Step, in_other_houses, read_story, title_of
from phone.words import words_in

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)
_LARGEST_QUESTION = 64 * 1024
_PHONES = ("phone_1", "phone_2")


def blueprint(simulator: Simulator) -> Blueprint:
    pages = Blueprint("phone", __name__, url_prefix="/phone", template_folder="templates", static_folder="static")
    pages.before_request(_guard)
    pages.after_request(_harden)
    pages.register_error_handler(Refused, _refuse)
    _add_pages(pages, simulator)
    _add_wire(pages, simulator)
    _add_levers(pages, simulator)
    _add_stories(pages)
    return pages


def _add_pages(pages: Blueprint, simulator: Simulator) -> None:
    def page(language: Language) -> str:
        words = words_in(language)
        return render_template(
            "phone/page.html",
            county_number=simulator.county_number,
            language=language.value,
            phones=_PHONES,
            examples=EXAMPLES,
            odd_texts=ODD_TEXTS,
            stories=[(name, title_of(path.read_text())) for name, path in SHIPPED.items()],
            longest=LONGEST,
            w=words,
            given={"basic": "".join(sorted(BASIC)), "extension": "".join(sorted(EXTENSION)), "words": words},
        )

    @pages.get("/")
    def english() -> str:
        return page(Language.ENGLISH)

    @pages.get("/es")
    def spanish() -> str:
        return page(Language.SPANISH)


def _add_wire(pages: Blueprint, simulator: Simulator) -> None:
    """What Twilio would send is signed here and posted by the page, so that no web worker waits for another."""

    @pages.post("/sign")
    def sign() -> Response:
        question = Question()
        opt_out = question.one_of(OptOut, "optOut") if question.has("optOut") else None
        return _signed(sign_text(simulator, question.phone(), question.body(), question.pictures(), opt_out))

    @pages.post("/sign-receipt")
    def sign_a_receipt() -> Response:
        question = Question()
        error = question.number("error", 99_999) if question.has("error") else None
        receipt = question.one_of(Receipt, "receipt")
        return _signed(sign_receipt(simulator, question.phone(), question.number("text"), receipt, error))

    @pages.post("/sign-call")
    def sign_a_call() -> Response:
        question = Question()
        call = question.call() if question.has("call") else new_call()
        address = question.text("address") if question.has("address") else None
        keys = question.keys() if question.has("keys") else None
        return _signed(sign_call(simulator, question.phone(), call, address, keys))

    @pages.post("/texts")
    def texts() -> Response:
        question = Question()
        phone = question.phone()
        found = simulator.texts(phone, question.number("after"))
        return jsonify(phone=phone, texts=[_shown(text) for text in found], house=_standing(simulator))


def _add_levers(pages: Blueprint, simulator: Simulator) -> None:
    @pages.post("/clock")
    def move_clock() -> Response:
        question = Question()
        if simulator.move_clock is None:
            raise Refused(Problem.CLOCK)
        if question.has("to"):
            gap = gap_to(question.one_of(Moment, "to"), simulator.standing().now, simulator.calendar)
        else:
            gap = question.span()
        try:
            simulator.move_clock(gap)
        except ClockStays:
            raise Refused(Problem.CLOCK) from None
        return jsonify(house=_standing(simulator))

    @pages.post("/queue")
    def queue() -> Response:
        down = Question().down()
        if simulator.standing().queue_down is None:
            raise Refused(Problem.QUEUE)
        simulator.take_queue_down(down)
        return jsonify(house=_standing(simulator))

    @pages.post("/staff")
    def play_staff() -> Response:
        question = Question()
        return jsonify(stands=simulator.play_staff(question.phone(), question.state()))


def _add_stories(pages: Blueprint) -> None:
    @pages.post("/story")
    def story() -> tuple[Response, int] | Response:
        question = Question()
        if question.has("shipped"):
            shipped = SHIPPED.get(question.text("shipped"))
            if shipped is None:
                raise Refused(Problem.NOT_UNDERSTOOD)
            told = shipped.read_text()
        else:
            told = question.text("text")
        try:
            read = read_story(in_other_houses(told, random.SystemRandom()))
        except NotAStory as fault:
            return jsonify(error=Problem.NOT_A_STORY.value, line=fault.line), STATUS[Problem.NOT_A_STORY]
        return jsonify(title=read.title, hasHours=read.has_hours, steps=[_played(step) for step in read.steps])


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
    return flask.Response(words_in(Language.ENGLISH)[refused.problem] + "\n", mimetype="text/plain"), status


def _signed(webhook: SignedWebhook) -> Response:
    return jsonify(url=webhook.url, fields=webhook.fields, signature=webhook.signature)


def _standing(simulator: Simulator) -> dict[str, object]:
    standing = simulator.standing()
    return {
        "now": standing.now.isoformat(),
        "movedOn": int(standing.moved_on.total_seconds()),
        "movable": simulator.move_clock is not None,
        "waiting": standing.waiting,
        "queueDown": standing.queue_down,
    }


def _shown(text: PhoneText) -> dict[str, object]:
    return {
        "id": text.id,
        "inbound": text.inbound,
        "body": text.body,
        "at": text.at.isoformat(),
        "status": text.status,
    }


def _played(step: Step) -> dict[str, object]:
    return {
        "act": step.act.value,
        "line": step.line,
        "phone": step.phone,
        "body": step.body,
        "pictures": step.pictures,
        "optOut": step.opt_out,
        "seconds": step.seconds,
        "state": step.state,
        "told": step.told,
        "later": step.later,
        "notes": step.notes,
    }
