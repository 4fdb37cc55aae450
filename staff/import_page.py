"""An extract on its way into the directory: sent, checked and compared, then put in force by whoever may."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cases import imports, records
from cases.extract import Problem
from cases.imports import PART
from cases.records import Import, Standing
from cases.values import ImportState
from cases.wording import ROW_PROBLEMS
from enrollment.working_days import pacific_date
from staff import wording
from staff.case_words import DONE, IMPORTS
from staff.cases_page import only_supervisors
from staff.desk import Desk
from staff.guard import check_form_token, signed_in
from staff.uploads import receive
from store.outbox import passing_problem
from store.requests import Outdated

_BIGGEST_EXTRACT = 256 * 1024 * 1024  # some three million rows; a bigger one goes in by the command line
_BIG_DROP = 0.1  # of the cases in force: rather a broken extract than a quiet month
_UNDER_WAY = frozenset({ImportState.CHECKING, ImportState.ASKED})


@dataclass(frozen=True, slots=True)
class Compared:
    """One figure of the extract beside what is in force."""

    label: str
    new: int
    old: int
    change: str


@dataclass(frozen=True, slots=True)
class Shown:
    id: int
    version: int
    state: str
    word: str
    uploaded: str
    under_way: bool
    progress: str
    problem: str
    rows: int
    bad: int
    bad_rows: list[tuple[int, str]]
    compared: list[Compared]
    drop: str  # the warning, if it holds far fewer cases
    overtaken: bool  # good, but another came into force since it was checked


def add_routes(blueprint: Blueprint, desk: Desk) -> None:
    @blueprint.post("/cases/imports", endpoint="upload_extract")
    def upload() -> ResponseReturnValue:
        only_supervisors()
        return _upload(desk)

    @blueprint.get("/cases/imports/<int:import_id>", endpoint="case_import")
    def show(import_id: int) -> ResponseReturnValue:
        only_supervisors()
        return _page(desk, import_id)

    @blueprint.get("/cases/imports/<int:import_id>/live", endpoint="import_live")
    def live(import_id: int) -> ResponseReturnValue:
        only_supervisors()
        return _live(desk, import_id)

    @blueprint.post("/cases/imports/<int:import_id>", endpoint="import_act")
    def act(import_id: int) -> ResponseReturnValue:
        only_supervisors()
        return _act(desk, import_id)


def _upload(desk: Desk) -> ResponseReturnValue:
    try:
        with receive(desk.extracts_dir, PART, _BIGGEST_EXTRACT) as upload:
            check_form_token(signed_in().csrf_token, upload.fields.get("csrf", ""))
            if upload.file is None:
                return redirect(url_for("staff.cases", refused="no_file"), 303)
            taken = imports.take_in(desk.database, upload.file, signed_in().user_id, desk.now())
    except OSError as error:
        if passing_problem(error) != "disk_full":
            raise
        return redirect(url_for("staff.cases", refused="disk_full"), 303)
    return redirect(url_for("staff.case_import", import_id=taken.id, done="uploaded"), 303)


def _load(desk: Desk, import_id: int) -> tuple[Import, Standing]:
    with desk.database.read() as connection:
        found = records.get_import(connection, import_id) if import_id < 10**18 else None
        if found is None:
            abort(404)
        return found, records.standing(connection)


def _page(desk: Desk, import_id: int, *, unconfirmed: bool = False) -> ResponseReturnValue:
    shown = _shown(desk, import_id)
    done = DONE.get(request.args.get("done", ""))
    page = render_template("staff/import.html", one=shown, seen=_fingerprint(shown), done=done, unconfirmed=unconfirmed)
    return page, 422 if unconfirmed else 200


def _live(desk: Desk, import_id: int) -> ResponseReturnValue:
    shown = _shown(desk, import_id)
    seen = _fingerprint(shown)
    if seen == request.args.get("seen"):
        return "", 204
    if not shown.under_way:
        return "", 200, {"HX-Refresh": "true"}
    return render_template("staff/_import_live.html", one=shown, seen=seen)


def _fingerprint(shown: Shown) -> str:
    return hashlib.sha256(repr(shown).encode()).hexdigest()[:16]


def _shown(desk: Desk, import_id: int) -> Shown:
    found, standing = _load(desk, import_id)
    compared = found.state in {ImportState.GOOD, ImportState.ASKED}
    return Shown(
        id=found.id,
        version=found.version,
        state=found.state.value,
        word=IMPORTS[found.state],
        uploaded=wording.moment(found.uploaded_at, pacific_date(desk.now())),
        under_way=found.state in _UNDER_WAY,
        progress=_progress(found),
        problem=_problem(found),
        rows=found.rows + found.bad,
        bad=found.bad,
        bad_rows=[(line, ROW_PROBLEMS[Problem(problem)]) for line, problem in found.bad_rows],
        compared=_compare(found, standing) if compared else [],
        drop=_drop(found, standing) if compared else "",
        overtaken=found.state is ImportState.GOOD and found.over != standing.generation,
    )


def _progress(found: Import) -> str:
    if found.state is ImportState.CHECKING:
        return f"{found.done:,} rows so far" if found.done else "it begins in a moment"
    return f"{found.done:,} of {found.rows:,} rows written" if found.done else "it begins in a moment"


def _problem(found: Import) -> str:
    if found.problem is None:
        return ""
    return found.problem if found.state is ImportState.BAD else wording.from_code(found.problem)


def _compare(found: Import, standing: Standing) -> list[Compared]:
    figures = (("Cases", found.cases, standing.cases), ("People on them", found.rows, standing.people))
    return [Compared(label, new, old, _change(new - old)) for label, new, old in figures]


def _change(more: int) -> str:
    if not more:
        return "as many"
    return f"{more:,} more" if more > 0 else f"{-more:,} fewer"


def _drop(found: Import, standing: Standing) -> str:
    fewer = standing.cases - found.cases
    if fewer <= standing.cases * _BIG_DROP:
        return ""
    return (
        f"This extract holds {fewer:,} fewer cases than the one in force ({fewer / standing.cases:.0%}). "
        "Who is not in it is refused."
    )


def _act(desk: Desk, import_id: int) -> ResponseReturnValue:
    what, version = request.form.get("do", ""), request.form.get("version", "")
    if what not in {"force", "drop", "again"} or not version.isdecimal() or len(version) > 9:
        abort(404)
    _load(desk, import_id)
    seen, now = int(version), desk.now()
    if what == "drop":
        imports.drop(desk.database, desk.extracts_dir, import_id, seen, now)
        return redirect(url_for("staff.cases", done="drop"), 303)
    if what == "again":
        imports.try_again(desk.database, import_id, seen, now)
    else:
        shown = _shown(desk, import_id)
        if shown.version != seen:
            raise Outdated
        if shown.drop and request.form.get("knows") != "yes":
            return _page(desk, import_id, unconfirmed=True)
        imports.ask(desk.database, import_id, seen, signed_in().user_id, now)
    return redirect(url_for("staff.case_import", import_id=import_id, done=what), 303)
