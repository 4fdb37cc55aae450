"""Changing one's own password."""

from __future__ import annotations

from math import ceil

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.utils import redirect

from staff.desk import Desk
from staff.guard import signed_in
from staff.passwords import PasswordProblem
from staff.sessions import Refused, change_password
from staff.wording import number_of

_DIFFERENT = "The new password was not typed the same way twice."
_WRONG = "The old password is not right."


def add_routes(blueprint: Blueprint, desk: Desk) -> None:
    @blueprint.get("/password", endpoint="password")
    def show() -> ResponseReturnValue:
        return render_template("staff/password.html", done=request.args.get("done") == "yes")

    @blueprint.post("/password", endpoint="change_password")
    def change() -> ResponseReturnValue:
        return _change(desk)


def _change(desk: Desk) -> ResponseReturnValue:
    old, new, again = (request.form.get(field, "") for field in ("old", "new", "again"))
    if new != again:
        return render_template("staff/password.html", error=_DIFFERENT), 400
    outcome = change_password(desk.database, signed_in(), old, new, request.remote_addr or "", desk.now())
    if isinstance(outcome, PasswordProblem):
        return render_template("staff/password.html", error=outcome.value), 400
    if isinstance(outcome, Refused):
        return _refusal(outcome)
    return redirect(url_for("staff.password", done="yes"), 303)


def _refusal(refused: Refused) -> ResponseReturnValue:
    if not refused.wait:
        return render_template("staff/password.html", error=_WRONG), 403
    seconds = ceil(refused.wait.total_seconds())
    error = f"Too many tries. Wait {number_of(ceil(seconds / 60), 'minute')}, then try again."
    return render_template("staff/password.html", error=error), 429, {"Retry-After": str(seconds)}
