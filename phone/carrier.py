"""The part Twilio plays: a text, a receipt, a call or a key pressed in it becomes a signed webhook."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from twilio.request_validator import RequestValidator

from parsers import segments
from phone.guard import Problem, Refused
from phone.simulator import Simulator

TEXTS = "/twilio/sms"
RECEIPTS = "/twilio/status"
CALLS = "/twilio/voice"
LONGEST = 1600  # what Twilio takes; longer texts never reach a webhook
MOST_PICTURES = 10
_CALL_DOOR = re.compile(re.escape(CALLS) + r"(?:/[a-z-]+)*(?:\?[\w=&.%+-]*)?", re.ASCII)


class OptOut(StrEnum):
    """Twilio has answered the word itself and tells us."""

    STOP = "STOP"
    START = "START"
    HELP = "HELP"


class Receipt(StrEnum):
    SENT = "sent"
    DELIVERED = "delivered"
    UNDELIVERED = "undelivered"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class SignedWebhook:
    url: str  # a path: the browser posts to its own origin, whatever the public address is
    fields: dict[str, str]
    signature: str


def sign_text(
    simulator: Simulator, phone: str, body: str, pictures: int = 0, opt_out: OptOut | None = None
) -> SignedWebhook:
    sid = ("MM" if pictures else "SM") + secrets.token_hex(16)
    fields = _places(simulator, phone) | {
        "MessageSid": sid,
        "SmsMessageSid": sid,
        "SmsSid": sid,
        "Body": _sendable(body),
        "NumMedia": str(pictures),
        "NumSegments": str(segments(body)),
        "SmsStatus": "received",
    }
    for number in range(pictures):
        fields[f"MediaUrl{number}"] = (
            f"https://api.twilio.com/2010-04-01/Accounts/{simulator.account_sid}/{sid}/{number}"
        )
        fields[f"MediaContentType{number}"] = "image/jpeg"
    if opt_out is not None:
        fields["OptOutType"] = opt_out.value
    return _signed(simulator, TEXTS, fields)


def sign_receipt(simulator: Simulator, phone: str, text_id: int, receipt: Receipt, error: int | None) -> SignedWebhook:
    """The receipt of a text of ours; its callback names our row, as our answer told Twilio."""
    sid = f"SM{text_id:032x}"  # the same for every receipt of one text
    fields = {
        "AccountSid": simulator.account_sid,
        "MessageSid": sid,
        "SmsSid": sid,
        "From": simulator.county_number,
        "To": phone,
        "MessageStatus": receipt.value,
        "SmsStatus": receipt.value,
        "ApiVersion": "2010-04-01",
    }
    if error is not None:
        fields["ErrorCode"] = str(error)
    return _signed(simulator, f"{RECEIPTS}?m={text_id}", fields)


def new_call() -> str:
    return "CA" + secrets.token_hex(16)


def sign_call(simulator: Simulator, phone: str, call: str, address: str | None, keys: str | None) -> SignedWebhook:
    """The ringing (no `address`), or what was keyed at the address that our own TwiML named."""
    fields = _places(simulator, phone) | {
        "CallSid": call,
        "Caller": phone,
        "Called": simulator.county_number,
        "Direction": "inbound",
        "CallStatus": "ringing" if address is None else "in-progress",
    }
    if keys is not None:
        fields["Digits"] = keys
    return _signed(simulator, CALLS if address is None else _voice_path(simulator, address), fields)


def _voice_path(simulator: Simulator, address: str) -> str:
    """TwiML names whole addresses or paths. Nothing but a call's own doors is signed."""
    path = address.removeprefix(simulator.public_base_url.rstrip("/")).partition("#")[0]
    if _CALL_DOOR.fullmatch(path) is None:
        raise Refused(Problem.NOT_UNDERSTOOD)
    return path


def _sendable(body: str) -> str:
    """Half an emoji, cut by a browser, becomes U+FFFD: UTF-8 cannot carry it."""
    return body.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _places(simulator: Simulator, phone: str) -> dict[str, str]:
    return {
        "ToCountry": "US",
        "ToState": "CA",
        "ToCity": "SACRAMENTO",
        "ToZip": "",
        "FromCountry": "US",
        "FromState": "CA",
        "FromCity": "",
        "FromZip": "",
        "AccountSid": simulator.account_sid,
        "From": phone,
        "To": simulator.county_number,
        "ApiVersion": "2010-04-01",
    }


def _signed(simulator: Simulator, url: str, fields: Mapping[str, str]) -> SignedWebhook:
    signature = RequestValidator(simulator.auth_token).compute_signature(
        simulator.public_base_url.rstrip("/") + url, fields
    )
    return SignedWebhook(url, dict(fields), str(signature))
