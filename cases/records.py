"""The directory in the tables: look-ups, tries, refusals, generations. The only module of this room that speaks SQL."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    Connection,
    Date,
    Integer,
    and_,
    bindparam,
    cast,
    delete,
    func,
    insert,
    select,
    text,
    union_all,
    update,
)

from cases.values import CaseFacts, Link, Role, Stage, Tries
from parsers import Phone
from store.case_tables import (
    NO_CASE,
    NO_GENERATION,
    case_cases,
    case_directory,
    case_people,
    case_refusals,
    case_tries,
)
from store.vault import LookUp, Vault


@dataclass(frozen=True, slots=True)
class Asked:
    """Phone and number as the tables know them, under the newest look-up key first."""

    phones: list[str]
    numbers: list[str]


def asked(vault: Vault, phone: Phone, number: str) -> Asked:
    return Asked(
        vault.fingerprints(LookUp.CASE_PHONE, channel_and_number(phone)), vault.fingerprints(LookUp.CASE_NUMBER, number)
    )


def channel_and_number(phone: Phone) -> str:
    """Only texts are answered: what comes by another channel has passed through other hands and matches nobody."""
    return f"{phone.channel}:{phone.e164}"


# Made once: the same statements, to the letter, for every look-up.
_DIRECTORY = select(case_directory.c.generation, case_directory.c.imported_at).where(case_directory.c.id == 1)
_FOUND = union_all(
    select(case_cases).where(
        case_cases.c.generation == bindparam("generation"),
        case_cases.c.number_lookup.in_(bindparam("numbers", expanding=True)),
    ),
    select(case_cases).where(case_cases.c.generation == NO_GENERATION, case_cases.c.number_lookup == NO_CASE),
).subquery()
_CASE = select(_FOUND).order_by(_FOUND.c.generation.desc()).limit(1)
# Always one row, whether the phone is on the case or not; of a single link, the smallest of each is the link itself.
_LINKS = select(
    func.count(),
    func.min(case_people.c.role),
    func.max(cast(case_people.c.represented, Integer)),
    func.min(case_people.c.released_from),
    func.min(case_people.c.released_until),
).where(
    case_people.c.generation == bindparam("generation"),
    case_people.c.number_lookup == bindparam("number"),
    case_people.c.phone_lookup.in_(bindparam("phones", expanding=True)),
)


def find(connection: Connection, asked: Asked) -> tuple[datetime | None, CaseFacts | None, tuple[Link, ...]]:
    """When the directory was imported, the case asked for, and what ties the phone to it.

    Where no case matches, the dummy case is read in its place, and nothing ties anybody to it.
    """
    directory = connection.execute(_DIRECTORY).one()
    row = connection.execute(_CASE, {"generation": directory.generation, "numbers": asked.numbers}).one()
    count, role, represented, released_from, released_until = connection.execute(
        _LINKS, {"generation": row.generation, "number": row.number_lookup, "phones": asked.phones}
    ).one()
    case = CaseFacts(Stage(row.stage), row.since, row.protective_order, row.confidential)
    link = Link(Role(role or "party"), bool(represented), released_from, released_until)
    known = row.generation != NO_GENERATION
    return directory.imported_at, case if known else None, (link,) * count


# By hand, because SQLAlchemy compiles an INSERT of several rows anew each time, longer than all the rest takes.
_COUNT = text("""
    INSERT INTO case_tries (day, kind, who_lookup, count)
    VALUES (:day, 'phone', :phone, 1), (:day, 'case', :number, 1), (:day, 'all', '', 1)
    ON CONFLICT (day, kind, who_lookup) DO UPDATE SET count = case_tries.count + 1
    RETURNING kind, count""").bindparams(bindparam("day", type_=Date))


def count_try(connection: Connection, asked: Asked, day: date) -> Tries:
    """Count this look-up for the phone, for the case and for all, in one statement."""
    values = {"day": day, "phone": asked.phones[0], "number": asked.numbers[0]}
    counts: dict[str, int] = {kind: count for kind, count in connection.execute(_COUNT, values)}  # noqa: C416 typed rows
    return Tries(counts["phone"], counts["case"], counts["all"])


def note_refusal(connection: Connection, asked: Asked, contact_id: int, reason: str, now: datetime) -> None:
    connection.execute(
        insert(case_refusals).values(contact_id=contact_id, number_lookup=asked.numbers[0], reason=reason, at=now)
    )


# The watch


@dataclass(frozen=True, slots=True)
class Standing:
    imported_at: datetime | None
    cases: int
    people: int


def standing(connection: Connection) -> Standing:
    row = connection.execute(select(case_directory)).one()
    return Standing(row.imported_at, row.cases, row.people)


@dataclass(frozen=True, slots=True)
class Guesses:
    """Refused look-ups since a moment: of the busiest phone, by different numbers; of the busiest case, by phones."""

    numbers_of_one_phone: int
    phones_of_one_number: int
    in_all: int


def guesses(connection: Connection, since: datetime) -> Guesses:
    recent = case_refusals.c.at > since

    def busiest(of: Any, by: Any) -> int:
        counts = select(func.count(func.distinct(by)).label("n")).where(recent).group_by(of).subquery()
        most: int = connection.execute(select(func.coalesce(func.max(counts.c.n), 0))).scalar_one()
        return most

    total = connection.execute(select(func.count()).select_from(case_refusals).where(recent)).scalar_one()
    return Guesses(
        busiest(case_refusals.c.contact_id, case_refusals.c.number_lookup),
        busiest(case_refusals.c.number_lookup, case_refusals.c.contact_id),
        total,
    )


def forget_tries(connection: Connection, before: date) -> int:
    return connection.execute(delete(case_tries).where(case_tries.c.day < before)).rowcount


# Generations


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of both tables as the drivers take them: in the order of the columns, days as ISO text."""

    cases: list[tuple[object, ...]]
    people: list[tuple[object, ...]]


def begin_generation(connection: Connection) -> int:
    """A number that no import, finished or broken, has had before."""
    row = connection.execute(
        update(case_directory)
        .values(next_generation=case_directory.c.next_generation + 1)
        .returning(case_directory.c.next_generation)
    ).one()
    return int(row.next_generation) - 1


def add(connection: Connection, rows: Rows) -> int:
    """Past SQLAlchemy's own INSERT, which takes four times as long over a million rows."""
    for table, values in ((case_cases, rows.cases), (case_people, rows.people)):
        marks = ", ".join(["?" if connection.dialect.name == "sqlite" else "%s"] * len(table.columns))
        connection.exec_driver_sql(f"INSERT INTO {table.name} VALUES ({marks})", values)  # noqa: S608 our own names
    return len(rows.cases) + len(rows.people)


def switch_to(connection: Connection, generation: int, cases: int, people: int, now: datetime) -> bool:
    """The one UPDATE that puts a generation in force; False if a newer one already is."""
    switched = connection.execute(
        update(case_directory)
        .where(case_directory.c.generation < generation)
        .values(generation=generation, imported_at=now, cases=cases, people=people)
    )
    return switched.rowcount == 1


def clear_one_batch(connection: Connection, limit: int) -> int:
    """Delete some rows of a generation older than the one in force; how many, 0 when none are left."""
    in_force = select(case_directory.c.generation).scalar_subquery()
    for table in (case_people, case_cases):
        generation, number = table.c.generation, table.c.number_lookup
        old = connection.execute(
            select(func.min(generation)).where(generation > NO_GENERATION, generation < in_force)
        ).scalar_one()
        if old is None:
            continue
        # By a bound in the key's own order: "the first so many" as a subquery would read the whole generation.
        ahead = select(number).where(generation == old).order_by(number).offset(limit).limit(1)
        bound = connection.execute(ahead).scalar()
        rest = generation == old if bound is None else and_(generation == old, number <= bound)
        return connection.execute(delete(table).where(rest)).rowcount
    return 0
