"""Returned mail: found by what stands on the envelope, recorded with its reason, mailed once more, then the desk."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection

from enrollment.agency import Agency
from enrollment.particulars import Particulars
from enrollment.reference import is_reference
from enrollment.request import State
from fulfillment.records import returns as records
from fulfillment.records.returns import Return
from parsers import PersonName
from store import outbox
from store import requests as ledger
from store.database import Database
from store.requests import MAILINGS, Outdated, Request, finders, house_numbers
from store.vault import LookUp

RETURNED_NOTICE = "returned_notice"  # the outbox's kind of work: the parent is asked for a new address
MOST_FOUND = 50


class Reason(StrEnum):
    """What the post office stamped on it."""

    NO_SUCH_NUMBER = "no_such_number"
    NOT_KNOWN = "attempted_not_known"
    MOVED = "moved"  # with or without a label that says where to
    INSUFFICIENT_ADDRESS = "insufficient_address"
    NO_MAIL_RECEPTACLE = "no_mail_receptacle"
    VACANT = "vacant"
    UNCLAIMED = "unclaimed"
    REFUSED = "refused"
    UNREADABLE = "unreadable"
    OTHER = "other"


def find_by_reference(database: Database, typed: str) -> list[Request]:
    digits = "".join(char for char in typed if char.isdigit())
    if not is_reference(digits):
        return []
    with database.read() as connection:
        found = ledger.by_reference(connection, digits)
    return [] if found is None or found.state not in {State.MAILED, State.DELIVERED} else [found]


def find_by_name_word(database: Database, typed: str) -> list[Request]:
    """By any word of the name, spelt as on the envelope; accents and case apart. Of several, by all of them."""
    return _found(database, [database.vault.fingerprints(*word) for word in finders(PersonName(typed), None)])


def find_by_door(database: Database, house_number: str, zip5: str) -> list[Request]:
    """By house number (or the number of the P.O. box) and ZIP."""
    prints = [
        fingerprint
        for number in house_numbers(house_number)
        for fingerprint in database.vault.fingerprints(LookUp.DOOR, f"{number}|{zip5.strip()[:5]}")
    ]
    return _found(database, [prints] if prints else [])


def _found(database: Database, prints: list[list[str]]) -> list[Request]:
    if not prints:
        return []
    with database.read() as connection:
        return records.mailed_with(connection, prints, MOST_FOUND)


def record_returned(
    database: Database,
    request_id: int,
    version: int,
    reason: Reason,
    label_address: str | None,
    actor: str,
    now: datetime,
) -> Request:
    """The first time the parent is to be asked for a new address; the second time it is for the desk.

    `label_address` is what the post office's label says: somebody else in the household may have filed it.
    """
    with database.write() as connection:
        request = ledger.get(connection, request_id, lock=True)
        if request is None or request.version != version:
            raise Outdated
        records.add_return(connection, request, reason.value, label_address or None, actor, now)
        returned = ledger.move(connection, request, State.RETURNED, actor=actor, now=now, code=reason.value)
        return after_return(connection, returned, actor, now)


def after_return(connection: Connection, request: Request, actor: str, now: datetime) -> Request:
    if request.attempt >= MAILINGS:
        return ledger.move(connection, request, State.NEEDS_REVIEW, actor=actor, now=now, code="returned_twice")
    if request.contact_id is not None:
        outbox.put(
            connection, RETURNED_NOTICE, request.id, f"{RETURNED_NOTICE}:{request.id}:{request.attempt}", now, now
        )
    return request


def mail_again(
    database: Database,
    agency: Agency,
    request_id: int,
    version: int,
    particulars: Particulars,
    actor: str,
    now: datetime,
    *,
    reason: str | None = None,
) -> Request:
    """To the address that the parent gave or confirmed to staff. AlreadyMailedTwice when there is no third."""
    with database.write() as connection:
        request = ledger.get(connection, request_id, lock=True)
        if request is None or request.version != version or not records.returns_of(connection, request_id):
            raise Outdated
        due_on = agency.calendar.due_on(now)
        vault = database.vault
        return ledger.mail_again(
            connection, vault, request, particulars, due_on=due_on, actor=actor, now=now, code=reason
        )


def returns_of(database: Database, request_id: int) -> list[Return]:
    with database.read() as connection:
        return records.returns_of(connection, request_id)
