"""Twilio's own copies of texts: erased at once where they hold a Social Security number or a picture, later the rest.

Only after ours is stored: the promise lies in the outbox row of the same transaction.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy import Connection

from bot import records
from store import outbox
from store.database import Database
from store.outbox import Row, TryLater

FORGET_TEXT = "forget_text"  # the outbox's kind of work; its subject is our message's id
_NOT_FINAL = 20009  # Twilio refuses to erase what is still on its way
_NOT_FINAL_FOR = timedelta(minutes=2)
_GONE = 404


class NotFinal(Exception):
    """It is still being delivered; later it can be erased."""


class Unreachable(Exception):
    def __init__(self, code: int) -> None:
        super().__init__(str(code))
        self.code = code


class Archive(Protocol):
    def forget(self, sid: str) -> None:
        """Erase the carrier's copy, pictures first; no word if it is gone already. NotFinal or Unreachable if not."""


class NoArchive:
    """Development: nothing was ever at a carrier."""

    def forget(self, sid: str) -> None:  # noqa: ARG002 the port's shape
        return None


@dataclass(frozen=True)
class TwilioArchive:
    account_sid: str
    auth_token: str = field(repr=False)

    def forget(self, sid: str) -> None:
        # Imported here: it costs 130 ms and 19 MiB, and only the workers call.
        from twilio.base.exceptions import TwilioRestException  # noqa: PLC0415
        from twilio.rest import Client  # noqa: PLC0415

        message = Client(self.account_sid, self.auth_token).messages(sid)
        try:
            for picture in message.media.list(limit=20):
                picture.delete()
            message.delete()
        except TwilioRestException as error:
            if error.status == _GONE:
                return
            if error.code == _NOT_FINAL:
                raise NotFinal from None
            raise Unreachable(error.code or error.status) from None


def forget_at_once(connection: Connection, message_id: int, now: datetime) -> None:
    outbox.put(connection, FORGET_TEXT, message_id, f"{FORGET_TEXT}:{message_id}", now, now)


def forget_older(database: Database, before: datetime, now: datetime, limit: int = 500) -> int:
    """Promise to erase the carrier's copies of texts from before; how many, for one turn."""
    with database.write() as connection:
        ids = records.carrier_copies_before(connection, before, limit)
        for message_id in ids:
            forget_at_once(connection, message_id, now)
    return len(ids)


@dataclass(frozen=True)
class ForgetText:
    """A handler of the outbox; see `runtime.jobs.Handler`."""

    database: Database
    archive: Archive

    def work(self, row: Row, now: datetime) -> None:
        with self.database.read() as connection:
            sid = records.sid_of(connection, row.subject_id)
        try:
            if sid is not None:
                self.archive.forget(sid)
        except NotFinal:
            with self.database.write() as connection:
                outbox.postpone(connection, row, now + _NOT_FINAL_FOR)
            return
        except Unreachable as error:
            raise TryLater(f"twilio_{error.code}") from None
        with self.database.write() as connection:
            records.note_forgotten(connection, row.subject_id, now)
            outbox.finish(connection, row, now)

    def gave_up(self, row: Row, code: str, now: datetime) -> None:
        with self.database.write() as connection:
            outbox.park(connection, row, code, now)
