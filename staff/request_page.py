"""One request: what goes on the envelope, what the parent wrote and we read, its life so far, and what may be done."""

from __future__ import annotations

import hashlib
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.translation import english_of
from enrollment.reference import is_reference, spoken
from enrollment.working_days import pacific_date
from staff.actions import DONE, Action, perform, read_version, reasons_to_end
from staff.caller import CAREFUL, card
from staff.desk import Desk
from staff.desk_words import words_for
from staff.edit_page import is_editable
from staff.guard import signed_in
from staff.mailing_page import HAND_OVERS, REASONS, may_be_handed_over, may_be_mailed_again
from staff.phone_card import phone_card
from staff.records import desk as desk_records
from staff.records import file as file_records
from staff.records import users as user_records
from staff.records.file import File
from staff.returned_page import may_come_back
from staff.story import tell
from store.requests import Request


def add_routes(blueprint: Blueprint, desk: Desk) -> None:
    @blueprint.get("/requests/<reference>", endpoint="request")
    def show(reference: str) -> ResponseReturnValue:
        return _show(desk, reference)

    @blueprint.get("/requests/<reference>/news", endpoint="news")
    def news(reference: str) -> ResponseReturnValue:
        file, _names = _load(desk, reference)
        if fingerprint(file) == request.args.get("seen"):
            return "", 204
        return render_template("staff/_news.html", reference=reference), 286  # htmx: show this and stop asking

    @blueprint.get("/requests/<reference>/package.pdf", endpoint="package")
    def package(reference: str) -> ResponseReturnValue:
        return _package(desk, reference)

    @blueprint.get("/requests/<reference>/preview", endpoint="preview")
    def preview(reference: str) -> ResponseReturnValue:
        if not signed_in().role.sees_people or not is_reference(reference):
            abort(403)
        return render_template("staff/_preview.html", reference=reference)

    @blueprint.post("/requests/<reference>/<action>", endpoint="act")
    def act(reference: str, action: str) -> ResponseReturnValue:
        return _act(desk, reference, action)


def _show(desk: Desk, reference: str) -> ResponseReturnValue:
    file, names = _load(desk, reference)
    now, role = desk.now(), signed_in().role
    today, found = pacific_date(now), file.request
    with desk.database.write() as connection:  # before anything is shown: no opening without its row
        what = "request" if role.sees_people else "masked request"
        user_records.record_view(connection, signed_in().user_id, found.id, what, now)
        on_desk = desk_records.open_items_about(connection, found)
        was_careful = desk_records.was_ever_put(connection, found, CAREFUL)
    return render_template(
        "staff/request.html",
        story=tell(file, names, now, partial(english_of, desk.pen.catalogues), sees_people=role.sees_people),
        phone=phone_card(file.contact, role, today) if file.contact else None,
        caller=card(file, today, was_careful=was_careful) if role.may_change else None,
        has_package=file.package is not None and _path(desk, file).is_file(),
        may_change=role.may_change,
        done=DONE.get(request.args.get("done", "")),
        seen=fingerprint(file),
        on_desk=[(item.id, words_for(item.kind).title) for item in on_desk],
        **(_moves(found) if role.may_change else {}),
    )


def _moves(found: Request) -> dict[str, Any]:
    """Beside the buttons of `staff.actions`: moves with a form or a page of their own."""
    return {
        "may_edit": is_editable(found),
        "reasons": reasons_to_end(found),
        "again": REASONS if may_be_mailed_again(found) else {},
        "hand_overs": HAND_OVERS if may_be_handed_over(found) else {},
        "may_come_back": may_come_back(found),
        "may_ask_anew": may_come_back(found),  # in the mail, and perhaps lost there
    }


def _load(desk: Desk, reference: str) -> tuple[File, dict[int, str]]:
    """The request's file and the names of the staff who appear in it."""
    if not is_reference(reference):
        abort(404)
    with desk.database.read() as connection:
        file = file_records.file_of(connection, reference)
        if file is None:
            abort(404)
        staff = [int(event.actor.removeprefix("staff:")) for event in file.events if event.actor.startswith("staff:")]
        staff += [text.written_by for text in file.texts if text.written_by is not None]
        return file, user_records.user_names(connection, staff) if staff else {}


def fingerprint(file: File) -> str:
    """Changes when anything on the page does."""
    return hashlib.sha256(repr(file).encode()).hexdigest()[:16]


def _path(desk: Desk, file: File) -> Path:
    # The reference of the row, not of the address bar: what a browser sends never becomes part of a path.
    return desk.packages_dir / f"{file.request.reference}.pdf"


def _package(desk: Desk, reference: str) -> ResponseReturnValue:
    session, now = signed_in(), desk.now()
    if not session.role.sees_people:
        abort(403)
    file, _names = _load(desk, reference)
    try:
        pdf = _path(desk, file).read_bytes() if file.package is not None else None
    except FileNotFoundError:
        pdf = None
    if pdf is None:
        return render_template(
            "staff/plain.html", **_NO_PACKAGE, back=url_for("staff.request", reference=reference)
        ), 404
    with desk.database.write() as connection:
        user_records.record_view(connection, session.user_id, file.request.id, "package", now)
    how = "attachment" if request.args.get("save") == "yes" else "inline"
    disposition = f'{how}; filename="{spoken(file.request.reference)}.pdf"'
    return Response(pdf, mimetype="application/pdf", headers={"Content-Disposition": disposition})


_NO_PACKAGE = {
    "title": "There is no package here now",
    "text": "It is still being made, was corrected since, or was erased 14 days after it was mailed.",
}


def _act(desk: Desk, reference: str, action: str) -> ResponseReturnValue:
    session = signed_in()
    if not session.role.may_change:
        abort(403)
    version = read_version(request.form.get("version", ""))
    if action not in set(Action) or not is_reference(reference) or version is None:
        abort(404)
    now: datetime = desk.now()
    if not perform(desk, Action(action), reference, version, session.user_id, now):
        abort(404)
    return redirect(url_for("staff.request", reference=reference, done=action), 303)
