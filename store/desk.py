"""The desk: what needs a person, put there by any room, listed and settled by the console."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, Connection, insert, select, update

from store import outbox
from store.conversation_tables import desk_items


class DeskKind(StrEnum):
    DANGER = "danger"
    HELD_BY_PARENT = "held_by_parent"  # CANCEL, REVOKE: perhaps "do not send it"
    PULL_PRINTED = "pull_printed"  # held, and on paper already
    NO_TEXTS_BACK = "no_texts_back"  # asked not to be answered; perhaps somebody watches the phone
    WANTS_PERSON = "wants_person"  # detail: asked, may_call, no_call
    NOT_UNDERSTOOD = "not_understood"
    NO_ADDRESS = "no_address"
    CALWORKS = "calworks"
    OTHER_LANGUAGE = "other_language"  # detail: which
    LARGE_PRINT = "large_print"
    WRONG_PERSON = "wrong_person"
    BORROWED_PHONE = "borrowed_phone"
    SAME_PERSON = "same_person"  # the same name and address from another phone
    LATE_TEXT = "late_text"  # found in Twilio's log after newer ones were handled
    AFTER_MAILING = "after_mailing"  # a correction, or a wish to stop it, that came too late
    ASKED_WHILE_HELD = "asked_while_held"
    TEXT_FAILED = "text_failed"  # detail: the carrier's code
    FLOOD = "flood"  # this phone is over its limit of answers
    ANSWERED_STAFF = "answered_staff"  # came back to a text that staff wrote
    TEXT_TO_APPROVE = "text_to_approve"  # a clerk's text that a supervisor must read before it goes
    TEXT_NOT_APPROVED = "text_not_approved"  # and what the supervisor would not let go
    GUESSING = "guessing"  # detail: many_numbers, many_phones, many_in_all


URGENT = frozenset({DeskKind.DANGER, DeskKind.PULL_PRINTED})
DANGER_ALARM = "danger_alarm"  # the outbox's kind of work; its subject is the desk item


def put(
    connection: Connection,
    kind: DeskKind,
    now: datetime,
    *,
    contact_id: int | None = None,
    request_id: int | None = None,
    message_id: int | None = None,
    detail: str | None = None,
) -> None:
    """One open item per kind and person: thirty puzzling texts are one thing to look at, and it shows the newest."""
    same = (desk_items.c.kind == kind.value, _about(contact_id, request_id), desk_items.c.settled_at.is_(None))
    newest = {"message_id": message_id, "request_id": request_id, "detail": detail}
    changed = {name: value for name, value in newest.items() if value is not None}
    there = connection.execute(select(desk_items.c.id).where(*same)).first() is not None
    if there and kind not in URGENT:
        if changed:
            connection.execute(update(desk_items).where(*same).values(changed))
        return
    told = there and kind is DeskKind.DANGER
    values = newest | {"kind": kind.value, "contact_id": contact_id, "created_at": now}
    item_id = connection.execute(insert(desk_items).values(values).returning(desk_items.c.id)).scalar_one()
    if kind is DeskKind.DANGER and not told:
        # In this transaction: whoever the alarms reach hears of it whatever dies next, and once until it is settled.
        outbox.put(connection, DANGER_ALARM, item_id, f"{DANGER_ALARM}:{item_id}", now, now)


def _about(contact_id: int | None, request_id: int | None) -> ColumnElement[bool]:
    if contact_id is not None:
        return desk_items.c.contact_id == contact_id
    about_nobody = desk_items.c.contact_id.is_(None) & desk_items.c.request_id.is_(None)
    return about_nobody if request_id is None else desk_items.c.request_id == request_id


def was_put(connection: Connection, kind: DeskKind, contact_id: int | None, since: datetime) -> bool:
    """Settled or not: what was looked at today is not put there again every minute."""
    same = (desk_items.c.kind == kind.value, _about(contact_id, None), desk_items.c.created_at > since)
    return connection.execute(select(desk_items.c.id).where(*same).limit(1)).first() is not None


def settle(connection: Connection, kind: DeskKind, contact_id: int, now: datetime) -> None:
    """It has settled itself: the parent took back what it was about."""
    connection.execute(
        update(desk_items)
        .where(
            desk_items.c.kind == kind.value,
            desk_items.c.contact_id == contact_id,
            desk_items.c.settled_at.is_(None),
        )
        .values(settled_at=now)
    )


def open_kinds(connection: Connection, contact_id: int) -> list[tuple[str, str | None]]:
    """(kind, detail) of what is open about one phone, oldest first."""
    rows = connection.execute(
        select(desk_items.c.kind, desk_items.c.detail)
        .where(desk_items.c.contact_id == contact_id, desk_items.c.settled_at.is_(None))
        .order_by(desk_items.c.id)
    )
    return [(row.kind, row.detail) for row in rows]
