"""The port to the carrier's own log of texts: what arrived while we were away, and which of our replies went out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class LoggedText:
    sid: str
    inbound: bool
    phone: str  # the parent's, whichever way the text went; with its channel's prefix
    body: str
    at: datetime
    pictures: int = 0
    status: str = ""
    error_code: int | None = None


class LogAway(Exception):
    """The log cannot be read now; nothing is lost, a later turn reads further back."""


class TextLog(Protocol):
    def between(self, since: datetime, until: datetime) -> Iterable[LoggedText]:
        """Every text of our number in that time, in any order; LogAway if it cannot be told."""


class NoLog:
    """Development: no text was ever at a carrier."""

    def between(self, since: datetime, until: datetime) -> Iterable[LoggedText]:  # noqa: ARG002 the port's shape
        return ()


@dataclass(frozen=True)
class TwilioLog:
    account_sid: str
    auth_token: str = field(repr=False)
    ours: str  # our number, or a messaging service
    http: Any = None  # Twilio's HttpClient, for tests

    def between(self, since: datetime, until: datetime) -> Iterator[LoggedText]:
        # Imported here: it costs 130 ms and 19 MiB, and only the clock reads.
        from twilio.base.exceptions import TwilioException  # noqa: PLC0415
        from twilio.http.http_client import TwilioHttpClient  # noqa: PLC0415
        from twilio.rest import Client  # noqa: PLC0415

        client = Client(self.account_sid, self.auth_token, http_client=self.http or TwilioHttpClient(timeout=10))
        try:
            found = client.messages.stream(date_sent_after=since, date_sent_before=until, page_size=1000)
            for message in found:
                if self.ours in {message.to, message.from_, message.messaging_service_sid}:
                    yield _logged(message)
        except (TwilioException, OSError):  # what requests raises is one
            raise LogAway from None


def _logged(message: Any) -> LoggedText:
    inbound = message.direction == "inbound"
    return LoggedText(
        sid=message.sid,
        inbound=inbound,
        phone=message.from_ if inbound else message.to,
        body=message.body or "",
        at=message.date_sent or message.date_created,
        pictures=int(message.num_media or 0),
        status=str(message.status or ""),
        error_code=message.error_code,
    )
