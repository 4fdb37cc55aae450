"""The port to whoever carries our texts, and its two sides: Twilio, and the phone page in development."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

# Trying again cannot help: opted out, not a mobile, landline, no such number (domain facts: Twilio's error pages).
_PERMANENT = frozenset({21211, 21610, 21614, 21635, 30005, 30006})


class TextRefused(Exception):
    """The carrier would not take it; `permanent` says if trying again can help."""

    def __init__(self, code: int, *, permanent: bool) -> None:
        super().__init__(str(code))
        self.code = code
        self.permanent = permanent


class Carrier(Protocol):
    def send(self, to: str, body: str, status_callback: str) -> str | None:
        """The carrier's own id for it, if it gives one; TextRefused if it does not take it."""


class PhonePageCarrier:
    """Development: nothing leaves; the phone page shows what lies in our table."""

    def send(self, to: str, body: str, status_callback: str) -> None:  # noqa: ARG002 the port's shape
        return None


@dataclass(frozen=True)
class TwilioCarrier:
    account_sid: str
    auth_token: str = field(repr=False)
    sender: str  # our number, or a messaging service

    def send(self, to: str, body: str, status_callback: str) -> str | None:
        # Imported here: it costs 130 ms and 19 MiB, and only the workers send.
        from twilio.base.exceptions import TwilioRestException  # noqa: PLC0415
        from twilio.rest import Client  # noqa: PLC0415

        service = self.sender.startswith("MG")
        sender = {"messaging_service_sid": self.sender} if service else {"from_": self.sender}
        try:
            client = Client(self.account_sid, self.auth_token)
            message = client.messages.create(to=to, body=body, status_callback=status_callback, **sender)
        except TwilioRestException as error:
            raise TextRefused(error.code or error.status, permanent=error.code in _PERMANENT) from None
        return str(message.sid)
