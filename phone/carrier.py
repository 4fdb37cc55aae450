"""The part Twilio plays: a parent's text becomes a signed webhook."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from twilio.request_validator import RequestValidator

from parsers import segments
from phone.simulator import Simulator

WEBHOOK = "/twilio/sms"
LONGEST = 1600  # what Twilio takes; longer texts never reach a webhook


@dataclass(frozen=True, slots=True)
class SignedText:
    url: str  # a path: the browser posts to its own origin, whatever the public address is
    fields: dict[str, str]
    signature: str


def sign_text(simulator: Simulator, phone: str, body: str) -> SignedText:
    fields = _fields(simulator, phone, _sendable(body))
    signature = RequestValidator(simulator.auth_token).compute_signature(
        simulator.public_base_url.rstrip("/") + WEBHOOK, fields
    )
    return SignedText(WEBHOOK, fields, str(signature))


def _sendable(body: str) -> str:
    """Half an emoji, cut by a browser, becomes U+FFFD: UTF-8 cannot carry it."""
    return body.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _fields(simulator: Simulator, phone: str, body: str) -> dict[str, str]:
    sid = "SM" + secrets.token_hex(16)
    return {
        "ToCountry": "US",
        "ToState": "CA",
        "ToCity": "SACRAMENTO",
        "ToZip": "",
        "FromCountry": "US",
        "FromState": "CA",
        "FromCity": "",
        "FromZip": "",
        "MessageSid": sid,
        "SmsMessageSid": sid,
        "SmsSid": sid,
        "AccountSid": simulator.account_sid,
        "From": phone,
        "To": simulator.county_number,
        "Body": body,
        "NumMedia": "0",
        "NumSegments": str(segments(body)),
        "SmsStatus": "received",
        "ApiVersion": "2010-04-01",
    }
