"""STATUS: how the sender's own package stands, in plain words; of anything else, one neutral answer."""

from __future__ import annotations

from datetime import timedelta

from bot.catalogue import day_in_words
from bot.questions import ask_again
from bot.turn import Reply, Scene, Turn
from enrollment.reference import is_reference, spoken
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
}
_ENDED = frozenset({State.CANCELLED, State.WITHDRAWN})


def answer_status(scene: Scene) -> Turn:
    return Turn(scene.conversation, scene.language, (_reply(scene),))


def _reply(scene: Scene) -> Reply:
    if scene.reading.numbers:
        return _by_number(scene)
    live = [request for request in scene.known.requests if request.state not in _ENDED]
    last = scene.known.last_text_at
    if len(live) != 1 or last is None or scene.now - last > SPEAKS_FOR_ITSELF:
        return Reply("status_alone_none")
    return ask_again(scene) or package_reply(live[0], scene.language)


def _by_number(scene: Scene) -> Reply:
    """A reference of this phone is answered; a stranger's, a case number and nonsense are refused alike."""
    wanted = scene.reading.numbers[0]
    if len(scene.reading.numbers) == 1 and is_reference(wanted):
        own = next((request for request in scene.known.requests if request.reference == wanted), None)
        if own is not None:
            return package_reply(own, scene.language)
    return Reply("status_refusal")


def package_reply(request: Request, language: Language) -> Reply:
    def day(code: str, value: object) -> dict[str, str]:
        return {code: fold_gsm7(str(value))}

    values = {"ref": spoken(request.reference)}
    values |= day("asked", day_in_words(pacific_date(request.first_text_at), language))
    if request.mailed_on is not None:
        values |= day("day", day_in_words(request.mailed_on, language))
    return Reply(_CODES.get(request.state, "status_asked"), values)
