"""Answers: digits and words that belong to the question last asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.opening import TRIES, fill
from bot.settle import ASKED_AGAIN, acceptance, merge, question_reply, same_person, settle
from bot.turn import Change, Desk, Note, Question, Reply, ReviewReason, Scene, Turn
from enrollment.particulars import Particulars
from enrollment.reference import spoken
from enrollment.request import CORRECTABLE, UNMAILED, State
from parsers import Language, Part, PersonName, PostalAddress, Reading, normal_name, read_answer, read_house_number
from parsers.signals import read_agreement
from store.desk import DeskKind
from store.requests import MAILINGS, Request

ANSWERABLE_FOR = timedelta(hours=72)
_ADDRESS = frozenset({Part.DELIVERY_LINE, Part.SECONDARY_UNIT, Part.CITY, Part.ZIP})
ASKED = {
    Question.NAME_AND_ADDRESS: _ADDRESS | {Part.NAME},
    Question.NAME: frozenset({Part.NAME}),
    Question.ADDRESS: _ADDRESS,
    Question.ZIP: frozenset({Part.ZIP}),
    Question.CONFIRM: _ADDRESS | {Part.NAME},
    Question.CHANGE: _ADDRESS | {Part.NAME},
    Question.RETURNED: _ADDRESS,
    Question.ACCEPTED: frozenset(),
}
_YES_IS_1 = frozenset({Question.CONFIRM, Question.CALL, Question.NEW_SET})
_NO_IS_2 = _YES_IS_1 | {Question.ACCEPTED}


def open_question(scene: Scene) -> tuple[Question, Request] | None:
    """What may still be answered: asked within 72 hours, about a request that is still there."""
    asked = scene.conversation
    question = asked.before if asked.question is Question.CALL else asked.question
    if question is None or scene.request is None or not _is_fresh(scene):
        return None
    return question, scene.request


def _is_fresh(scene: Scene) -> bool:
    asked_at = scene.conversation.asked_at
    return asked_at is not None and scene.now - asked_at <= ANSWERABLE_FOR


def answer_choice(choice: int, scene: Scene) -> Turn:
    """A bare digit: it answers the question last asked, or nothing at all."""
    if scene.conversation.question is Question.CALL and _is_fresh(scene):
        return _answer_call(choice, scene)
    current = open_question(scene)
    if current is None:
        return _nothing_asked(scene)
    question, request = current
    if question is Question.SECOND_OPEN:
        return _answer_second_open(choice, request, scene)
    if question is Question.NEW_SET:
        return _answer_new_set(choice, request, scene)
    if request.state not in CORRECTABLE:
        return _too_late(request, scene)
    return _act_on_choice(question, choice, request, scene)


def _nothing_asked(scene: Scene) -> Turn:
    held = next((request for request in scene.known.requests if request.state is State.HELD), None)
    if held is None:
        return Turn(scene.conversation, scene.language, (Reply("no_open_question"),))
    return _too_late(held, scene)


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
        case ((Question.CONFIRM | Question.CHANGE), 4):
            return _withdraw(request, scene)
        case _ if request.state is not State.NEEDS_ANSWER:
            return Turn(scene.conversation, scene.language, (Reply("review"),))
        case _:
            return _try_again(question, request, scene)


def answer_staff(scene: Scene) -> Turn | None:
    """Somebody here has written to them in their own words: a person reads what comes back, digits and thanks too."""
    if scene.conversation.question is not Question.STAFF or not _is_fresh(scene):
        return None
    desk = Desk(DeskKind.ANSWERED_STAFF, scene.request)
    return Turn(scene.conversation, scene.language, (Reply("review"),), (desk,))


def answer_agreement(scene: Scene) -> Turn | None:
    """Yes or no where we asked for 1 or 2; we never ask for the words, and people write them all the same."""
    question = scene.conversation.question
    agrees = read_agreement(scene.reading.text)
    if agrees is None or question is None or not _is_fresh(scene):
        return None
    if agrees and question in _YES_IS_1:
        return answer_choice(1, scene)
    if agrees and question is Question.ACCEPTED:
        return Turn(scene.conversation, scene.language, (Reply("welcome"),))
    return answer_choice(2, scene) if not agrees and question in _NO_IS_2 else None


def answer_words(scene: Scene) -> Turn | None:
    """Words that give what the open question asks for, or correct what was given; None when they do neither."""
    current = open_question(scene)
    if current is None or current[0] not in ASKED:
        return None
    question, request = current
    given = _house_number(request, scene) or read_answer(scene.reading.text, ASKED[question])
    merged = merge(request.particulars, given)
    took = (merged.name, merged.address, merged.forms_language) != (
        request.particulars.name,
        request.particulars.address,
        request.particulars.forms_language,
    )
    if question is Question.ACCEPTED and not (took and _is_about(request, given)):
        return None
    if not took and not _confirms_the_same(question, given.name, given.address):
        return None
    if question is Question.RETURNED and request.state is State.RETURNED:
        return _mail_again(request, merged, scene)
    if request.state not in CORRECTABLE:
        return _too_late(request, scene)
    return fill(request, merged, scene)


def _is_about(request: Request, given: Reading) -> bool:
    """ "Thanks Maria" corrects nothing, and another name is another request; hers with an address is a correction."""
    if given.name is None:
        return True
    known, address = request.particulars.name, given.address
    same = known is not None and normal_name(known) == normal_name(given.name)
    return same and address is not None and address.delivery_line is not None


def _house_number(request: Request, scene: Scene) -> Reading | None:
    """The same address with its house number put right: shown before it goes out, for a number alone is little."""
    address = request.particulars.address
    line = read_house_number(scene.reading.text, (address and address.delivery_line) or "")
    if address is None or line is None:
        return None
    return replace(scene.reading, address=replace(address, delivery_line=line), doubtful=(Part.DELIVERY_LINE,))


def fail_answer(scene: Scene) -> Turn | None:
    """A question is open and this text does not answer it, nor anything else we know."""
    current = open_question(scene)
    if current is None or current[1].state is not State.NEEDS_ANSWER or current[0] is Question.ACCEPTED:
        return None
    return _try_again(*current, scene)


def switch_language(scene: Scene) -> Turn:
    """The word alone switches texts, and the forms too as long as they are not printed. It loses nothing."""
    request = scene.request
    if request is None or request.state not in CORRECTABLE:
        return Turn(scene.conversation, scene.language, (Reply("language_set"),))
    asked = ask_again(scene)
    if request.particulars.forms_language is scene.language:
        return Turn(scene.conversation, scene.language, (asked or Reply("language_set"),))
    other = replace(request.particulars, forms_language=scene.language)
    question = open_question(scene)
    if question is not None and question[0] in {Question.CHANGE, Question.NEW_SET, Question.SECOND_OPEN}:
        return Turn(scene.conversation, scene.language, (asked or Reply("language_set"),), (Change(request, other),))
    return fill(request, other, scene, counts=False)


def ask_again(scene: Scene) -> Reply | None:
    """The open question in the words of the moment, for whoever asks how it stands."""
    current = open_question(scene)
    if current is None or current[1].state is not State.NEEDS_ANSWER:
        return None
    if current[0] in {Question.SECOND_OPEN, Question.NEW_SET, Question.ACCEPTED, Question.RETURNED, Question.STAFF}:
        return None
    return question_reply(current[0], current[1].particulars, scene.language)


def _confirms_the_same(question: Question, name: PersonName | None, address: PostalAddress | None) -> bool:
    """Asked to change something, the parent writes the very same again: then it is right. An address that holds
    nothing confirms nothing: "the number is 2310" must never accept 2301."""
    said = name is not None or (address is not None and address != PostalAddress())
    return question in {Question.CONFIRM, Question.CHANGE} and said


def _try_again(question: Question, request: Request, scene: Scene) -> Turn:
    tries = scene.conversation.tries + 1
    if tries < TRIES and question in ASKED_AGAIN:
        conversation = replace(scene.conversation, tries=tries, asked_at=scene.now, question=question, before=None)
        reply = question_reply(question, request.particulars, scene.language, again=True)
        return Turn(conversation, scene.language, (reply,))
    # Still open: a late answer is used. But no one is asked a third time, and the next puzzle stays without a word.
    conversation = replace(scene.conversation, tries=0, misses=2)
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
    if request.state is State.HELD:
        desk = Desk(DeskKind.ASKED_WHILE_HELD, request)
        return Turn(scene.conversation, scene.language, (Reply("review"),), (desk,))
    if request.state not in UNMAILED:
        desk = Desk(DeskKind.AFTER_MAILING, request)
        return Turn(scene.conversation, scene.language, (Reply("already_mailed"),), (desk,))
    acts = (Note(request, ReviewReason.STOP_PRINTED), Desk(DeskKind.AFTER_MAILING, request))
    return Turn(replace(scene.conversation, question=None), scene.language, (Reply("already_printed"),), acts)


def _answer_call(choice: int, scene: Scene) -> Turn:
    """`before` comes back: the call was asked for in the middle of something."""
    if choice not in {1, 2}:
        return Turn(scene.conversation, scene.language, (Reply("person"),))
    code, detail = ("will_call", "may_call") if choice == 1 else ("no_call", "no_call")
    conversation = replace(scene.conversation, question=scene.conversation.before, before=None)
    return Turn(conversation, scene.language, (Reply(code),), (Desk(DeskKind.WANTS_PERSON, detail=detail),))


def _answer_new_set(choice: int, request: Request, scene: Scene) -> Turn:
    done = replace(scene.conversation, question=None)
    if request.state is not State.NEEDS_ANSWER or choice not in {1, 2}:
        return Turn(scene.conversation, scene.language, (Reply("review"),), ())
    if choice == 2:
        return Turn(done, scene.language, (Reply("no_new_set"),), (Change(request, state=State.CANCELLED),))
    return fill(request, request.particulars, scene, counts=False)


def _mail_again(request: Request, particulars: Particulars, scene: Scene) -> Turn:
    """The parent tells where what came back should go; a second return is for a person."""
    settled = settle(particulars, request.reference, scene)
    done = replace(scene.conversation, question=settled.question, asked_at=scene.now)
    if request.attempt >= MAILINGS:
        desk = Desk(DeskKind.AFTER_MAILING, request)
        return Turn(replace(done, question=None), scene.language, (Reply("review"),), (desk,))
    if settled.state is not State.ACCEPTED:
        waiting = replace(done, question=Question.RETURNED)
        reason = ReviewReason.UNREADABLE
        review = Change(request, particulars, State.NEEDS_REVIEW, reason)
        return Turn(replace(waiting, question=None), scene.language, (Reply("review"),), (review,))
    return Turn(done, scene.language, settled.replies, (Change(request, particulars, State.ACCEPTED),))


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
