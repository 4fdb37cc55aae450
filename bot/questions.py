"""Answers: digits and words that belong to the question last asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.opening import TRIES, fill
from bot.settle import acceptance, merge, question_reply, same_person
from bot.turn import Change, Note, Question, Reply, ReviewReason, Scene, Turn
from enrollment.particulars import Particulars
from enrollment.reference import spoken
from enrollment.request import CORRECTABLE, UNMAILED, State
from parsers import Language, Part, read_answer
from store.requests import Request

ANSWERABLE_FOR = timedelta(hours=72)
_ADDRESS = frozenset({Part.DELIVERY_LINE, Part.SECONDARY_UNIT, Part.CITY, Part.ZIP})
ASKED = {
    Question.NAME_AND_ADDRESS: _ADDRESS | {Part.NAME},
    Question.NAME: frozenset({Part.NAME}),
    Question.ADDRESS: _ADDRESS,
    Question.ZIP: frozenset({Part.ZIP}),
    Question.CONFIRM: _ADDRESS | {Part.NAME},
    Question.CHANGE: _ADDRESS | {Part.NAME},
    Question.ACCEPTED: frozenset(),
}


def open_question(scene: Scene) -> tuple[Question, Request] | None:
    """What may still be answered: asked within 72 hours, about a request that is still there."""
    asked = scene.conversation
    if asked.question is None or asked.asked_at is None or scene.request is None:
        return None
    if scene.now - asked.asked_at > ANSWERABLE_FOR:
        return None
    return asked.question, scene.request


def answer_choice(choice: int, scene: Scene) -> Turn:
    """A bare digit: it answers the open question or nothing at all."""
    current = open_question(scene)
    if current is None:
        return Turn(scene.conversation, scene.language, (Reply("no_open_question"),))
    question, request = current
    if question is Question.SECOND_OPEN:
        return _answer_second_open(choice, request, scene)
    if request.state not in CORRECTABLE:
        return _too_late(request, scene)
    return _act_on_choice(question, choice, request, scene)


def _act_on_choice(question: Question, choice: int, request: Request, scene: Scene) -> Turn:
    match question, choice:
        case Question.CONFIRM, 1:
            return fill(request, replace(request.particulars, doubtful=()), scene)
        case Question.ACCEPTED, 1:
            return Turn(scene.conversation, scene.language, acceptance(request.particulars, request.reference, scene))
        case (Question.CONFIRM, 2) | (Question.ACCEPTED, _):
            return _ask_what_to_change(request, scene)
        case Question.CHANGE, 3:
            return fill(request, _other_language(request.particulars), scene)
        case Question.CHANGE, 4:
            return _withdraw(request, scene)
        case _:
            return _try_again(question, request, scene)


def answer_words(scene: Scene) -> Turn | None:
    """Words in answer to the open question; None when they do not belong to one."""
    current = open_question(scene)
    if current is None or current[0] not in ASKED:
        return None
    question, request = current
    given = read_answer(scene.reading.text, ASKED[question])
    merged = merge(request.particulars, given)
    took = (merged.name, merged.address, merged.forms_language) != (
        request.particulars.name,
        request.particulars.address,
        request.particulars.forms_language,
    )
    if question is Question.ACCEPTED and (not took or given.name is not None):
        return None  # "thanks Maria" corrects nothing
    if request.state not in CORRECTABLE:
        return _too_late(request, scene)
    if not took and not _confirms_the_same(question, given.name, given.address):
        return _try_again(question, request, scene)
    return fill(request, merged, scene)


def ask_again(scene: Scene) -> Reply | None:
    """The open question in the words of the moment, for whoever asks how it stands."""
    current = open_question(scene)
    if current is None or current[1].state is not State.NEEDS_ANSWER or current[0] is Question.SECOND_OPEN:
        return None
    return question_reply(current[0], current[1].particulars, scene.language)


def _confirms_the_same(question: Question, name: object, address: object) -> bool:
    """Asked to change something, the parent writes the very same again: then it is right."""
    return question in {Question.CONFIRM, Question.CHANGE} and (name is not None or address is not None)


def _try_again(question: Question, request: Request, scene: Scene) -> Turn:
    tries = scene.conversation.tries + 1
    if tries < TRIES:
        conversation = replace(scene.conversation, tries=tries, asked_at=scene.now)
        return Turn(conversation, scene.language, (question_reply(question, request.particulars, scene.language),))
    conversation = replace(scene.conversation, question=None, tries=0)
    review = Change(request, state=State.NEEDS_REVIEW, reason=ReviewReason.UNREADABLE)
    acts = (review,) if request.state is not State.NEEDS_REVIEW else ()
    return Turn(conversation, scene.language, (Reply("review"),), acts)


def _other_language(particulars: Particulars) -> Particulars:
    spanish = particulars.forms_language is Language.SPANISH
    return replace(particulars, forms_language=Language.ENGLISH if spanish else Language.SPANISH)


def _ask_what_to_change(request: Request, scene: Scene) -> Turn:
    """The package waits while the parent says what is wrong."""
    conversation = replace(scene.conversation, question=Question.CHANGE, asked_at=scene.now, tries=0)
    waits = Change(request, state=State.NEEDS_ANSWER)
    acts = (waits,) if request.state is not State.NEEDS_ANSWER else ()
    return Turn(conversation, scene.language, (Reply("ask_change"),), acts)


def _withdraw(request: Request, scene: Scene) -> Turn:
    conversation = replace(scene.conversation, question=None)
    return Turn(conversation, scene.language, (Reply("not_mailed"),), (Change(request, state=State.WITHDRAWN),))


def _too_late(request: Request, scene: Scene) -> Turn:
    if request.state not in UNMAILED:
        return Turn(scene.conversation, scene.language, (Reply("already_mailed"),))
    note = Note(request, ReviewReason.STOP_PRINTED)
    return Turn(replace(scene.conversation, question=None), scene.language, (Reply("already_printed"),), (note,))


def _answer_second_open(choice: int, second: Request, scene: Scene) -> Turn:
    first = _first_of(second, scene)
    done = replace(scene.conversation, question=None, request_id=None if first is None else first.id)
    waiting = second.state is State.NEEDS_ANSWER
    if first is None or choice not in {1, 2} or not waiting:
        return Turn(done, scene.language, (Reply("review"),), (_to_review(second),) if waiting else ())
    dropped = Change(second, state=State.CANCELLED)
    if choice == 2:
        return Turn(done, scene.language, (Reply("left_as_it_was", {"ref": spoken(first.reference)}),), (dropped,))
    if first.state not in CORRECTABLE:
        late = (Note(first, ReviewReason.STOP_PRINTED), _to_review(second))
        return Turn(done, scene.language, (Reply("already_printed"),), late)
    turn = fill(first, second.particulars, scene)
    return replace(turn, acts=(*turn.acts, dropped))


def _first_of(second: Request, scene: Scene) -> Request | None:
    under_way = [request for request in scene.known.requests if request.state in UNMAILED and request.id != second.id]
    return next((request for request in under_way if same_person(request.particulars, second.particulars)), None)


def _to_review(request: Request) -> Change:
    return Change(request, state=State.NEEDS_REVIEW, reason=ReviewReason.SECOND_OPEN)
