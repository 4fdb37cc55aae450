"""A text that never reached us and was found in Twilio's log. Pure, as `bot.decide` is."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.decide import decide
from bot.turn import Conversation, Desk, Incoming, Known, Open, OptIn, OptOut, ReviewReason, Turn
from enrollment.request import State
from parsers import Keyword, Language
from parsers.signals import Signal
from store.desk import DeskKind

_CONFIRM_STOP_WITHIN = timedelta(minutes=5)  # 47 CFR 64.1200(a)(12)
_ACTS_ANYWAY = frozenset({Keyword.OPEN, Keyword.STOP, Keyword.CANCEL, Keyword.START})


def decide_late(conversation: Conversation, incoming: Incoming, known: Known, at: datetime, now: datetime) -> Turn:
    """`at` is when the parent wrote. What is still in order is taken as if it had come; what newer texts have
    overtaken only opts out or in, opens, or holds; all else is for a person to place."""
    if known.last_text_at is None or at >= known.last_text_at:
        return _without_late_stop(decide(conversation, incoming, known, at), at, now)
    turn = decide(replace(conversation, question=None, before=None, request_id=None), incoming, known, at)
    acts = tuple(act for act in turn.acts if not _is_overtaken(act, known, at))
    urgent = Signal.DANGER in incoming.signals or Signal.SILENCE in incoming.signals
    if incoming.reading.keyword not in _ACTS_ANYWAY and not urgent:
        language = known.language or Language.ENGLISH
        return Turn(conversation, language, acts=(Desk(DeskKind.LATE_TEXT),))
    if incoming.reading.keyword is Keyword.OPEN:
        return _late_open(conversation, replace(turn, acts=acts))
    return Turn(conversation, turn.language, acts=(*acts, Desk(DeskKind.LATE_TEXT)))


def _is_overtaken(act: object, known: Known, at: datetime) -> bool:
    """STOP counts unless a later START exists, and the other way about."""
    if isinstance(act, OptOut):
        return known.opted_in_at is not None and known.opted_in_at > at
    if isinstance(act, OptIn):
        return known.opted_out_at is not None and known.opted_out_at > at
    return False


def _late_open(conversation: Conversation, turn: Turn) -> Turn:
    """It runs from its own time. A question that newer texts have left open stays, and staff read this one."""
    if conversation.question is None:
        return turn
    acts = tuple(
        replace(act, state=State.NEEDS_REVIEW, reason=ReviewReason.LATE_TEXT)
        if isinstance(act, Open) and act.state is State.NEEDS_ANSWER
        else act
        for act in turn.acts
    )
    kept = replace(conversation, told_about_ssn=turn.conversation.told_about_ssn)
    replies = tuple(
        reply for reply in turn.replies if not reply.code.startswith(("ask_", "confirm", "second_open_new"))
    )
    return replace(turn, conversation=kept, replies=replies, acts=acts)


def _without_late_stop(turn: Turn, at: datetime, now: datetime) -> Turn:
    if now - at <= _CONFIRM_STOP_WITHIN:
        return turn
    return replace(turn, replies=tuple(reply for reply in turn.replies if reply.code != "stop"))
