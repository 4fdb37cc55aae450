"""The rule of the conversation: one text and what is known, to one Turn. Pure, so it can be tried by the thousand."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.opening import fill, take_open
from bot.questions import answer_choice, answer_words, ask_again
from bot.status import answer_status
from bot.turn import Act, Change, Conversation, Incoming, Known, OptIn, OptOut, OptOutType, Reply, Scene, Turn
from enrollment.request import CORRECTABLE, MOVES, State
from parsers import Keyword, Language, Reading, read_choice

_OPT_OUT = {Keyword.STOP, Keyword.CANCEL}


def decide(conversation: Conversation, incoming: Incoming, known: Known, now: datetime) -> Turn:
    """The whole effect of one text; see `bot.turn.Turn`."""
    language = _language_of_answer(incoming.reading, known)
    scene = Scene(conversation, incoming, known, language, now)
    turn = _opt_out_words(scene) or _what_was_said(scene)
    return _silence_if_opted_out(_tell_about_ssn(turn, scene), scene)


def _language_of_answer(reading: Reading, known: Known) -> Language:
    """A Spanish sentence, or the wish for Spanish forms, gets Spanish; it then stays until they ask for English."""
    if reading.keyword is Keyword.ENGLISH:
        return Language.ENGLISH
    if Language.SPANISH in {reading.written_in, reading.forms_language} or reading.keyword is Keyword.SPANISH:
        return Language.SPANISH
    return known.language or Language.ENGLISH


def _opt_out_words(scene: Scene) -> Turn | None:
    """STOP, START and HELP come before all else. Where Twilio has answered its own keyword, we stay silent."""
    keyword, twilio = scene.reading.keyword, scene.incoming.opt_out_type
    if keyword in _OPT_OUT or twilio is OptOutType.STOP:
        # One confirmation at most, ever: 47 CFR 64.1200(a)(12).
        silent = twilio is not None or scene.known.opted_out
        acts: tuple[Act, ...] = (OptOut(), *_hold_unmailed(scene)) if keyword is Keyword.CANCEL else (OptOut(),)
        return Turn(scene.conversation, scene.language, () if silent else (Reply("stop"),), acts)
    if keyword is Keyword.START or twilio is OptOutType.START:
        return Turn(scene.conversation, scene.language, () if twilio else (Reply("start"),), (OptIn(),))
    if keyword is Keyword.HELP or twilio is OptOutType.HELP:
        return Turn(scene.conversation, scene.language, () if twilio else (Reply("help"),))
    return None


def _hold_unmailed(scene: Scene) -> tuple[Change, ...]:
    """CANCEL may also mean "do not send it": paper that arrives at the wrong moment can put someone in danger."""
    return tuple(
        Change(request, state=State.HELD) for request in scene.known.requests if State.HELD in MOVES[request.state]
    )


def _what_was_said(scene: Scene) -> Turn:
    keyword = scene.reading.keyword
    if keyword is Keyword.OPEN:
        return take_open(scene)
    if keyword is Keyword.STATUS:
        return answer_status(scene)
    if keyword in {Keyword.ENGLISH, Keyword.SPANISH}:
        return _switch_language(scene)
    choice = read_choice(scene.reading.text)
    if choice is not None:
        return answer_choice(choice, scene)
    return answer_words(scene) or _say_what_we_can_do(scene)


def _switch_language(scene: Scene) -> Turn:
    """The word alone switches texts, and the forms too as long as they are not printed."""
    request = scene.request
    if request is None or request.state not in CORRECTABLE:
        return Turn(scene.conversation, scene.language, (Reply("language_set"),))
    if request.particulars.forms_language is scene.language:
        asked = ask_again(scene)
        return Turn(scene.conversation, scene.language, (asked or Reply("language_set"),))
    return fill(request, replace(request.particulars, forms_language=scene.language), scene)


def _say_what_we_can_do(scene: Scene) -> Turn:
    code = "photo" if scene.incoming.pictures and not scene.reading.text.strip() else "fallback"
    return Turn(scene.conversation, scene.language, (Reply(code),))


def _tell_about_ssn(turn: Turn, scene: Scene) -> Turn:
    if not scene.reading.had_ssn or turn.conversation.told_about_ssn:
        return turn
    conversation = replace(turn.conversation, told_about_ssn=True)
    return replace(turn, conversation=conversation, replies=(Reply("ssn"), *turn.replies))


def _silence_if_opted_out(turn: Turn, scene: Scene) -> Turn:
    """After STOP only START and HELP are answered; what was asked for is still mailed."""
    if not scene.known.opted_out:
        return turn
    return replace(turn, replies=tuple(reply for reply in turn.replies if reply.code in {"start", "help"}))
