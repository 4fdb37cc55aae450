"""Reading Twilio's log against our tables: texts that never reached us are handled, replies that died are sent, once.

Safe to run twice and in two copies: a text is taken under its MessageSid, a reply is promised under its own key.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy.exc import OperationalError

from bot import outgoing, records
from bot.line import RawText, TextLine
from bot.log import LoggedText, NoLog, TextLog
from bot.records import TEXT, Sendable
from parsers import Phone, read_phone
from store import desk, outbox
from store.desk import DeskKind

MARK = "text_log"
_SLICE = timedelta(hours=6)  # of the log at a time: what is done stays done when the process ends in between
_SLICES_A_TURN = 4
_OVERLAP = timedelta(minutes=15)  # a text may enter the log a little after its time
_FIRST = timedelta(days=1)  # how far back the very first turn looks
_RECEIPT_WITHIN = timedelta(minutes=5)
_SKEW = timedelta(minutes=2)

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Reconciled:
    seen: int = 0
    recovered: int = 0
    failed: int = 0  # left for a person
    found: int = 0  # replies without a receipt that had gone out after all
    resent: int = 0

    def __add__(self, other: Reconciled) -> Reconciled:
        return Reconciled(
            self.seen + other.seen,
            self.recovered + other.recovered,
            self.failed + other.failed,
            self.found + other.found,
            self.resent + other.resent,
        )


def tick(line: TextLine, text_log: TextLog, now: datetime) -> Reconciled:
    """The clock's turn: from where the last one ended, a few slices at a time."""
    with line.database.read() as connection:
        done = records.mark(connection, MARK) or now - _FIRST
    total = Reconciled()
    for _, until in list(_slices(done, now))[:_SLICES_A_TURN]:
        total += reconcile(line, text_log, done - _OVERLAP, until, now)
        done = until
        with line.database.write() as connection:
            records.set_mark(connection, MARK, until)
    return total


def reconcile(line: TextLine, text_log: TextLog, since: datetime, until: datetime, now: datetime) -> Reconciled:
    total = Reconciled()
    if isinstance(text_log, NoLog):
        return total  # without a carrier there is nothing to compare with, and no reply can have died
    for start, end in _slices(since, until):
        logged = sorted(text_log.between(start - _SKEW, end + _SKEW), key=lambda text: (text.at, text.sid))
        inbound = [text for text in logged if text.inbound]
        total += _recover(line, inbound) + Reconciled(seen=len(logged))
        total += _revive(
            line, [text for text in logged if not text.inbound], start, min(end, now - _RECEIPT_WITHIN), now
        )
    return total


def _slices(since: datetime, until: datetime) -> Iterator[tuple[datetime, datetime]]:
    while since < until:
        end = min(since + _SLICE, until)
        yield since, end
        since = end


def _recover(line: TextLine, inbound: Sequence[LoggedText]) -> Reconciled:
    """In the order they were written, each in its own transaction; one poisonous text never blocks the others."""
    with line.database.read() as connection:
        known = records.known_sids(connection, [text.sid for text in inbound])
    recovered = failed = 0
    for text in inbound:
        if text.sid in known:
            continue
        try:
            recovered += line.recover(_raw(text), text.at)
        except OperationalError:
            raise  # the database is away: the whole slice is read again
        except Exception:
            log.exception("text_not_recovered", sid=text.sid)
            _leave_to_a_person(line, text)
            failed += 1
    return Reconciled(recovered=recovered, failed=failed)


def _leave_to_a_person(line: TextLine, text: LoggedText) -> None:
    now = line.now()
    with line.database.write() as connection:
        desk.put(connection, DeskKind.LATE_TEXT, now, detail=text.sid[-32:])


def _raw(text: LoggedText) -> RawText:
    return RawText(text.sid, read_phone(text.phone) or Phone(text.phone[:64]), text.body, min(text.pictures, 10))


def _revive(line: TextLine, sent: Sequence[LoggedText], since: datetime, until: datetime, now: datetime) -> Reconciled:
    """A reply with neither receipt nor an entry in the log died between our commit and Twilio: it is sent once."""
    with line.database.read() as connection:
        silent = records.silent_replies(connection, since, until)
    unclaimed = list(sent)
    found = resent = 0
    for reply in silent:
        entry = next((text for text in unclaimed if _is_the_same(reply, text)), None)
        if entry is not None:
            unclaimed.remove(entry)
            outgoing.note_receipt(line.database, reply.id, entry.status or "sent", entry.sid, entry.error_code, now)
            found += 1
        elif not reply.opted_out and not reply.unsafe:
            with line.database.write() as connection:
                outbox.put(connection, TEXT, reply.id, f"{TEXT}:{reply.id}", now, now)
            resent += 1
    return Reconciled(found=found, resent=resent)


def _is_the_same(reply: Sendable, logged: LoggedText) -> bool:
    return logged.phone == reply.address and logged.body == reply.body and logged.at >= reply.at - _SKEW
