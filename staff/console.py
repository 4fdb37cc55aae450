"""The console as one blueprint: `app.register_blueprint(blueprint(desk))` mounts it under /staff."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, g, render_template, request, url_for
from flask.typing import ResponseReturnValue

from enrollment.request import MoveNotAllowed
from staff import (
    approval,
    batch_page,
    batches_page,
    cases_page,
    desk_item_page,
    desk_page,
    edit_page,
    factor_page,
    import_page,
    mailing_page,
    new_page,
    password_page,
    phone_card,
    piece_page,
    queue_page,
    reports_page,
    request_page,
    returned_page,
    scan_page,
    sign_in_page,
    text_page,
    texts_page,
    users_page,
    waiting_page,
    wording,
)
from staff.desk import Desk
from staff.guard import let_in, plain
from staff.places import place_of, places_of
from staff.records import desk as desk_records
from store.requests import Outdated

_CHANGED = (
    "Somebody changed it",
    "It has changed since your page was made, so nothing was recorded. Look again, then decide.",
)
_REFUSED = (
    "That is not possible here",
    "Your role does not allow it, or the page was too old. Nothing was changed. Load the page again and try once more.",
)
_NOT_THERE = ("There is nothing here", "The address is wrong, or the request does not exist. Check the reference.")
_TOO_BIG = ("That was too much", "The form held more than we take. Nothing was changed.")


def blueprint(desk: Desk) -> Blueprint:
    console = Blueprint(
        "staff",
        __name__,
        url_prefix="/staff",
        template_folder="templates",
        static_folder="static",
    )
    console.before_request(lambda: let_in(desk))
    console.after_request(lambda response: plain(desk, response))
    console.context_processor(lambda: _on_every_page(desk))
    _add_errors(console)
    sign_in_page.add_routes(console, desk)
    password_page.add_routes(console, desk)
    factor_page.add_routes(console, desk)
    users_page.add_routes(console, desk)
    reports_page.add_routes(console, desk)
    queue_page.add_routes(console, desk)
    edit_page.add_routes(console, desk)
    mailing_page.add_routes(console, desk)
    phone_card.add_routes(console, desk)
    text_page.add_routes(console, desk)
    request_page.add_routes(console, desk)
    desk_page.add_routes(console, desk)
    desk_item_page.add_routes(console, desk)
    approval.add_routes(console, desk)
    waiting_page.add_routes(console, desk)
    texts_page.add_routes(console, desk)
    new_page.add_routes(console, desk)
    returned_page.add_routes(console, desk)
    batches_page.add_routes(console, desk)
    batch_page.add_routes(console, desk)
    piece_page.add_routes(console, desk)
    scan_page.add_routes(console, desk)
    cases_page.add_routes(console, desk)
    import_page.add_routes(console, desk)

    @console.get("/<path:anything>", endpoint="nothing_here")
    def nothing_here(anything: str) -> ResponseReturnValue:  # noqa: ARG001 the route's own name for it
        return _plain_page(*_NOT_THERE, 404)

    return console


def _on_every_page(desk: Desk) -> dict[str, Any]:
    def on_the_desk() -> int:
        with desk.database.read() as connection:
            return desk_records.open_count(connection)

    return {
        "session": g.get("staff_session"),
        "half_in": g.get("half_in", False),
        "agency": desk.agency,
        "on_the_desk": on_the_desk,
        "places_of": places_of,
        "place_of": place_of,
        "moved_on": wording.whole_span(desk.moved_on()),
    }


def _add_errors(console: Blueprint) -> None:
    @console.errorhandler(Outdated)
    @console.errorhandler(MoveNotAllowed)
    def changed(_error: Exception) -> ResponseReturnValue:
        return _plain_page(*_CHANGED, 409, back=_where_it_was())

    for status, words in ((403, _REFUSED), (404, _NOT_THERE), (413, _TOO_BIG)):
        console.register_error_handler(status, _handler(words, status))


def _where_it_was() -> str | None:
    place = request.view_args or {}
    if "reference" in place:
        return url_for("staff.request", reference=place["reference"])
    if "name" in place:
        return url_for("staff.batch", name=place["name"])
    if "job_id" in place:
        return url_for("staff.given_up")
    if "user_id" in place:
        return url_for("staff.user", user_id=place["user_id"])
    if "import_id" in place:
        return url_for("staff.case_import", import_id=place["import_id"])
    return url_for("staff.desk_item", item_id=place["item_id"]) if "item_id" in place else None


def _handler(words: tuple[str, str], status: int) -> Any:
    def handle(_error: Exception) -> Response:
        return _plain_page(*words, status)

    return handle


def _plain_page(title: str, text: str, status: int, back: str | None = None) -> Response:
    return Response(render_template("staff/plain.html", title=title, text=text, back=back), status)
