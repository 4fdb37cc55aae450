"""The desk: what needs a person, put there by any room, listed and settled by the console."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, insert, select, update

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


URGENT = frozenset({DeskKind.DANGER, DeskKind.PULL_PRINTED})


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
    about = desk_items.c.contact_id == contact_id if contact_id is not None else desk_items.c.request_id == request_id
    same = (desk_items.c.kind == kind.value, about, desk_items.c.settled_at.is_(None))
    newest = {"message_id": message_id, "request_id": request_id, "detail": detail}
    changed = {name: value for name, value in newest.items() if value is not None}
    if kind not in URGENT and changed:
        refreshed = connection.execute(update(desk_items).where(*same).values(changed)).rowcount
        if refreshed:
            return
    values = newest | {"kind": kind.value, "contact_id": contact_id, "created_at": now}
    connection.execute(insert(desk_items).values(values))


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
