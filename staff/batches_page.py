"""All batches, and what the next one would hold."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from enrollment.reference import spoken
from enrollment.request import State
from enrollment.working_days import pacific_date
from fulfillment import batches
from fulfillment.batches import MOST_PIECES
from fulfillment.records.batches import Waiting
from staff import wording
from staff.batch_page import only_for_those_who_may, show_all
from staff.desk import Desk
from staff.guard import signed_in
from staff.listing import View
from staff.records import queue as queue_records
from staff.records.queue import Count
from store.requests import staff_actor

_SHOWN = 30
# Open, and in no batch: where they are, and what keeps them. What is stuck is being made, and shown as such.
_NOT_READY = (
    (View.REVIEW, (State.NEEDS_REVIEW,), "waiting for a person"),
    (View.HELD, (State.HELD,), "on hold"),
    (View.ASKED, (State.NEEDS_ANSWER,), "waiting for the parent's answer"),
    (View.MAKING, (State.RECEIVED, State.ACCEPTED), "being made"),
)


@dataclass(frozen=True, slots=True)
class LeftOut:
    words: str
    url: str | None


@dataclass(frozen=True, slots=True)
class Preview:
    pieces: int  # that the next batch takes
    what: str
    due: str
    left_out: list[LeftOut]


def add_routes(blueprint: Blueprint, desk: Desk) -> None:
    @blueprint.get("/batches", endpoint="batches")
    def show() -> ResponseReturnValue:
        return _page(desk)

    @blueprint.get("/batches/live", endpoint="batches_live")
    def live() -> ResponseReturnValue:
        body, seen, building = _body(desk)
        if seen == request.args.get("seen"):
            return "", 204
        return render_template("staff/_batches_live.html", body=body, seen=seen, building=building)

    @blueprint.post("/batches", endpoint="make_batch")
    def make() -> ResponseReturnValue:
        only_for_those_who_may()
        made = batches.make_batch(desk.database, staff_actor(signed_in().user_id), desk.now())
        if made is None:
            return redirect(url_for("staff.batches", none="yes"), 303)
        return redirect(url_for("staff.batch", name=made.name, done="made"), 303)


def _page(desk: Desk) -> ResponseReturnValue:
    body, seen, building = _body(desk)
    with desk.database.read() as connection:
        counts = queue_records.counts(connection, pacific_date(desk.now()))
    return render_template(
        "staff/batches.html",
        body=body,
        seen=seen,
        building=building,
        preview=_preview(desk, batches.waiting(desk.database), counts),
        nothing_ready=request.args.get("none") == "yes",
        may_change=signed_in().role.may_change,
    )


def _body(desk: Desk) -> tuple[str, str, bool]:
    """The part that refreshes itself, its fingerprint, and whether it has a reason to."""
    before = request.args.get("before", "")
    before_id = int(before) if before.isdecimal() and len(before) < 10 else None
    found = batches.recent_batches(desk.database, _SHOWN + 1, before_id)
    rows = show_all(desk, found[:_SHOWN])
    pulls = [
        (batch.name, item.reference, spoken(item.reference)) for batch, item in batches.to_be_pulled(desk.database)
    ]
    body = render_template(
        "staff/_batches.html",
        rows=rows,
        pulls=pulls,
        older=found[_SHOWN - 1].id if len(found) > _SHOWN else None,
        is_first=before_id is None,
    )
    return body, hashlib.sha256(body.encode()).hexdigest()[:16], any(row.building for row in rows)


def _preview(desk: Desk, waiting: Waiting, counts: dict[State, Count]) -> Preview:
    total = sum(waiting.pieces.values())
    taken = min(total, MOST_PIECES)
    languages = [f"{count:,} {wording.LANGUAGES[language]}" for language, count in waiting.pieces.items()]
    what = f"{wording.number_of(total, 'package')} ready: {wording.list_of(languages)}" if total else ""
    if waiting.sheets:
        what += f", about {wording.number_of(waiting.sheets, 'sheet')} of paper"
    today = pacific_date(desk.now())
    due = f"The first is due {wording.day(waiting.oldest_due, today)}." if waiting.oldest_due else ""
    if waiting.oldest_due is not None and waiting.oldest_due < today:
        due = f"The first was due {wording.day(waiting.oldest_due, today)}: it is late."
    return Preview(taken, what, due, _left_out(waiting, counts, total - taken))


def _left_out(waiting: Waiting, counts: dict[State, Count], too_many: int) -> list[LeftOut]:
    found = [
        LeftOut(f"{count:,} ready, in batch {name} already", url_for("staff.batch", name=name))
        for name, count in waiting.in_batches
    ]
    if too_many:
        found.append(LeftOut(f"{too_many:,} ready, for the batch after this one: one holds {MOST_PIECES:,}", None))
    if waiting.with_vendor:
        found.append(LeftOut(f"{waiting.with_vendor:,} ready, given to the print vendor", None))
    for view, states, words in _NOT_READY:
        count = sum(counts[state].total for state in states if state in counts)
        if count:
            found.append(LeftOut(f"{count:,} {words}", url_for("staff.queue", view=view)))
    return found
