"""Name, address and language put right before each mailing, with the same checks; and a request brought to an end."""

from __future__ import annotations

from datetime import datetime

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from enrollment.reference import is_reference, spoken
from enrollment.request import CORRECTABLE, MoveNotAllowed, State
from staff.actions import REASONS, read_version
from staff.desk import Desk
from staff.entry import Checked, Typed, check, read_form, typed_of
from staff.guard import signed_in
from staff.records import users as user_records
from store import desk as desk_store
from store import requests as ledger
from store.desk import DeskKind
from store.requests import MAILINGS, Outdated, Request, by_reference, staff_actor


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
    checked = check(typed)
    keeps = request.form.get("do") == "keep" and found.state is State.NEEDS_REVIEW
    kept_open = bool(checked.particulars.missing) and not (keeps and not checked.particulars.is_empty)
    unsure = bool(checked.doubts) and request.form.get("confirmed", "") != checked.token()
    if checked.problems or kept_open or unsure:
        return _form(found, typed, version, checked)
    with desk.database.write() as connection:
        _put_right(connection, desk, found, checked, now)
    done = "again" if found.came_back and not checked.particulars.missing else "corrected"
    return redirect(url_for("staff.request", reference=found.reference, done=done), 303)


def _put_right(connection: Connection, desk: Desk, found: Request, checked: Checked, now: datetime) -> None:
    """Any package made of the old words is void; a held one stays held, and is made anew when it is released."""
    actor, particulars = staff_actor(signed_in().user_id), checked.particulars
    if found.came_back and found.state is not State.HELD and not particulars.missing:
        vault, due_on = desk.database.vault, desk.agency.calendar.due_on(now)
        ledger.mail_again(connection, vault, found, particulars, due_on=due_on, actor=actor, now=now)
        return
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
