"""Texts that we start: neutral, consented, within humane hours, each once. The mailing never depends on them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from bot import records
from bot.by_staff import ENDS_AFTER
from bot.catalogue import Catalogue, day_in_words
from bot.hours import next_humane_hour
from bot.outgoing import Outgoing
from bot.records import Contact, OutboundText
from bot.timers import REMIND_AFTER
from bot.turn import Question
from enrollment.reference import spoken
from enrollment.request import State
from enrollment.working_days import CountyCalendar, pacific_date
from parsers import Language, fold_gsm7
from store import outbox
from store import requests as ledger
from store.database import Database
from store.outbox import Row
from store.requests import SYSTEM, Request

RETURNED_NOTICE = "returned_notice"  # the outbox's kind of work; its subject is the request
MAILED, RETURNED, REMINDER = "mailed", "returned", "reminder"  # codes of the catalogue
_STILL_TRUE = {
    MAILED: frozenset({State.MAILED, State.DELIVERED}),
    RETURNED: frozenset({State.RETURNED}),
    REMINDER: frozenset({State.NEEDS_ANSWER}),
}


@dataclass(frozen=True)
class Notice:
    """A handler of the outbox for one kind of notice. See `runtime.jobs.Handler`."""

    code: str
    database: Database
    texts: Catalogue
    outgoing: Outgoing
    calendar: CountyCalendar

    def work(self, row: Row, now: datetime) -> None:
        with self.database.write() as connection:
            request = ledger.get(connection, row.subject_id)
            contact = self._who_may_be_told(connection, request, now)
            if request is None or contact is None:
                outbox.finish(connection, row, now)
                return
            due_at = self._not_before(connection, contact, now)
            if due_at > now:
                outbox.postpone(connection, row, due_at)
                return
            message_id = self._written(connection, row, request, contact, now)
        self.outgoing.send(row, message_id, now)

    def gave_up(self, row: Row, code: str, now: datetime) -> None:
        with self.database.write() as connection:
            message_id = records.notice_of(connection, row.subject_id, self.code, row.created_at)
            ledger.note(connection, row.subject_id, "text_failed", actor=SYSTEM, now=now, code=code)
        self.outgoing.give_up(row, message_id, code, now)

    def _who_may_be_told(self, connection: Connection, request: Request | None, now: datetime) -> Contact | None:
        if request is None or request.contact_id is None or request.state not in _STILL_TRUE[self.code]:
            return None
        contact = records.contact_by_id(connection, request.contact_id)
        last = records.last_text_at(connection, contact.id)
        lapsed = last is None or now - last > ENDS_AFTER
        if lapsed or contact.opted_out or contact.unsafe_to_text or contact.cannot_text is not None:
            return None
        told = self._was_told_of_reminder(contact) if self.code == REMINDER else contact.consented
        return contact if told else None

    def _was_told_of_reminder(self, contact: Contact) -> bool:
        """The words that announce it stood in the first text this phone got, letter for letter."""
        first = contact.notice_wording or ""
        return any(self.texts.say("may_remind", language) in first for language in Language)

    def _not_before(self, connection: Connection, contact: Contact, now: datetime) -> datetime:
        """A reminder counts from the newest question, and no text that we start rings at night or on a holiday."""
        asked_at = records.load_conversation(connection, contact.id).asked_at
        if self.code == REMINDER and asked_at is not None:
            return next_humane_hour(max(now, asked_at + REMIND_AFTER), self.calendar)
        return next_humane_hour(now, self.calendar)

    def _written(self, connection: Connection, row: Row, request: Request, contact: Contact, now: datetime) -> int:
        """Written before it is sent, so that its receipts find it and a job run again sends the same text."""
        written = records.notice_of(connection, request.id, self.code, row.created_at)
        if written is not None:
            return written
        language = contact.language or Language.ENGLISH
        day = fold_gsm7(day_in_words(request.mailed_on or pacific_date(now), language))
        body = self.texts.say(self.code, language, ref=spoken(request.reference), day=day)
        text = OutboundText(contact.id, self.code, body, "waiting", request_id=request.id)
        if self.code == RETURNED:
            records.ask(connection, contact.id, Question.RETURNED, request.id, now)
        return records.add_outbound(connection, text, now).id
