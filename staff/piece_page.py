"""Single pieces of a batch at the printer: printed again, or spoiled and printed with the next batch."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from enrollment.request import MoveNotAllowed
from fulfillment import batches, mailroom
from fulfillment.batches import BatchNotReady
from fulfillment.mailroom import read_references
from fulfillment.records.batches import Batch, Item
from parsers import Language
from staff.batch_page import attached, load, note_opened, only_for_those_who_may
from staff.desk import Desk
from staff.guard import signed_in
from store.requests import Outdated, by_reference, staff_actor

_WHOLE = {f"all-{language.value}": language for language in Language}


def add_routes(blueprint: Blueprint, desk: Desk) -> None:
    @blueprint.post("/batches/<name>/piece", endpoint="piece")
    def act(name: str) -> ResponseReturnValue:
        only_for_those_who_may()
        return _act(desk, name, request.form.get("do", ""))


def _act(desk: Desk, name: str, what: str) -> ResponseReturnValue:
    batch, items = load(desk, name)
    if what in _WHOLE:
        return _print_again(desk, batch, items, _WHOLE[what], 1, None)
    if what not in {"one", "onward", "spoiled"}:
        abort(404)
    read, _unread = read_references(request.form.get("reference", ""))
    item = next((item for item in items if item.reference in read[:1]), None)
    if item is None:
        return _refused(batch, "not_here" if read else "unreadable")
    if item.outcome is not None:
        return _refused(batch, "left")
    if what == "spoiled":
        return _spoil(desk, batch, item)
    if what == "one" and not item.fits:
        return _refused(batch, "must_pull")
    return _print_again(desk, batch, items, item.language, item.position, item.position if what == "one" else None)


def _refused(batch: Batch, why: str) -> ResponseReturnValue:
    return redirect(url_for("staff.batch", name=batch.name, refused=why), 303)


def _print_again(
    desk: Desk, batch: Batch, items: list[Item], language: Language, start: int, end: int | None
) -> ResponseReturnValue:
    try:
        path = batches.print_again(desk.mail_dir, batch, items, language, start=start, end=end)
    except FileNotFoundError:
        return _refused(batch, "no_files")
    except BatchNotReady:
        return _refused(batch, "nothing")
    try:
        note_opened(desk, "batch_printed_again")
        return attached(path, _file_name(batch, language, start, end))
    finally:
        path.unlink(missing_ok=True)  # clear text lies about for no longer than it is wanted


def _file_name(batch: Batch, language: Language, start: int, end: int | None) -> str:
    which = f"-{start}" if end is not None else f"-from-{start}" if start > 1 else ""
    return str(Path(f"{batch.name}-again-{language.value}{which}").with_suffix(".pdf"))


def _spoil(desk: Desk, batch: Batch, item: Item) -> ResponseReturnValue:
    if not item.fits:
        return _refused(batch, "must_pull")
    with desk.database.read() as connection:
        found = by_reference(connection, item.reference)
    if found is None:
        abort(404)
    try:
        mailroom.spoil(desk.database, found.id, found.version, staff_actor(signed_in().user_id), desk.now())
    except (MoveNotAllowed, Outdated):
        return _refused(batch, "no_spoil")
    return redirect(url_for("staff.batch", name=batch.name, done="spoiled"), 303)
