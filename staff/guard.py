"""What stands before every page: the session, the form token, the role, and the headers on what leaves."""

from __future__ import annotations

import hmac
import re
import secrets
from typing import cast

from flask import Response, abort, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from staff.desk import Desk
from staff.records.users import Session
from staff.sessions import resume
from staff.static_files import pack

_BIGGEST_FORM = 64 * 1024
_OPEN_TO_ALL = frozenset({"staff.static", "staff.sign_in", "staff.try_sign_in"})
# Pages that refresh themselves: looking at them is no sign that anybody is there.
_QUIET = frozenset({"staff.live", "staff.news", "staff.batches_live", "staff.batch_live", "staff.import_live"})
# What stands between a password and the pages, each with the pages that are open meanwhile.
_STEPS = {
    "staff.code": frozenset({"staff.code", "staff.give_code", "staff.sign_out"}),
    "staff.password": frozenset({"staff.password", "staff.change_password", "staff.sign_out"}),
    "staff.second_factor": frozenset({"staff.second_factor", "staff.set_second_factor", "staff.sign_out"}),
}
# Its form holds a file and may be big: it reads it by itself, for those who may send one, and checks the token then.
_READ_THEIR_FORM = frozenset({"staff.upload_extract"})
_RETURN_TO = re.compile(
    r"/staff/(?:requests/\d{8}(?:/edit|/text)?|desk(?:/\d{1,18}(?:/text)?|/held|/cannot-be-texted|/given-up)?|texts|new|"
    r"returned(?:/\d{8})?|password|batches(?:/[\d-]+)?|"
    r"second-factor|cases(?:/imports/\d{1,18})?|users(?:/\d{1,18})?|reports)?"
)

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; frame-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors "
)


def session_cookie(desk: Desk) -> str:
    # The prefix makes browsers refuse the cookie from any other host or path; it needs https.
    return "__Host-staff" if desk.secure else "staff"


def form_cookie(desk: Desk) -> str:
    return "__Host-staff-form" if desk.secure else "staff-form"


def signed_in() -> Session:
    return cast("Session", g.staff_session)


def let_in(desk: Desk) -> ResponseReturnValue | None:
    """Runs before every page of the console. Something returned is the answer instead of the page."""
    request.max_content_length = _BIGGEST_FORM
    if request.method == "POST" and request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        abort(403)
    g.staff_session, g.half_in = None, False
    if request.endpoint in _OPEN_TO_ALL:
        return None
    token = request.cookies.get(session_cookie(desk), "")
    g.staff_session = resume(desk.database, token, desk.now(), active=request.endpoint not in _QUIET)
    if g.staff_session is None:
        return _lead_to("staff.sign_in")
    if request.method == "POST" and request.endpoint not in _READ_THEIR_FORM:
        check_form_token(signed_in().csrf_token)
    step = step_before(desk, signed_in())
    g.half_in = step is not None
    return None if step is None or request.endpoint in _STEPS[step] else _lead_to(step)


def step_before(desk: Desk, session: Session) -> str | None:
    """The page that comes before all others: the code, a password of one's own, the second factor's setting up."""
    if session.has_factor and session.factor_at is None:
        return "staff.code"
    if session.must_change_password:
        return "staff.password"
    if desk.second_factor_required and session.role.needs_second_factor and not session.has_factor:
        return "staff.second_factor"
    return None


def _lead_to(endpoint: str) -> ResponseReturnValue:
    target = url_for(endpoint)
    if request.method == "GET" and request.endpoint not in _QUIET and request.path != url_for("staff.queue"):
        target = url_for(endpoint, then=return_to(request.path))
    if "HX-Request" in request.headers:  # a page left open: take its people off the screen
        return "", 401, {"HX-Redirect": target}
    return redirect(target, 303)


def return_to(path: str) -> str:
    """Where to go after sign-in: one of our own pages, whatever the address bar said."""
    return path if _RETURN_TO.fullmatch(path) else url_for("staff.queue")


def check_form_token(expected: str, given: str | None = None) -> None:
    given = request.form.get("csrf", "") if given is None else given
    if not expected or not hmac.compare_digest(given.encode(), expected.encode()):
        abort(403)


def new_form_token() -> str:
    """Before anybody is signed in, the form's token is compared with this cookie's value."""
    return secrets.token_urlsafe(24)


def set_cookie(desk: Desk, response: Response, name: str, value: str, *, same_site: str) -> None:
    response.set_cookie(name, value, path="/", secure=desk.secure, httponly=True, samesite=same_site)


def plain(desk: Desk, response: Response) -> Response:
    """Headers for everything that leaves the console."""
    framed = response.mimetype == "application/pdf"  # shown inside our own page, and nowhere else
    response.headers["Content-Security-Policy"] = _POLICY + ("'self'" if framed else "'none'")
    response.headers["X-Frame-Options"] = "SAMEORIGIN" if framed else "DENY"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
    if desk.secure:
        response.headers["Strict-Transport-Security"] = "max-age=31536000"
    if request.endpoint == "staff.static":
        return pack(response)
    response.headers["Cache-Control"] = "no-store"
    return response
