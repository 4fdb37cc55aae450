"""One request's whole record, for the person it is about, a court or a public-records officer."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, or_, select

from store.console_tables import staff_texts
from store.guard_tables import staff_changes
from store.mail_tables import batch_items, batches, returned_mail, vendor_letters
from store.tables import contacts, messages, packages, request_events, requests, staff_views

# Fingerprints mean nothing outside; session and delivery details are ours, not the person's.
_LEFT_OUT = ("lookup",)


def record_of(connection: Connection, reference: str) -> dict[str, Any] | None:
    """Everything kept about one request, in words; None if there is no such reference.

    Texts are those of this request, and those of its phone that belong to no other: two people may share a phone.
    """
    row = connection.execute(select(requests).where(requests.c.reference == reference)).mappings().one_or_none()
    if row is None:
        return None
    request_id, contact_id = row["id"], row["contact_id"]
    mine = messages.c.request_id == request_id
    unclaimed = (messages.c.contact_id == contact_id) & messages.c.request_id.is_(None)
    return {
        "request": _plain(row),
        "contact": _all(connection, select(contacts).where(contacts.c.id == contact_id)),
        "texts": _all(connection, select(messages).where(or_(mine, unclaimed)).order_by(messages.c.id)),
        "events": _all(connection, _of(request_events, request_id)),
        "packages": _all(connection, _of(packages, request_id)),
        "batches": _all(
            connection,
            select(batches.c.name, batch_items)
            .join(batches, batches.c.id == batch_items.c.batch_id)
            .where(batch_items.c.request_id == request_id),
        ),
        "returned_mail": _all(connection, _of(returned_mail, request_id)),
        "vendor_letters": _all(connection, _of(vendor_letters, request_id)),
        "opened_by_staff": _all(connection, _of(staff_views, request_id)),
        "staff_texts": _all(connection, _of(staff_texts, request_id)),
        "staff_changes": _all(connection, _of(staff_changes, request_id)),
    }


def _of(table: Any, request_id: int) -> Select[Any]:
    return select(table).where(table.c.request_id == request_id).order_by(table.c.id)


def _all(connection: Connection, statement: Select[Any]) -> list[dict[str, Any]]:
    return [_plain(row) for row in connection.execute(statement).mappings()]


def _plain(row: RowMapping | Mapping[str, Any]) -> dict[str, Any]:
    kept = {name: value for name, value in row.items() if not name.endswith(_LEFT_OUT)}
    if isinstance(kept.get("address"), str):
        kept["address"] = json.loads(kept["address"])
    return {name: value.isoformat() if isinstance(value, date | datetime) else value for name, value in kept.items()}
