"""The text line: one inbound text, one transaction, its replies."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot import records
from bot.catalogue import Catalogue
from bot.clerk import Clerk
from bot.decide import decide
from bot.forgetting import forget_at_once
from bot.hours import next_humane_hour
from bot.late import decide_late
from bot.records import TEXT, Contact, InboundText, OutboundText, StoredText
from bot.status import case_reply
from bot.timers import REMIND_AFTER, REMINDER
from bot.turn import NEW_REQUEST, Conversation, Incoming, OptOutType, Question, Turn
from bot.wording import Worded, word
from cases import gate
from cases.numbers import read_case_number
from cases.policy import NOT_APPROVED, CasePolicy
from enrollment.agency import Agency
from parsers import Phone, read_message
from parsers.signals import read_signals
from store import outbox
from store.database import Database


@dataclass(frozen=True, slots=True)
class RawText:
    """One text as Twilio hands it over."""

    sid: str
    phone: Phone
    body: str
    pictures: int = 0
    opt_out_type: OptOutType | None = None


@dataclass(frozen=True)
class TextLine:
    database: Database
    agency: Agency
    texts: Catalogue
    grace: timedelta
    now: Callable[[], datetime]
    cases: CasePolicy = NOT_APPROVED

    def receive(self, raw: RawText) -> list[StoredText]:
        """Handle one text exactly once; a repeat gets the stored replies and has no second effect."""
        taken = self._take(raw, None)
        if taken is not None:
            return taken
        with self.database.read() as connection:
            return records.replies_to(connection, raw.sid)

    def recover(self, raw: RawText, at: datetime) -> bool:
        """Handle a text found in Twilio's log, written `at`; False when it had come after all. Replies go by outbox."""
        return self._take(raw, at) is not None

    def _take(self, raw: RawText, late: datetime | None) -> list[StoredText] | None:
        reading = read_message(raw.body)  # before any lock: reading may take a millisecond, a lock should not
        incoming = Incoming(reading, raw.pictures, raw.opt_out_type, read_signals(reading.text))
        text = InboundText(raw.sid, raw.phone, reading.text, reading.had_ssn, raw.pictures)
        now = self.now()
        at = late or now
        with self.database.write() as connection:
            contact = records.lock_contact(connection, self.database.vault, raw.phone, now)
            known = records.load_known(connection, self.database.vault, contact, reading.address, now)
            known = replace(known, echo_masked=self.agency.echo_masked)
            message_id = records.add_inbound(connection, contact.id, text, at)
            if message_id is None:
                return None
            if reading.had_ssn or raw.pictures:
                forget_at_once(connection, message_id, now)
            conversation = records.load_conversation(connection, contact.id)
            if late is None:
                turn = decide(conversation, incoming, known, now)
            else:
                turn = decide_late(conversation, incoming, known, late, now)
            if turn.asks_case:
                turn = self._ask_gate(connection, contact, turn, reading.text, now)
            clerk = Clerk(connection, self.database.vault, self.agency, contact, message_id, at, now, now + self.grace)
            return self._carry_out(clerk, turn, word(turn, known, self.texts), by_outbox=late is not None)

    def _ask_gate(self, connection: Connection, contact: Contact, turn: Turn, text: str, now: datetime) -> Turn:
        number = read_case_number(text, self.cases)
        vault = self.database.vault
        answer = gate.look_up(connection, vault, self.cases, contact.phone, contact.id, number, now)
        return replace(turn, replies=(*turn.replies, case_reply(answer, turn.language)))

    def _carry_out(self, clerk: Clerk, turn: Turn, worded: list[Worded], *, by_outbox: bool) -> list[StoredText]:
        connection, contact = clerk.connection, clerk.contact
        for act in turn.acts:
            clerk.carry_out(act)
        conversation = turn.conversation
        if conversation.request_id == NEW_REQUEST:
            conversation = replace(conversation, request_id=None if clerk.made is None else clerk.made.id)
        records.save_conversation(connection, contact.id, conversation)
        if conversation.request_id is not None:
            records.attach_to_request(connection, clerk.message_id, conversation.request_id)
            self._promise_reminder(clerk, conversation)
        records.update_contact(connection, contact.id, language=turn.language.value)
        clerk.keep_notice(worded)
        status = "waiting" if by_outbox else "replied"
        texts = [
            OutboundText(contact.id, text.code, text.body, status, clerk.message_id, position, conversation.request_id)
            for position, text in enumerate(worded)
        ]
        stored = [records.add_outbound(connection, text, clerk.now) for text in texts]
        if by_outbox:
            for text in stored:
                outbox.put(connection, TEXT, text.id, f"{TEXT}:{text.id}", clerk.now, clerk.now)
        return stored

    def _promise_reminder(self, clerk: Clerk, conversation: Conversation) -> None:
        """One a request, whatever becomes of it; the handler looks whether it is still wanted."""
        if conversation.question in {None, Question.ACCEPTED} or conversation.request_id is None:
            return
        due_at = next_humane_hour(clerk.now + REMIND_AFTER, self.agency.calendar)
        key = f"{REMINDER}:{conversation.request_id}"
        outbox.put(clerk.connection, REMINDER, conversation.request_id, key, due_at, clerk.now)
