"""What the tables themselves refuse, on both databases."""

from __future__ import annotations

from itertools import product

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import select, text, update
from sqlalchemy.exc import DBAPIError

from enrollment.particulars import Particulars
from enrollment.request import State, moves_from
from parsers import PersonName, PostalAddress
from store import migrate
from store import requests as ledger
from store.database import Database
from store.requests import Origin, Request
from store.tables import contacts, metadata, request_events, requests
from tests.conftest import MONDAY_NOON as NOW

PARTICULARS = Particulars(
    name=PersonName("Ana Ruíz"), address=PostalAddress("1 K St", None, "Sacramento", "CA", "95814")
)
STATES = [state for state in State if state is not State.HELD]


def _make(database: Database, state: State = State.ACCEPTED) -> Request:
    with database.write() as connection:
        origin = Origin("text", NOW, NOW.date())
        return ledger.create(connection, database.vault, PARTICULARS, state, origin, actor="parent", now=NOW)


def test_migrations_make_exactly_these_tables(database: Database) -> None:
    assert migrate.is_current(database)
    with database.read() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_migrating_twice_changes_nothing(database: Database) -> None:
    migrate.upgrade(database)
    assert migrate.is_current(database)


def test_the_database_repeats_the_table_of_moves(database: Database) -> None:
    """Every pair, by plain SQL, past all our code."""
    wrong = []
    for old, new in product(STATES, STATES):
        request = _make(database, old)
        try:
            with database.write() as connection:
                connection.execute(update(requests).where(requests.c.id == request.id).values(state=new.value))
            passed = True
        except DBAPIError:
            passed = False
        if passed is not (old is new or new in moves_from(old)):
            wrong.append((old, new))
    assert wrong == []


@pytest.mark.parametrize(
    ("new", "passes"),
    [(State.READY, True), (State.ACCEPTED, False), (State.PRINTED, False), (State.CANCELLED, True)],
)
def test_the_database_remembers_where_a_held_request_came_from(database: Database, new: State, passes: bool) -> None:
    request = _make(database, State.READY)
    with database.write() as connection:
        ledger.move(connection, request, State.HELD, actor="staff:1", now=NOW)

    statement = update(requests).where(requests.c.id == request.id).values(state=new.value, held_from=None)
    if passes:
        with database.write() as connection:
            connection.execute(statement)
    else:
        with pytest.raises(DBAPIError), database.write() as connection:
            connection.execute(statement)


def test_events_cannot_be_rewritten(database: Database) -> None:
    _make(database)
    with pytest.raises(DBAPIError), database.write() as connection:
        connection.execute(update(request_events).values(actor="nobody"))


def test_people_are_sealed_in_their_columns(database: Database) -> None:
    request = _make(database)
    with database.read() as connection:
        raw = connection.execute(text("SELECT name, address, name_lookup FROM requests")).one()

    assert not any(word in value for word in ("Ana R", "Ruíz", "K St", "1 K") for value in raw)
    assert raw.name != database.vault.seal("Ana Ruíz")  # never deterministic
    with database.read() as connection:
        assert ledger.get(connection, request.id) == request


def test_an_error_text_carries_no_values(database: Database) -> None:
    with pytest.raises(DBAPIError) as raised, database.write() as connection:
        connection.execute(contacts.insert().values(phone="+19165550100"))
    assert "+1916" not in str(raised.value)


def test_a_failed_transaction_leaves_nothing(database: Database) -> None:
    class Stumble(Exception):
        pass

    def stumble() -> None:
        with database.write() as connection:
            origin = Origin("text", NOW, NOW.date())
            ledger.create(connection, database.vault, PARTICULARS, State.ACCEPTED, origin, actor="parent", now=NOW)
            raise Stumble

    with pytest.raises(Stumble):
        stumble()
    with database.read() as connection:
        assert connection.execute(select(requests)).all() == []
