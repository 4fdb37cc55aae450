"""Changing one's own password."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from staff.attempts import Refused
from staff.desk import Desk
from staff.guard import return_to, signed_in
from staff.passwords import PasswordProblem
from staff.refusal import refusal
from staff.sessions import change_password

_DIFFERENT = "The new password was not typed the same way twice."
_WRONG = "The old password is not right."


def add_routes(blueprint: Blueprint, desk: Desk) -> None:
    @blueprint.get("/password", endpoint="password")
    def show() -> ResponseReturnValue:
        return _page(done=request.args.get("done") == "yes")

    @blueprint.post("/password", endpoint="change_password")
    def change() -> ResponseReturnValue:
        return _change(desk)


def _change(desk: Desk) -> ResponseReturnValue:
    old, new, again = (request.form.get(field, "") for field in ("old", "new", "again"))
    if new != again:
        return _page(error=_DIFFERENT), 400
    session = signed_in()
    outcome = change_password(desk.database, session, old, new, request.remote_addr or "", desk.now())
    if isinstance(outcome, PasswordProblem):
        return _page(error=outcome.value), 400
    if isinstance(outcome, Refused):
        said = refusal(outcome, _WRONG, 403)
        return _page(error=said.words), said.status, said.headers
    if session.must_change_password:
        return redirect(return_to(request.form.get("then", "")), 303)
    return redirect(url_for("staff.password", done="yes"), 303)


def _page(*, done: bool = False, error: str | None = None) -> str:
    return render_template(
        "staff/password.html", done=done, error=error, then=return_to(request.values.get("then", ""))
    )
