"""The desk: what needs a person. Whoever takes a thing on says so, keeps notes, and settles it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from enrollment.reference import spoken
from enrollment.working_days import pacific_date
from parsers import Part, read_message, scrub_ssn
from staff import standing, wording
from staff.desk import Desk
from staff.desk_words import Words, detail_words, words_for
from staff.guard import signed_in
from staff.marking import Piece, pieces, values_of
from staff.masking import masked_name, readable_phone
from staff.records import desk as desk_records
from staff.records import queue as queue_records
from staff.records import users as user_records
from staff.records.desk import Contact, Deed, Item, Text
from staff.story import ReadPart, read_parts
from store.requests import Outdated, Request

PAGE = 50
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
}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list. Nobody's words: those are on its own page, whose opening is recorded."""

    id: int
    title: str
    detail: str
    rank: int
    since: str
    who: str
    reference: str | None
    spoken: str
    state: str
    state_word: str
    due: standing.Due | None
    hands: str


@dataclass(frozen=True, slots=True)
class Done:
    at: str
    who: str
    what: str
    note: str | None


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
    deeds: tuple[Done, ...]


def add_routes(blueprint: Blueprint, desk: Desk) -> None:
    @blueprint.get("/desk", endpoint="desk")
    def show() -> ResponseReturnValue:
        return _list(desk)

    @blueprint.get("/desk/<int:item_id>", endpoint="desk_item")
    def show_item(item_id: int) -> ResponseReturnValue:
        return _item(desk, item_id)

    @blueprint.post("/desk/<int:item_id>", endpoint="desk_act")
    def act(item_id: int) -> ResponseReturnValue:
        return _act(desk, item_id)


def _list(desk: Desk) -> ResponseReturnValue:
    settled = request.args.get("view") == "settled"
    after = request.args.get("after", "")
    today = pacific_date(desk.now())
    with desk.database.read() as connection:
        if settled:
            items = desk_records.settled_items(connection, PAGE)
        else:
            items = desk_records.open_items(connection, after, PAGE + 1)
        rows = _rows(connection, items[:PAGE], desk.now())
        counts = queue_records.counts(connection, today)
        stuck = queue_records.stuck_count(connection)
    return render_template(
        "staff/desk.html",
        rows=rows,
        settled=settled,
        is_first=not after,
        next_key=items[PAGE - 1].key if len(items) > PAGE else None,
        elsewhere=_elsewhere({state.value: count.total for state, count in counts.items()}, stuck),
    )


def _elsewhere(counts: dict[str, int], stuck: int) -> list[tuple[str, str]]:
    """What also waits for a person, and lies in the queue: (view, words)."""
    found = []
    for view, count, words in (
        ("review", counts.get("needs_review", 0), "to be read"),
        ("held", counts.get("held", 0), "on hold"),
        ("returned", counts.get("returned", 0), "came back"),
        ("stuck", stuck, "stuck"),
    ):
        if count:
            found.append((view, f"{count:,} {words}"))
    return found


def _rows(connection: Connection, items: list[Item], now: datetime) -> list[Row]:
    about = desk_records.requests_of(connection, items)
    staff = {who for item in items for who in (item.claimed_by, item.settled_by) if who is not None}
    names = user_records.user_names(connection, staff) if staff else {}
    return [_row(item, about.get(item.request_id or 0), names, now) for item in items]


def _row(item: Item, about: Request | None, names: dict[int, str], now: datetime) -> Row:
    today = pacific_date(now)
    return Row(
        id=item.id,
        title=words_for(item.kind).title,
        detail=detail_words(item.kind, item.detail),
        rank=item.rank,
        since=wording.ago(item.created_at, now),
        who=masked_name(about.particulars.name) if about else "",
        reference=about.reference if about else None,
        spoken=spoken(about.reference) if about else "",
        state=about.state.value if about else "",
        state_word=wording.STATES[about.state] if about else "",
        due=standing.due(about, today) if about else None,
        hands=_hands(item, names, today),
    )


def _hands(item: Item, names: dict[int, str], today: date) -> str:
    if item.settled_at is not None:
        by = f" by {names.get(item.settled_by, 'staff')}" if item.settled_by else " by itself"
        return f"Settled{by}, {wording.moment(item.settled_at, today)}"
    return f"{names.get(item.claimed_by, 'staff')} has it" if item.claimed_by else ""


def _item(desk: Desk, item_id: int) -> ResponseReturnValue:
    session, now = signed_in(), desk.now()
    with desk.database.write() as connection:  # before anything is shown: no opening without its row
        item = desk_records.item_by_id(connection, item_id)
        if item is None:
            abort(404)
        desk_records.record_deed(connection, item.id, session.user_id, "opened", now)
    with desk.database.read() as connection:
        case = _case(connection, item, now, session.user_id, sees_people=session.role.sees_people)
    return render_template(
        "staff/desk_item.html",
        case=case,
        row=case.row,
        done=_DONE.get(request.args.get("done", "")),
        may_change=session.role.may_change,
        may_take=session.role.may_take_over,
        sees_people=session.role.sees_people,
        longest_note=LONGEST_NOTE,
    )


def _case(connection: Connection, item: Item, now: datetime, user_id: int, *, sees_people: bool) -> Case:
    row = _rows(connection, [item], now)[0]
    about = desk_records.requests_of(connection, [item]).get(item.request_id or 0)
    contact = desk_records.contact_of(connection, item.contact_id or (about.contact_id if about else None))
    text = desk_records.text_of(connection, item) if sees_people else None
    today = pacific_date(now)
    values = values_of(about.particulars) if about else {}
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
    if contact.no_calls_at is not None:
        found.append("Do not call this number either")
    if contact.cannot_text is not None:
        found.append(f"Cannot be texted: {wording.from_code(contact.cannot_text)}")
    return tuple(found)


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
    # Promise 7 holds for what staff type, too.
    note = scrub_ssn(request.form.get("note", "").strip()[:LONGEST_NOTE].replace("\0", ""))[0] or None
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


def _carry_out(connection: Connection, item: Item, what: str, user_id: int, now: datetime) -> None:
    """Outdated unless it stands as on the page, and nobody else has it. A note changes nothing and is always taken."""
    if what == "note":
        return
    others = item.claimed_by not in {None, user_id}
    possible = {
        "claim": item.settled_at is None and item.claimed_by is None,
        "take": item.settled_at is None and others,
        "let": item.settled_at is None and item.claimed_by == user_id,
        "settle": item.settled_at is None and not others,
        "reopen": item.settled_at is not None,
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
