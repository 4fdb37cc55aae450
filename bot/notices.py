"""Texts that we start: neutral, consented, within humane hours. The mailing never depends on them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from sqlalchemy import Connection

from bot import records
from bot.carrier import Carrier, TextRefused
from bot.catalogue import Catalogue, day_in_words
from bot.records import Contact, OutboundText, StoredText
from enrollment.reference import spoken
from enrollment.working_days import PACIFIC, pacific_date
from parsers import Language, fold_gsm7
from store import outbox
from store import requests as ledger
from store.database import Database
from store.outbox import Row, TryLater
from store.requests import SYSTEM, Request

MAILED = "mailed"
_FROM, _UNTIL = time(8), time(20)  # Pacific
_ENDS_AFTER = timedelta(days=90)  # after the parent's last text


def next_humane_hour(now: datetime) -> datetime:
    """`now` if a text may ring at this hour, else the next 8 am Pacific."""
    local = now.astimezone(PACIFIC)
    if _FROM <= local.time() < _UNTIL:
        return now
    day = local.date() if local.time() < _FROM else local.date() + timedelta(days=1)
    return datetime.combine(day, _FROM, PACIFIC).astimezone(UTC)


@dataclass(frozen=True)
class MailedNotice:
    """A handler of the outbox: "what you asked for was mailed". See `runtime.jobs.Handler`."""

    database: Database
    texts: Catalogue
    carrier: Carrier
    public_base_url: str

    def work(self, row: Row, now: datetime) -> None:
        hour = next_humane_hour(now)
        with self.database.write() as connection:
            if hour > now:
                outbox.postpone(connection, row, hour)
                return
            request = ledger.get(connection, row.subject_id)
            contact = self._who_may_be_told(connection, request, now)
            if request is None or contact is None:
                outbox.finish(connection, row, now)
                return
            text = self._written(connection, request, contact, now)
        self._send(row, request, contact, text, now)

    def gave_up(self, row: Row, code: str, now: datetime) -> None:
        with self.database.write() as connection:
            outbox.park(connection, row, code, now)
            ledger.note(connection, row.subject_id, "text_failed", actor=SYSTEM, now=now, code=code)

    def _who_may_be_told(self, connection: Connection, request: Request | None, now: datetime) -> Contact | None:
        if request is None or request.contact_id is None:
            return None
        contact = records.contact_by_id(connection, request.contact_id)
        last = records.last_text_at(connection, contact.id)
        lapsed = last is None or now - last > _ENDS_AFTER
        if lapsed or contact.opted_out or contact.cannot_text is not None or not contact.consented:
            return None
        return contact

    def _written(self, connection: Connection, request: Request, contact: Contact, now: datetime) -> StoredText:
        """Written before it is sent, so that its receipts find it and a job run again sends the same text."""
        waiting = records.waiting_text(connection, request.id, MAILED)
        if waiting is not None:
            return waiting
        language = contact.language or Language.ENGLISH
        day = fold_gsm7(day_in_words(request.mailed_on or pacific_date(now), language))
        body = self.texts.say(MAILED, language, ref=spoken(request.reference), day=day)
        text = OutboundText(contact.id, MAILED, body, "waiting", request_id=request.id)
        return records.add_outbound(connection, text, now)

    def _send(self, row: Row, request: Request, contact: Contact, text: StoredText, now: datetime) -> None:
        """No transaction is open while the carrier is asked."""
        callback = f"{self.public_base_url}/twilio/status?m={text.id}"
        try:
            sid = self.carrier.send(contact.phone.e164, text.body, callback)
        except TextRefused as refused:
            if not refused.permanent:
                raise TryLater(f"carrier_{refused.code}") from None
            self._cannot_text(row, request, contact, text, refused.code, now)
            return
        with self.database.write() as connection:
            records.note_receipt(connection, text.id, "sent", sid, None)
            ledger.note(connection, request.id, "texted", actor=SYSTEM, now=now, code=MAILED)
            outbox.finish(connection, row, now)

    def _cannot_text(
        self, row: Row, request: Request, contact: Contact, text: StoredText, code: int, now: datetime
    ) -> None:
        with self.database.write() as connection:
            records.note_receipt(connection, text.id, "failed", None, code)
            records.update_contact(connection, contact.id, cannot_text=f"carrier_{code}")
            ledger.note(connection, request.id, "text_failed", actor=SYSTEM, now=now, code=f"carrier_{code}")
            outbox.finish(connection, row, now)
