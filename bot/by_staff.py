"""Texts that staff write to a parent: where none may go, and how they leave. The words are `bot.screening`'s affair."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection

from bot import records
from bot.catalogue import Catalogue
from bot.hours import next_humane_hour
from bot.outgoing import Outgoing
from bot.questions import ANSWERABLE_FOR
from bot.records import Contact, OutboundText
from bot.turn import Question
from enrollment.working_days import CountyCalendar
from parsers import Language
from store import desk, outbox, phones
from store import requests as ledger
from store.database import Database
from store.desk import DeskKind
from store.outbox import Row
from store.requests import SYSTEM

STAFF_TEXT = "staff_text"  # the outbox's kind of work; its subject is the message
FRAME = "staff_frame"  # the catalogue's; also the code of a text in a clerk's own words
ENDS_AFTER = timedelta(days=90)  # after the parent's last text
# What our text does not replace: the machine still reads the answer to its own question.
_WAITS_FOR_ANSWER = frozenset(Question) - {Question.ACCEPTED, Question.STAFF}


class WhyNot(StrEnum):
    """Why no text of ours may go to a phone."""

    OPTED_OUT = "opted_out"
    NOT_SAFE = "not_safe"
    CANNOT_TEXT = "cannot_text"
    NEVER_WROTE = "never_wrote"
    TOO_LONG_AGO = "too_long_ago"


def why_not(connection: Connection, contact: Contact, now: datetime) -> WhyNot | None:
    if contact.opted_out:
        return WhyNot.OPTED_OUT
    if contact.unsafe_to_text:
        return WhyNot.NOT_SAFE
    if contact.cannot_text is not None:
        return WhyNot.CANNOT_TEXT
    last = records.last_text_at(connection, contact.id)
    if last is None:
        return WhyNot.NEVER_WROTE
    return WhyNot.TOO_LONG_AGO if now - last > ENDS_AFTER else None


def machine_waits(connection: Connection, contact_id: int, now: datetime) -> bool:
    """Whether a question of the machine's own is open: it reads what comes first, whatever staff have asked since."""
    asked = records.load_conversation(connection, contact_id)
    is_fresh = asked.asked_at is not None and now - asked.asked_at <= ANSWERABLE_FOR
    return is_fresh and asked.question in _WAITS_FOR_ANSWER


@dataclass(frozen=True)
class Pen:
    """What staff write with: the ready-made texts, and the frame around every text of theirs."""

    texts: Catalogue
    by_staff: Catalogue
    calendar: CountyCalendar

    @property
    def catalogues(self) -> tuple[Catalogue, ...]:
        return self.texts, self.by_staff

    def codes(self) -> list[str]:
        return [code for code in self.by_staff.wordings if code != FRAME]

    def ready_made(self, code: str, language: Language) -> str:
        return self.by_staff.say(code, language)

    def framed(self, words: str, contact: Contact, language: Language) -> str:
        """A phone that never had a text of ours first hears who writes, what it may cost, and how to end it."""
        if contact.noticed:
            return self.by_staff.say(FRAME, language, text=words)
        return self.texts.say("first_contact", language, text=words)

    def leaves_at(self, now: datetime) -> datetime:
        return next_humane_hour(now, self.calendar)

    def send(
        self, connection: Connection, contact: Contact, code: str, body: str, request_id: int | None, now: datetime
    ) -> int:
        """Promise it to the outbox, in the caller's transaction; the message's id."""
        text = OutboundText(contact.id, code, body, "waiting", request_id=request_id)
        message_id = records.add_outbound(connection, text, now).id
        outbox.put(connection, STAFF_TEXT, message_id, f"{STAFF_TEXT}:{message_id}", self.leaves_at(now), now)
        if not contact.noticed:
            records.update_contact(connection, contact.id, noticed_at=now, notice_wording=body)
        return message_id


@dataclass(frozen=True)
class StaffText:
    """A handler of the outbox; see `runtime.jobs.Handler`. What was true when it was written is looked at again."""

    database: Database
    outgoing: Outgoing
    calendar: CountyCalendar

    def work(self, row: Row, now: datetime) -> None:
        with self.database.write() as connection:
            text = records.sendable(connection, row.subject_id)
            if text is None or text.has_left:
                outbox.finish(connection, row, now)
                return
            phones.lock_marks(connection, text.contact_id)
            contact = records.contact_by_id(connection, text.contact_id)
            reason = why_not(connection, contact, now)
            if reason is not None:
                self._tell_staff(connection, row, text, reason, now)
                return
            hour = next_humane_hour(now, self.calendar)
            if hour > now:
                outbox.postpone(connection, row, hour)
                return
            _expect_answer(connection, text, now)
        self.outgoing.send(row, text.id, now)

    def gave_up(self, row: Row, code: str, now: datetime) -> None:
        self.outgoing.give_up(row, row.subject_id, code, now)

    def _tell_staff(
        self, connection: Connection, row: Row, text: records.Sendable, reason: WhyNot, now: datetime
    ) -> None:
        phones.stop_text(connection, text.id)
        about = {"contact_id": text.contact_id, "request_id": text.request_id, "message_id": text.id}
        desk.put(connection, DeskKind.TEXT_FAILED, now, **about, detail=reason.value)
        if text.request_id is not None:
            ledger.note(connection, text.request_id, "text_failed", actor=SYSTEM, now=now, code=reason.value)
        outbox.finish(connection, row, now)


def _expect_answer(connection: Connection, text: records.Sendable, now: datetime) -> None:
    """What comes back is for a person, unless it answers a question the machine has open."""
    if machine_waits(connection, text.contact_id, now):
        return
    asked = records.load_conversation(connection, text.contact_id)
    about = text.request_id or asked.request_id
    ours = replace(asked, question=Question.STAFF, asked_at=now, request_id=about, tries=0, before=None)
    records.save_conversation(connection, text.contact_id, ours)
