"""Returned mail: the piece in the hand found, why it came back recorded, and how what came back lately stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from enrollment.reference import is_reference, spoken
from enrollment.request import MoveNotAllowed, State
from enrollment.working_days import pacific_date
from fulfillment import returns
from fulfillment.records.returns import COME_BACK
from fulfillment.returns import MOST_FOUND, Reason
from parsers import mailing_lines, scrub_ssn
from staff import wording
from staff.actions import read_version
from staff.desk import Desk
from staff.guard import signed_in
from staff.masking import masked_name
from staff.records import returns as return_records
from staff.records import users as user_records
from staff.records.returns import Asking, CameBack
from store.requests import MAILINGS, Request, by_reference, staff_actor

PAGE = 50
LONGEST_LABEL = 200
_DOOR = re.compile(r"\D*(\d+)\b.*\b(\d{5})(?:-?\d{4})?")
_NOT_ARRIVED = frozenset({"undelivered", "failed", "canceled"})


@dataclass(frozen=True, slots=True)
class Row:
    reference: str
    spoken: str
    who: str
    came_back: str
    reason: str
    by: str
    state: str
    stands: str


@dataclass(frozen=True, slots=True)
class Found:
    reference: str
    spoken: str
    who: str
    language: str
    mailed_on: str
    second: bool


def may_come_back(found: Request) -> bool:
    return found.state in COME_BACK


def add_routes(blueprint: Blueprint, desk: Desk) -> None:
    @blueprint.get("/returned", endpoint="returned")
    def show() -> ResponseReturnValue:
        return _lately(desk)

    @blueprint.post("/returned", endpoint="find_returned")
    def find() -> ResponseReturnValue:
        _only_for_those_who_may()
        return _find(desk, request.form.get("what", "").strip()[:100])

    @blueprint.get("/returned/<reference>", endpoint="returned_piece")
    def piece(reference: str) -> ResponseReturnValue:
        _only_for_those_who_may()
        with desk.database.write() as connection:  # before anything is shown: no opening without its row
            found = _piece(connection, reference)
            user_records.record_view(connection, signed_in().user_id, found.id, "returned mail", desk.now())
        return _form(found, pacific_date(desk.now()))

    @blueprint.post("/returned/<reference>", endpoint="record_returned")
    def record(reference: str) -> ResponseReturnValue:
        _only_for_those_who_may()
        return _record(desk, reference)


def _only_for_those_who_may() -> None:
    if not signed_in().role.may_change:
        abort(403)


def _lately(desk: Desk) -> ResponseReturnValue:
    after, done, now = request.args.get("after", ""), request.args.get("done", ""), desk.now()
    before = int(after) if after.isdecimal() and len(after) <= 18 else None
    with desk.database.read() as connection:
        shown = return_records.lately(connection, before, PAGE + 1)
        recorded = by_reference(connection, done) if is_reference(done) else None
        staff = {int(each.actor.removeprefix("staff:")) for each in shown if each.actor.startswith("staff:")}
        names = user_records.user_names(connection, staff) if staff else {}
    return render_template(
        "staff/returned.html",
        rows=[_row(each, names, pacific_date(now)) for each in shown[:PAGE]],
        is_first=before is None,
        next_key=shown[PAGE - 1].id if len(shown) > PAGE else None,
        recorded=_what_follows(recorded) if recorded else None,
        may_change=signed_in().role.may_change,
        **_NOTHING_SOUGHT,
    )


_NOTHING_SOUGHT: dict[str, object] = {"what": "", "found": None, "too_many": False}


def _row(each: CameBack, names: dict[int, str], today: date) -> Row:
    by = names.get(int(each.actor.removeprefix("staff:")), "staff") if each.actor.startswith("staff:") else "the vendor"
    return Row(
        reference=each.request.reference,
        spoken=spoken(each.request.reference),
        who=masked_name(each.request.particulars.name),
        came_back=wording.day(pacific_date(each.at), today),
        reason=wording.RETURN_REASONS.get(each.reason, each.reason),
        by=by,
        state=each.request.state.value,
        stands=stands(each.request, each.attempt, each.asking, today),
    )


def stands(found: Request, attempt: int, asking: Asking, today: date) -> str:
    """What has become of it since."""
    if found.attempt > attempt:
        if found.mailed_on is not None and found.state in COME_BACK:
            return f"Mailed again on {wording.day(found.mailed_on, today)}"
        return f"Second mailing: {wording.STATES[found.state].lower()}"
    if found.state is State.RETURNED:
        return _asked(asking)
    if found.state is State.NEEDS_REVIEW and found.review_reason:
        return f"On the desk: {wording.from_code(found.review_reason)}"
    return wording.STATES[found.state]


def _asked(asking: Asking) -> str:
    if asking.waits:
        return "The parent is being asked by text"
    if asking.status is not None and asking.status not in _NOT_ARRIVED:
        return "The parent was asked by text; no answer yet"
    return "Nobody could be asked by text: call or write"


def _what_follows(found: Request) -> str:
    known = f"{spoken(found.reference)} is recorded."
    if found.state is State.NEEDS_REVIEW:
        return f"{known} It came back a second time, so there is no third mailing: it needs a person."
    if found.contact_id is None:
        return f"{known} There is no phone to text: call or write, then mail it again from its page."
    return f"{known} The parent is asked by text for the right address, if a text can reach them."


def _find(desk: Desk, what: str) -> ResponseReturnValue:
    found = _sought(desk, what)
    if len(found) == 1:
        return redirect(url_for("staff.returned_piece", reference=found[0].reference), 303)
    today = pacific_date(desk.now())
    return render_template(
        "staff/returned.html",
        rows=[],
        may_change=True,
        what=what,
        found=[_found(each, today) for each in found],
        too_many=len(found) >= MOST_FOUND,
    )


def _sought(desk: Desk, what: str) -> list[Request]:
    """A reference, a house number with its ZIP, or words of a name: whatever of these was typed."""
    if by_number := returns.find_by_reference(desk.database, what):
        return by_number
    if door := _DOOR.fullmatch(what):
        return returns.find_by_door(desk.database, door.group(1), door.group(2))
    return returns.find_by_name_word(desk.database, what)


def _found(found: Request, today: date) -> Found:
    return Found(
        reference=found.reference,
        spoken=spoken(found.reference),
        who=masked_name(found.particulars.name),
        language=wording.LANGUAGES[found.particulars.forms_language],
        mailed_on=wording.day(found.mailed_on, today) if found.mailed_on else "",
        second=found.attempt >= MAILINGS,
    )


def _piece(connection: Connection, reference: str) -> Request:
    found = by_reference(connection, reference) if is_reference(reference) else None
    if found is None:
        abort(404)
    if not may_come_back(found):
        raise MoveNotAllowed(found.state, State.RETURNED)
    return found


def _form(found: Request, today: date, problem: str = "", label: str = "") -> ResponseReturnValue:
    name, address = found.particulars.name, found.particulars.address
    body = render_template(
        "staff/returned_piece.html",
        piece=_found(found, today),
        version=found.version,
        envelope=mailing_lines(name, address) if name and address else (),
        reasons=[(reason, wording.begun(wording.RETURN_REASONS[reason])) for reason in Reason],
        longest=LONGEST_LABEL,
        problem=problem,
        label=label,
    )
    return body, 422 if problem else 200


def _record(desk: Desk, reference: str) -> ResponseReturnValue:
    version, reason, now = read_version(request.form.get("version", "")), request.form.get("reason", ""), desk.now()
    # Promise 7 holds for what staff type, too.
    label = scrub_ssn(request.form.get("label", "").strip()[:LONGEST_LABEL].replace("\0", ""))[0]
    with desk.database.read() as connection:
        found = _piece(connection, reference)
    if version is None:
        abort(404)
    if reason not in set(Reason):
        return _form(found, pacific_date(now), "Say why it came back.", label)
    actor = staff_actor(signed_in().user_id)
    returns.record_returned(desk.database, found.id, version, Reason(reason), label or None, actor, now)
    return redirect(url_for("staff.returned", done=found.reference), 303)
