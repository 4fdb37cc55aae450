"""Who may ask: a page of this machine, and no other page open in the same browser."""

from __future__ import annotations

from enum import StrEnum
from urllib.parse import urlsplit

from flask import Request

_LOOPBACK = {"127.0.0.1", "localhost", "::1"}


class Problem(StrEnum):
    NOT_LOOPBACK = "not_loopback"
    OTHER_SITE = "other_site"
    NOT_JSON = "not_json"
    NOT_UNDERSTOOD = "not_understood"
    PHONE = "phone"
    TOO_LONG = "too_long"
    CLOCK = "clock_stays"
    QUEUE = "queue_stays"
    NOT_A_STORY = "not_a_story"


STATUS = {
    Problem.NOT_LOOPBACK: 403,
    Problem.OTHER_SITE: 403,
    Problem.NOT_JSON: 415,
    Problem.NOT_UNDERSTOOD: 400,
    Problem.PHONE: 422,
    Problem.TOO_LONG: 422,
    Problem.CLOCK: 409,
    Problem.QUEUE: 409,
    Problem.NOT_A_STORY: 422,
}


class Refused(Exception):
    """The simulator does not answer this; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.value)
        self.problem = problem


def require_loopback(request: Request) -> None:
    """Also what stops a foreign name that was pointed at 127.0.0.1, and a tunnel opened for Twilio."""
    if _hostname(request.host) not in _LOOPBACK:
        raise Refused(Problem.NOT_LOOPBACK)


def require_own_page(request: Request) -> None:
    """Browsers name the asking site in one header or both. Without either we do not know, so we refuse."""
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if site is None and origin is None:
        raise Refused(Problem.OTHER_SITE)
    if site not in {None, "same-origin"}:
        raise Refused(Problem.OTHER_SITE)
    if origin is not None and origin.partition("://")[2] != request.host:
        raise Refused(Problem.OTHER_SITE)
    if request.mimetype != "application/json":
        raise Refused(Problem.NOT_JSON)


def _hostname(host: str) -> str | None:
    try:
        return urlsplit(f"//{host}").hostname
    except ValueError:
        return None
