"""What a text says beside its command: danger, a wish for silence, another language, CalWORKs, large print."""

from __future__ import annotations

from dataclasses import replace

from bot.holding import hold_unmailed, pull
from bot.turn import NEW_REQUEST, Act, Change, Conversation, Desk, Open, OptOut, Reply, ReviewReason, Scene, Turn
from enrollment.request import MOVES, State
from parsers import Keyword
from parsers.signals import Signal, Topic
from store.desk import DeskKind

_OPT_OUT = frozenset({Keyword.STOP, Keyword.CANCEL})
_ASKS_FOR_ADDRESS = frozenset({
    "ask_address", "ask_address_again", "ask_name_and_address", "ask_name_and_address_again", "fallback",
})  # fmt: skip
# A second text after an acceptance, and what staff should know.
_ADDED = (
    (Signal.OTHER_LANGUAGE, DeskKind.OTHER_LANGUAGE, "other_language_forms"),
    (Signal.OTHER_SCRIPT, DeskKind.OTHER_LANGUAGE, "other_language_forms"),
    (Signal.CALWORKS, DeskKind.CALWORKS, "calworks"),
    (Signal.LARGE_PRINT, DeskKind.LARGE_PRINT, "large_print"),
    (Signal.BORROWED, DeskKind.BORROWED_PHONE, None),
)


def heed_signals(turn: Turn, scene: Scene) -> Turn:
    turn = _offer_without_address(_add_about_request(turn, scene), scene)
    if Signal.DANGER in scene.signals:
        turn = _in_danger(turn, scene)
    if _wants_silence(scene):
        turn = _in_silence(turn, scene)
    if scene.known.unsafe_to_text:
        turn = _unanswered(turn, scene)
    return turn


def _about(turn: Turn, scene: Scene) -> Desk:
    """A desk item about the request this text made or changed, if it did."""
    new = any(isinstance(act, Open) for act in turn.acts)
    changed = next((act.request for act in turn.acts if isinstance(act, Change)), None)
    return Desk(DeskKind.DANGER, None if new else changed or scene.request, about_new=new)


def _add_about_request(turn: Turn, scene: Scene) -> Turn:
    if not any(isinstance(act, Open | Change) for act in turn.acts) or scene.reading.keyword in _OPT_OUT:
        return turn
    about, replies, acts = _about(turn, scene), list(turn.replies), list(turn.acts)
    for signal, kind, code in _ADDED:
        if signal not in scene.signals:
            continue
        detail = scene.signals.tongue if kind is DeskKind.OTHER_LANGUAGE else None
        acts.append(replace(about, kind=kind, detail=detail))
        if code is not None and Reply(code) not in replies:
            replies.append(Reply(code))
    if scene.signals.topic is Topic.PERSON:
        acts.append(replace(about, kind=DeskKind.WANTS_PERSON, detail="asked"))
    return replace(turn, replies=tuple(replies), acts=tuple(acts))


def _offer_without_address(turn: Turn, scene: Scene) -> Turn:
    """No fixed address: the office, General Delivery or a safe one, instead of the question they cannot answer."""
    asked = [reply.code in _ASKS_FOR_ADDRESS for reply in turn.replies]
    if Signal.NO_ADDRESS not in scene.signals or not any(asked):
        return turn
    replies = tuple(Reply("no_address") if ask else reply for ask, reply in zip(asked, turn.replies, strict=True))
    desk = replace(_about(turn, scene), kind=DeskKind.NO_ADDRESS)
    return replace(turn, replies=replies, acts=(*turn.acts, desk))


def _in_danger(turn: Turn, scene: Scene) -> Turn:
    """Nothing goes out until a person has read it; the answer shows nothing and promises no quick reader."""
    acts: list[Act] = []
    for act in turn.acts:
        acts += _held(act)
    touched = tuple(act.request for act in acts if isinstance(act, Change))
    acts += [*hold_unmailed(scene, touched), _about(turn, scene)]
    replies = turn.replies if scene.reading.keyword in _OPT_OUT else (Reply("danger"),)
    conversation = replace(turn.conversation, question=None, before=None)
    return replace(
        turn, conversation=_only_real(conversation, acts), replies=replies, acts=tuple(acts), asks_case=False
    )


def _held(act: Act) -> list[Act]:
    if isinstance(act, Open):
        state = State.NEEDS_REVIEW if act.state is State.NEEDS_ANSWER else act.state
        return [replace(act, state=state, hold=True)]
    if isinstance(act, Change) and State.HELD in MOVES[act.request.state]:
        return [Change(act.request, act.particulars, State.HELD), *pull(act.request)]
    return [act]


def _only_real(conversation: Conversation, acts: list[Act]) -> Conversation:
    makes = any(isinstance(act, Open) for act in acts)
    return conversation if makes or conversation.request_id != NEW_REQUEST else replace(conversation, request_id=None)


def _wants_silence(scene: Scene) -> bool:
    """ "Do not text me back", or a wish for no texts inside an OPEN. A plain "stop texting me" is a STOP."""
    if Signal.SILENCE in scene.signals:
        return True
    return scene.reading.keyword is Keyword.OPEN and Signal.NO_TEXTS in scene.signals


def _in_silence(turn: Turn, scene: Scene) -> Turn:
    """Not one text, not even to confirm: somebody may hold the phone. The package goes on."""
    acts: list[Act] = [_unasked(act) for act in turn.acts]
    desk = replace(_about(turn, scene), kind=DeskKind.NO_TEXTS_BACK)
    conversation = replace(turn.conversation, question=None, before=None)
    out = () if any(isinstance(act, OptOut) for act in acts) else (OptOut(),)
    return replace(turn, conversation=conversation, replies=(), acts=(*acts, *out, desk), asks_case=False)


def _unanswered(turn: Turn, scene: Scene) -> Turn:
    """Staff know that somebody else may read this phone: whatever it writes is done, and a person sees it."""
    acts: list[Act] = [_unasked(act) for act in turn.acts]
    desk = replace(_about(turn, scene), kind=DeskKind.NO_TEXTS_BACK)
    conversation = replace(turn.conversation, question=None, before=None)
    return replace(turn, conversation=conversation, replies=(), acts=(*acts, desk), asks_case=False)


def _unasked(act: Act) -> Act:
    """What would wait for an answer goes to a person, since nothing can be asked."""
    if isinstance(act, Open | Change) and act.state is State.NEEDS_ANSWER:
        return replace(act, state=State.NEEDS_REVIEW, reason=ReviewReason.CANNOT_ASK)
    return act
