"""Print batches: made, built, downloaded, printed, mailed; what must not go is pulled first."""

from __future__ import annotations

import re
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
from staff.desk import Desk
from staff.guard import signed_in
from staff.records import queue as queue_records
from store.audit import note_change
from store.requests import Outdated, by_reference, staff_actor

_NAME = re.compile(r"\d{4}-\d\d-\d\d-\d{1,4}")
FILES = {
    stack_file(Language.ENGLISH): "Packages in English",
    stack_file(Language.SPANISH): "Packages in Spanish",
    LABELS: "Labels",
    MANIFEST: "Manifest",
}
_DONE = {
    "made": "The batch is made. Its files are being built.",
    "printed": "Recorded as printed.",
    "mailed": "Recorded as mailed. Each parent whom a text can reach is told.",
    "again": "Its files are being built again.",
    "dissolve": "Taken apart. All of it is ready to print as before.",
    "pull": "Recorded as pulled.",
}


@dataclass(frozen=True, slots=True)
class Shown:
    name: str
    made: str
    stands: str
    version: int
    pieces: int
    problem: str  # why its files could not be built
    building: bool
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
    to_pull: bool


def add_routes(blueprint: Blueprint, desk: Desk) -> None:
    @blueprint.get("/batches", endpoint="batches")
    def show() -> ResponseReturnValue:
        return _list(desk)

    @blueprint.post("/batches", endpoint="make_batch")
    def make() -> ResponseReturnValue:
        _only_for_those_who_may()
        made = batches.make_batch(desk.database, staff_actor(signed_in().user_id), desk.now())
        if made is None:
            return redirect(url_for("staff.batches", none="yes"), 303)
        return redirect(url_for("staff.batch", name=made.name, done="made"), 303)

    @blueprint.get("/batches/<name>", endpoint="batch")
    def one(name: str) -> ResponseReturnValue:
        return _one(desk, name)

    @blueprint.post("/batches/<name>", endpoint="batch_act")
    def act(name: str) -> ResponseReturnValue:
        _only_for_those_who_may()
        return _act(desk, name)

    @blueprint.get("/batches/<name>/files/<file>", endpoint="batch_file")
    def download(name: str, file: str) -> ResponseReturnValue:
        return _file(desk, name, file)


def _only_for_those_who_may() -> None:
    if not signed_in().role.may_change:
        abort(403)


def _load(desk: Desk, name: str) -> tuple[Batch, list[Item]]:
    found = batches.batch_with_items(desk.database, name) if _NAME.fullmatch(name) else None
    if found is None:
        abort(404)
    return found


def _list(desk: Desk) -> ResponseReturnValue:
    today = pacific_date(desk.now())
    found = batches.recent_batches(desk.database)
    pulls = [
        (batch.name, item.reference, spoken(item.reference)) for batch, item in batches.to_be_pulled(desk.database)
    ]
    with desk.database.read() as connection:
        problems = queue_records.parked_problems(connection, [batch.build_key for batch in found])
    return render_template(
        "staff/batches.html",
        rows=[_shown(batch, problems.get(batch.build_key), today) for batch in found],
        pulls=pulls,
        nothing_ready=request.args.get("none") == "yes",
        may_change=signed_in().role.may_change,
    )


def _shown(batch: Batch, problem: str | None, today: date) -> Shown:
    closed, built, printed = batch.closed_at is not None, batch.built_at is not None, batch.printed_at is not None
    building = not built and not closed and problem is None
    return Shown(
        name=batch.name,
        made=wording.moment(batch.made_at, today),
        stands=_stands(batch, problem, today),
        version=batch.version,
        pieces=batch.pieces,
        problem=wording.from_code(problem) if problem else "",
        building=building,
        may_print=built and not printed and not closed,
        may_mail=printed and not closed,
        may_dissolve=not printed and not closed,
        may_build=problem is not None or (built and not closed),
    )


def _stands(batch: Batch, problem: str | None, today: date) -> str:
    if batch.closed_at is not None:
        return f"Closed {wording.moment(batch.closed_at, today)}"
    if batch.printed_at is not None:
        return f"Printed {wording.moment(batch.printed_at, today)}, to be mailed"
    if problem is not None:
        return "Its files could not be built"
    if batch.built_at is not None:
        return "Ready to print"
    return f"Being built, {batch.pieces_done} of {batch.pieces}"


def _one(desk: Desk, name: str) -> ResponseReturnValue:
    batch, items = _load(desk, name)
    session = signed_in()
    with desk.database.read() as connection:
        problem = queue_records.parked_problems(connection, [batch.build_key]).get(batch.build_key)
    folder = batch_folder(desk.mail_dir, batch.name)
    pieces = [_piece(item, batch) for item in items]
    return render_template(
        "staff/batch.html",
        batch=_shown(batch, problem, pacific_date(desk.now())),
        pieces=pieces,
        pulls=[piece for piece in pieces if piece.to_pull],
        files=[(file, words) for file, words in FILES.items() if _is_there(folder / file)],
        sees_people=session.role.sees_people,
        may_change=session.role.may_change,
        done=_DONE.get(request.args.get("done", "")),
        refused=request.args.get("refused", "") == "pull",
    )


def _is_there(path: Path) -> bool:
    return path.is_file()


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
        inside and not item.fits and batch.built_at is not None,
    )


def _act(desk: Desk, name: str) -> ResponseReturnValue:
    batch, _items = _load(desk, name)
    what, version = request.form.get("do", ""), request.form.get("version", "")
    actor, now, database = staff_actor(signed_in().user_id), desk.now(), desk.database
    if what not in _DONE or what == "made" or not version.isdecimal() or len(version) > 9:
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
    return redirect(url_for("staff.batch", name=name, done=what), 303)


def _pull(desk: Desk, reference: str, actor: str) -> None:
    with desk.database.read() as connection:
        found = by_reference(connection, reference) if is_reference(reference) else None
    if found is None:
        abort(404)
    mailroom.pull(desk.database, found.id, actor, desk.now())


def _file(desk: Desk, name: str, file: str) -> ResponseReturnValue:
    session = signed_in()
    if not session.role.sees_people:
        abort(403)
    batch, _items = _load(desk, name)
    path = batch_folder(desk.mail_dir, batch.name) / file
    if file not in FILES or not path.is_file():
        abort(404)
    with desk.database.write() as connection:  # before anything is shown
        note_change(connection, staff_actor(session.user_id), "batch_file_opened", desk.now())
    mimetype = "text/csv" if file == MANIFEST else "application/pdf"
    headers = {"Content-Disposition": f'attachment; filename="{batch.name}-{file}"'}
    return Response(path.read_bytes(), mimetype=mimetype, headers=headers)
