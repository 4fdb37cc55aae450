"""Tell somebody outside: a short mail, or a webhook, with figures and codes and never a person."""

from __future__ import annotations

import json
import smtplib
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from typing import Protocol
from urllib.request import Request, urlopen

from fulfillment.records import watch as records
from fulfillment.records.watch import Alarm
from fulfillment.watch import Cause
from store import outbox
from store.database import Database
from store.outbox import Row, TryLater

_SECONDS = 10.0
_WORDS = {
    Cause.LATE: "{figure} request(s) are past the 5 working days and not mailed",
    Cause.WILL_BE_LATE: "{figure} request(s) will be late unless someone acts today",
    Cause.NOTHING_PRINTED: "{figure} package(s) lay ready for a whole working day and were not printed",
    Cause.FORMS: "the county's forms are not in order ({detail}; {figure} fault(s)); no package can be made",
    Cause.DISK: "only {figure} MiB are free on the disk",
    Cause.CASE_GUESSING: "somebody may be guessing case numbers by text; {figure} question(s) refused in a day",
    Cause.CASE_EXTRACT_OLD: "the case directory is {figure} day(s) old; it stops answering until the next import",
    Cause.PARKED: "{figure} job(s) were given up and wait for a person",
}
_DANGER = "a text speaks of danger and lies on the desk; read it at once"


class Herald(Protocol):
    """A way to reach somebody. OSError when it cannot now."""

    def tell(self, sentence: str, link: str) -> None: ...


@dataclass(frozen=True)
class Mail:
    """By the county's own relay, without signing in; encrypted where the relay offers it."""

    host: str
    port: int
    sender: str
    to: str

    def tell(self, sentence: str, link: str) -> None:
        message = EmailMessage()
        message["Subject"] = f"Text-to-enroll: {sentence}"
        message["From"], message["To"] = self.sender, self.to
        message.set_content(f"{sentence[0].upper()}{sentence[1:]}.\n\n{link}\n")
        with smtplib.SMTP(self.host, self.port, timeout=_SECONDS) as relay:
            relay.ehlo()
            if relay.has_extn("starttls"):
                relay.starttls(context=ssl.create_default_context())
            relay.send_message(message)


@dataclass(frozen=True)
class Webhook:
    """A POST of {"text": …}, as chat programs take it."""

    url: str

    def tell(self, sentence: str, link: str) -> None:
        body = json.dumps({"text": f"Text-to-enroll: {sentence}. {link}"}).encode()
        request = Request(self.url, body, {"Content-Type": "application/json"})  # noqa: S310  set by the operator
        with urlopen(request, timeout=_SECONDS):  # noqa: S310
            pass


@dataclass(frozen=True)
class AlarmWork:
    """A handler of the outbox; see `runtime.jobs.Handler`. With no herald an alarm is a row and nothing more."""

    database: Database
    heralds: Sequence[Herald]
    link: str

    def work(self, row: Row, now: datetime) -> None:
        with self.database.read() as connection:
            alarm = records.alarm(connection, row.subject_id)
        if alarm is not None:
            self._tell(sentence_of(alarm))
        with self.database.write() as connection:
            outbox.finish(connection, row, now)

    def gave_up(self, row: Row, code: str, now: datetime) -> None:
        """Parked work shows on the console, and tomorrow's alarm is another try."""
        with self.database.write() as connection:
            outbox.park(connection, row, code, now)

    def _tell(self, sentence: str) -> None:
        tell_all(self.heralds, sentence, self.link)


@dataclass(frozen=True)
class DangerWork:
    """A handler of the outbox: a parent's text speaks of danger. Told at any hour, each thing on the desk once."""

    database: Database
    heralds: Sequence[Herald]
    desk: str  # the address of the console's desk; the item's number says nothing of anybody

    def work(self, row: Row, now: datetime) -> None:
        tell_all(self.heralds, _DANGER, f"{self.desk}/{row.subject_id}")
        with self.database.write() as connection:
            outbox.finish(connection, row, now)

    def gave_up(self, row: Row, code: str, now: datetime) -> None:
        """It lies on the desk whether or not anybody could be reached."""
        with self.database.write() as connection:
            outbox.park(connection, row, code, now)


def tell_all(heralds: Sequence[Herald], sentence: str, link: str) -> None:
    for herald in heralds:
        try:
            herald.tell(sentence, link)
        except (OSError, smtplib.SMTPException):  # urllib's errors are OSErrors
            raise TryLater("alarm_not_delivered") from None


def sentence_of(alarm: Alarm) -> str:
    return _WORDS[Cause(alarm.cause)].format(figure=alarm.figure, detail=alarm.detail)
