"""What stands against texting or calling a phone. The parent's own words come through the bot; staff mark the rest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select, update

from store.tables import contacts, messages

NOT_SENT = "canceled"  # a text's last status when nobody wants it any more; the word is the carrier's


@dataclass(frozen=True, slots=True)
class Marks:
    opted_out: bool
    unsafe_to_text: bool
    unsafe_to_call: bool

    @property
    def seen(self) -> str:
        """How they stood when a page was made of them."""
        return "".join(str(int(mark)) for mark in (self.opted_out, self.unsafe_to_text, self.unsafe_to_call))


def lock_marks(connection: Connection, contact_id: int) -> Marks:
    """Nobody else changes them, and no text of this phone is read, until the transaction ends."""
    row = connection.execute(select(contacts).where(contacts.c.id == contact_id).with_for_update()).one()
    return Marks(*(at is not None for at in (row.opted_out_at, row.unsafe_to_text_at, row.unsafe_to_call_at)))


def set_marks(connection: Connection, contact_id: int, **values: datetime | None) -> None:
    connection.execute(update(contacts).where(contacts.c.id == contact_id).values(**values))


def stop_waiting_texts(connection: Connection, contact_id: int) -> None:
    """What has not been handed to the carrier never will be; its work in the outbox finds nothing to do."""
    waiting = (messages.c.contact_id == contact_id) & ~messages.c.inbound & (messages.c.status == "waiting")
    connection.execute(update(messages).where(waiting).values(status=NOT_SENT))


def stop_text(connection: Connection, message_id: int) -> None:
    connection.execute(update(messages).where(messages.c.id == message_id).values(status=NOT_SENT))
