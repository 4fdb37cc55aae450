"""The phone behind a request: what stands against texting or calling it, and the buttons that say so at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from flask import Blueprint, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from bot.marking import Mark, SafeAgain, lift_mark, mark_phone
from enrollment.reference import is_reference
from enrollment.working_days import pacific_date
from staff import wording
from staff.desk import Desk
from staff.guard import signed_in
from staff.masking import readable_phone
from staff.records.file import Contact
from staff.roles import Role
from store.requests import by_reference, staff_actor

_BUTTONS = {
    Mark.OPTED_OUT: ("Stop our texts", "The parent asked for it. Only the parent can start them again, by START."),
    Mark.UNSAFE_TO_TEXT: ("Not safe to text", "Somebody else may read it. No text goes out, not even an answer."),
    Mark.UNSAFE_TO_CALL: ("Not safe to call", "Somebody else may answer it. Everybody here is warned."),
}
_SAFE_AGAIN = {Mark.UNSAFE_TO_TEXT: "Safe to text again", Mark.UNSAFE_TO_CALL: "Safe to call again"}


@dataclass(frozen=True, slots=True)
class PhoneCard:
    number: str | None  # None: not for these eyes
    language: str | None
    notes: tuple[str, ...]
    seen: str
    buttons: tuple[tuple[Mark, str, str], ...]
    lifts: tuple[tuple[Mark, str], ...]
    reasons: tuple[tuple[SafeAgain, str], ...]


def phone_card(contact: Contact, role: Role, today: date) -> PhoneCard:
    set_already = {mark for mark in Mark if getattr(contact.marks, mark.value)}
    missing = [mark for mark in Mark if mark not in set_already] if role.may_change else []
    lifts = [mark for mark in _SAFE_AGAIN if mark in set_already] if role.may_lift_marks else []
    return PhoneCard(
        number=readable_phone(contact.phone) if role.sees_people else None,
        language=contact.language,
        notes=_notes(contact, today),
        seen=contact.marks.seen,
        buttons=tuple((mark, *_BUTTONS[mark]) for mark in missing),
        lifts=tuple((mark, _SAFE_AGAIN[mark]) for mark in lifts),
        reasons=tuple((reason, wording.from_code(reason)) for reason in SafeAgain),
    )


def _notes(contact: Contact, today: date) -> tuple[str, ...]:
    def on(at: datetime) -> str:
        return wording.day(pacific_date(at), today)

    notes = []
    if contact.unsafe_to_text_at is not None:
        notes.append(f"Not safe to text, since {on(contact.unsafe_to_text_at)}: nothing is sent")
    if contact.unsafe_to_call_at is not None:
        notes.append(f"Not safe to call, since {on(contact.unsafe_to_call_at)}: do not call, leave no message")
    if contact.opted_out_at is not None:
        notes.append(f"Stopped our texts on {on(contact.opted_out_at)}; mail still goes")
    if contact.no_calls_at is not None:
        notes.append("Does not want to be called")
    if contact.cannot_text is not None:
        notes.append(f"Cannot be texted: {wording.from_code(contact.cannot_text)}")
    if contact.channel != "sms":
        notes.append(f"Writes by {contact.channel}")
    return tuple(notes)


def add_routes(blueprint: Blueprint, desk: Desk) -> None:
    @blueprint.post("/requests/<reference>/phone", endpoint="mark_phone")
    def mark(reference: str) -> ResponseReturnValue:
        if not signed_in().role.may_change:
            abort(403)
        contact_id, mark = _contact_of(desk, reference), _mark(request.form.get("mark", ""))
        seen, actor = request.form.get("seen", ""), staff_actor(signed_in().user_id)
        mark_phone(desk.database, desk.agency, contact_id, mark, seen, actor, desk.now())
        return redirect(url_for("staff.request", reference=reference, done="marked"), 303)

    @blueprint.post("/requests/<reference>/phone-safe", endpoint="lift_mark")
    def lift(reference: str) -> ResponseReturnValue:
        mark, reason = _mark(request.form.get("mark", "")), request.form.get("reason", "")
        if not signed_in().role.may_lift_marks or mark not in _SAFE_AGAIN:
            abort(403)
        if reason not in set(SafeAgain):
            abort(404)
        contact_id, actor = _contact_of(desk, reference), staff_actor(signed_in().user_id)
        seen = request.form.get("seen", "")
        lift_mark(desk.database, contact_id, mark, SafeAgain(reason), seen, actor, desk.now())
        return redirect(url_for("staff.request", reference=reference, done="safe"), 303)


def _mark(text: str) -> Mark:
    if text not in set(Mark):
        abort(404)
    return Mark(text)


def _contact_of(desk: Desk, reference: str) -> int:
    with desk.database.read() as connection:
        found = by_reference(connection, reference) if is_reference(reference) else None
    if found is None or found.contact_id is None:
        abort(404)
    return found.contact_id
