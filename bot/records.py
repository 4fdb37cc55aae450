"""The bot's way to the tables: contacts, texts, conversations. The only module of this room that speaks SQL."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, func, insert, or_, select, update

from bot.turn import Conversation, Known, Question
from enrollment.request import State
from parsers import Language, Phone, PostalAddress, normal_address, normal_name, segments
from store import requests as ledger
from store.conversation_tables import marks
from store.database import insert_into
from store.phones import NOT_SENT
from store.tables import contacts, conversations, messages, outbox, requests
from store.vault import LookUp, Vault

TEXT = "text"  # the outbox's kind of work: send one text that lies in the table
_RECENT = timedelta(days=30)
# Receipts come late, doubled and out of order: a status only ever replaces one of lower rank.
_RANKS = {
    "replied": 0,
    "waiting": 0,
    "asked": 0,  # handed to the carrier, its answer not yet known
    "queued": 1,
    "accepted": 1,
    "sending": 2,
    "sent": 3,
    "undelivered": 4,
    "failed": 4,
}
_RANKS |= {"delivered": 5, "read": 6}


@dataclass(frozen=True, slots=True)
class Contact:
    id: int
    phone: Phone
    language: Language | None
    opted_out: bool
    cannot_text: str | None
    consented: bool
    noticed: bool = False  # has had a text that names us, rates, STOP and HELP
    opted_out_at: datetime | None = None
    opted_in_at: datetime | None = None
    notice_wording: str | None = None
    unsafe_to_text: bool = False  # staff's word: somebody else may read it


@dataclass(frozen=True, slots=True)
class StoredText:
    """An outbound text as it lies in the table; `id` is what its receipts name."""

    id: int
    body: str


@dataclass(frozen=True, slots=True)
class InboundText:
    sid: str
    phone: Phone
    body: str  # without Social Security numbers
    had_ssn: bool
    pictures: int


def lock_contact(connection: Connection, vault: Vault, phone: Phone, now: datetime) -> Contact:
    """This phone's row, made if it is new, and nobody else's until the transaction ends."""
    key = phone.e164
    found = contacts.c.phone_lookup.in_(vault.fingerprints(LookUp.PHONE, key))
    statement = select(contacts).where(found, contacts.c.channel == phone.channel).with_for_update()
    row = connection.execute(statement).mappings().first()
    if row is None:
        new = insert_into(connection, contacts).values(
            channel=phone.channel, phone=key, phone_lookup=vault.fingerprint(LookUp.PHONE, key), created_at=now
        )
        connection.execute(new.on_conflict_do_nothing(index_elements=["phone_lookup", "channel"]))
        row = connection.execute(statement).mappings().one()
    return _contact(row)


def contact_by_id(connection: Connection, contact_id: int) -> Contact:
    return _contact(connection.execute(select(contacts).where(contacts.c.id == contact_id)).mappings().one())


def _contact(row: RowMapping) -> Contact:
    return Contact(
        id=row["id"],
        phone=Phone(row["phone"], row["channel"]),
        language=None if row["language"] is None else Language(row["language"]),
        opted_out=row["opted_out_at"] is not None,
        cannot_text=row["cannot_text"],
        consented=row["consented_at"] is not None,
        noticed=row["noticed_at"] is not None,
        opted_out_at=row["opted_out_at"],
        opted_in_at=row["opted_in_at"],
        notice_wording=row["notice_wording"],
        unsafe_to_text=row["unsafe_to_text_at"] is not None,
    )


def update_contact(connection: Connection, contact_id: int, **values: Any) -> None:
    connection.execute(update(contacts).where(contacts.c.id == contact_id).values(**values))


def add_inbound(connection: Connection, contact_id: int, text: InboundText, now: datetime) -> int | None:
    """Insert the text under its MessageSid; None when it is already there."""
    statement = insert_into(connection, messages).values(
        contact_id=contact_id,
        inbound=True,
        sid=text.sid,
        body=text.body,
        at=now,
        position=0,
        status_rank=0,
        had_ssn=text.had_ssn,
        pictures=text.pictures,
        segments=segments(text.body),
    )
    return connection.execute(
        statement.on_conflict_do_nothing(index_elements=["sid"]).returning(messages.c.id)
    ).scalar_one_or_none()


def replies_to(connection: Connection, sid: str) -> list[StoredText]:
    """What was answered to this MessageSid; not a word of it once the phone is not safe to text."""
    safe = messages.join(contacts, (contacts.c.id == messages.c.contact_id) & contacts.c.unsafe_to_text_at.is_(None))
    inbound = select(messages.c.id).select_from(safe).where(messages.c.sid == sid).scalar_subquery()
    # What goes, or went, through the outbox is not said a second time in the answer to a late repeat.
    posted = select(outbox.c.subject_id).where(outbox.c.kind == TEXT)
    rows = connection.execute(
        select(messages.c.id, messages.c.body)
        .where(messages.c.in_reply_to == inbound, messages.c.id.not_in(posted))
        .order_by(messages.c.position)
    )
    return [StoredText(row.id, row.body) for row in rows]


@dataclass(frozen=True, slots=True)
class OutboundText:
    contact_id: int
    code: str
    body: str
    status: str  # `replied` in the answer to a webhook, `waiting` for the outbox
    in_reply_to: int | None = None
    position: int = 0
    request_id: int | None = None


def add_outbound(connection: Connection, text: OutboundText, now: datetime) -> StoredText:
    statement = insert(messages).values(
        contact_id=text.contact_id,
        inbound=False,
        code=text.code,
        body=text.body,
        at=now,
        status=text.status,
        in_reply_to=text.in_reply_to,
        position=text.position,
        request_id=text.request_id,
        segments=segments(text.body),
    )
    return StoredText(connection.execute(statement.returning(messages.c.id)).scalar_one(), text.body)


def attach_to_request(connection: Connection, message_id: int, request_id: int) -> None:
    connection.execute(update(messages).where(messages.c.id == message_id).values(request_id=request_id))


def load_conversation(connection: Connection, contact_id: int) -> Conversation:
    row = connection.execute(select(conversations).where(conversations.c.contact_id == contact_id)).one_or_none()
    if row is None:
        return Conversation()
    return Conversation(
        question=None if row.question is None else Question(row.question),
        asked_at=row.asked_at,
        tries=row.tries,
        request_id=row.request_id,
        told_about_ssn=row.told_about_ssn,
        before=None if row.question_before is None else Question(row.question_before),
        misses=row.misses,
    )


def save_conversation(connection: Connection, contact_id: int, conversation: Conversation) -> None:
    values = {
        "question": None if conversation.question is None else conversation.question.value,
        "asked_at": conversation.asked_at,
        "tries": conversation.tries,
        "request_id": conversation.request_id,
        "told_about_ssn": conversation.told_about_ssn,
        "question_before": None if conversation.before is None else conversation.before.value,
        "misses": conversation.misses,
    }
    statement = insert_into(connection, conversations).values(contact_id=contact_id, **values)
    connection.execute(statement.on_conflict_do_update(index_elements=["contact_id"], set_=values))


def load_known(
    connection: Connection, vault: Vault, contact: Contact, address: PostalAddress | None, now: datetime
) -> Known:
    last_text, answers = connection.execute(
        select(
            func.max(messages.c.at).filter(messages.c.inbound),
            func.count().filter(messages.c.in_reply_to.is_not(None), messages.c.at > now - timedelta(hours=1)),
        ).where(messages.c.contact_id == contact.id)
    ).one()
    return Known(
        requests=tuple(ledger.of_contact(connection, contact.id)),
        fresh_reference=ledger.fresh_reference(connection),
        language=contact.language,
        opted_out=contact.opted_out,
        introduced=contact.noticed,
        consented=contact.consented,
        last_text_at=last_text,
        recent_opens=_recent_opens(connection, vault, contact, address, now),
        cannot_text=contact.cannot_text is not None,
        opted_out_at=contact.opted_out_at,
        opted_in_at=contact.opted_in_at,
        last_body=_last_body(connection, contact.id),
        answers_last_hour=answers,
        unsafe_to_text=contact.unsafe_to_text,
    )


def _last_body(connection: Connection, contact_id: int) -> str | None:
    ours = select(messages.c.body).where(messages.c.contact_id == contact_id, ~messages.c.inbound)
    return connection.execute(ours.order_by(messages.c.id.desc()).limit(1)).scalar_one_or_none()


def _recent_opens(
    connection: Connection, vault: Vault, contact: Contact, address: PostalAddress | None, now: datetime
) -> int:
    def count(condition: ColumnElement[bool]) -> int:
        recent = requests.c.first_text_at > now - _RECENT
        return connection.execute(select(func.count()).select_from(requests).where(condition, recent)).scalar_one()

    by_phone = count(requests.c.contact_id == contact.id)
    if address is None or not address.delivery_line:
        return by_phone
    prints = vault.fingerprints(LookUp.ADDRESS, normal_address(address))
    return max(by_phone, count(requests.c.address_lookup.in_(prints)))


def same_person_elsewhere(connection: Connection, vault: Vault, request: ledger.Request, since: datetime) -> bool:
    """Whether another phone, or staff, opened a request for this very name and address since then."""
    name, address = request.particulars.name, request.particulars.address
    if name is None or address is None or not address.delivery_line or request.contact_id is None:
        return False
    statement = select(requests.c.id).where(
        requests.c.name_lookup.in_(vault.fingerprints(LookUp.NAME, normal_name(name))),
        requests.c.address_lookup.in_(vault.fingerprints(LookUp.ADDRESS, normal_address(address))),
        or_(requests.c.contact_id.is_(None), requests.c.contact_id != request.contact_id),
        requests.c.first_text_at > since,
    )
    return connection.execute(statement.limit(1)).first() is not None


def package_of_phone(connection: Connection, vault: Vault, e164: str, reference: str) -> ledger.Request | None:
    """The request only if phone and reference belong together; which of the two is wrong is not told."""
    statement = (
        select(requests)
        .join(contacts, contacts.c.id == requests.c.contact_id)
        .where(
            contacts.c.phone_lookup.in_(vault.fingerprints(LookUp.PHONE, e164)),
            requests.c.reference == reference,
        )
    )
    found = ledger.read_all(connection, statement)
    return found[0] if found else None


def unanswered_since(connection: Connection, before: datetime, limit: int = 200) -> list[ledger.Request]:
    """Requests whose question nobody has answered since `before`."""
    statement = select(requests).where(requests.c.state == State.NEEDS_ANSWER, requests.c.updated_at < before)
    return ledger.read_all(connection, statement.order_by(requests.c.updated_at).limit(limit))


def note_receipt(connection: Connection, message_id: int, status: str, sid: str | None, error_code: int | None) -> bool:
    """Whether it told anything new. A text that is to be sent once more hears no more of its first time."""
    rank = _RANKS.get(status)
    if rank is None:
        return False
    values: dict[str, Any] = {"status": status, "status_rank": rank, "error_code": error_code}
    conditions = [messages.c.id == message_id, messages.c.status != "waiting", messages.c.status_rank < rank]
    if sid is not None:
        values["sid"] = sid
        conditions.append(or_(messages.c.sid.is_(None), messages.c.sid == sid))
    return connection.execute(update(messages).where(*conditions).values(**values)).rowcount == 1


def last_text_at(connection: Connection, contact_id: int) -> datetime | None:
    latest = select(func.max(messages.c.at)).where(messages.c.contact_id == contact_id, messages.c.inbound)
    last: datetime | None = connection.execute(latest).scalar_one()
    return last


def texts_of(connection: Connection, vault: Vault, phone: Phone, after: int) -> Sequence[RowMapping]:
    """Every text of a phone, in and out, newer than `after`; for the phone page."""
    statement = (
        select(messages.c.id, messages.c.inbound, messages.c.body, messages.c.at, messages.c.status)
        .join(contacts, contacts.c.id == messages.c.contact_id)
        .where(
            contacts.c.phone_lookup.in_(vault.fingerprints(LookUp.PHONE, phone.e164)),
            contacts.c.channel == phone.channel,
            messages.c.id > after,
            or_(messages.c.inbound, messages.c.status.not_in(["waiting", NOT_SENT])),
        )
        .order_by(messages.c.id)
    )
    return connection.execute(statement).mappings().all()


# The carrier's own copies; see bot.forgetting


def sid_of(connection: Connection, message_id: int) -> str | None:
    return connection.execute(select(messages.c.sid).where(messages.c.id == message_id)).scalar_one_or_none()


def note_forgotten(connection: Connection, message_id: int, now: datetime) -> None:
    connection.execute(update(messages).where(messages.c.id == message_id).values(carrier_erased_at=now))


def carrier_copies_before(connection: Connection, before: datetime, limit: int) -> Sequence[int]:
    """Texts whose copy nobody has promised to erase yet, oldest first."""
    promised = select(outbox.c.subject_id).where(outbox.c.kind == "forget_text")
    statement = select(messages.c.id).where(
        messages.c.at < before,
        messages.c.sid.is_not(None),
        messages.c.carrier_erased_at.is_(None),
        messages.c.id.not_in(promised),
    )
    return connection.execute(statement.order_by(messages.c.id).limit(limit)).scalars().all()


# Texts that leave by themselves; see bot.outgoing


@dataclass(frozen=True, slots=True)
class Sendable:
    id: int
    contact_id: int
    request_id: int | None
    phone: Phone
    code: str
    body: str
    at: datetime
    written_at: datetime  # when the parent wrote what this answers; its own time if it answers nothing
    was_asked: bool
    has_left: bool
    opted_out: bool
    unsafe: bool

    @property
    def address(self) -> str:
        """As the carrier takes it: other channels than SMS name themselves."""
        return self.phone.e164 if self.phone.channel == "sms" else f"{self.phone.channel}:{self.phone.e164}"


def sendable(connection: Connection, message_id: int) -> Sendable | None:
    asked_for = messages.alias("asked_for")
    theirs = contacts.c["phone", "channel", "opted_out_at", "unsafe_to_text_at"]
    statement = (
        select(messages, *theirs, asked_for.c.at.label("asked_at"))
        .join(contacts, contacts.c.id == messages.c.contact_id)
        .outerjoin(asked_for, asked_for.c.id == messages.c.in_reply_to)
        .where(messages.c.id == message_id, ~messages.c.inbound)
    )
    row = connection.execute(statement).mappings().one_or_none()
    if row is None:
        return None
    return Sendable(
        id=row["id"],
        contact_id=row["contact_id"],
        request_id=row["request_id"],
        phone=Phone(row["phone"], row["channel"]),
        code=row["code"] or "",
        body=row["body"],
        at=row["at"],
        written_at=row["asked_at"] or row["at"],
        was_asked=row["status"] == "asked",
        has_left=row["status_rank"] > 0,
        opted_out=row["opted_out_at"] is not None,
        unsafe=row["unsafe_to_text_at"] is not None,
    )


def set_asked(connection: Connection, message_id: int) -> bool:
    """False when staff have stopped it at the last moment: of the two, one comes first."""
    going = (messages.c.id == message_id) & (messages.c.status != NOT_SENT)
    return connection.execute(update(messages).where(going).values(status="asked")).rowcount == 1


def set_waiting(connection: Connection, message_id: int) -> None:
    """Back to before it was sent: the carrier said no, or it never arrived and is worth another try."""
    fresh = {"status": "waiting", "status_rank": 0, "sid": None}
    connection.execute(update(messages).where(messages.c.id == message_id).values(fresh))


def notice_of(connection: Connection, request_id: int, code: str, since: datetime) -> int | None:
    """The unprompted text of this kind already written for this request since its work was promised."""
    statement = select(messages.c.id).where(
        messages.c.request_id == request_id, messages.c.code == code, messages.c.at >= since
    )
    return connection.execute(statement.order_by(messages.c.id).limit(1)).scalar_one_or_none()


def ask(connection: Connection, contact_id: int, question: Question, request_id: int, now: datetime) -> None:
    """A question that goes out by itself; what was open before it is no longer."""
    kept = load_conversation(connection, contact_id)
    asked = replace(kept, question=question, asked_at=now, request_id=request_id, tries=0, before=None)
    save_conversation(connection, contact_id, asked)


# The carrier's log against ours; see bot.reconcile


def known_sids(connection: Connection, sids: Sequence[str]) -> set[str]:
    known: set[str] = set()
    for start in range(0, len(sids), 500):
        chunk = sids[start : start + 500]
        known |= set(connection.execute(select(messages.c.sid).where(messages.c.sid.in_(chunk))).scalars())
    return known


def silent_replies(connection: Connection, since: datetime, until: datetime) -> list[Sendable]:
    """Replies of which no receipt came, and that the outbox does not see to."""
    promised = select(outbox.c.subject_id).where(outbox.c.kind == TEXT)
    statement = select(messages.c.id).where(
        messages.c.status == "replied",
        messages.c.sid.is_(None),
        messages.c.at.between(since, until),
        messages.c.id.not_in(promised),
    )
    ids = connection.execute(statement.order_by(messages.c.id)).scalars().all()
    return [text for text in (sendable(connection, message_id) for message_id in ids) if text is not None]


def mark(connection: Connection, name: str) -> datetime | None:
    return connection.execute(select(marks.c.at).where(marks.c.name == name)).scalar_one_or_none()


def set_mark(connection: Connection, name: str, at: datetime) -> None:
    statement = insert_into(connection, marks).values(name=name, at=at)
    connection.execute(statement.on_conflict_do_update(index_elements=["name"], set_={"at": at}))
