"""Holding what is not mailed yet, and telling the desk what must be pulled from a printed pile."""

from __future__ import annotations

from bot.turn import Act, Change, Desk, Scene
from enrollment.request import MOVES, State
from store.desk import DeskKind
from store.requests import Request


def hold_unmailed(scene: Scene, besides: tuple[Request, ...] = ()) -> tuple[Act, ...]:
    """Every request of this phone that can still be held, but those that `besides` already takes care of."""
    acts: list[Act] = []
    for request in scene.known.requests:
        if State.HELD in MOVES[request.state] and request not in besides:
            acts.append(Change(request, state=State.HELD))
            acts += pull(request)
    return tuple(acts)


def pull(request: Request) -> list[Act]:
    return [Desk(DeskKind.PULL_PRINTED, request)] if request.state is State.PRINTED else []
