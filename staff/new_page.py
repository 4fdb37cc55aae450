"""A new request for those who call, write or stand at the counter: the same checks, queue and clock as for a text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from enrollment.reference import is_reference, spoken
from enrollment.request import State
from enrollment.working_days import PACIFIC, pacific_date
from parsers import normal_address, normal_name
from staff import wording
from staff.desk import Desk
from staff.desk_words import SETTLED_BY_REQUEST
from staff.entry import Checked, Typed, check, read_form, typed_of
from staff.guard import signed_in
from staff.masking import readable_phone
from staff.records import desk as desk_records
from staff.records import queue as queue_records
from staff.records import users as user_records
from staff.records.desk import Contact, Item
from store import requests as ledger
from store.requests import Origin, Request, staff_actor
from store.vault import LookUp

CHANNELS = {"phone": "Called", "counter": "At the counter", "letter": "Wrote a letter"}
_OLDEST = timedelta(days=90)
_RECENT = timedelta(days=30)
_WHEN = {
    "none": "Say when it was received: day and time.",
    "future": "It cannot have been received in the future.",
    "old": "That is more than 90 days ago. Look at the date again.",
}


@dataclass(frozen=True, slots=True)
class Order:
    """The form as it came, with what it comes to."""

    reference: str
    channel: str
    received: datetime | None
    received_problem: str
    checked: Checked
    contact: Contact | None
    alike: tuple[Request, ...]  # under way, with the same name and address

    @property
    def problems(self) -> list[str]:
        found = [] if self.channel in CHANNELS else ["Say how it came."]
        return [*found, *([self.received_problem] if self.received_problem else []), *self.checked.problems]

    @property
    def token(self) -> str:
        return self.checked.token(*(request.reference for request in self.alike))


def add_routes(blueprint: Blueprint, desk: Desk) -> None:
    @blueprint.get("/new", endpoint="new")
    def show() -> ResponseReturnValue:
        _only_for_those_who_may()
        with desk.database.write() as connection:  # before anything is shown: no opening without its row
            reference = ledger.fresh_reference(connection)
            contact, like = _contact(connection, request.args.get("wish", "")), _like(connection)
            wish, user_id, now = _wish(connection, request.args.get("wish", "")), signed_in().user_id, desk.now()
            if like is not None:
                user_records.record_view(connection, user_id, like.id, "request", now)
            if wish is not None:
                desk_records.record_deed(connection, wish.id, user_id, "opened", now)
        channel = "phone" if contact else ""
        return _form(reference, typed_of(like.particulars) if like else Typed(), channel, _local(desk.now()), contact)

    @blueprint.post("/new", endpoint="make")
    def make() -> ResponseReturnValue:
        _only_for_those_who_may()
        return _make(desk)


def _only_for_those_who_may() -> None:
    if not signed_in().role.may_change:
        abort(403)


def _form(
    reference: str, typed: Typed, channel: str, received: str, contact: Contact | None, order: Order | None = None
) -> ResponseReturnValue:
    status = 200 if order is None else 422
    alike = (
        [(each.reference, spoken(each.reference), wording.STATES[each.state]) for each in order.alike] if order else []
    )
    body = render_template(
        "staff/new.html",
        reference=reference,
        typed=typed,
        channel=channel,
        channels=CHANNELS,
        received=received,
        wish=request.values.get("wish", ""),
        like=request.values.get("like", ""),
        phone=readable_phone(contact.phone) if contact else None,
        order=order,
        checked=order.checked if order else None,
        alike=alike,
    )
    return body, status


def _make(desk: Desk) -> ResponseReturnValue:
    typed, now = read_form(request.form), desk.now()
    with desk.database.read() as connection:
        order = _order(connection, desk, typed, now)
    given = request.form.get("confirmed", "")
    wants_keeping = request.form.get("do") == "keep"
    incomplete = bool(order.checked.particulars.missing)
    unsure = bool(order.checked.doubts or order.alike) and given != order.token
    kept_open = incomplete and not (wants_keeping and not order.checked.particulars.is_empty)
    if order.problems or kept_open or unsure:
        received = request.form.get("received", "")[:20]
        return _form(order.reference, typed, order.channel, received, order.contact, order)
    try:
        made = _enter(desk, order, now)
    except IntegrityError:  # the same form twice at the same moment: the other one has made it
        made = _enter(desk, order, now)
    return redirect(url_for("staff.request", reference=made, done="created"), 303)


def _order(connection: Connection, desk: Desk, typed: Typed, now: datetime) -> Order:
    reference = request.form.get("reference", "")
    if not is_reference(reference):
        abort(404)
    checked = check(typed)
    received, problem = _received(request.form.get("received", ""), now)
    alike = _alike(connection, desk, checked, now)
    return Order(
        reference=reference,
        channel=request.form.get("channel", ""),
        received=received,
        received_problem=problem,
        checked=checked,
        contact=_contact(connection, request.form.get("wish", "")),
        alike=tuple(each for each in alike if each.reference != reference),
    )


def _received(text: str, now: datetime) -> tuple[datetime | None, str]:
    """Pacific time, as the form says it."""
    try:
        at = datetime.fromisoformat(text).replace(tzinfo=PACIFIC) if len(text) in {16, 19} else None
    except ValueError:
        at = None
    if at is None:
        return None, _WHEN["none"]
    if at > now + timedelta(minutes=1):
        return None, _WHEN["future"]
    return (min(at, now), "") if now - at <= _OLDEST else (None, _WHEN["old"])


def _local(now: datetime) -> str:
    return f"{now.astimezone(PACIFIC):%Y-%m-%dT%H:%M}"


def _contact(connection: Connection, wish: str) -> Contact | None:
    """Whose call-back wish, or earlier request, this one comes of: its phone is the parent's own."""
    like = _like(connection)
    if like is not None:
        return desk_records.contact_of(connection, like.contact_id)
    item = _wish(connection, wish)
    return desk_records.contact_of(connection, item.contact_id) if item else None


def _wish(connection: Connection, wish: str) -> Item | None:
    return desk_records.item_by_id(connection, int(wish)) if wish.isdecimal() and len(wish) <= 18 else None


def _like(connection: Connection) -> Request | None:
    """The request that another set is wanted of."""
    reference = request.values.get("like", "")
    return ledger.by_reference(connection, reference) if is_reference(reference) else None


def _alike(connection: Connection, desk: Desk, checked: Checked, now: datetime) -> list[Request]:
    name, address, vault = checked.particulars.name, checked.particulars.address, desk.database.vault
    if name is None or address is None or checked.particulars.missing:
        return []
    return queue_records.alike(
        connection,
        vault.fingerprints(LookUp.NAME, normal_name(name)),
        vault.fingerprints(LookUp.ADDRESS, normal_address(address)),
        pacific_date(now) - _RECENT,
    )


def _enter(desk: Desk, order: Order, now: datetime) -> str:
    """Make it, once: the form carries its reference, so that a second click finds the first one's request."""
    received = order.received or now
    due_on = pacific_date(received) if order.channel == "counter" else desk.agency.calendar.due_on(received)
    particulars = order.checked.particulars
    with desk.database.write() as connection:
        there = ledger.by_reference(connection, order.reference)
        if there is not None and there.particulars == particulars:
            return there.reference
        made = ledger.create(
            connection,
            desk.database.vault,
            particulars,
            State.NEEDS_REVIEW if particulars.missing else State.ACCEPTED,
            Origin(order.channel, received, due_on, order.contact.id if order.contact else None),
            actor=staff_actor(signed_in().user_id),
            now=now,
            reference=None if there else order.reference,
            review_reason="incomplete" if particulars.missing else None,
        )
        _settle_wish(connection, made, now)
    return made.reference


def _settle_wish(connection: Connection, made: Request, now: datetime) -> None:
    """What asked for it has found its end; danger and the like have not, and stay."""
    item, user_id = _wish(connection, request.form.get("wish", "")), signed_in().user_id
    if item is None:
        return
    desk_records.record_deed(connection, item.id, user_id, "request", now, spoken(made.reference))
    if item.kind in SETTLED_BY_REQUEST and item.settled_at is None:
        desk_records.change(connection, item.id, item.seen, settled_by=user_id, settled_at=now)
