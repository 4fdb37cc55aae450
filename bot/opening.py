"""An OPEN: a new request, more of one that waits for an answer, or a second one for the same person."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.catalogue import day_in_words
from bot.settle import Settled, merge, particulars_of, same_address, same_person, settle
from bot.turn import NEW_REQUEST, Change, Desk, Open, Question, Reply, ReviewReason, Scene, Turn
from enrollment.particulars import Particulars
from enrollment.reference import spoken
from enrollment.request import UNMAILED, State
from enrollment.working_days import pacific_date
from parsers import Part, fold_gsm7, read_answer
from parsers.signals import Signal
from store.desk import DeskKind
from store.requests import MAILINGS, Request

FREE_OPENS = 3  # in 30 days; from the fourth a person looks
TRIES = 2  # of one question; then a person reads it
LATELY = timedelta(days=30)  # so long after mailing the same OPEN may mean "did you get it?"
# The parent may still correct these, but only staff let them go on.
_FOR_STAFF_ALONE = frozenset({
    ReviewReason.MANY_REQUESTS, ReviewReason.SECOND_OPEN, ReviewReason.FOREIGN_ADDRESS, ReviewReason.FOR_CLIENT,
})  # fmt: skip


def take_unasked(scene: Scene) -> Turn | None:
    """A name and a whole address without OPEN: kept, but nothing goes out before they say so.

    Not where somebody else is spoken of: it may be where the other parent lives.
    """
    given = read_answer(scene.reading.text, frozenset(Part))
    if given.name is None or given.address is None or given.missing or Signal.OF_ANOTHER in scene.signals:
        return None
    # Where one is under way for them already, that is asked, and asking once is enough.
    asked = _under_way_for(particulars_of(given, scene.language), scene) is not None
    unsure = given if asked else replace(given, doubtful=given.doubtful or (Part.NAME, Part.DELIVERY_LINE))
    turn = take_open(replace(scene, incoming=replace(scene.incoming, reading=unsure)))
    replies = tuple(replace(reply, code="offer") if reply.code == "confirm" else reply for reply in turn.replies)
    return replace(turn, replies=replies)


def take_open(scene: Scene) -> Turn:
    particulars = particulars_of(scene.reading, scene.language)
    waiting = _waiting_for_this(particulars, scene)
    if waiting is not None:
        return fill(waiting, merge(waiting.particulars, scene.reading), scene)
    twin = _under_way_for(particulars, scene)
    if twin is not None:
        return _second_open(twin, particulars, scene)
    mailed = _mailed_lately(particulars, scene)
    if mailed is not None:
        return _offer_new_set(mailed, particulars, scene)
    return _new_request(particulars, scene)


def fill(request: Request, particulars: Particulars, scene: Scene, *, counts: bool = True) -> Turn:
    """Put more, or other, particulars into a request that may still be corrected.

    `counts`: an answer that leaves the same question open is a failed try.
    """
    asked = scene.conversation.before or scene.conversation.question
    settled = settle(particulars, request.reference, scene, again=asked if counts else None)
    again = counts and settled.question is asked and settled.state is State.NEEDS_ANSWER
    tries = scene.conversation.tries + 1 if again else 0
    settled, reason = _with_a_person(settled, particulars, scene)
    if tries >= TRIES:
        settled = replace(settled, state=State.NEEDS_REVIEW, replies=(Reply("review"),))
        reason = ReviewReason.UNREADABLE
    if request.state is State.NEEDS_REVIEW and request.review_reason in _FOR_STAFF_ALONE:
        settled, reason = replace(settled, state=request.state), None
    if request.came_back and request.attempt >= MAILINGS:  # there is no third mailing; a person finds another way
        settled, reason = replace(settled, state=request.state, replies=(Reply("review"),)), None
    conversation = replace(
        scene.conversation,
        question=settled.question,
        asked_at=scene.now,
        request_id=request.id,
        tries=tries,
        before=None,
    )
    change = Change(request, particulars, settled.state if settled.state is not request.state else None, reason)
    return Turn(conversation, scene.language, settled.replies, (change,))


def _new_request(particulars: Particulars, scene: Scene) -> Turn:
    settled, reason = _with_a_person(settle(particulars, scene.known.fresh_reference, scene), particulars, scene)
    if settled.state is State.ACCEPTED and scene.known.recent_opens >= FREE_OPENS:
        settled, reason = replace(settled, state=State.NEEDS_REVIEW), ReviewReason.MANY_REQUESTS
    return _opened(settled, particulars, reason, scene)


def _opened(settled: Settled, particulars: Particulars, reason: ReviewReason | None, scene: Scene) -> Turn:
    conversation = replace(
        scene.conversation, question=settled.question, asked_at=scene.now, request_id=NEW_REQUEST, tries=0, before=None
    )
    made = Open(scene.known.fresh_reference, particulars, settled.state, reason)
    return Turn(conversation, scene.language, settled.replies, (made,))


def _with_a_person(settled: Settled, particulars: Particulars, scene: Scene) -> tuple[Settled, ReviewReason | None]:
    """What we must not, or cannot, settle between the parent and the machine."""
    reason, code = _why_a_person(settled, particulars, scene)
    if reason is None:
        return settled, None
    question = settled.question if reason is ReviewReason.CANNOT_ASK else None
    return Settled(State.NEEDS_REVIEW, question, (Reply(code),)), reason


def _why_a_person(settled: Settled, particulars: Particulars, scene: Scene) -> tuple[ReviewReason | None, str]:
    if _is_abroad(particulars, scene):
        return ReviewReason.FOREIGN_ADDRESS, "foreign_address"
    if Signal.FOR_CLIENT in scene.signals:
        return ReviewReason.FOR_CLIENT, "review"
    if settled.state is State.NEEDS_ANSWER and scene.cannot_ask:
        return ReviewReason.CANNOT_ASK, "review"
    return None, ""


def _is_abroad(particulars: Particulars, scene: Scene) -> bool:
    """The text ends with another country, or names one and gives no complete address in ours."""
    if Signal.ENDS_ABROAD in scene.signals:
        return True
    unsure = not particulars.is_complete or bool(particulars.doubtful)
    given = particulars.address is not None and particulars.address.delivery_line is not None
    return Signal.ABROAD in scene.signals and unsure and given


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
    if twin.state is State.HELD:
        desk = Desk(DeskKind.ASKED_WHILE_HELD, twin)
        return Turn(scene.conversation, scene.language, (Reply("review"),), (desk,))
    if (
        particulars.address is None
        or not particulars.address.delivery_line
        or same_address(twin.particulars, particulars)
    ):
        return Turn(scene.conversation, scene.language, (Reply("second_open_same", ref),))
    if not particulars.is_complete or particulars.doubtful or scene.cannot_ask:
        held_back = Open(scene.known.fresh_reference, particulars, State.NEEDS_REVIEW, ReviewReason.SECOND_OPEN)
        return Turn(replace(scene.conversation, question=None), scene.language, (Reply("review"),), (held_back,))
    conversation = replace(
        scene.conversation, question=Question.SECOND_OPEN, asked_at=scene.now, request_id=NEW_REQUEST, tries=0
    )
    waiting = Open(scene.known.fresh_reference, particulars, State.NEEDS_ANSWER)
    return Turn(conversation, scene.language, (Reply("second_open_new_address", ref),), (waiting,))


def _mailed_lately(particulars: Particulars, scene: Scene) -> Request | None:
    today = pacific_date(scene.now)
    for request in reversed(scene.known.requests):
        lately = request.mailed_on is not None and today - request.mailed_on <= LATELY
        if (
            request.state in {State.MAILED, State.DELIVERED}
            and lately
            and same_person(request.particulars, particulars)
        ):
            return request if same_address(request.particulars, particulars) else None
    return None


def _offer_new_set(mailed: Request, particulars: Particulars, scene: Scene) -> Turn:
    """The same to the same place may be impatience, or a package that never came: ask, and keep the request."""
    settled = settle(particulars, scene.known.fresh_reference, scene)
    if settled.state is not State.ACCEPTED or scene.cannot_ask or mailed.mailed_on is None:
        return _new_request(particulars, scene)
    day = {"day": fold_gsm7(day_in_words(mailed.mailed_on, scene.language))}
    return _opened(
        Settled(State.NEEDS_ANSWER, Question.NEW_SET, (Reply("ask_new_set", day),)), particulars, None, scene
    )
