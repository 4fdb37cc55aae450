"""What every door of Twilio's shares: the signature, the size, and a 503 while the database is away."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from flask import Blueprint, abort, request
from sqlalchemy.exc import OperationalError
from twilio.request_validator import RequestValidator
from werkzeug.exceptions import HTTPException

_MAX_BYTES = 64 * 1024  # Twilio's own forms are below 8 KiB
SID = re.compile(r"[A-Za-z0-9]{2,64}")


def guard(blueprint: Blueprint, auth_token: str, public_base_url: str) -> None:
    """Nothing behind this blueprint runs, and nothing is stored, unless Twilio has signed the request.

    The URL is the configured one, never what a proxy says: Twilio signed what it was told to call.
    """
    validator = RequestValidator(auth_token)
    prefix = urlsplit(public_base_url)

    def check_signature() -> None:
        request.max_content_length = _MAX_BYTES
        query = request.query_string.decode("ascii", "replace")
        url = f"{prefix.geturl()}{request.path}" + (f"?{query}" if query else "")
        signature = request.headers.get("X-Twilio-Signature", "")
        if not validator.validate(url, request.form, signature):
            abort(403)

    def try_later(_error: OperationalError) -> tuple[str, int]:
        return "", 503

    def plainly(error: HTTPException) -> tuple[str, int]:
        return "", error.code or 400

    blueprint.before_request(check_signature)
    blueprint.register_error_handler(OperationalError, try_later)
    blueprint.register_error_handler(HTTPException, plainly)
