"""The directory in the tables: look-ups, tries, refusals, generations. The only module of this room that speaks SQL."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    Connection,
    Date,
    Integer,
    Row,
    and_,
    bindparam,
    cast,
    delete,
    func,
    insert,
    or_,
    select,
    text,
    union_all,
    update,
)

from cases.values import CaseFacts, ImportState, Link, Person, Role, Stage, Tries
from parsers import Phone
from store.case_tables import (
    NO_CASE,
    NO_GENERATION,
    case_cases,
    case_directory,
    case_imports,
    case_lookups,
    case_people,
    case_refusals,
    case_tries,
)
from store.requests import Outdated
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


# What staff look up


def people_of(connection: Connection, asked: Asked) -> list[Person]:
    """Who stands on a case of the directory, as far as the directory knows: nobody's name or number."""
    generation = select(case_directory.c.generation).scalar_subquery()
    rows = connection.execute(
        select(case_people)
        .where(case_people.c.generation == generation, case_people.c.number_lookup.in_(asked.numbers))
        .order_by(case_people.c.position)
    )
    return [
        Person(
            Role(row.role),
            row.represented,
            row.released_from,
            row.released_until,
            has_phone=row.phone_lookup != NO_CASE,
            asks=row.phone_lookup in asked.phones,
        )
        for row in rows
    ]


def tries_today(connection: Connection, asked: Asked, day: date) -> Tries:
    """Without counting one more."""
    kind, who = case_tries.c.kind, case_tries.c.who_lookup
    rows = connection.execute(
        select(kind, func.sum(case_tries.c.count))
        .where(
            case_tries.c.day == day,
            or_(
                and_(kind == "phone", who.in_(asked.phones)),
                and_(kind == "case", who.in_(asked.numbers)),
                kind == "all",
            ),
        )
        .group_by(kind)
    )
    counts: dict[str, int] = {each: int(count) for each, count in rows}
    return Tries(counts.get("phone", 0), counts.get("case", 0), counts.get("all", 0))


def refusal_counts(connection: Connection, since: datetime) -> dict[str, int]:
    rows = connection.execute(
        select(case_refusals.c.reason, func.count()).where(case_refusals.c.at > since).group_by(case_refusals.c.reason)
    )
    return {row[0]: row[1] for row in rows}


@dataclass(frozen=True, slots=True)
class StaffLookUp:
    """That somebody of the staff looked a case up, and why."""

    user_id: int
    with_phone: bool
    found: bool
    reason: str
    note: str | None
    at: datetime


def note_look_up(connection: Connection, number_lookup: str, one: StaffLookUp) -> None:
    values = {field.name: getattr(one, field.name) for field in fields(one)}
    connection.execute(insert(case_lookups).values(number_lookup=number_lookup, **values))


def recent_look_ups(connection: Connection, limit: int) -> list[StaffLookUp]:
    columns = [case_lookups.c[field.name] for field in fields(StaffLookUp)]
    rows = connection.execute(select(*columns).order_by(case_lookups.c.id.desc()).limit(limit))
    return [StaffLookUp(*row) for row in rows]


# The watch


@dataclass(frozen=True, slots=True)
class Standing:
    imported_at: datetime | None
    cases: int
    people: int
    generation: int


def standing(connection: Connection) -> Standing:
    row = connection.execute(select(case_directory)).one()
    return Standing(row.imported_at, row.cases, row.people, row.generation)


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


def phones_that_guess(connection: Connection, since: datetime, numbers: int) -> list[int]:
    """Refused about so many different numbers since a moment; whose phones, not which numbers."""
    asked_for = func.count(func.distinct(case_refusals.c.number_lookup))
    of_each = select(case_refusals.c.contact_id).where(case_refusals.c.at > since).group_by(case_refusals.c.contact_id)
    return list(connection.execute(of_each.having(asked_for >= numbers)).scalars())


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


# Extracts uploaded at the console


@dataclass(frozen=True, slots=True)
class Import:
    """How one uploaded extract stands."""

    id: int
    state: ImportState
    version: int
    uploaded_by: int
    uploaded_at: datetime
    asked_by: int | None
    over: int | None
    rows: int
    cases: int
    bad: int
    bad_rows: list[tuple[int, str]]
    done: int
    problem: str | None
    ended_at: datetime | None

    @property
    def key(self) -> str:
        """Names the outbox's work on it as it stands now."""
        return f"case_import:{self.id}:{self.version}"


def add_import(connection: Connection, user_id: int, now: datetime) -> Import:
    values = {"state": ImportState.CHECKING.value, "uploaded_by": user_id, "uploaded_at": now}
    return _import(connection.execute(insert(case_imports).values(values).returning(*case_imports.c)).one())


def get_import(connection: Connection, import_id: int, *, lock: bool = False) -> Import | None:
    statement = select(case_imports).where(case_imports.c.id == import_id)
    row = connection.execute(statement.with_for_update() if lock else statement).one_or_none()
    return None if row is None else _import(row)


def import_as_seen(connection: Connection, import_id: int, version: int) -> Import:
    found = get_import(connection, import_id, lock=True)
    if found is None or found.version != version:
        raise Outdated
    return found


def recent_imports(connection: Connection, limit: int) -> list[Import]:
    return [
        _import(row) for row in connection.execute(select(case_imports).order_by(case_imports.c.id.desc()).limit(limit))
    ]


def drop_lapsed_imports(connection: Connection, before: datetime, now: datetime) -> None:
    """Uploaded before then, and nobody has decided since, nor decides while this runs."""
    waiting = [ImportState.GOOD.value, ImportState.BAD.value, ImportState.FAILED.value]
    connection.execute(
        update(case_imports)
        .where(case_imports.c.state.in_(waiting), case_imports.c.uploaded_at < before)
        .values(state=ImportState.DROPPED.value, version=case_imports.c.version + 1, ended_at=now)
    )


def import_states(connection: Connection, since: datetime) -> dict[int, ImportState]:
    rows = connection.execute(select(case_imports.c.id, case_imports.c.state).where(case_imports.c.uploaded_at > since))
    return {row.id: ImportState(row.state) for row in rows}


def change_import(connection: Connection, import_id: int, state: ImportState, **values: object) -> Import:
    row = connection.execute(
        update(case_imports)
        .where(case_imports.c.id == import_id)
        .values(state=state.value, version=case_imports.c.version + 1, **values)
        .returning(*case_imports.c)
    ).one()
    return _import(row)


def note_import_progress(connection: Connection, import_id: int, done: int) -> None:
    """Without a new version: a page that shows an older figure is not outdated by it."""
    connection.execute(update(case_imports).where(case_imports.c.id == import_id).values(done=done))


def _import(row: Row[Any]) -> Import:
    values = row._asdict()
    values["state"] = ImportState(row.state)
    values["bad_rows"] = [(line, problem) for line, problem in row.bad_rows]
    return Import(**values)
