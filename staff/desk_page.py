"""The desk: what needs a person, the most dangerous and what is due today first; whose turn it is, and what kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from enrollment.reference import spoken
from enrollment.working_days import pacific_date
from staff import standing, wording
from staff.desk import Desk
from staff.desk_words import detail_words, ends_words, words_for
from staff.guard import signed_in
from staff.masking import masked_name
from staff.records import desk as desk_records
from staff.records import queue as queue_records
from staff.records import users as user_records
from staff.records import waiting as waiting_records
from staff.records.desk import Counts, Item, Looked, Whose
from store.requests import Request

PAGE = 50
_WHOSE = {Whose.ALL: "All", Whose.MINE: "Mine", Whose.FREE: "Free"}


@dataclass(frozen=True, slots=True)
class About:
    """The request that something on the desk is about; masked, as in every list."""

    reference: str
    spoken: str
    who: str
    state: str
    state_word: str
    due: standing.Due
    ends: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list. Nobody's words: those are on its own page, whose opening is recorded."""

    id: int
    title: str
    detail: str
    rank: int
    since: str
    about: About | None
    hands: str


@dataclass(frozen=True, slots=True)
class Tab:
    words: str
    count: int
    address: str
    current: bool


def add_routes(blueprint: Blueprint, desk: Desk) -> None:
    @blueprint.get("/desk", endpoint="desk")
    def show() -> ResponseReturnValue:
        return _settled(desk) if request.args.get("view") == "settled" else _open(desk)


def _open(desk: Desk) -> ResponseReturnValue:
    whose, kind, after = _whose(), request.args.get("kind") or None, request.args.get("after", "")
    now = desk.now()
    looked = Looked(signed_in().user_id, pacific_date(now), whose, kind)
    with desk.database.read() as connection:
        items = desk_records.open_items(connection, looked, after, PAGE + 1)
        rows = rows_of(connection, items[:PAGE], now)
        counts = desk_records.counts(connection, looked)
        elsewhere = _elsewhere(connection, looked.today)
    more = len(items) > PAGE
    return render_template(
        "staff/desk.html",
        rows=rows,
        whose=whose.value,
        kind=kind,
        tabs=[
            Tab(words, counts.whose[each], _address(each, kind), current=each is whose)
            for each, words in _WHOSE.items()
        ],
        kinds=_kinds(counts, whose, kind),
        elsewhere=elsewhere,
        first_page=None if not after else _address(whose, kind),
        next_page=_address(whose, kind, items[PAGE - 1].key) if more else None,
    )


def _whose() -> Whose:
    given = request.args.get("view", "")
    return Whose(given) if given in set(Whose) else Whose.ALL


def _address(whose: Whose, kind: str | None, after: str | None = None) -> str:
    """What goes without saying is left out of it."""
    return url_for("staff.desk", view=None if whose is Whose.ALL else whose.value, kind=kind, after=after)


def _kinds(counts: Counts, whose: Whose, kind: str | None) -> list[Tab]:
    """Every kind that is there, the most frequent first; what is chosen stays, though nothing of it be left."""
    present = counts.kinds if kind is None or kind in counts.kinds else counts.kinds | {kind: 0}
    ordered = sorted(present, key=lambda each: (-present[each], words_for(each).title))
    found = [Tab(words_for(each).title, present[each], _address(whose, each), current=each == kind) for each in ordered]
    every = Tab("Every kind", sum(present.values()), _address(whose, None), current=not kind)
    return [every, *found] if kind or len(found) > 1 else []


def _elsewhere(connection: Connection, today: date) -> list[Tab]:
    """What also waits for a person and has a list of its own."""
    counts = {state.value: count.total for state, count in queue_records.counts(connection, today).items()}
    lists = (
        ("to be read", counts.get("needs_review", 0), url_for("staff.queue", view="review")),
        ("on hold", counts.get("held", 0), url_for("staff.held")),
        ("came back", counts.get("returned", 0), url_for("staff.queue", view="returned")),
        ("cannot be texted", waiting_records.untextable_count(connection), url_for("staff.untextable")),
        ("given up", waiting_records.given_up_count(connection), url_for("staff.given_up")),
    )
    return [Tab(words, count, address, current=False) for words, count, address in lists if count]


def _settled(desk: Desk) -> ResponseReturnValue:
    with desk.database.read() as connection:
        rows = rows_of(connection, desk_records.settled_items(connection, PAGE), desk.now())
    return render_template("staff/desk_settled.html", rows=rows)


def rows_of(connection: Connection, items: list[Item], now: datetime) -> list[Row]:
    about = desk_records.requests_of(connection, items)
    staff = {who for item in items for who in (item.claimed_by, item.settled_by) if who is not None}
    names = user_records.user_names(connection, staff) if staff else {}
    return [_row(item, about.get(item.request_id or 0), names, now) for item in items]


def about_request(found: Request, today: date) -> About:
    return About(
        reference=found.reference,
        spoken=spoken(found.reference),
        who=masked_name(found.particulars.name),
        state=found.state.value,
        state_word=wording.STATES[found.state],
        due=standing.due(found, today),
        ends=ends_words(found),
    )


def _row(item: Item, about: Request | None, names: Mapping[int, str], now: datetime) -> Row:
    today = pacific_date(now)
    return Row(
        id=item.id,
        title=words_for(item.kind).title,
        detail=detail_words(item.kind, item.detail),
        rank=item.rank,
        since=wording.ago(item.created_at, now),
        about=about_request(about, today) if about else None,
        hands=_hands(item, names, today),
    )


def _hands(item: Item, names: Mapping[int, str], today: date) -> str:
    if item.settled_at is not None:
        by = f" by {names.get(item.settled_by, 'staff')}" if item.settled_by else " by itself"
        return f"Settled{by}, {wording.moment(item.settled_at, today)}"
    return f"{names.get(item.claimed_by, 'staff')} has it" if item.claimed_by else ""
