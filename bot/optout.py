"""STOP, START, HELP and "not me": before all else, and in silence where Twilio has answered its own keyword."""

from __future__ import annotations

from bot.holding import hold_unmailed
from bot.turn import Act, Desk, OptIn, OptOut, OptOutType, Reply, Scene, Turn
from parsers import Keyword
from parsers.signals import Signal, read_agreement
from store.desk import DeskKind

_OPT_OUT = frozenset({Keyword.STOP, Keyword.CANCEL})


def opt_out_words(scene: Scene) -> Turn | None:
    keyword, twilio = scene.reading.keyword, scene.incoming.opt_out_type
    if keyword in _OPT_OUT or twilio is OptOutType.STOP:
        return _stop(scene)
    if twilio is OptOutType.START or (keyword is Keyword.START and not _agrees_to_a_question(scene)):
        return Turn(scene.conversation, scene.language, () if twilio else (Reply("start"),), (OptIn(),))
    if keyword is Keyword.HELP or twilio is OptOutType.HELP:
        return Turn(scene.conversation, scene.language, () if twilio else (Reply("help"),))
    return None


def _stop(scene: Scene) -> Turn:
    # One confirmation at most, ever: 47 CFR 64.1200(a)(12).
    silent = scene.incoming.opt_out_type is not None or scene.known.opted_out or Signal.SILENCE in scene.signals
    acts: tuple[Act, ...] = (OptOut(),)
    if scene.reading.keyword is Keyword.CANCEL:
        # It may also mean "do not send it": paper that arrives at the wrong moment can put someone in danger.
        held = hold_unmailed(scene)
        acts = (OptOut(), *held, *((Desk(DeskKind.HELD_BY_PARENT),) if held else ()))
    return Turn(scene.conversation, scene.language, () if silent else (Reply("stop"),), acts)


def wrong_person(scene: Scene) -> Turn:
    """Texts to this phone end, and nothing is confirmed; a package on its way is staff's to judge."""
    acts = (OptOut(), Desk(DeskKind.WRONG_PERSON))
    return Turn(scene.conversation, scene.language, (Reply("wrong_person"),), acts)


def _agrees_to_a_question(scene: Scene) -> bool:
    """YES to a question of ours, from a phone that has not opted out, is an answer and not Twilio's opt-in."""
    asked = scene.conversation.question is not None
    return asked and not scene.known.opted_out and read_agreement(scene.reading.text) is True
