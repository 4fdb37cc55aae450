"""The second factor: codes of an authenticator app (RFC 6238), and recovery codes for who has lost the phone."""

from __future__ import annotations

import base64
import hashlib
import hmac
import io
import secrets
from datetime import datetime
from urllib.parse import quote, urlencode

import segno

RECOVERY_CODES = 10

_SECRET_BYTES = 20
_STEP_SECONDS = 30
_DIGITS = 6
_STEPS_OFF = 1  # a phone's clock may be half a minute off, and a code takes a while to type
_RECOVERY_BYTES = 10


def new_secret() -> str:
    return base64.b32encode(secrets.token_bytes(_SECRET_BYTES)).decode()


def code_at(secret: str, step: int) -> str:
    """What an app that holds the secret shows in this step of thirty seconds."""
    digest = hmac.digest(base64.b32decode(secret), step.to_bytes(8, "big"), "sha1")
    start = digest[-1] & 0x0F
    number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**_DIGITS:0{_DIGITS}}"


def step_at(now: datetime) -> int:
    return int(now.timestamp()) // _STEP_SECONDS


def step_of(secret: str, typed: str, now: datetime) -> int | None:
    """The step the code belongs to, or None for a wrong one. Whether it was used before is the database's to say."""
    code = "".join(typed.split()).encode()
    around = range(step_at(now) - _STEPS_OFF, step_at(now) + _STEPS_OFF + 1)
    fitting = [step for step in around if hmac.compare_digest(code_at(secret, step).encode(), code)]
    return max(fitting, default=None)


def grouped(secret: str) -> str:
    """In fours, as people read them."""
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))


def app_link(secret: str, user_name: str, issuer: str) -> str:
    """What an authenticator app opens, or reads as a QR code."""
    return f"otpauth://totp/{quote(issuer)}:{quote(user_name)}?" + urlencode(
        {"secret": secret, "issuer": issuer}, quote_via=quote
    )


def qr_code(link: str) -> str:
    """An SVG without style or script, which the page's policy would refuse. Black on white in any colour scheme."""
    drawing = io.BytesIO()
    segno.make(link, error="m", micro=False).save(
        drawing, kind="svg", xmldecl=False, svgns=False, omitsize=True, svgclass="qr", lineclass=None, light="#fff"
    )
    return drawing.getvalue().decode()


def new_recovery_codes() -> list[str]:
    codes = [base64.b32encode(secrets.token_bytes(_RECOVERY_BYTES)).decode() for _ in range(RECOVERY_CODES)]
    return [grouped(code) for code in codes]


def recovery_hash(user_id: int, typed: str) -> str:
    """How a recovery code is kept. With 80 bits there is nothing to guess from, so a quick hash will do."""
    code = "".join(typed.replace("-", "").split()).upper()
    return hashlib.sha256(f"{user_id}:{code}".encode()).hexdigest()
