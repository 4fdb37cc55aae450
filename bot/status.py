"""STATUS: how the sender's own package stands, in plain words; of anything else the gate decides."""

from __future__ import annotations

import re
from datetime import timedelta

from bot.catalogue import date_in_words, day_in_words
from bot.questions import ask_again
from bot.turn import Reply, Scene, Turn
from cases.gate import Answer
from enrollment.reference import spoken
from enrollment.request import State
from enrollment.working_days import pacific_date
from parsers import Language, fold_gsm7
from store.requests import Request

SPEAKS_FOR_ITSELF = timedelta(days=30)  # how long STATUS alone is answered after the phone's last text
_CODES = {
    State.MAILED: "status_mailed",
    State.DELIVERED: "status_mailed",
    State.RETURNED: "status_returned",
    State.HANDED_OVER: "status_handed_over",
    State.CANCELLED: "status_stopped",
    State.WITHDRAWN: "status_stopped",
    State.HELD: "status_held",
}
_ENDED = frozenset({State.CANCELLED, State.WITHDRAWN})


_A_NUMBER = re.compile(r"\d(?:[ .-]{0,3}\d){5}")  # too long for a year or a house number, be it well formed or not


def answer_status(scene: Scene) -> Turn:
    """A reference of this phone is answered here; a stranger's, a case number and nonsense all go to the gate."""
    own = [request for request in scene.known.requests if request.reference in scene.reading.numbers]
    if len(own) == 1:
        return Turn(scene.conversation, scene.language, (package_reply(own[0], scene.language),))
    if scene.reading.numbers or _A_NUMBER.search(scene.reading.text):
        return Turn(scene.conversation, scene.language, asks_case=True)
    return Turn(scene.conversation, scene.language, (_alone(scene),))


def case_reply(answer: Answer, language: Language) -> Reply:
    """The gate's answer in words: one short stage and its date, or the refusal that is the same for every reason."""
    if answer.stage is None or answer.since is None:
        return Reply("status_refusal")
    return Reply(f"status_case_{answer.stage}", {"since": fold_gsm7(date_in_words(answer.since, language))})


def _alone(scene: Scene) -> Reply:
    live = [request for request in scene.known.requests if request.state not in _ENDED]
    last = scene.known.last_text_at
    if len(live) != 1 or last is None or scene.now - last > SPEAKS_FOR_ITSELF:
        return Reply("status_alone_none")
    return ask_again(scene) or package_reply(live[0], scene.language)


def package_reply(request: Request, language: Language) -> Reply:
    def day(code: str, value: object) -> dict[str, str]:
        return {code: fold_gsm7(str(value))}

    values = {"ref": spoken(request.reference)}
    values |= day("asked", day_in_words(pacific_date(request.first_text_at), language))
    if request.mailed_on is not None:
        values |= day("day", day_in_words(request.mailed_on, language))
    return Reply(_CODES.get(request.state, "status_asked"), values)
