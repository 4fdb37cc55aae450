"""What becomes of the paper: mailed a second time after it came back, or handed over in person."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from enrollment.reference import is_reference
from enrollment.request import MoveNotAllowed, State, moves_from
from fulfillment import mailroom, returns
from fulfillment.mailroom import HandOver
from staff.actions import read_version
from staff.desk import Desk
from staff.guard import signed_in
from store.requests import MAILINGS, Request, by_reference, staff_actor

# Why the same address is right after all.
REASONS = {
    "address_confirmed": "The parent confirmed this address",
    "name_on_box": "The parent's name is on the mailbox now",
    "can_be_fetched": "The parent can take it in, or fetch it, now",
}
HAND_OVERS = {HandOver.COUNTER: "Handed over at the counter", HandOver.PICK_UP: "Picked up"}


def may_be_mailed_again(request: Request) -> bool:
    return request.state is State.RETURNED and request.attempt < MAILINGS


def may_be_handed_over(request: Request) -> bool:
    return State.HANDED_OVER in moves_from(request.state, held_from=request.held_from)


def add_routes(blueprint: Blueprint, desk: Desk) -> None:
    @blueprint.post("/requests/<reference>/mail-again", endpoint="mail_again")
    def mail_again(reference: str) -> ResponseReturnValue:
        found, version, actor = _as_asked(desk, reference)
        reason = request.form.get("reason", "")
        if reason not in REASONS:
            abort(404)
        if not may_be_mailed_again(found):
            raise MoveNotAllowed(found.state, State.ACCEPTED)
        returns.mail_again(
            desk.database, desk.agency, found.id, version, found.particulars, actor, desk.now(), reason=reason
        )
        return redirect(url_for("staff.request", reference=reference, done="again"), 303)

    @blueprint.post("/requests/<reference>/hand-over", endpoint="hand_over")
    def hand_over(reference: str) -> ResponseReturnValue:
        found, version, actor = _as_asked(desk, reference)
        how = request.form.get("how", "")
        if how not in set(HandOver):
            abort(404)
        mailroom.hand_over(desk.database, found.id, version, HandOver(how), actor, desk.now())
        return redirect(url_for("staff.request", reference=reference, done="handed-over"), 303)


def _as_asked(desk: Desk, reference: str) -> tuple[Request, int, str]:
    session, version = signed_in(), read_version(request.form.get("version", ""))
    if not session.role.may_change:
        abort(403)
    with desk.database.read() as connection:
        found = by_reference(connection, reference) if is_reference(reference) else None
    if found is None or version is None:
        abort(404)
    return found, version, staff_actor(session.user_id)
