"""The second factor: its code at the door, setting it up, and the recovery codes."""

from __future__ import annotations

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from enrollment.working_days import pacific_date
from staff import own_factor, second_factor, wording
from staff.attempts import Refused
from staff.desk import Desk
from staff.guard import return_to, session_cookie, set_cookie, signed_in, step_before
from staff.own_factor import SetUpProblem
from staff.records import factors as factor_records
from staff.refusal import Refusal, refusal
from staff.sessions import check_password

_WRONG_CODE = "That code does not fit, or it has been used. Wait for the next one."
_NOT_RIGHT = "The password is not right."


def add_routes(blueprint: Blueprint, desk: Desk) -> None:
    @blueprint.get("/code", endpoint="code")
    def ask() -> ResponseReturnValue:
        return render_template("staff/code.html", then=_then())

    @blueprint.post("/code", endpoint="give_code")
    def give() -> ResponseReturnValue:
        return _give_code(desk)

    @blueprint.get("/second-factor", endpoint="second_factor")
    def show() -> ResponseReturnValue:
        return _page(desk, again=request.args.get("again") == "yes")

    @blueprint.post("/second-factor", endpoint="set_second_factor")
    def set_up() -> ResponseReturnValue:
        return _set_up(desk)

    @blueprint.post("/recovery-codes", endpoint="renew_codes")
    def renew() -> ResponseReturnValue:
        return _renew(desk)


def _then() -> str:
    return return_to(request.values.get("then", ""))


def _give_code(desk: Desk) -> ResponseReturnValue:
    session = signed_in()
    if step_before(desk, session) != "staff.code":
        return redirect(_then(), 303)
    outcome = own_factor.give_code(
        desk.database, session, request.form.get("code", ""), request.remote_addr or "", desk.now(), desk.machine_now()
    )
    if isinstance(outcome, Refused):
        said = refusal(outcome, _WRONG_CODE, 401)
        return render_template("staff/code.html", then=_then(), error=said.words), said.status, said.headers
    response = make_response(redirect(_then(), 303))
    set_cookie(desk, response, session_cookie(desk), outcome, same_site="Lax")
    return response


def _page(
    desk: Desk, *, again: bool = False, offer: str | None = None, said: Refusal | None = None
) -> ResponseReturnValue:
    """How it stands, or the secret to scan: for who has none, and for who wants another (`again`)."""
    session = signed_in()
    with desk.database.read() as connection:
        factor = factor_records.factor_of(connection, session.user_id)
        left = factor_records.recovery_codes_left(connection, session.user_id)
    shown = {
        "since": wording.day(pacific_date(factor.created_at), pacific_date(desk.now())) if factor else "",
        "left": left,
        "again": factor is not None and again,
        "required": step_before(desk, session) is not None,
        "then": _then(),
        "error": said.words if said else None,
    }
    if factor is None or again:
        shown |= _to_scan(desk, offer or own_factor.offer_secret(desk.database, session))
    return (
        render_template("staff/second_factor.html", **shown),
        said.status if said else 200,
        said.headers if said else {},
    )


def _to_scan(desk: Desk, offer: str) -> dict[str, object]:
    session = signed_in()
    secret = own_factor.offered_secret(desk.database, session, offer) or abort(403)
    link = second_factor.app_link(secret, session.user_name, desk.agency.full_name)
    return {
        "offer": offer,
        "secret": second_factor.grouped(secret),
        "link": link,
        "drawing": second_factor.qr_code(link),
    }


def _set_up(desk: Desk) -> ResponseReturnValue:
    session, offer = signed_in(), request.form.get("offer", "")
    if session.has_factor and (refused := _password_again(desk)):
        return _page(desk, again=True, offer=offer, said=refused)
    outcome = own_factor.set_up(
        desk.database,
        session,
        offer,
        request.form.get("code", ""),
        desk.now(),
        desk.machine_now(),
        anew=session.has_factor,
    )
    if isinstance(outcome, SetUpProblem):
        kept = offer if outcome is SetUpProblem.WRONG_CODE else None
        return _page(desk, again=session.has_factor, offer=kept, said=Refusal(outcome.value, 400, {}))
    return _codes(outcome)


def _renew(desk: Desk) -> ResponseReturnValue:
    session = signed_in()
    if not session.has_factor:
        abort(403)
    if refused := _password_again(desk):
        return _page(desk, said=refused)
    return _codes(own_factor.renew_recovery_codes(desk.database, session, desk.now()))


def _password_again(desk: Desk) -> Refusal | None:
    password, address = request.form.get("password", ""), request.remote_addr or ""
    refused = check_password(desk.database, signed_in(), password, address, desk.now())
    return refusal(refused, _NOT_RIGHT, 403) if refused else None


def _codes(codes: list[str]) -> Response:
    """Not after a redirect, as elsewhere: they are nowhere to be read a second time."""
    return make_response(render_template("staff/recovery_codes.html", codes=codes, then=_then()))
