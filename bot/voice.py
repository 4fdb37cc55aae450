"""POST /twilio/voice and below: the doors of a call. The address carries step, language and tries, never a person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, Response, request
from twilio.twiml.voice_response import VoiceResponse

from bot import calls, records
from bot.calls import Ask, Line, PutThrough, Script, Step
from bot.catalogue import Catalogue
from bot.door import guard
from enrollment.agency import Agency
from parsers import Language, read_phone
from store.database import Database
from store.requests import Request

_VOICES = {Language.ENGLISH: ("Polly.Joanna", "en-US"), Language.SPANISH: ("Polly.Mia", "es-MX")}
_WAIT_SECONDS = {Step.LANGUAGE: 6, Step.MENU: 8, Step.REFERENCE: 15}


@dataclass(frozen=True)
class CallLine:
    database: Database
    agency: Agency
    sentences: Catalogue
    now: Callable[[], datetime]


def blueprint(line: CallLine, auth_token: str, public_base_url: str) -> Blueprint:
    doors = Blueprint("calls", __name__, url_prefix="/twilio/voice")
    guard(doors, auth_token, public_base_url)

    def answer(script: Script) -> Response:
        return Response(_twiml(script, line, public_base_url), mimetype="text/xml")

    @doors.post("")
    def voice() -> Response:
        return answer(calls.greet())

    @doors.post("/language")
    def language() -> Response:
        return answer(calls.choose_language(_digits(), _tries()))

    @doors.post("/menu")
    def menu() -> Response:
        is_open = line.agency.is_open(line.now())
        return answer(calls.choose_from_menu(_digits(), _language(), _tries(), office_open=is_open))

    @doors.post("/reference")
    def reference() -> Response:
        return answer(calls.confirm_package(_digits(), _package(line, _digits()), _language(), _tries()))

    return doors


def _digits() -> str:
    return "".join(digit for digit in request.form.get("Digits", "") if digit in "0123456789")


def _tries() -> int:
    tries = request.args.get("tries", "")
    return int(tries) if tries in {"1", "2"} else 0


def _language() -> Language:
    return Language.SPANISH if request.args.get("language") == Language.SPANISH else Language.ENGLISH


def _package(line: CallLine, reference: str) -> Request | None:
    """Phone and reference must belong together. A hidden number asks the same question of the tables."""
    phone = read_phone(request.form.get("From", ""))
    with line.database.read() as connection:
        return records.package_of_phone(connection, line.database.vault, phone.e164 if phone else "", reference)


def _twiml(script: Script, line: CallLine, public_base_url: str) -> str:
    response = VoiceResponse()
    if isinstance(script.then, Ask):
        ask = script.then
        address = f"{public_base_url}/twilio/voice/{ask.step}?language={ask.language}&tries={ask.tries}"
        gather = response.gather(
            num_digits=calls.KEYS[ask.step],
            timeout=_WAIT_SECONDS[ask.step],
            action=address,
            method="POST",
            action_on_empty_result=True,  # silence comes back to us like a wrong key
        )
        _say(gather, script.lines, line)
        return str(response)
    _say(response, script.lines, line)
    if isinstance(script.then, PutThrough):
        response.dial(line.agency.transfer_to)
    else:
        response.hangup()
    return str(response)


def _say(verb: VoiceResponse, lines: tuple[Line, ...], line: CallLine) -> None:
    for sentence in lines:
        voice, locale = _VOICES[sentence.language]
        slowly = {"phone": _slowly(line.agency.phone), "text_number": _slowly(line.agency.text_number)}
        words = line.sentences.say(sentence.code, sentence.language, **slowly, **dict(sentence.values))
        verb.say(words, voice=voice, language=locale)


def _slowly(number: str) -> str:
    """`866-901-3212` as a voice should read it: 8 6 6, 9 0 1, 3 2 1 2."""
    return ", ".join(" ".join(part) for part in number.split("-"))
