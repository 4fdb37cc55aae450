"""The queue: what is late, what is stuck and why, what to do next."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from enrollment.reference import is_reference, spoken
from enrollment.request import State
from enrollment.working_days import pacific_date
from parsers import Language, PersonName, normal_name, read_phone
from staff import standing, wording
from staff.desk import Desk
from staff.guard import signed_in
from staff.line import describe
from staff.listing import (
    OPEN_STATES,
    STATES,
    UNCOUNTED,
    Key,
    Order,
    Sort,
    View,
    default_order,
    read_key,
    read_order,
    read_view,
)
from staff.masking import masked_name
from staff.records import queue as queue_records
from staff.records.queue import Count, Job
from store.outbox import backlog, last_beats
from store.requests import Request, by_reference
from store.vault import LookUp

PAGE = 50
_LABELS = {
    View.OPEN: "All open",
    View.LATE: "Late",
    View.STUCK: "Stuck",
    View.REVIEW: "Needs a person",
    View.READY: "Ready to print",
    View.PRINTED: "Printed, to mail",
    View.HELD: "On hold",
    View.ASKED: "Parent was asked",
    View.MAKING: "Being made",
    View.RETURNED: "Came back",
    View.MAILED: "Mailed",
    View.ENDED: "Ended",
}
# What an order puts first, and what it puts first the other way round.
_SORTS = {
    Sort.DUE: ("Due date", "the oldest first", "the newest first"),
    Sort.CAME_IN: ("Came in", "the oldest first", "the newest first"),
    Sort.STATE: ("State", "what comes first in its life", "what comes last in its life"),
    Sort.CHANGED: ("Last change", "the oldest first", "the newest first"),
}
_SEPARATORS = re.compile(r"[\s().+-]")


@dataclass(frozen=True, slots=True)
class Tab:
    view: View
    label: str
    count: int | None
    current: bool


@dataclass(frozen=True, slots=True)
class SortLink:
    order: str
    label: str
    hint: str  # which way
    current: bool


@dataclass(frozen=True, slots=True)
class Row:
    reference: str
    spoken: str
    who: str
    language: str
    is_spanish: bool
    asked_on: str
    changed: str
    due: standing.Due
    state: str
    state_word: str
    in_the_way: str
    next_step: str


def add_routes(blueprint: Blueprint, desk: Desk) -> None:
    @blueprint.get("/", endpoint="queue")
    def show() -> ResponseReturnValue:
        return render_template("staff/queue.html", **_live(desk))

    @blueprint.get("/live", endpoint="live")
    def refresh() -> ResponseReturnValue:
        live = _live(desk)
        if live["seen"] == request.args.get("seen"):
            return "", 204  # nothing changed: the page, and the clerk's place on it, stay untouched
        return render_template("staff/_live.html", **live)

    @blueprint.post("/search", endpoint="search")
    def search() -> ResponseReturnValue:
        return _search(desk, request.form.get("what", "").strip())


def _live(desk: Desk) -> dict[str, Any]:
    """The part of the queue that refreshes itself, its fingerprint, and where it stands."""
    view = read_view(request.args.get("view", ""))
    order = read_order(request.args.get("sort", ""), view)
    after = read_key(request.args.get("after", ""), order)
    body = _render(desk, view, order, after, desk.now())
    seen = hashlib.sha256(body.encode()).hexdigest()[:16]
    return {"live": body, "seen": seen, "view": view, "sort": _in_link(order, view), "after": after and str(after)}


def _in_link(order: Order, view: View) -> str | None:
    """Left out where the view has it anyway."""
    return None if order == default_order(view) else str(order)


def _render(desk: Desk, view: View, order: Order, after: Key | None, now: datetime) -> str:
    today = pacific_date(now)
    with desk.database.read() as connection:
        counts = queue_records.counts(connection, today)
        stuck = queue_records.stuck_count(connection)
        page = queue_records.queue_page(connection, view, order, today, after, PAGE)
        line = describe(
            last_beats(connection), backlog(connection, now), queue_records.last_package_at(connection), now
        )
    return render_template(
        "staff/_queue.html",
        view=view,
        heading=_LABELS[view],
        sentence=sentence(counts, today),
        line=line,
        tabs=tabs(view, counts, stuck),
        sort=_in_link(order, view),
        sorts=sort_links(order),
        by_change=order.sort is Sort.CHANGED,
        by_time=order.sort in {Sort.CHANGED, Sort.CAME_IN},  # then its column is shown on a phone, too
        rows=[row(request, page.jobs.get(request.id), today) for request in page.requests],
        next_key=page.next_key,
        is_first=after is None,
        may_change=signed_in().role.may_change,
    )


def sort_links(current: Order) -> list[SortLink]:
    """One for each order; that of the current one turns it round."""
    found = []
    for sort, (label, rising, falling) in _SORTS.items():
        is_current = sort is current.sort
        target = Order(sort, descending=is_current and not current.descending)
        hint = (falling if current.descending else rising) if is_current else ""
        found.append(SortLink(str(target), label, hint, is_current))
    return found


def sentence(counts: Mapping[State, Count], today: date) -> str:
    """The oldest and the next due, as one would tell a colleague."""
    open_counts = [count for state, count in counts.items() if state in OPEN_STATES]
    if not open_counts:
        return "Nothing is open. New requests appear here by themselves."
    total, late = sum(count.total for count in open_counts), sum(count.late for count in open_counts)
    said = [f"{wording.number_of(total, 'request')} open."]
    if late:
        oldest = min(count.oldest_due for count in open_counts)
        verb = "is late; it was" if late == 1 else "are late; the oldest was"
        said.append(f"{late:,} {verb} due {wording.day(oldest, today)}.")
    next_due = min((count.next_due for count in open_counts if count.next_due), default=None)
    if next_due:
        said.append(f"The next is due {'today' if next_due == today else wording.day(next_due, today)}.")
    return " ".join(said)


def tabs(current: View, counts: Mapping[State, Count], stuck: int) -> list[Tab]:
    found = []
    for view, label in _LABELS.items():
        of_states = [counts[state] for state in STATES[view] if state in counts]
        total: int | None = sum(count.late if view is View.LATE else count.total for count in of_states)
        if view is View.STUCK:
            total = stuck
        found.append(Tab(view, label, None if view in UNCOUNTED else total, view is current))
    return found


def row(request: Request, job: Job | None, today: date) -> Row:
    language = request.particulars.forms_language
    stuck = job is not None and job.parked
    return Row(
        reference=request.reference,
        spoken=spoken(request.reference),
        who=masked_name(request.particulars.name),
        language=wording.LANGUAGES[language],
        is_spanish=language is Language.SPANISH,
        asked_on=wording.day(pacific_date(request.first_text_at), today),
        changed=wording.moment(request.updated_at, today),
        due=standing.due(request, today),
        state="stuck" if stuck else request.state.value,
        state_word=wording.STATES[request.state],
        in_the_way=standing.in_the_way(request, job),
        next_step=standing.next_step(request, job),
    )


def _search(desk: Desk, what: str) -> ResponseReturnValue:
    """A reference leads to its page; a phone or a name to a list, whose address in the browser tells nothing."""
    sees_people = signed_in().role.sees_people
    digits = _SEPARATORS.sub("", what)
    vault = desk.database.vault
    with desk.database.read() as connection:
        found: list[Request] = []
        if is_reference(digits):
            hit = by_reference(connection, digits)
            found = [hit] if hit else []
        elif sees_people and (phone := read_phone(what)):
            found = queue_records.by_phone(connection, vault.fingerprints(LookUp.PHONE, phone.e164), PAGE)
        elif sees_people and normal_name(PersonName(what)):
            lookups = vault.fingerprints(LookUp.NAME, normal_name(PersonName(what)))
            found = queue_records.by_name(connection, lookups, PAGE)
        jobs = queue_records.jobs(connection, found)
    if len(found) == 1 and is_reference(digits):
        return redirect(url_for("staff.request", reference=found[0].reference), 303)
    today = pacific_date(desk.now())
    rows = [row(each, jobs.get(each.id), today) for each in found]
    return render_template("staff/found.html", rows=rows, what=what[:100], may_change=signed_in().role.may_change)
