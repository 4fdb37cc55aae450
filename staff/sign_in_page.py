"""The door: signing in and out."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from staff.attempts import Refused
from staff.desk import Desk
from staff.guard import check_form_token, form_cookie, new_form_token, return_to, session_cookie, set_cookie
from staff.refusal import refusal
from staff.sessions import resume, sign_in, sign_out


def add_routes(blueprint: Blueprint, desk: Desk) -> None:
    @blueprint.get("/sign-in", endpoint="sign_in")
    def show() -> ResponseReturnValue:
        token = request.cookies.get(session_cookie(desk), "")
        here = resume(desk.database, token, desk.now(), active=False)
        return _form(desk, still_in=here.user_name if here else None)

    @blueprint.post("/sign-in", endpoint="try_sign_in")
    def attempt() -> ResponseReturnValue:
        check_form_token(request.cookies.get(form_cookie(desk), ""))
        return _attempt(desk)

    @blueprint.post("/sign-out", endpoint="sign_out")
    def leave() -> ResponseReturnValue:
        sign_out(desk.database, request.cookies.get(session_cookie(desk), ""))
        response = make_response(redirect(url_for("staff.sign_in", left="yes"), 303))
        response.delete_cookie(session_cookie(desk), path="/", secure=desk.secure, httponly=True, samesite="Lax")
        return response


def _attempt(desk: Desk) -> Response:
    name, password = request.form.get("name", ""), request.form.get("password", "")
    address = request.remote_addr or ""
    outcome = sign_in(desk.database, name, password, address, desk.now())
    if isinstance(outcome, Refused):
        return _refusal(desk, name, outcome)
    response = make_response(redirect(return_to(request.form.get("then", "")), 303))
    # Lax, not Strict: a link to a request in a colleague's mail should not ask to sign in again.
    set_cookie(desk, response, session_cookie(desk), outcome, same_site="Lax")
    response.delete_cookie(form_cookie(desk), path="/", secure=desk.secure, httponly=True, samesite="Strict")
    return response


def _refusal(desk: Desk, name: str, refused: Refused) -> Response:
    said = refusal(refused, "The user name or the password is not right.", 401)
    response = _form(desk, status=said.status, name=name, error=said.words)
    response.headers.update(said.headers)
    return response


def _form(
    desk: Desk, *, status: int = 200, name: str = "", error: str | None = None, still_in: str | None = None
) -> Response:
    token = request.cookies.get(form_cookie(desk)) or new_form_token()
    body = render_template(
        "staff/sign_in.html",
        form_token=token,
        name=name[:64],
        error=error,
        still_in=still_in,
        left=request.args.get("left") == "yes",
        then=return_to(request.values.get("then", "")),
    )
    response = make_response(body, status)
    set_cookie(desk, response, form_cookie(desk), token, same_site="Strict")
    return response
