"""Print batches: seen before they are made, built, downloaded, printed, mailed; what must not go is pulled first."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from enrollment.reference import is_reference, spoken
from enrollment.working_days import pacific_date
from fulfillment import batches, mailroom
from fulfillment.batches import BatchNotReady, MustPull
from fulfillment.folder import LABELS, MANIFEST, batch_folder, stack_file
from fulfillment.records.batches import Batch, Item
from parsers import Language
from staff import wording
from staff.batch_words import DONE, REFUSED
from staff.desk import Desk
from staff.guard import signed_in
from staff.records import batches as batch_records
from staff.records.queue import Job
from store.audit import note_change
from store.requests import Outdated, by_reference, staff_actor

_NAME = re.compile(r"\d{4}-\d\d-\d\d-\d{1,4}")
_BATCHES_SHOWN = 30
_PIECES_SHOWN = 100
FILES = {
    stack_file(Language.ENGLISH): "Packages in English",
    stack_file(Language.SPANISH): "Packages in Spanish",
    LABELS: "Labels",
    MANIFEST: "Manifest",
}
_ACTS = frozenset({"printed", "mailed", "again", "dissolve", "pull"})


@dataclass(frozen=True, slots=True)
class Shown:
    name: str
    made: str
    stands: str
    version: int
    pieces: int
    problem: str  # why its files could not be built
    building: bool
    built: bool
    closed: bool
    may_print: bool
    may_mail: bool
    may_dissolve: bool
    may_build: bool


@dataclass(frozen=True, slots=True)
class Piece:
    number: int
    reference: str
    spoken: str
    language: str
    state: str
    state_word: str
    left: str
    inside: bool
    to_pull: bool


def add_routes(blueprint: Blueprint, desk: Desk) -> None:
    @blueprint.get("/batches/<name>", endpoint="batch")
    def one(name: str) -> ResponseReturnValue:
        return _one(desk, name)

    @blueprint.post("/batches/<name>", endpoint="batch_act")
    def act(name: str) -> ResponseReturnValue:
        only_for_those_who_may()
        return _act(desk, name)

    @blueprint.get("/batches/<name>/live", endpoint="batch_live")
    def live(name: str) -> ResponseReturnValue:
        return _live(desk, name)

    @blueprint.get("/batches/<name>/files/<file>", endpoint="batch_file")
    def download(name: str, file: str) -> ResponseReturnValue:
        return _file(desk, name, file)


def only_for_those_who_may() -> None:
    if not signed_in().role.may_change:
        abort(403)


def load(desk: Desk, name: str) -> tuple[Batch, list[Item]]:
    found = batches.batch_with_items(desk.database, name) if _NAME.fullmatch(name) else None
    if found is None:
        abort(404)
    return found


def show_all(desk: Desk, found: Sequence[Batch]) -> list[Shown]:
    with desk.database.read() as connection:
        builds = batch_records.builds(connection, [batch.build_key for batch in found])
    today = pacific_date(desk.now())
    return [_shown(batch, builds.get(batch.build_key), today) for batch in found]


def _shown(batch: Batch, build: Job | None, today: date) -> Shown:
    closed, built, printed = batch.closed_at is not None, batch.built_at is not None, batch.printed_at is not None
    given_up = build is not None and build.parked
    problem = wording.from_code(build.problem or "died") if build is not None and (given_up or build.problem) else ""
    building = build is not None and not given_up
    return Shown(
        name=batch.name,
        made=wording.moment(batch.made_at, today),
        stands=_stands(batch, building=building, given_up=given_up, today=today),
        version=batch.version,
        pieces=batch.pieces,
        problem=problem,
        building=building,
        built=built,
        closed=closed,
        may_print=built and not printed and not closed,
        may_mail=printed and not closed,
        may_dissolve=not printed and not closed,
        may_build=not building and (given_up or (built and not closed)),
    )


def _stands(batch: Batch, *, building: bool, given_up: bool, today: date) -> str:
    if building:
        return f"Being built, {batch.pieces_done:,} of {batch.pieces:,}"
    if given_up:
        return "Its files could not be built"
    if batch.closed_at is not None:
        return f"Closed {wording.moment(batch.closed_at, today)}"
    if batch.printed_at is not None:
        return f"Printed {wording.moment(batch.printed_at, today)}, to be mailed"
    return "Ready to print" if batch.built_at is not None else "Not built"


def pieces_of(batch: Batch, items: Sequence[Item]) -> list[Piece]:
    return [_piece(item, batch) for item in items]


def _piece(item: Item, batch: Batch) -> Piece:
    inside = item.outcome is None
    left = wording.BATCH_OUTCOMES.get(item.outcome or "", item.outcome or "")
    return Piece(
        item.position,
        item.reference,
        spoken(item.reference),
        wording.LANGUAGES[item.language],
        item.state.value,
        wording.STATES[item.state],
        f"{left} ({wording.from_code(item.problem)})" if item.problem else left,
        inside,
        inside and not item.fits and batch.built_at is not None,
    )


def _one(desk: Desk, name: str) -> ResponseReturnValue:
    batch, items = load(desk, name)
    (shown,) = show_all(desk, [batch])
    session, pieces = signed_in(), pieces_of(batch, items)
    first = _first_shown(len(pieces))
    folder = batch_folder(desk.mail_dir, batch.name)
    chosen = request.args.get("piece", "")
    return render_template(
        "staff/batch.html",
        batch=shown,
        seen=_fingerprint(shown, pieces),
        pieces=pieces[first : first + _PIECES_SHOWN],
        first=first,
        total=len(pieces),
        step=_PIECES_SHOWN,
        pulls=[piece for piece in pieces if piece.to_pull],
        files=[(file, words) for file, words in FILES.items() if (folder / file).is_file()],
        languages=sorted({(item.language.value, wording.LANGUAGES[item.language]) for item in items}),
        chosen=spoken(chosen) if is_reference(chosen) else "",
        sees_people=session.role.sees_people,
        may_change=session.role.may_change,
        done=DONE.get(request.args.get("done", "")),
        refused=REFUSED.get(request.args.get("refused", "")),
    )


def _first_shown(total: int) -> int:
    """Where the page of pieces begins; a stack of two thousand is not shown at once."""
    after = request.args.get("after", "")
    first = int(after) if after.isdecimal() and len(after) < 6 else 0
    return first if first < total else 0


def _fingerprint(shown: Shown, pieces: Sequence[Piece]) -> str:
    """Changes when anything on the page does."""
    return hashlib.sha256(repr((shown, pieces)).encode()).hexdigest()[:16]


def _live(desk: Desk, name: str) -> ResponseReturnValue:
    """While it is built, how far; when that is over, the page anew; else that somebody has changed something."""
    batch, items = load(desk, name)
    (shown,) = show_all(desk, [batch])
    pieces = pieces_of(batch, items)
    seen = _fingerprint(shown, pieces)
    if seen == request.args.get("seen"):
        return "", 204
    was_building = request.args.get("building") == "yes"
    if was_building and not shown.building:
        return "", 200, {"HX-Refresh": "true"}
    pulls = [piece for piece in pieces if piece.to_pull]
    return render_template("staff/_batch_live.html", batch=shown, seen=seen, pulls=pulls, changed=not was_building)


def _act(desk: Desk, name: str) -> ResponseReturnValue:
    batch, _items = load(desk, name)
    what, version = request.form.get("do", ""), request.form.get("version", "")
    actor, now, database = staff_actor(signed_in().user_id), desk.now(), desk.database
    if what not in _ACTS or not version.isdecimal() or len(version) > 9:
        abort(404)
    try:
        match what:
            case "printed":
                batches.record_batch_printed(database, batch.id, int(version), actor, now)
            case "mailed":
                batches.record_batch_mailed(database, batch.id, int(version), actor, now)
            case "again":
                batches.build_again(database, batch.id, int(version), now)
            case "dissolve":
                batches.dissolve(database, batch.id, int(version), now)
            case _:
                _pull(desk, request.form.get("reference", ""), actor)
    except MustPull:
        return redirect(url_for("staff.batch", name=name, refused="pull"), 303)
    except (BatchNotReady, mailroom.NotInTheWay):
        raise Outdated from None
    if request.form.get("back") in {"printed", "mailed"}:  # pulled while scanning, and on with it
        return redirect(url_for("staff.scan", name=name, deed=request.form["back"]), 303)
    return redirect(url_for("staff.batch", name=name, done=what), 303)


def _pull(desk: Desk, reference: str, actor: str) -> None:
    with desk.database.read() as connection:
        found = by_reference(connection, reference) if is_reference(reference) else None
    if found is None:
        abort(404)
    mailroom.pull(desk.database, found.id, actor, desk.now())


def _file(desk: Desk, name: str, file: str) -> ResponseReturnValue:
    if not signed_in().role.sees_people:
        abort(403)
    batch, _items = load(desk, name)
    path = batch_folder(desk.mail_dir, batch.name) / file
    if file not in FILES or not path.is_file():
        abort(404)
    note_opened(desk, "batch_file_opened")
    return attached(path, f"{batch.name}-{file}")


def note_opened(desk: Desk, what: str) -> None:
    """Before anything is shown."""
    with desk.database.write() as connection:
        note_change(connection, staff_actor(signed_in().user_id), what, desk.now())


def attached(path: Path, file_name: str) -> Response:
    mimetype = "text/csv" if path.suffix == ".csv" else "application/pdf"
    headers = {"Content-Disposition": f'attachment; filename="{file_name}"'}
    return Response(path.read_bytes(), mimetype=mimetype, headers=headers)
