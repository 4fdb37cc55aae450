"""`keys rotate` on a live database: in batches, stopped and resumed, and then the old keys may go."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import pytest
from click.testing import CliRunner
from cryptography.fernet import Fernet
from sqlalchemy import String, select, text

from enrollment.particulars import Particulars
from enrollment.request import State
from parsers import PersonName, PostalAddress, normal_name
from runtime.upkeep import Upkeep, groups
from store import requests as ledger
from store import rotation
from store.columns import Sealed
from store.database import Database
from store.requests import Origin
from store.retention import RetentionPolicy
from store.rotation import REWRITTEN
from store.tables import contacts, metadata, requests
from store.vault import LookUp, UnreadableValue, Vault
from tests.conftest import MONDAY_NOON as NOW

COUNT = 1_200  # more than two batches

# Columns with keyed fingerprints of what is not kept, each with what happens to it.
LEFT = {
    "staff_sessions.token_lookup": "the old key finds it until it goes; then that person signs in anew",
    "sign_in_failures.who_lookup": "counts for minutes",
    "case_cases.number_lookup": "the next import writes it anew",
    "case_people.number_lookup": "the next import writes it anew",
    "case_people.phone_lookup": "the next import writes it anew",
    "case_tries.who_lookup": "counts for a day",
    "case_lookups.number_lookup": "tells which case it was for as long as its key is there; it is never written anew",
    "case_refusals.number_lookup": "tells numbers apart within weeks",
    "request_lookups.fingerprint": "written anew with its request",
}


@dataclass
class House:
    old: Database
    both: Database
    new: Database


@pytest.fixture
def house(database_url: str) -> Iterator[House]:
    old, new = (Fernet.generate_key().decode(), Fernet.generate_key().decode())
    old_look, new_look = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
    one = House(
        Database(database_url, Vault([old], [old_look])),
        Database(database_url, Vault([new, old], [new_look, old_look])),
        Database(database_url, Vault([new], [new_look])),
    )
    yield one
    for database in (one.old, one.both, one.new):
        database.close()


def live(database: Database, count: int, start: int = 0) -> None:
    with database.write() as connection:
        for number in range(start, start + count):
            phone = f"+1916555{number:04d}"
            values = {
                "channel": "sms",
                "phone": phone,
                "phone_lookup": database.vault.fingerprint(LookUp.PHONE, phone),
                "created_at": NOW,
            }
            connection.execute(contacts.insert().values(values))
        ledger.create(
            connection,
            database.vault,
            Particulars(
                name=PersonName("Ana Ruíz"), address=PostalAddress("1 K St", None, "Sacramento", "CA", "95814")
            ),
            State.ACCEPTED,
            Origin("text", NOW, NOW.date()),
            actor="parent",
            now=NOW,
        )


def found(database: Database, phone: str) -> list[str]:
    with database.read() as connection:
        prints = database.vault.fingerprints(LookUp.PHONE, phone)
        return list(connection.execute(select(contacts.c.phone).where(contacts.c.phone_lookup.in_(prints))).scalars())


def test_after_it_the_old_keys_may_go(house: House) -> None:
    live(house.old, COUNT)
    with pytest.raises(UnreadableValue), house.new.read() as connection:
        connection.execute(select(contacts)).all()

    steps = list(rotation.rotate(house.both, lambda: NOW))

    assert {step.table: step.rows for step in steps if step.done}["contacts"] == COUNT
    assert rotation.left_behind(house.both) == 0
    assert found(house.new, "+19165550007") == ["+19165550007"]
    with house.new.read() as connection:
        name_print = house.new.vault.fingerprint(LookUp.NAME, normal_name(PersonName("Ana Ruíz")))
        request = ledger.read_all(connection, select(requests).where(requests.c.name_lookup == name_print))[0]
        assert str(request.particulars.name) == "Ana Ruíz"
        door = house.new.vault.fingerprint(LookUp.DOOR, "1|95814")
        by_door = text("SELECT count(*) FROM request_lookups WHERE fingerprint = :door")
        assert connection.execute(by_door, {"door": door}).scalar_one() == 1


def test_it_can_be_stopped_after_any_batch_and_goes_on_there(house: House) -> None:
    live(house.old, COUNT)
    first = list(islice(rotation.rotate(house.both, lambda: NOW), 2))
    assert not first[-1].done
    assert found(house.both, "+19165550001") == ["+19165550001"]  # done
    assert found(house.both, "+19165551199") == ["+19165551199"]  # not yet
    assert rotation.left_behind(house.both) > 0

    rest = list(rotation.rotate(house.both, lambda: NOW))

    contact_rows = sum(step.rows for step in rest if step.table == "contacts" and step.done)
    assert contact_rows == COUNT - first[-1].rows
    assert rotation.left_behind(house.both) == 0


def test_texts_go_on_coming_while_it_runs(house: House) -> None:
    live(house.old, COUNT)
    for step, _ in zip(rotation.rotate(house.both, lambda: NOW), range(2), strict=False):
        live(house.both, 1, start=COUNT + step.rows)
    list(rotation.rotate(house.both, lambda: NOW))
    assert rotation.left_behind(house.both) == 0


def test_a_process_with_the_old_settings_is_noticed(house: House, tmp_path: Path) -> None:
    live(house.old, 3)
    list(rotation.rotate(house.both, lambda: NOW))
    live(house.old, 1, start=50)
    command = {group.name: group for group in groups(lambda: Upkeep(house.both, RetentionPolicy(), tmp_path))}["keys"]
    said = CliRunner().invoke(command, ["rotate"])
    assert said.exit_code == 1
    assert "still under an old key" in said.output

    again = CliRunner().invoke(command, ["rotate", "--again"])
    assert again.exit_code == 0, again.output
    assert found(house.new, "+19165550050") == ["+19165550050"]


def test_no_look_up_column_is_forgotten() -> None:
    """A new one is either written anew or says here why it need not be."""
    rewritten = {f"{column.table.name}.{column.name}" for column in REWRITTEN}
    keyed = {
        f"{table.name}.{column.name}"
        for table in metadata.sorted_tables
        for column in table.c
        if column.name.endswith(("_lookup", "fingerprint")) and isinstance(column.type, String)
    }
    assert keyed == rewritten | set(LEFT)


def test_every_table_with_sealed_columns_is_walked_by_its_id() -> None:
    for table, columns in rotation.sealed_tables():
        assert "id" in table.c, table.name
        assert all(isinstance(column.type, Sealed) for column in columns)
