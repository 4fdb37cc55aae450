"""The port to whoever carries our texts, and its two sides: Twilio, and the phone page in development."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol


class Fault(StrEnum):
    """Where the trouble lies, and so whether trying again can help."""

    PHONE = "phone"  # no text reaches it: opted out, a landline, no such number; we stop
    TEXT = "text"  # this text as it stands is not carried; a person looks
    PASSING = "passing"  # the carrier, the line or our account: later


# Twilio's codes (twilio.com/docs/api/errors); all others may pass.
_OF_PHONE = frozenset({21211, 21217, 21610, 21612, 21614, 21635, 30004, 30005, 30006})
_OF_TEXT = frozenset({21602, 21617, 30007, 30019})
HANDSET_OFF = 30003  # unreachable, and perhaps only for now: worth one later try


def fault_of(code: int) -> Fault:
    if code in _OF_PHONE:
        return Fault.PHONE
    return Fault.TEXT if code in _OF_TEXT else Fault.PASSING


class TextRefused(Exception):
    """The carrier would not take it."""

    def __init__(self, code: int) -> None:
        super().__init__(str(code))
        self.code = code
        self.fault = fault_of(code)


class CarrierAway(Exception):
    """No answer. It may have taken the text all the same: look into its log before sending again."""


class Carrier(Protocol):
    def send(self, to: str, body: str, status_callback: str) -> str | None:
        """The carrier's own id for it, if it gives one; TextRefused or CarrierAway if not."""


class PhonePageCarrier:
    """Development: nothing leaves; the phone page shows what lies in our table."""

    def send(self, to: str, body: str, status_callback: str) -> None:  # noqa: ARG002 the port's shape
        return None


@dataclass(frozen=True)
class TwilioCarrier:
    account_sid: str
    auth_token: str = field(repr=False)
    sender: str  # our number, or a messaging service
    http: Any = None  # Twilio's HttpClient, for tests

    def send(self, to: str, body: str, status_callback: str) -> str | None:
        # Imported here: it costs 130 ms and 19 MiB, and only the workers send.
        from twilio.base.exceptions import TwilioException, TwilioRestException  # noqa: PLC0415
        from twilio.http.http_client import TwilioHttpClient  # noqa: PLC0415
        from twilio.rest import Client  # noqa: PLC0415

        service = self.sender.startswith("MG")
        sender = {"messaging_service_sid": self.sender} if service else {"from_": self.sender}
        client = Client(self.account_sid, self.auth_token, http_client=self.http or TwilioHttpClient(timeout=10))
        try:
            message = client.messages.create(to=to, body=body, status_callback=status_callback, **sender)
        except TwilioRestException as error:
            raise TextRefused(error.code or error.status) from None
        except (TwilioException, OSError):  # what requests raises is one
            raise CarrierAway from None
        return str(message.sid)
