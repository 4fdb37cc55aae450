"""A clerk's text that a supervisor must read first: let go as it stands, or refused with a reason the clerk gets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from bot import records as bot_records
from bot.by_staff import why_not
from bot.translation import english_of
from enrollment.working_days import pacific_date
from parsers import scrub_ssn, segments
from staff import wording
from staff.desk import Desk
from staff.guard import signed_in
from staff.records import desk as desk_records
from staff.records import texts as text_records
from staff.records import users as user_records
from staff.records.desk import Item
from staff.records.texts import Draft
from staff.text_words import WHY_NOT, found_words, leaves_words, segment_words
from store import desk as desk_store
from store import phones
from store import requests as ledger
from store.desk import DeskKind
from store.requests import Outdated, staff_actor

LONGEST_REASON = 300
DONE = {
    "let_go": "The text goes out.",
    "refused": "The text does not go out, and its writer is told why.",
    "no_reason": "Say why it should not go out: the clerk must know what to change.",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """The text as it lies here."""

    draft_id: int
    body: str
    english: str | None
    by: str
    found: tuple[str, ...]
    size: str
    leaves: str
    reason: str | None
    waits: bool
    in_the_way: str
    written_since: bool  # the parent has texted after it was written


def add_routes(blueprint: Blueprint, desk: Desk) -> None:
    @blueprint.post("/desk/<int:item_id>/approval", endpoint="desk_decide")
    def decide(item_id: int) -> ResponseReturnValue:
        return _decide(desk, item_id)


def shown(connection: Connection, desk: Desk, item: Item, now: datetime) -> Shown | None:
    """Of an item that is about such a text."""
    if item.contact_id is None:
        return None
    waits = item.kind == DeskKind.TEXT_TO_APPROVE
    if waits:
        draft = text_records.waiting(connection, item.contact_id)
    elif item.kind == DeskKind.TEXT_NOT_APPROVED:
        draft = text_records.last_refused(connection, item.contact_id)
    else:
        return None
    return (
        None if draft is None or draft.body is None else _shown(connection, desk, draft, draft.body, now, waits=waits)
    )


def _shown(connection: Connection, desk: Desk, draft: Draft, body: str, now: datetime, *, waits: bool) -> Shown:
    contact = bot_records.contact_by_id(connection, draft.contact_id)
    reason = why_not(connection, contact, now)
    last = bot_records.last_text_at(connection, draft.contact_id)
    name = user_records.user_names(connection, {draft.written_by}).get(draft.written_by, "staff")
    return Shown(
        draft_id=draft.id,
        body=body,
        english=english_of(desk.pen.catalogues, draft.code, body),
        by=f"{name}, {wording.moment(draft.written_at, pacific_date(now))}",
        found=tuple(found_words(draft.findings)),
        size=segment_words(segments(body)),
        leaves=leaves_words(desk.pen.leaves_at(now), now),
        reason=draft.reason,
        waits=waits,
        in_the_way=WHY_NOT[reason] if reason else "",
        written_since=last is not None and last > draft.written_at,
    )


def _decide(desk: Desk, item_id: int) -> ResponseReturnValue:
    session, what, now = signed_in(), request.form.get("do", ""), desk.now()
    if not session.role.may_take_over:
        abort(403)
    if what not in {"approve", "refuse"}:
        abort(404)
    reason = scrub_ssn(request.form.get("reason", "").strip()[:LONGEST_REASON].replace("\0", ""))[0]
    if what == "refuse" and not reason:
        return redirect(url_for("staff.desk_item", item_id=item_id, done="no_reason"), 303)
    with desk.database.write() as connection:
        item = desk_records.item_by_id(connection, item_id)
        if item is None or item.kind != DeskKind.TEXT_TO_APPROVE or item.contact_id is None:
            abort(404)
        phones.lock_marks(connection, item.contact_id)
        draft = text_records.waiting(connection, item.contact_id)
        as_seen = draft is not None and str(draft.id) == request.form.get("draft", "")
        if draft is None or not as_seen:
            raise Outdated
        settled = {"settled_by": session.user_id, "settled_at": now}
        if not desk_records.change(connection, item.id, request.form.get("seen", ""), **settled):
            raise Outdated
        if what == "approve":
            _let_go(connection, desk, draft, session.user_id, now)
        else:
            _refuse(connection, draft, session.user_id, reason, now)
        desk_records.record_deed(connection, item.id, session.user_id, what, now, reason or None)
    return redirect(url_for("staff.desk_item", item_id=item_id, done="let_go" if what == "approve" else "refused"), 303)


def _let_go(connection: Connection, desk: Desk, draft: Draft, user_id: int, now: datetime) -> None:
    contact = bot_records.contact_by_id(connection, draft.contact_id)
    if draft.body is None or why_not(connection, contact, now) is not None:
        raise Outdated  # the page, loaded again, says what is in the way
    message_id = desk.pen.send(connection, contact, draft.code, draft.body, draft.request_id, now)
    if not text_records.let_go(connection, draft.id, user_id, message_id, now):
        raise Outdated
    _note(connection, draft, "let_go", user_id, now)


def _refuse(connection: Connection, draft: Draft, user_id: int, reason: str, now: datetime) -> None:
    """Whoever wrote it finds it among their own things, with the reason."""
    if not text_records.refuse(connection, draft.id, user_id, reason, now):
        raise Outdated
    kind, contact_id = DeskKind.TEXT_NOT_APPROVED, draft.contact_id
    desk_store.put(connection, kind, now, contact_id=contact_id, request_id=draft.request_id)
    told = desk_records.open_item(connection, kind.value, contact_id)
    if told is not None:
        desk_records.change(connection, told.id, told.seen, claimed_by=draft.written_by, claimed_at=now)
    _note(connection, draft, "not_let_go", user_id, now)


def _note(connection: Connection, draft: Draft, kind: str, user_id: int, now: datetime) -> None:
    if draft.request_id is not None:
        ledger.note(connection, draft.request_id, kind, actor=staff_actor(user_id), now=now, code=draft.code)
