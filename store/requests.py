"""Requests as rows: made, moved and corrected here and nowhere else, so that every change leaves its event."""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, delete, insert, select, update

from enrollment.particulars import Particulars
from enrollment.reference import new_reference
from enrollment.request import State, check_move
from parsers import Language, Part, PersonName, PostalAddress, normal_address, normal_name
from store import outbox
from store.mail_tables import request_lookups
from store.tables import request_events, requests
from store.vault import LookUp, Vault

PACKAGE = "package"  # the outbox's kind of work
MAILINGS = 2  # the first and, after a return, one more
_AT_ONCE = 500  # ids in one statement
PARENT = "parent"
SYSTEM = "system"


_NUMBERS = re.compile(r"\b\d+(?!\d|ST\b|ND\b|RD\b|TH\b)")


def staff_actor(user_id: int) -> str:
    return f"staff:{user_id}"


class Outdated(Exception):
    """Somebody else changed the request since it was read; look again before changing it."""


class AlreadyMailedTwice(Exception):
    """The second mailing came back too; there is no third."""


@dataclass(frozen=True, slots=True)
class Request:
    id: int
    reference: str
    contact_id: int | None
    channel: str
    state: State
    held_from: State | None
    review_reason: str | None
    particulars: Particulars
    first_text_at: datetime
    due_on: date
    mailed_on: date | None
    attempt: int
    revision: int
    version: int
    updated_at: datetime

    @property
    def package_key(self) -> str:
        """Names the one package this attempt and revision may have, in the outbox and on disk."""
        return f"package:{self.id}:{self.attempt}:{self.revision}"

    @property
    def came_back(self) -> bool:
        """This mailing was in the mail and is not there any more: to accept it again is a second one."""
        return self.mailed_on is not None and self.state not in {State.MAILED, State.DELIVERED}


@dataclass(frozen=True, slots=True)
class Origin:
    """How and when a request came; the mail clock runs from `first_text_at`."""

    channel: str  # text, phone, counter, letter
    first_text_at: datetime
    due_on: date
    contact_id: int | None = None


@dataclass(frozen=True, slots=True)
class Event:
    at: datetime
    actor: str
    kind: str
    old_state: State | None = None
    new_state: State | None = None
    code: str | None = None


def create(
    connection: Connection,
    vault: Vault,
    particulars: Particulars,
    state: State,
    origin: Origin,
    *,
    actor: str,
    now: datetime,
    reference: str | None = None,
    review_reason: str | None = None,
    package_due_at: datetime | None = None,
) -> Request:
    values = _particulars_values(vault, particulars) | {
        "reference": reference or fresh_reference(connection),
        "contact_id": origin.contact_id,
        "channel": origin.channel,
        "first_text_at": origin.first_text_at,
        "due_on": origin.due_on,
        "state": state.value,
        "review_reason": review_reason,
        "updated_at": now,
    }
    row = connection.execute(insert(requests).values(values).returning(requests)).mappings().one()
    request = _request(row)
    _index(connection, vault, request)
    _record(connection, request.id, Event(now, actor, "created", new_state=state, code=review_reason))
    _promise_package(connection, request, package_due_at, now)
    return request


def fresh_reference(connection: Connection) -> str:
    """One that no request has. Two transactions may draw the same: the later fails on its unique key and is retried."""
    while True:
        reference = new_reference(secrets.randbelow)
        if connection.execute(select(requests.c.id).where(requests.c.reference == reference)).first() is None:
            return reference


def move(
    connection: Connection,
    request: Request,
    new: State,
    *,
    actor: str,
    now: datetime,
    code: str | None = None,
    package_due_at: datetime | None = None,
    **changes: Any,
) -> Request:
    """Make one move of the table of moves, or raise MoveNotAllowed; Outdated if the row is not as `request` says.

    Whatever becomes accepted gets a new revision and the promise of a package, due at `package_due_at` or at once.
    """
    check_move(request.state, new, held_from=request.held_from)
    held_from = request.state if new is State.HELD else None
    review_reason = code if new is State.NEEDS_REVIEW else None
    changes |= {"state": new.value, "held_from": held_from, "review_reason": review_reason}
    if new is State.ACCEPTED:
        changes["revision"] = request.revision + 1
    changed = _change(connection, request, now, **changes)
    _promise_package(connection, changed, package_due_at, now)
    _record(connection, request.id, Event(now, actor, "moved", request.state, new, code))
    return changed


def correct(
    connection: Connection,
    vault: Vault,
    request: Request,
    particulars: Particulars,
    *,
    actor: str,
    now: datetime,
    package_due_at: datetime | None = None,
) -> Request:
    """Replace what is to be mailed. The revision rises, so a package made or being made of the old one is void."""
    values = _particulars_values(vault, particulars)
    changed = _change(connection, request, now, revision=request.revision + 1, **values)
    connection.execute(delete(request_lookups).where(request_lookups.c.request_id == request.id))
    _index(connection, vault, changed)
    _promise_package(connection, changed, package_due_at, now)
    _record(connection, request.id, Event(now, actor, "corrected"))
    return changed


def mail_again(
    connection: Connection,
    vault: Vault,
    request: Request,
    particulars: Particulars,
    *,
    due_on: date,
    actor: str,
    now: datetime,
    code: str | None = None,
    package_due_at: datetime | None = None,
) -> Request:
    """The one second mailing after a return, to what the parent confirmed, with five working days of its own.

    AlreadyMailedTwice when the second one came back too: then a person decides.
    """
    if request.attempt >= MAILINGS:
        raise AlreadyMailedTwice
    changed = correct(connection, vault, request, particulars, actor=actor, now=now)
    return move(
        connection,
        changed,
        State.ACCEPTED,
        actor=actor,
        now=now,
        code=code,
        package_due_at=package_due_at,
        attempt=request.attempt + 1,
        due_on=due_on,
        mailed_on=None,
    )


def move_many(
    connection: Connection,
    request_ids: Sequence[int],
    old: State,
    new: State,
    *,
    actor: str,
    now: datetime,
    **changes: Any,
) -> list[int]:
    """One move for a whole batch in three statements; those no longer `old` stay as they are. Who was moved."""
    check_move(old, new)
    moved: list[int] = []
    for start in range(0, len(request_ids), _AT_ONCE):
        moved += connection.execute(
            update(requests)
            .where(requests.c.id.in_(request_ids[start : start + _AT_ONCE]), requests.c.state == old)
            .values(version=requests.c.version + 1, updated_at=now, state=new.value, review_reason=None, **changes)
            .returning(requests.c.id)
        ).scalars()
    event = asdict(Event(now, actor, "moved", old, new))
    if moved:
        connection.execute(insert(request_events), [event | {"request_id": request_id} for request_id in moved])
    return moved


def rest_at(connection: Connection, request: Request, state: State, *, actor: str, now: datetime) -> Request:
    """Where a held request goes back to when it is released: its sheets were pulled, so it is to be printed anew."""
    changed = _change(connection, request, now, held_from=state.value)
    _record(connection, request.id, Event(now, actor, "rests_at", code=state.value))
    return changed


def _promise_package(connection: Connection, request: Request, due_at: datetime | None, now: datetime) -> None:
    """No request is ever accepted without work in the outbox that makes its package."""
    if request.state is State.ACCEPTED:
        outbox.put(connection, PACKAGE, request.id, request.package_key, due_at or now, now)


def note(
    connection: Connection, request_id: int, kind: str, *, actor: str, now: datetime, code: str | None = None
) -> None:
    """An event that moves nothing: a package made, a hint for staff."""
    _record(connection, request_id, Event(now, actor, kind, code=code))


def _change(connection: Connection, request: Request, now: datetime, **values: Any) -> Request:
    changed = connection.execute(
        update(requests)
        .where(requests.c.id == request.id, requests.c.version == request.version)
        .values(version=request.version + 1, updated_at=now, **values)
        .returning(requests)
    )
    row = changed.mappings().one_or_none()
    if row is None:
        raise Outdated
    return _request(row)


def _record(connection: Connection, request_id: int, event: Event) -> None:
    connection.execute(insert(request_events).values(request_id=request_id, **asdict(event)))


def get(connection: Connection, request_id: int, *, lock: bool = False) -> Request | None:
    return _one(connection, requests.c.id == request_id, lock=lock)


def by_reference(connection: Connection, reference: str) -> Request | None:
    return _one(connection, requests.c.reference == reference)


def of_contact(connection: Connection, contact_id: int) -> list[Request]:
    statement = select(requests).where(requests.c.contact_id == contact_id)
    return read_all(connection, statement.order_by(requests.c.first_text_at, requests.c.id))


def read_all(connection: Connection, statement: Select[Any]) -> list[Request]:
    """For rooms that choose among `requests` their own way; the statement selects the whole table."""
    return [_request(row) for row in connection.execute(statement).mappings()]


def events_of(connection: Connection, request_id: int) -> list[Event]:
    rows = connection.execute(
        select(request_events).where(request_events.c.request_id == request_id).order_by(request_events.c.id)
    )
    return [Event(row.at, row.actor, row.kind, _state(row.old_state), _state(row.new_state), row.code) for row in rows]


def _one(connection: Connection, condition: ColumnElement[bool], *, lock: bool = False) -> Request | None:
    statement = select(requests).where(condition)
    found = read_all(connection, statement.with_for_update() if lock else statement)
    return found[0] if found else None


def finders(name: PersonName | None, address: PostalAddress | None) -> set[tuple[LookUp, str]]:
    """By what an envelope in the hand finds its request: each word of the name, house number with ZIP."""
    words = set() if name is None else {(LookUp.NAME_WORD, word) for word in normal_name(name).split()}
    if address is None or address.zip5 is None:
        return words
    return words | {(LookUp.DOOR, f"{number}|{address.zip5}") for number in house_numbers(address.delivery_line or "")}


def house_numbers(delivery_line: str) -> list[str]:
    """1234 of "1234 Fruitridge Rd", 88 of "PO Box 88"; not the 5 of "5th St"."""
    return _NUMBERS.findall(delivery_line.upper())


def _index(connection: Connection, vault: Vault, request: Request) -> None:
    found = finders(request.particulars.name, request.particulars.address)
    if found:
        rows = [{"request_id": request.id, "fingerprint": vault.fingerprint(use, value)} for use, value in found]
        connection.execute(insert(request_lookups), rows)


def _state(value: str | None) -> State | None:
    return None if value is None else State(value)


def _particulars_values(vault: Vault, particulars: Particulars) -> dict[str, Any]:
    name, address = particulars.name, particulars.address
    return {
        "forms_language": particulars.forms_language.value,
        "name": None if name is None else name.full,
        "name_lookup": None if name is None else vault.fingerprint(LookUp.NAME, normal_name(name)),
        "address": None if address is None else json.dumps(asdict(address)),
        "address_lookup": None if address is None else vault.fingerprint(LookUp.ADDRESS, normal_address(address)),
        "missing": [part.value for part in particulars.missing],
        "doubtful": [part.value for part in particulars.doubtful],
    }


def _request(row: RowMapping) -> Request:
    particulars = Particulars(
        forms_language=Language(row["forms_language"]),
        name=None if row["name"] is None else PersonName(row["name"]),
        address=None if row["address"] is None else PostalAddress(**json.loads(row["address"])),
        missing=tuple(Part(part) for part in row["missing"]),
        doubtful=tuple(Part(part) for part in row["doubtful"]),
    )
    return Request(
        id=row["id"],
        reference=row["reference"],
        contact_id=row["contact_id"],
        channel=row["channel"],
        state=State(row["state"]),
        held_from=_state(row["held_from"]),
        review_reason=row["review_reason"],
        particulars=particulars,
        first_text_at=row["first_text_at"],
        due_on=row["due_on"],
        mailed_on=row["mailed_on"],
        attempt=row["attempt"],
        revision=row["revision"],
        version=row["version"],
        updated_at=row["updated_at"],
    )
