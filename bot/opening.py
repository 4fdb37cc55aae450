"""An OPEN: a new request, more of one that waits for an answer, or a second one for the same person."""

from __future__ import annotations

from dataclasses import replace

from bot.settle import merge, particulars_of, same_address, same_person, settle
from bot.turn import NEW_REQUEST, Change, Open, Question, Reply, ReviewReason, Scene, Turn
from enrollment.particulars import Particulars
from enrollment.reference import spoken
from enrollment.request import UNMAILED, State
from store.requests import Request

FREE_OPENS = 3  # in 30 days; from the fourth a person looks
TRIES = 2  # of one question; then a person reads it
# The parent may still correct these, but only staff let them go on.
_FOR_STAFF_ALONE = frozenset({ReviewReason.MANY_REQUESTS, ReviewReason.SECOND_OPEN})


def take_open(scene: Scene) -> Turn:
    particulars = particulars_of(scene.reading, scene.language)
    waiting = _waiting_for_this(particulars, scene)
    if waiting is not None:
        return fill(waiting, merge(waiting.particulars, scene.reading), scene)
    twin = _under_way_for(particulars, scene)
    if twin is not None:
        return _second_open(twin, particulars, scene)
    return _new_request(particulars, scene)


def fill(request: Request, particulars: Particulars, scene: Scene) -> Turn:
    """Put more, or other, particulars into a request that may still be corrected."""
    settled = settle(particulars, request.reference, scene)
    again = settled.question is scene.conversation.question and settled.state is State.NEEDS_ANSWER
    tries = scene.conversation.tries + 1 if again else 0
    state, reason = _unless_nobody_can_answer(settled.state, scene)
    replies = settled.replies
    if tries >= TRIES:
        state, reason, replies = State.NEEDS_REVIEW, ReviewReason.UNREADABLE, (Reply("review"),)
    if request.state is State.NEEDS_REVIEW and request.review_reason in _FOR_STAFF_ALONE:
        state, reason = request.state, None
    conversation = replace(
        scene.conversation, question=settled.question, asked_at=scene.now, request_id=request.id, tries=tries
    )
    change = Change(request, particulars, state if state is not request.state else None, reason)
    return Turn(conversation, scene.language, replies, (change,))


def _new_request(particulars: Particulars, scene: Scene) -> Turn:
    settled = settle(particulars, scene.known.fresh_reference, scene)
    state, reason = _unless_nobody_can_answer(settled.state, scene)
    if state is State.ACCEPTED and scene.known.recent_opens >= FREE_OPENS:
        state, reason = State.NEEDS_REVIEW, ReviewReason.MANY_REQUESTS
    conversation = replace(
        scene.conversation, question=settled.question, asked_at=scene.now, request_id=NEW_REQUEST, tries=0
    )
    return Turn(
        conversation, scene.language, settled.replies, (Open(scene.known.fresh_reference, particulars, state, reason),)
    )


def _unless_nobody_can_answer(state: State, scene: Scene) -> tuple[State, ReviewReason | None]:
    if state is State.NEEDS_ANSWER and scene.known.opted_out:
        return State.NEEDS_REVIEW, ReviewReason.CANNOT_ASK
    return state, None


def _waiting_for_this(particulars: Particulars, scene: Scene) -> Request | None:
    """A request with an open question that this OPEN belongs to: nobody is named in one of them, or the same."""
    for request in reversed(scene.known.requests):
        if request.state is not State.NEEDS_ANSWER:
            continue
        nameless = request.particulars.name is None or particulars.name is None
        if (nameless and request is scene.request) or same_person(request.particulars, particulars):
            return request
    return None


def _under_way_for(particulars: Particulars, scene: Scene) -> Request | None:
    under_way = [request for request in scene.known.requests if request.state in UNMAILED]
    return next((request for request in reversed(under_way) if same_person(request.particulars, particulars)), None)


def _second_open(twin: Request, particulars: Particulars, scene: Scene) -> Turn:
    """Never shows the earlier address: the one who writes now may not be the one who wrote then."""
    ref = {"ref": spoken(twin.reference)}
    if (
        particulars.address is None
        or not particulars.address.delivery_line
        or same_address(twin.particulars, particulars)
    ):
        return Turn(scene.conversation, scene.language, (Reply("second_open_same", ref),))
    if not particulars.is_complete or particulars.doubtful or scene.known.opted_out:
        held_back = Open(scene.known.fresh_reference, particulars, State.NEEDS_REVIEW, ReviewReason.SECOND_OPEN)
        return Turn(replace(scene.conversation, question=None), scene.language, (Reply("review"),), (held_back,))
    conversation = replace(
        scene.conversation, question=Question.SECOND_OPEN, asked_at=scene.now, request_id=NEW_REQUEST, tries=0
    )
    waiting = Open(scene.known.fresh_reference, particulars, State.NEEDS_ANSWER)
    return Turn(conversation, scene.language, (Reply("second_open_new_address", ref),), (waiting,))
