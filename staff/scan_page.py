"""Pieces recorded as printed or mailed by their references: a pasted list, or the scanner at the stuffing table.

A scanner is a keyboard that types eight digits and Enter. It beeps at whatever it has read, so the page must say what
the scan did, and a piece that must not go stops all further scans until somebody has said that it is pulled.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from enrollment.reference import is_reference, spoken
from enrollment.request import State
from fulfillment.mailroom import read_references
from fulfillment.pieces import Deed, Outcome, must_pull, record_piece
from fulfillment.records.batches import Batch, Item
from staff.batch_page import load, only_for_those_who_may, pieces_of, show_all
from staff.batch_words import DEEDS, LISTED, STOPS, TROUBLES, Said, scanned
from staff.desk import Desk
from staff.guard import signed_in
from store.requests import staff_actor


@dataclass(frozen=True, slots=True)
class Scan:
    """The last one, on its way from the form to the page."""

    said: Said
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Count:
    done: int
    of: int


def add_routes(blueprint: Blueprint, desk: Desk) -> None:
    @blueprint.get("/batches/<name>/scan/<deed>", endpoint="scan")
    def show(name: str, deed: str) -> ResponseReturnValue:
        only_for_those_who_may()
        batch, items = load(desk, name)
        return _page(desk, batch, items, _deed(deed), _from_address())

    @blueprint.post("/batches/<name>/scan/<deed>", endpoint="scan_one")
    def scan(name: str, deed: str) -> ResponseReturnValue:
        only_for_those_who_may()
        return _scan(desk, name, _deed(deed))

    @blueprint.post("/batches/<name>/list", endpoint="record_list")
    def record(name: str) -> ResponseReturnValue:
        only_for_those_who_may()
        return _list(desk, name, _deed(request.form.get("do", "")))


def _deed(text: str) -> Deed:
    if text not in set(Deed):
        abort(404)
    return Deed(text)


def _from_address() -> Scan | None:
    said, reference = request.args.get("said", ""), request.args.get("reference", "")
    if said not in set(Said):
        return None
    return Scan(Said(said), reference if is_reference(reference) else "")


def _page(desk: Desk, batch: Batch, items: Sequence[Item], deed: Deed, last: Scan | None) -> ResponseReturnValue:
    (shown,) = show_all(desk, [batch])
    return render_template("staff/scan.html", batch=shown, deed=deed, **_said(batch, items, deed, last))


def _said(batch: Batch, items: Sequence[Item], deed: Deed, last: Scan | None) -> dict[str, object]:
    pulls = [piece for piece in pieces_of(batch, items) if piece.to_pull]
    stopped = last.reference if last is not None and last.said in STOPS else ""
    return {
        "done_word": DEEDS[deed],
        "count": _count(items, deed),
        "words": None if last is None else scanned(last.said, deed),
        "last": last,
        "last_spoken": spoken(last.reference) if last is not None and last.reference else "",
        "stop": last is not None and last.said in STOPS,
        "trouble": last is not None and last.said in TROUBLES,
        "stopped": stopped if any(piece.reference == stopped for piece in pulls) else "",
        "pulls": pulls,
    }


def _count(items: Sequence[Item], deed: Deed) -> Count:
    """Of the pieces that are to go or have gone."""
    gone = sum(item.outcome == "mailed" for item in items)
    inside = [item for item in items if item.outcome is None and item.fits]
    printed = sum(item.state is State.PRINTED for item in inside) if deed is Deed.PRINTED else 0
    return Count(gone + printed, gone + len(inside))


def _scan(desk: Desk, name: str, deed: Deed) -> ResponseReturnValue:
    batch, _items = load(desk, name)
    last = _record(desk, batch, deed, request.form.get("reference", ""), request.form.get("stopped", ""))
    if "HX-Request" in request.headers:  # the page's own script, which leaves the field where it is
        batch, items = load(desk, name)
        (shown,) = show_all(desk, [batch])
        return render_template("staff/_scanned.html", batch=shown, deed=deed, **_said(batch, items, deed, last))
    reference = last.reference or None
    return redirect(url_for("staff.scan", name=name, deed=deed.value, said=last.said.value, reference=reference), 303)


def _record(desk: Desk, batch: Batch, deed: Deed, typed: str, stopped: str) -> Scan:
    if is_reference(stopped) and must_pull(desk.database, batch.id, stopped):
        return Scan(Said.FIRST, stopped)
    read, _unread = read_references("".join(typed.split()))  # said and typed as 4829 1037, too
    if len(read) != 1:
        return Scan(Said.UNREADABLE)
    outcome = record_piece(desk.database, batch.id, read[0], deed, staff_actor(signed_in().user_id), desk.now())
    return Scan(Said(outcome.value), read[0])


def _list(desk: Desk, name: str, deed: Deed) -> ResponseReturnValue:
    """Each by itself: what one refuses does not undo the others."""
    batch, _items = load(desk, name)
    read, unread = read_references(request.form.get("references", ""))
    actor, now = staff_actor(signed_in().user_id), desk.now()
    outcomes = {each: record_piece(desk.database, batch.id, each, deed, actor, now) for each in read}
    (shown,) = show_all(desk, [load(desk, name)[0]])
    return render_template(
        "staff/listed.html",
        batch=shown,
        done_word=DEEDS[deed],
        recorded=sum(outcome is Outcome.RECORDED for outcome in outcomes.values()),
        refused=[
            (each, spoken(each), LISTED[outcome], outcome in {Outcome.PULL, Outcome.LEFT})
            for each, outcome in outcomes.items()
            if outcome is not Outcome.RECORDED
        ],
        unread=unread[:50],
    )
