"""The life of a request for an enrollment package: its states and the moves between them."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    RECEIVED = "received"
    NEEDS_ANSWER = "needs_answer"  # a question is open with the parent
    NEEDS_REVIEW = "needs_review"  # a person must read it
    ACCEPTED = "accepted"  # to be rendered once its grace time is over
    READY = "ready"  # its package lies in the mailroom's folder
    PRINTED = "printed"
    MAILED = "mailed"
    DELIVERED = "delivered"
    RETURNED = "returned"
    HANDED_OVER = "handed_over"
    HELD = "held"
    CANCELLED = "cancelled"  # by staff, or because it was asked for twice
    WITHDRAWN = "withdrawn"  # by the parent


_UNMAILED = (State.RECEIVED, State.NEEDS_ANSWER, State.NEEDS_REVIEW, State.ACCEPTED, State.READY, State.PRINTED)
_ENDS_BEFORE_MAIL = frozenset({State.HELD, State.CANCELLED, State.WITHDRAWN, State.HANDED_OVER})

# The one table of allowed moves. The database repeats it as constraints (store/migrations).
MOVES: dict[State, frozenset[State]] = {
    State.RECEIVED: _ENDS_BEFORE_MAIL | {State.NEEDS_ANSWER, State.NEEDS_REVIEW, State.ACCEPTED},
    State.NEEDS_ANSWER: _ENDS_BEFORE_MAIL | {State.NEEDS_REVIEW, State.ACCEPTED},
    State.NEEDS_REVIEW: _ENDS_BEFORE_MAIL | {State.NEEDS_ANSWER, State.ACCEPTED},
    State.ACCEPTED: _ENDS_BEFORE_MAIL | {State.NEEDS_ANSWER, State.NEEDS_REVIEW, State.READY},
    # Back to accepted: a correction before printing makes the rendered package stale.
    State.READY: _ENDS_BEFORE_MAIL | {State.ACCEPTED, State.NEEDS_ANSWER, State.NEEDS_REVIEW, State.PRINTED},
    State.PRINTED: _ENDS_BEFORE_MAIL | {State.READY, State.MAILED},  # READY: a spoiled sheet
    State.MAILED: frozenset({State.DELIVERED, State.RETURNED}),
    State.DELIVERED: frozenset({State.RETURNED}),  # a scan may be wrong; paper that came back is not
    State.RETURNED: frozenset(
        {State.ACCEPTED, State.NEEDS_ANSWER, State.NEEDS_REVIEW, State.HANDED_OVER, State.CANCELLED, State.WITHDRAWN}
    ),
    State.HELD: frozenset(_UNMAILED) | {State.CANCELLED, State.WITHDRAWN, State.HANDED_OVER},
    State.HANDED_OVER: frozenset(),
    State.CANCELLED: frozenset(),
    State.WITHDRAWN: frozenset(),
}

# Before these the parent's own word still changes what is printed.
CORRECTABLE = frozenset({State.RECEIVED, State.NEEDS_ANSWER, State.NEEDS_REVIEW, State.ACCEPTED, State.READY})
UNMAILED = frozenset(_UNMAILED) | {State.HELD}


class MoveNotAllowed(Exception):
    """A request was asked to make a move its life does not have."""

    def __init__(self, old: State, new: State) -> None:
        super().__init__(f"{old}>{new}")
        self.old = old
        self.new = new


def check_move(old: State, new: State, *, held_from: State | None = None) -> None:
    """Raise MoveNotAllowed unless `old` may become `new`.

    A held request goes back only to where it came from (`held_from`), or comes to an end.
    """
    allowed = MOVES[old]
    if old is State.HELD:
        allowed = allowed - (UNMAILED - {held_from})
    if new not in allowed:
        raise MoveNotAllowed(old, new)


def moves_from(state: State, *, held_from: State | None = None) -> frozenset[State]:
    if state is not State.HELD:
        return MOVES[state]
    return MOVES[state] - (UNMAILED - {held_from})
