"""The words that have their own answer: hours, cost, office and the like, from the county's facts alone."""

from __future__ import annotations

from dataclasses import replace

from bot.turn import Desk, Question, Reply, Scene, Turn
from enrollment.request import State
from parsers.signals import Signal, Topic
from store.desk import DeskKind

_ANSWERS = {
    Topic.HOURS: "hours",
    Topic.COST: "cost",
    Topic.OFFICE: "office",
    Topic.FORMS: "what_to_send",
    Topic.CALWORKS: "calworks",
    Topic.ONLINE: "online",
    Topic.NOT_OURS: "not_ours",
    Topic.WHO_MAY_ASK: "who_may_ask",
    Topic.THANKS: "welcome",
    Topic.WHO_ARE_YOU: "help",
}


def answer_topic(scene: Scene) -> Turn | None:
    topic = scene.signals.topic
    if topic is None:
        return _without_address(scene)
    if topic is Topic.PERSON:
        return _offer_a_call(scene)
    if topic is Topic.LARGE_PRINT:
        desk = (Desk(DeskKind.LARGE_PRINT, scene.request),)
        return Turn(scene.conversation, scene.language, (Reply("large_print"),), desk)
    if topic is Topic.THANKS and _waits_for_answer(scene):
        return None  # "ok" in place of a ZIP code: the question is asked again
    if topic not in _ANSWERS:
        return None
    replies = () if topic is Topic.THANKS and scene.known.last_body is None else (Reply(_ANSWERS[topic]),)
    return Turn(scene.conversation, scene.language, replies or (Reply("fallback"),))


def _waits_for_answer(scene: Scene) -> bool:
    return scene.request is not None and scene.request.state is State.NEEDS_ANSWER


def _without_address(scene: Scene) -> Turn | None:
    if Signal.NO_ADDRESS not in scene.signals or scene.request is not None:
        return None
    desk = (Desk(DeskKind.NO_ADDRESS),)
    return Turn(scene.conversation, scene.language, (Reply("no_address"),), desk)


def _offer_a_call(scene: Scene) -> Turn:
    """A call may be heard by the wrong person, so we ask first. What else was asked waits."""
    asked = scene.conversation
    before = asked.before if asked.question is Question.CALL else asked.question
    conversation = replace(asked, question=Question.CALL, before=before, asked_at=scene.now)
    return Turn(conversation, scene.language, (Reply("person"),), (Desk(DeskKind.WANTS_PERSON, detail="asked"),))
