"""The desk: one thing to look at is one item, however often it is put there."""

from __future__ import annotations

from sqlalchemy import insert, select

from store import desk
from store.conversation_tables import desk_items
from store.database import Database
from store.desk import DeskKind
from store.tables import contacts
from store.vault import LookUp
from tests.conftest import MONDAY_NOON as NOW


def a_phone(database: Database) -> int:
    lookup = database.vault.fingerprint(LookUp.PHONE, "+19165550101")
    with database.write() as connection:
        values = {"channel": "sms", "phone": "+19165550101", "phone_lookup": lookup, "created_at": NOW}
        found = insert(contacts).values(values | {"consent_wording": "yes"}).returning(contacts.c.id)
        return int(connection.execute(found).scalar_one())


def kinds(database: Database) -> list[str]:
    with database.read() as connection:
        return list(connection.execute(select(desk_items.c.kind)).scalars())


def test_what_is_put_twice_about_a_phone_without_a_request_is_one_item(database: Database) -> None:
    phone = a_phone(database)
    for _ in range(2):
        with database.write() as connection:
            desk.put(connection, DeskKind.TEXT_TO_APPROVE, NOW, contact_id=phone)
    assert kinds(database) == ["text_to_approve"]


def test_what_is_urgent_is_put_again_each_time(database: Database) -> None:
    phone = a_phone(database)
    for _ in range(2):
        with database.write() as connection:
            desk.put(connection, DeskKind.DANGER, NOW, contact_id=phone)
    assert kinds(database) == ["danger", "danger"]


def test_what_was_settled_is_put_anew(database: Database) -> None:
    phone = a_phone(database)
    with database.write() as connection:
        desk.put(connection, DeskKind.FLOOD, NOW, contact_id=phone)
        desk.settle(connection, DeskKind.FLOOD, phone, NOW)
        desk.put(connection, DeskKind.FLOOD, NOW, contact_id=phone)
    assert kinds(database) == ["flood", "flood"]
