"""The text line: one inbound text, one transaction, its replies."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot import records
from bot.catalogue import Catalogue
from bot.decide import decide
from bot.forgetting import forget_at_once
from bot.records import Contact, InboundText, OutboundText, StoredText
from bot.status import case_reply
from bot.turn import NEW_REQUEST, Act, Change, Incoming, Note, Open, OptIn, OptOut, OptOutType, Turn
from bot.wording import Worded, word
from cases import gate
from cases.numbers import read_case_number
from cases.policy import NOT_APPROVED, CasePolicy
from enrollment.agency import Agency
from parsers import Phone, read_message
from store import requests as ledger
from store.database import Database
from store.requests import PARENT, Origin, Request

_CONSENT = frozenset({"accept_first", "accept_told"})


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
        reading = read_message(raw.body)  # before any lock: reading may take a millisecond, a lock should not
        incoming = Incoming(reading, raw.pictures, raw.opt_out_type)
        text = InboundText(raw.sid, raw.phone, reading.text, reading.had_ssn, raw.pictures)
        now = self.now()
        with self.database.write() as connection:
            contact = records.lock_contact(connection, self.database.vault, raw.phone, now)
            known = records.load_known(connection, self.database.vault, contact, reading.address, now)
            message_id = records.add_inbound(connection, contact.id, text, now)
            if message_id is None:
                return records.replies_to(connection, raw.sid) or []
            if reading.had_ssn or raw.pictures:
                forget_at_once(connection, message_id, now)
            conversation = records.load_conversation(connection, contact.id)
            turn = decide(conversation, incoming, known, now)
            if turn.asks_case:
                turn = self._ask_gate(connection, contact, turn, reading.text, now)
            worded = word(turn, known, self.texts)
            return self._carry_out(connection, contact, message_id, turn, worded, now)

    def _ask_gate(self, connection: Connection, contact: Contact, turn: Turn, text: str, now: datetime) -> Turn:
        number = read_case_number(text, self.cases)
        vault = self.database.vault
        answer = gate.look_up(connection, vault, self.cases, contact.phone, contact.id, number, now)
        return replace(turn, replies=(*turn.replies, case_reply(answer, turn.language)))

    def _carry_out(
        self,
        connection: Connection,
        contact: Contact,
        message_id: int,
        turn: Turn,
        worded: list[Worded],
        now: datetime,
    ) -> list[StoredText]:
        clerk = _Clerk(connection, self, contact, now)
        made = [clerk.carry_out(act) for act in turn.acts]
        conversation = turn.conversation
        if conversation.request_id == NEW_REQUEST:
            new = next(request for request in made if request is not None)
            conversation = replace(conversation, request_id=new.id)
        records.save_conversation(connection, contact.id, conversation)
        if conversation.request_id is not None:
            records.attach_to_request(connection, message_id, conversation.request_id)
        records.update_contact(connection, contact.id, language=turn.language.value)
        clerk.keep_consent(worded)
        return [
            records.add_outbound(
                connection,
                OutboundText(
                    contact.id, text.code, text.body, "replied", message_id, position, conversation.request_id
                ),
                now,
            )
            for position, text in enumerate(worded)
        ]


@dataclass(frozen=True)
class _Clerk:
    """Carries out the acts of one Turn inside its transaction."""

    connection: Connection
    line: TextLine
    contact: Contact
    now: datetime

    def carry_out(self, act: Act) -> Request | None:
        match act:
            case Open():
                return self._open(act)
            case Change():
                self._change(act)
            case Note():
                ledger.note(self.connection, act.request.id, "note", actor=PARENT, now=self.now, code=act.reason.value)
            case OptOut():
                self._update_contact(opted_out_at=self.now)
            case OptIn():
                self._update_contact(opted_out_at=None, cannot_text=None)
        return None

    def keep_consent(self, worded: list[Worded]) -> None:
        """The acceptance names both later texts: its wording, to the letter, is what was consented to."""
        told = next((text.body for text in worded if text.code in _CONSENT), None)
        if told is not None and not self.contact.consented:
            self._update_contact(consented_at=self.now, consent_wording=told)

    @property
    def _package_due_at(self) -> datetime:
        return self.now + self.line.grace

    def _open(self, act: Open) -> Request:
        return ledger.create(
            self.connection,
            self.line.database.vault,
            act.particulars,
            act.state,
            Origin("text", self.now, self.line.agency.calendar.due_on(self.now), self.contact.id),
            actor=PARENT,
            now=self.now,
            reference=act.reference,
            review_reason=act.reason,
            package_due_at=self._package_due_at,
        )

    def _change(self, act: Change) -> None:
        request, due_at = act.request, self._package_due_at
        if act.particulars is not None and act.particulars != request.particulars:
            vault = self.line.database.vault
            request = ledger.correct(
                self.connection, vault, request, act.particulars, actor=PARENT, now=self.now, package_due_at=due_at
            )
        if act.state is not None:
            ledger.move(
                self.connection,
                request,
                act.state,
                actor=PARENT,
                now=self.now,
                code=act.reason,
                package_due_at=due_at,
            )

    def _update_contact(self, **values: object) -> None:
        records.update_contact(self.connection, self.contact.id, **values)
