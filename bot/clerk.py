"""Carries out the acts of one Turn inside its transaction."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot import records
from bot.records import Contact
from bot.turn import Act, CannotText, Change, Desk, Note, Open, OptIn, OptOut
from bot.wording import Worded
from enrollment.agency import Agency
from enrollment.request import State
from store import desk
from store import requests as ledger
from store.desk import DeskKind
from store.requests import PARENT, Origin, Request
from store.vault import Vault

_CONSENT = frozenset({"accept_first", "accept_told"})


@dataclass
class Clerk:
    connection: Connection
    vault: Vault
    agency: Agency
    contact: Contact
    message_id: int
    at: datetime  # when the parent wrote
    now: datetime
    package_due_at: datetime
    made: Request | None = field(default=None, init=False)

    def carry_out(self, act: Act) -> None:
        match act:
            case Open():
                self._open(act)
            case Change():
                self._change(act)
            case Note():
                self._note(act.request.id, "note", act.reason.value)
            case OptOut():
                self._opt_out()
            case OptIn():
                self._update_contact(opted_out_at=None, cannot_text=None, no_calls_at=None, opted_in_at=self.at)
            case CannotText():
                self._cannot_text()
            case Desk():
                self._put_on_desk(act)

    def keep_notice(self, worded: list[Worded]) -> None:
        """What was told, to the letter and when: the first reply, and the acceptance that names both later texts."""
        first = next((text.body for text in worded if text.introduces), None)
        if first is not None and not self.contact.noticed:
            self._update_contact(noticed_at=self.now, notice_wording=first)
        told = next((text.body for text in worded if text.code in _CONSENT), None)
        if told is not None and not self.contact.consented:
            self._update_contact(consented_at=self.now, consent_wording=told)

    def _open(self, act: Open) -> None:
        made = ledger.create(
            self.connection,
            self.vault,
            act.particulars,
            act.state,
            Origin("text", self.at, self.agency.calendar.due_on(self.at), self.contact.id),
            actor=PARENT,
            now=self.now,
            reference=act.reference,
            review_reason=act.reason,
            package_due_at=self.package_due_at,
        )
        self.made = made
        if act.hold:
            ledger.move(self.connection, made, State.HELD, actor=PARENT, now=self.now, code="danger")
        self._hint_at_same_person(made)

    def _change(self, act: Change) -> None:
        request = act.request
        if request.came_back and act.state is State.ACCEPTED:
            self._mail_again(request, act)
            return
        if act.particulars is not None and act.particulars != request.particulars:
            due_at = self.package_due_at
            request = ledger.correct(
                self.connection, self.vault, request, act.particulars, actor=PARENT, now=self.now, package_due_at=due_at
            )
        if act.state is not None:
            request = ledger.move(
                self.connection,
                request,
                act.state,
                actor=PARENT,
                now=self.now,
                code=act.reason,
                package_due_at=self.package_due_at,
            )
        if act.state is State.ACCEPTED:
            self._hint_at_same_person(request)

    def _mail_again(self, request: Request, act: Change) -> None:
        ledger.mail_again(
            self.connection,
            self.vault,
            request,
            act.particulars or request.particulars,
            due_on=self.agency.calendar.due_on(self.at),
            actor=PARENT,
            now=self.now,
            package_due_at=self.package_due_at,
        )

    def _hint_at_same_person(self, request: Request) -> None:
        """Two phones, one name and address: perhaps one parent twice. A hint to staff, never a refusal."""
        since = self.now - timedelta(days=30)
        if records.same_person_elsewhere(self.connection, self.vault, request, since):
            self._put_on_desk(Desk(DeskKind.SAME_PERSON, request))

    def _opt_out(self) -> None:
        if not self.contact.opted_out:
            self._update_contact(opted_out_at=self.at)
        if self.agency.stop_covers_calls(self.now):
            self._update_contact(no_calls_at=self.at)
            desk.settle(self.connection, DeskKind.WANTS_PERSON, self.contact.id, self.now)

    def _cannot_text(self) -> None:
        self._update_contact(cannot_text="opted_out")
        if self.made is not None:
            self._note(self.made.id, "text_failed", "opted_out")

    def _put_on_desk(self, act: Desk) -> None:
        about = self.made if act.about_new else act.request
        desk.put(
            self.connection,
            act.kind,
            self.now,
            contact_id=self.contact.id,
            request_id=None if about is None else about.id,
            message_id=self.message_id,
            detail=act.detail,
        )

    def _note(self, request_id: int, kind: str, code: str) -> None:
        ledger.note(self.connection, request_id, kind, actor=PARENT, now=self.now, code=code)

    def _update_contact(self, **values: object) -> None:
        records.update_contact(self.connection, self.contact.id, **values)
