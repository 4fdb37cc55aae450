"""One thing on the desk: what it is, what came, what was done; take it on, note, settle."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from enrollment.working_days import pacific_date
from parsers import Part, read_message, scrub_ssn
from staff import approval, text_words, wording
from staff.approval import Shown
from staff.desk import Desk
from staff.desk_page import Row, rows_of
from staff.desk_words import GUESS_FIGURES, NO_REQUEST, NO_TEXT, WISH_ANSWERED, Words, words_for
from staff.guard import signed_in
from staff.marking import Piece, marks_of, pieces
from staff.masking import readable_phone
from staff.records import desk as desk_records
from staff.records import users as user_records
from staff.records import waiting as waiting_records
from staff.records.desk import Contact, Deed, Item, Text
from staff.story import ReadPart, read_parts
from store.desk import DeskKind
from store.requests import Outdated, Request

LONGEST_NOTE = 1000
_DONE = {
    "claim": "It is yours now; others see that.",
    "take": "It is yours now; others see that.",
    "let": "Free for others again.",
    "note": "Noted.",
    "settle": "Settled.",
    "reopen": "Open again.",
}
_DEEDS = {
    "opened": "Opened",
    "claim": "Taken on",
    "take": "Taken over",
    "let": "Put back",
    "note": "Note",
    "settle": "Settled",
    "reopen": "Opened again",
    "text": "Wrote a text to the parent",
    "text_asked": "Wrote a text; it waits for a supervisor",
    "approve": "Let the text go",
    "refuse": "Did not let the text go",
    "request": "Made a request of it",
}


@dataclass(frozen=True, slots=True)
class Done:
    at: str
    who: str
    what: str
    note: str | None


@dataclass(frozen=True, slots=True)
class Calling:
    """Whether the parent may be called back, and what to dial if so."""

    may: bool
    words: str
    dial: str


@dataclass(frozen=True, slots=True)
class Case:
    """One item in full."""

    row: Row
    words: Words
    seen: str
    settled: bool
    mine: bool
    free: bool
    text: Text | None
    text_at: str
    raw: tuple[Piece, ...]
    doubtful: tuple[Part, ...]
    read: tuple[ReadPart, ...]
    phone: str | None
    warnings: tuple[str, ...]
    language: str | None
    calling: Calling | None
    figures: str
    shown: Shown | None
    may_text: bool
    may_settle: bool
    may_open: bool  # a request can be made of it
    deeds: tuple[Done, ...]


def add_routes(blueprint: Blueprint, desk: Desk) -> None:
    @blueprint.get("/desk/<int:item_id>", endpoint="desk_item")
    def show(item_id: int) -> ResponseReturnValue:
        return _show(desk, item_id)

    @blueprint.post("/desk/<int:item_id>", endpoint="desk_act")
    def act(item_id: int) -> ResponseReturnValue:
        return _act(desk, item_id)


def _show(desk: Desk, item_id: int) -> ResponseReturnValue:
    session, now = signed_in(), desk.now()
    with desk.database.write() as connection:  # before anything is shown: no opening without its row
        item = desk_records.item_by_id(connection, item_id)
        if item is None:
            abort(404)
        desk_records.record_deed(connection, item.id, session.user_id, "opened", now)
    with desk.database.read() as connection:
        case = _case(connection, desk, item, now, session.user_id, sees_people=session.role.sees_people)
    done = request.args.get("done", "")
    return render_template(
        "staff/desk_item.html",
        case=case,
        row=case.row,
        done=_DONE.get(done) or text_words.DONE.get(done) or approval.DONE.get(done),
        may_change=session.role.may_change,
        may_take=session.role.may_take_over,
        sees_people=session.role.sees_people,
        longest_note=LONGEST_NOTE,
    )


def _case(connection: Connection, desk: Desk, item: Item, now: datetime, user_id: int, *, sees_people: bool) -> Case:
    row = rows_of(connection, [item], now)[0]
    about = desk_records.requests_of(connection, [item]).get(item.request_id or 0)
    contact = desk_records.contact_of(connection, item.contact_id or (about.contact_id if about else None))
    text = desk_records.text_of(connection, item) if sees_people else None
    today = pacific_date(now)
    values = marks_of(about.particulars) if about else {}
    return Case(
        row=row,
        words=words_for(item.kind),
        seen=item.seen,
        settled=item.settled_at is not None,
        mine=item.claimed_by == user_id,
        free=item.claimed_by is None,
        text=text,
        text_at=wording.moment(text.at, today) if text else "",
        raw=tuple(pieces(text.body, values)) if text else (),
        doubtful=about.particulars.doubtful if about else (),
        read=_what_was_read(about, text) if sees_people else (),
        phone=readable_phone(contact.phone) if contact and sees_people else None,
        warnings=_warnings(contact, today),
        language=contact.language if contact else None,
        calling=_calling(item, contact) if sees_people else None,
        figures=_figures(connection, item, now),
        shown=approval.shown(connection, desk, item, now) if sees_people else None,
        may_text=contact is not None and item.settled_at is None and item.kind not in NO_TEXT,
        may_settle=item.kind != DeskKind.TEXT_TO_APPROVE,
        may_open=about is None and contact is not None and item.kind not in NO_REQUEST,
        deeds=_deeds(connection, item, today, sees_people=sees_people),
    )


def _what_was_read(about: Request | None, text: Text | None) -> tuple[ReadPart, ...]:
    """Of its request; of a text without one, what the parser makes of it now."""
    if about is not None:
        return read_parts(about.particulars)
    if text is None or not text.inbound:
        return ()
    reading = read_message(text.body)
    found = [ReadPart("Asks for", wording.KEYWORDS[reading.keyword], "")]
    if reading.written_in:
        found.append(ReadPart("Written in", wording.LANGUAGES[reading.written_in], ""))
    if reading.name:
        found.append(ReadPart("Name", reading.name.full, "in doubt" if Part.NAME in reading.doubtful else ""))
    return tuple(found)


def _warnings(contact: Contact | None, today: date) -> tuple[str, ...]:
    if contact is None:
        return ()
    found = []
    if contact.opted_out_at is not None:
        found.append(f"Stopped our texts on {wording.day(pacific_date(contact.opted_out_at), today)}: do not text")
    if contact.unsafe_to_text_at is not None:
        found.append("Not safe to text")
    if contact.no_calls_at is not None:
        found.append("Do not call this number either")
    if contact.unsafe_to_call_at is not None:
        found.append("Not safe to call")
    if contact.cannot_text is not None:
        found.append(f"Cannot be texted: {wording.from_code(contact.cannot_text)}")
    return tuple(found)


def _calling(item: Item, contact: Contact | None) -> Calling | None:
    """Of a wish to be called: only a phone that they said we may call, and nobody has marked since, is offered."""
    if item.kind != DeskKind.WANTS_PERSON or contact is None:
        return None
    answer = item.detail or "asked"
    if not contact.may_be_called:
        return Calling(False, "Do not call this number: see below.", "")
    if answer not in WISH_ANSWERED:
        return Calling(False, "They have not said whether we may call this number. Do not call before they do.", "")
    may, words = WISH_ANSWERED[answer]
    return Calling(may, words, contact.phone if may else "")


def _figures(connection: Connection, item: Item, now: datetime) -> str:
    """How often, never about whom: which case a phone asked for is not for the desk."""
    if item.kind != DeskKind.GUESSING:
        return ""
    tries = waiting_records.tries_of(connection, item.contact_id, now)
    if tries.last_at is None:
        return "None in the last 24 hours."
    last = wording.ago(tries.last_at, now)
    return GUESS_FIGURES.format(refused=tries.refused, numbers=tries.numbers, last=last)


def _deeds(connection: Connection, item: Item, today: date, *, sees_people: bool) -> tuple[Done, ...]:
    deeds = desk_records.deeds_of(connection, item.id)
    names = user_records.user_names(connection, {deed.user_id for deed in deeds})
    return tuple(_done(deed, names, today, sees_people=sees_people) for deed in deeds if deed.what != "opened")


def _done(deed: Deed, names: dict[int, str], today: date, *, sees_people: bool) -> Done:
    note = deed.note if sees_people or deed.note is None else "Hidden for viewers"
    return Done(wording.moment(deed.at, today), names.get(deed.user_id, "Staff"), _DEEDS[deed.what], note)


def _act(desk: Desk, item_id: int) -> ResponseReturnValue:
    session, what, now = signed_in(), request.form.get("do", ""), desk.now()
    if not session.role.may_change or (what == "take" and not session.role.may_take_over):
        abort(403)
    if what not in _DONE:
        abort(404)
    note = note_of(request.form.get("note", ""))
    if what == "note" and note is None:
        return redirect(url_for("staff.desk_item", item_id=item_id), 303)
    with desk.database.write() as connection:
        item = desk_records.item_by_id(connection, item_id)
        if item is None:
            abort(404)
        _carry_out(connection, item, what, session.user_id, now)
        desk_records.record_deed(connection, item_id, session.user_id, what, now, note)
    if what == "settle":
        return redirect(url_for("staff.desk", settled=item_id), 303)
    return redirect(url_for("staff.desk_item", item_id=item_id, done=what), 303)


def note_of(typed: str) -> str | None:
    """Promise 7 holds for what staff type, too."""
    return scrub_ssn(typed.strip()[:LONGEST_NOTE].replace("\0", ""))[0] or None


def _carry_out(connection: Connection, item: Item, what: str, user_id: int, now: datetime) -> None:
    """Outdated unless it stands as on the page, and nobody else has it. A note changes nothing and is always taken."""
    if what == "note":
        return
    others = item.claimed_by not in {None, user_id}
    waits = item.kind == DeskKind.TEXT_TO_APPROVE  # ends when the text is let go or refused, and not before
    possible = {
        "claim": item.settled_at is None and item.claimed_by is None,
        "take": item.settled_at is None and others,
        "let": item.settled_at is None and item.claimed_by == user_id,
        "settle": item.settled_at is None and not others and not waits,
        "reopen": item.settled_at is not None and not waits,
    }
    changes: dict[str, dict[str, Any]] = {
        "claim": {"claimed_by": user_id, "claimed_at": now},
        "take": {"claimed_by": user_id, "claimed_at": now},
        "let": {"claimed_by": None, "claimed_at": None},
        "settle": {"settled_by": user_id, "settled_at": now},
        "reopen": {"settled_by": None, "settled_at": None, "claimed_by": None, "claimed_at": None},
    }
    seen = request.form.get("seen", "")
    if not possible[what] or not desk_records.change(connection, item.id, seen, **changes[what]):
        raise Outdated
