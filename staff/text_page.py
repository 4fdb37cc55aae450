"""A text to a parent in staff's own words or ready-made: looked over, then sent, or kept for a supervisor."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from bot import records as bot_records
from bot.by_staff import FRAME, machine_waits, why_not
from bot.records import Contact
from bot.screening import LONGEST, findings, refuse, tidy
from bot.translation import english_of
from enrollment.reference import is_reference, spoken
from enrollment.working_days import pacific_date
from parsers import Language, segments
from staff import wording
from staff.desk import Desk
from staff.desk_words import NO_TEXT, words_for
from staff.guard import signed_in
from staff.masking import masked_name, readable_phone
from staff.records import desk as desk_records
from staff.records import texts as text_records
from staff.records import users as user_records
from staff.records.desk import Item
from staff.records.texts import Written
from staff.text_words import FINDINGS, REFUSALS, RISKS, WHY_NOT, found_words, leaves_words, segment_words
from store import desk as desk_store
from store import phones
from store import requests as ledger
from store.desk import DeskKind
from store.requests import Outdated, Request, staff_actor

_LINES_SHOWN = 6
SENT, WAITS_FOR_HOUR, WAITS_FOR_SUPERVISOR = "text_sent", "text_later", "text_asked"


@dataclass(frozen=True, slots=True)
class Target:
    """Whom it is for, and where the clerk came from."""

    contact: Contact
    request: Request | None
    item: Item | None

    @property
    def who(self) -> str:
        return masked_name(self.request.particulars.name) if self.request else ""

    @property
    def spoken(self) -> str:
        return spoken(self.request.reference) if self.request else ""

    @property
    def title(self) -> str:
        if self.item is not None:
            return words_for(self.item.kind).title
        return f"Request {self.spoken}"

    def back(self, done: str | None = None) -> str:
        if self.item is not None:
            return url_for("staff.desk_item", item_id=self.item.id, done=done)
        return url_for("staff.request", reference=self.request.reference if self.request else "", done=done)


@dataclass(frozen=True, slots=True)
class Look:
    """The text as it would go out, and what is to be said of it."""

    code: str
    body: str
    english: str | None
    refused: str
    found: tuple[str, ...]
    size: str
    leaves: str
    waits: bool

    @property
    def found_words(self) -> list[str]:
        return found_words(self.found)

    @property
    def token(self) -> str:
        """Names what was looked at: only this very text is sent."""
        return hashlib.sha256(f"{self.code}|{self.body}|{','.join(self.found)}".encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Said:
    inbound: bool
    body: str
    english: str | None
    at: str


def add_routes(blueprint: Blueprint, desk: Desk) -> None:
    @blueprint.get("/desk/<int:item_id>/text", endpoint="desk_text")
    def show_for_item(item_id: int) -> ResponseReturnValue:
        return _show(desk, lambda connection: _of_item(connection, item_id))

    @blueprint.post("/desk/<int:item_id>/text", endpoint="desk_text_send")
    def send_for_item(item_id: int) -> ResponseReturnValue:
        return _post(desk, lambda connection: _of_item(connection, item_id))

    @blueprint.get("/requests/<reference>/text", endpoint="request_text")
    def show_for_request(reference: str) -> ResponseReturnValue:
        return _show(desk, lambda connection: _of_request(connection, reference))

    @blueprint.post("/requests/<reference>/text", endpoint="request_text_send")
    def send_for_request(reference: str) -> ResponseReturnValue:
        return _post(desk, lambda connection: _of_request(connection, reference))


def _of_item(connection: Connection, item_id: int) -> Target | None:
    item = desk_records.item_by_id(connection, item_id)
    if item is None or item.kind in NO_TEXT:
        return None
    about = desk_records.requests_of(connection, [item]).get(item.request_id or 0)
    contact_id = item.contact_id or (about.contact_id if about else None)
    return None if contact_id is None else Target(bot_records.contact_by_id(connection, contact_id), about, item)


def _of_request(connection: Connection, reference: str) -> Target | None:
    about = ledger.by_reference(connection, reference) if is_reference(reference) else None
    if about is None or about.contact_id is None:
        return None
    return Target(bot_records.contact_by_id(connection, about.contact_id), about, None)


def _show(desk: Desk, find: Callable[[Connection], Target | None]) -> ResponseReturnValue:
    session, now = signed_in(), desk.now()
    if not session.role.may_change:
        abort(403)
    with desk.database.write() as connection:  # before anything is shown: no opening without its row
        target = find(connection)
        if target is None:
            abort(404)
        _record_opening(connection, target, session.user_id, now)
        values = _values(connection, desk, target, now)
    return render_template("staff/text.html", **values)


def _record_opening(connection: Connection, target: Target, user_id: int, now: datetime) -> None:
    if target.item is not None:
        desk_records.record_deed(connection, target.item.id, user_id, "opened", now)
    elif target.request is not None:
        user_records.record_view(connection, user_id, target.request.id, "text form", now)


def _post(desk: Desk, find: Callable[[Connection], Target | None]) -> ResponseReturnValue:
    session, now = signed_in(), desk.now()
    if not session.role.may_change:
        abort(403)
    with desk.database.write() as connection:
        target = find(connection)
        if target is None:
            abort(404)
        # Nobody else writes to this phone, and no text of its own is read, until this one is kept.
        phones.lock_marks(connection, target.contact.id)
        as_seen = request.form.get("seen", "") == text_records.seen(connection, target.contact.id)
        if not as_seen or text_records.waiting(connection, target.contact.id) is not None:
            raise Outdated
        look = _look(connection, desk, target, now)
        if _may_go(connection, target, look, now):
            return redirect(target.back(_keep(connection, desk, target, look, now)), 303)
        values = _values(connection, desk, target, now, look)
    return render_template("staff/text.html", **values), 422 if look.refused else 200


def _may_go(connection: Connection, target: Target, look: Look, now: datetime) -> bool:
    """What was shown is sent, to the letter, and nothing else."""
    looked = request.form.get("do") == "send" and request.form.get("looked", "") == look.token
    return looked and not look.refused and why_not(connection, target.contact, now) is None


def _look(connection: Connection, desk: Desk, target: Target, now: datetime) -> Look:
    language, code = _language(target), request.form.get("text", "")
    is_own = code not in desk.pen.codes()
    words = tidy(request.form.get("words", "")) if is_own else desk.pen.ready_made(code, language)
    refusal = refuse(words) if is_own else None
    people = [each.particulars for each in ledger.of_contact(connection, target.contact.id)]
    found: tuple[str, ...] = findings(words, desk.agency, people) if is_own else ()
    body = desk.pen.framed(words, target.contact, language)
    leaves_at = desk.pen.leaves_at(now)
    return Look(
        code=FRAME if is_own else code,
        body=body,
        english=None if language is Language.ENGLISH else english_of(desk.pen.catalogues, code, body),
        refused=REFUSALS[refusal] if refusal else "",
        found=(*found, *_risks(connection, target.contact.id)),
        size=segment_words(segments(body)),
        leaves=leaves_words(leaves_at, now),
        waits=leaves_at > now,
    )


def _risks(connection: Connection, contact_id: int) -> tuple[str, ...]:
    open_kinds = {kind for kind, _ in desk_store.open_kinds(connection, contact_id)}
    return tuple(risk.value for risk in RISKS if risk in open_kinds)


def _language(target: Target) -> Language:
    given = request.values.get("language", "")
    return Language(given) if given in set(Language) else target.contact.language or Language.ENGLISH


def _keep(connection: Connection, desk: Desk, target: Target, look: Look, now: datetime) -> str:
    """Send it, or keep it for a supervisor; either leaves its row and its event."""
    session, contact = signed_in(), target.contact
    request_id = target.request.id if target.request else None
    item_id = target.item.id if target.item else None
    written = Written(contact.id, request_id, item_id, look.code, look.body, look.found, session.user_id, now)
    asked = bool(look.found) and not session.role.may_take_over
    if asked:
        text_records.keep_waiting(connection, written)
        desk_store.put(connection, DeskKind.TEXT_TO_APPROVE, now, contact_id=contact.id, request_id=request_id)
    else:
        message_id = desk.pen.send(connection, contact, look.code, look.body, request_id, now)
        text_records.note_sent(connection, written, message_id)
    _leave_event(connection, target, look.code, session.user_id, now, asked=asked)
    if asked:
        return WAITS_FOR_SUPERVISOR
    return WAITS_FOR_HOUR if look.waits else SENT


def _leave_event(
    connection: Connection, target: Target, code: str, user_id: int, now: datetime, *, asked: bool
) -> None:
    if target.item is not None:
        desk_records.record_deed(connection, target.item.id, user_id, "text_asked" if asked else "text", now)
    if target.request is not None:
        kind = "asked_to_send" if asked else "wrote"
        ledger.note(connection, target.request.id, kind, actor=staff_actor(user_id), now=now, code=code)


def _values(
    connection: Connection, desk: Desk, target: Target, now: datetime, look: Look | None = None
) -> dict[str, Any]:
    language, contact = _language(target), target.contact
    draft = text_records.waiting(connection, contact.id)
    before, _, after = desk.pen.framed("\N{NULL}", contact, language).partition("\N{NULL}")
    reason = why_not(connection, contact, now)
    return {
        "target": target,
        "phone": readable_phone(contact.phone.e164),
        "language": language,
        "own_language": contact.language or Language.ENGLISH,
        "why_not": WHY_NOT[reason] if reason else "",
        "draft": draft,
        "draft_at": wording.moment(draft.written_at, pacific_date(now)) if draft else "",
        "machine_waits": machine_waits(connection, contact.id, now),
        "risks": found_words(_risks(connection, contact.id)),
        "seen": text_records.seen(connection, contact.id),
        "ready_made": [_ready(desk, code, language) for code in desk.pen.codes()],
        "chosen": request.form.get("text", ""),
        "words": request.form.get("words", ""),
        "longest": LONGEST,
        "frame_before": before,
        "frame_after": after,
        "look": look,
        "may_send": signed_in().role.may_take_over or not (look and look.found),
        "leaves": leaves_words(desk.pen.leaves_at(now), now),
        "said": [_said(desk, line, now) for line in text_records.newest(connection, contact.id, _LINES_SHOWN)],
        "findings": wording.list_of(list(FINDINGS.values())),
    }


def _ready(desk: Desk, code: str, language: Language) -> tuple[str, str, str | None]:
    """(code, words, their English if they are not)."""
    english = None if language is Language.ENGLISH else desk.pen.ready_made(code, Language.ENGLISH)
    return code, desk.pen.ready_made(code, language), english


def _said(desk: Desk, line: text_records.Line, now: datetime) -> Said:
    english = None if line.inbound or not line.code else english_of(desk.pen.catalogues, line.code, line.body)
    at = wording.moment(line.at, pacific_date(now))
    return Said(line.inbound, line.body, english if english != line.body else None, at)
