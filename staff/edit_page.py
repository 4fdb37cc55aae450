"""Name, address and language put right before each mailing, with the same checks; and a request brought to an end."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from enrollment.particulars import Particulars
from enrollment.reference import is_reference, spoken
from enrollment.request import CORRECTABLE, MoveNotAllowed, State
from parsers import PersonName, PostalAddress, normal_address, normal_name
from staff.actions import REASONS, read_version
from staff.desk import Desk
from staff.entry import Checked, Typed, check, read_form, typed_of
from staff.guard import signed_in
from staff.records import users as user_records
from store import desk as desk_store
from store import requests as ledger
from store.desk import DeskKind
from store.requests import MAILINGS, Outdated, Request, by_reference, staff_actor

AGAIN, CORRECTED = "again", "corrected"
_CAME_BACK_FROM_HERE = (
    "This is where it came back from. If it is right after all, go back to the request and choose “Mail it again to "
    "the same address”, with the reason; the language can be put right after that."
)


def is_editable(request: Request) -> bool:
    if request.came_back and request.attempt >= MAILINGS:
        return False  # there is no third mailing
    if request.state is State.RETURNED:
        return True
    return request.state in CORRECTABLE or (request.state is State.HELD and request.held_from in CORRECTABLE)


def add_routes(blueprint: Blueprint, desk: Desk) -> None:
    @blueprint.get("/requests/<reference>/edit", endpoint="edit")
    def show(reference: str) -> ResponseReturnValue:
        with desk.database.write() as connection:  # before anything is shown: no opening without its row
            found = _open(connection, reference)
            user_records.record_view(connection, signed_in().user_id, found.id, "edit", desk.now())
        return _form(found, typed_of(found.particulars), found.version)

    @blueprint.post("/requests/<reference>/edit", endpoint="save")
    def save(reference: str) -> ResponseReturnValue:
        return _save(desk, reference)

    @blueprint.post("/requests/<reference>/cancel", endpoint="cancel")
    def cancel(reference: str) -> ResponseReturnValue:
        return _cancel(desk, reference)


def _open(connection: Connection, reference: str) -> Request:
    found = _found(connection, reference)
    if not is_editable(found):
        raise MoveNotAllowed(found.state, State.ACCEPTED)
    return found


def _found(connection: Connection, reference: str) -> Request:
    if not signed_in().role.may_change:
        abort(403)
    found = by_reference(connection, reference) if is_reference(reference) else None
    if found is None:
        abort(404)
    return found


def _form(found: Request, typed: Typed, version: int, checked: Checked | None = None) -> ResponseReturnValue:
    body = render_template(
        "staff/edit.html",
        reference=found.reference,
        spoken=spoken(found.reference),
        typed=typed,
        version=version,
        checked=checked,
        held=found.state is State.HELD,
        came_back=found.came_back,
        may_keep=found.state is State.NEEDS_REVIEW,
    )
    return body, 200 if checked is None else 422


def _save(desk: Desk, reference: str) -> ResponseReturnValue:
    version, typed, now = read_version(request.form.get("version", "")), read_form(request.form), desk.now()
    with desk.database.read() as connection:
        found = _open(connection, reference)
    if version is None:
        abort(404)
    if found.version != version:
        raise Outdated
    checked = _checked(found, typed)
    keeps = request.form.get("do") == "keep" and found.state is State.NEEDS_REVIEW
    kept_open = bool(checked.particulars.missing) and not (keeps and not checked.particulars.is_empty)
    unsure = bool(checked.doubts) and request.form.get("confirmed", "") != checked.token()
    if checked.problems or kept_open or unsure:
        return _form(found, typed, version, checked)
    with desk.database.write() as connection:
        done = _put_right(connection, desk, found, checked.particulars, now)
    return redirect(url_for("staff.request", reference=found.reference, done=done), 303)


def _checked(found: Request, typed: Typed) -> Checked:
    """The second mailing is the last: to where the first came back from it goes only with a reason, by its button."""
    checked = check(typed)
    # Once the parent has written anew it is no more in this state, and what stands there is not what came back.
    if found.state is State.RETURNED and _door(checked.particulars) == _door(found.particulars):
        return replace(checked, problems=(*checked.problems, _CAME_BACK_FROM_HERE))
    return checked


def _door(particulars: Particulars) -> tuple[str, ...]:
    """Whom and where it reaches. A "c/o" added may be what was wanting."""
    name, address = particulars.name or PersonName(""), particulars.address or PostalAddress()
    beside = (PersonName(address.care_of or ""), PersonName(address.urbanization or ""))
    return normal_address(address), normal_name(name), *(normal_name(each) for each in beside)


def _put_right(connection: Connection, desk: Desk, found: Request, particulars: Particulars, now: datetime) -> str:
    """Which of the two was done."""
    actor, vault = staff_actor(signed_in().user_id), desk.database.vault
    if found.came_back and found.state is not State.HELD and not particulars.missing:
        due_on = desk.agency.calendar.due_on(now)
        ledger.mail_again(connection, vault, found, particulars, due_on=due_on, actor=actor, now=now)
        return AGAIN
    _correct(connection, desk, found, particulars, now)
    return CORRECTED


def _correct(connection: Connection, desk: Desk, found: Request, particulars: Particulars, now: datetime) -> None:
    """Any package made of the old words is void; a held one stays held, and is made anew when it is released."""
    actor = staff_actor(signed_in().user_id)
    if particulars != found.particulars:
        found = ledger.correct(connection, desk.database.vault, found, particulars, actor=actor, now=now)
    elif found.state is not State.NEEDS_REVIEW:
        return  # saved as it was: what is made or being made of it stays good
    if particulars.missing:
        return
    if found.state is State.HELD and found.came_back:
        return  # released, it goes back to a person, who mails it a second time
    if found.state is State.HELD and found.held_from is not State.ACCEPTED:
        ledger.rest_at(connection, found, State.ACCEPTED, actor=actor, now=now)
    elif found.state not in {State.HELD, State.ACCEPTED}:
        ledger.move(connection, found, State.ACCEPTED, actor=actor, now=now)


def _cancel(desk: Desk, reference: str) -> ResponseReturnValue:
    version, reason, now = read_version(request.form.get("version", "")), request.form.get("reason", ""), desk.now()
    with desk.database.write() as connection:
        found = _found(connection, reference)
        if version is None or reason not in REASONS:
            abort(404)
        if found.version != version:
            raise Outdated
        end, _words = REASONS[reason]
        ledger.move(connection, found, end, actor=staff_actor(signed_in().user_id), now=now, code=reason)
        if State.PRINTED in {found.state, found.held_from}:
            desk_store.put(connection, DeskKind.PULL_PRINTED, now, request_id=found.id)
    return redirect(url_for("staff.request", reference=found.reference, done="cancelled"), 303)
