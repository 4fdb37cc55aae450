"""Sending one text that lies in the table: the one place where texts leave by themselves.

waiting | replied → asked → sent: `asked` is stored before the carrier is called, so that a job run again after a crash
looks into the carrier's log first, and the same text never goes out twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot import records
from bot.carrier import HANDSET_OFF, Carrier, CarrierAway, Fault, TextRefused, fault_of
from bot.hours import next_humane_hour
from bot.log import LogAway, TextLog
from bot.records import TEXT, Sendable
from bot.turn import ReviewReason
from enrollment.request import State
from store import desk, outbox, phones
from store import requests as ledger
from store.database import Database
from store.desk import DeskKind
from store.outbox import Row, TryLater
from store.requests import SYSTEM

_WORTH_ANOTHER_TRY = frozenset({"mailed", "returned"})
_TRY_AGAIN_AFTER = timedelta(hours=2)
_SKEW = timedelta(minutes=2)  # between the carrier's clock and ours
_TO_THE_OPTED_OUT = frozenset({"stop", "start", "help", "help_again"})
_A_REPLY_FOR = timedelta(minutes=30)  # later it is a text that we start, and keeps humane hours


@dataclass(frozen=True)
class Outgoing:
    database: Database
    carrier: Carrier
    log: TextLog
    public_base_url: str

    def send(self, row: Row, message_id: int, now: datetime) -> None:
        """No transaction is open while the carrier is asked. Finishes the row, or raises why not."""
        with self.database.write() as connection:
            text = records.sendable(connection, message_id)
            if text is None or text.has_left or not records.set_asked(connection, message_id):
                outbox.finish(connection, row, now)
                return
        if text.was_asked and self._is_in_log(row, text, now):
            return
        self._ask(row, text, now)

    def _is_in_log(self, row: Row, text: Sendable, now: datetime) -> bool:
        try:
            logged = list(self.log.between(text.at - _SKEW, now + _SKEW))
        except LogAway:
            raise TryLater("carrier_log_unreachable") from None
        known = {text.phone.e164, f"{text.phone.channel}:{text.phone.e164}"}
        for entry in logged:
            if not entry.inbound and entry.phone in known and entry.body == text.body:
                self._left(row, text, entry.sid, now)
                return True
        return False

    def _ask(self, row: Row, text: Sendable, now: datetime) -> None:
        callback = f"{self.public_base_url}/twilio/status?m={text.id}"
        try:
            sid = self.carrier.send(text.address, text.body, callback)
        except CarrierAway:
            raise TryLater("carrier_unreachable") from None
        except TextRefused as refused:
            if refused.fault is Fault.PASSING:
                with self.database.write() as connection:
                    records.set_waiting(connection, text.id)  # it said no, so there is nothing to look for in its log
                raise TryLater(f"carrier_{refused.code}") from None
            self._refused(row, text, refused.code, now)
            return
        self._left(row, text, sid, now)

    def _left(self, row: Row, text: Sendable, sid: str | None, now: datetime) -> None:
        with self.database.write() as connection:
            records.note_receipt(connection, text.id, "sent", sid, None)
            if text.request_id is not None:
                ledger.note(connection, text.request_id, "texted", actor=SYSTEM, now=now, code=text.code)
            outbox.finish(connection, row, now)

    def _refused(self, row: Row, text: Sendable, code: int, now: datetime) -> None:
        with self.database.write() as connection:
            records.note_receipt(connection, text.id, "failed", None, code)
            did_not_arrive(connection, text, code, now)
            outbox.finish(connection, row, now)

    def give_up(self, row: Row, message_id: int | None, code: str, now: datetime) -> None:
        with self.database.write() as connection:
            text = None if message_id is None else records.sendable(connection, message_id)
            if text is not None:
                _tell_desk(connection, text, code, now)
            outbox.park(connection, row, code, now)


@dataclass(frozen=True)
class TextWork:
    """A handler of the outbox: replies that found no webhook to answer. See `runtime.jobs.Handler`."""

    database: Database
    outgoing: Outgoing

    def work(self, row: Row, now: datetime) -> None:
        with self.database.write() as connection:
            text = records.sendable(connection, row.subject_id)
            if text is None or _is_unwanted(text):
                if text is not None and not text.has_left:
                    phones.stop_text(connection, text.id)
                outbox.finish(connection, row, now)
                return
            hour = next_humane_hour(now)
            if hour > now and now - text.written_at > _A_REPLY_FOR:
                outbox.postpone(connection, row, hour)
                return
        self.outgoing.send(row, text.id, now)

    def gave_up(self, row: Row, code: str, now: datetime) -> None:
        self.outgoing.give_up(row, row.subject_id, code, now)


def _is_unwanted(text: Sendable) -> bool:
    return text.unsafe or (text.opted_out and text.code not in _TO_THE_OPTED_OUT)


def note_receipt(
    database: Database, message_id: int, status: str, sid: str | None, error_code: int | None, now: datetime
) -> None:
    """A receipt of the carrier's: late, doubled or out of order, it only ever moves a text forward."""
    with database.write() as connection:
        moved = records.note_receipt(connection, message_id, status, sid, error_code)
        if not moved or status not in {"failed", "undelivered"}:
            return
        text = records.sendable(connection, message_id)
        if text is None:
            return
        if error_code == HANDSET_OFF and text.code in _WORTH_ANOTHER_TRY:
            _try_once_more(connection, text, now)
        did_not_arrive(connection, text, error_code or 0, now)


def _try_once_more(connection: Connection, text: Sendable, now: datetime) -> None:
    key = f"again:{text.id}"
    if not outbox.is_promised(connection, key):
        records.set_waiting(connection, text.id)
        outbox.put(connection, TEXT, text.id, key, next_humane_hour(now + _TRY_AGAIN_AFTER), now)


def did_not_arrive(connection: Connection, text: Sendable, code: int, now: datetime) -> None:
    """A phone that takes no texts is marked and left alone; a question that did not arrive goes to a person at once."""
    plain = f"carrier_{code}"
    if fault_of(code) is Fault.PHONE:
        records.update_contact(connection, text.contact_id, cannot_text=plain)
    if fault_of(code) is Fault.TEXT:
        _tell_desk(connection, text, plain, now)
    if text.request_id is None:
        return
    ledger.note(connection, text.request_id, "text_failed", actor=SYSTEM, now=now, code=plain)
    request = ledger.get(connection, text.request_id)
    if request is not None and request.state is State.NEEDS_ANSWER:
        reason = ReviewReason.CANNOT_ASK.value
        ledger.move(connection, request, State.NEEDS_REVIEW, actor=SYSTEM, now=now, code=reason)


def _tell_desk(connection: Connection, text: Sendable, code: str, now: datetime) -> None:
    desk.put(
        connection,
        DeskKind.TEXT_FAILED,
        now,
        contact_id=text.contact_id,
        request_id=text.request_id,
        message_id=text.id,
        detail=code[:32],
    )
