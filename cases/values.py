"""What the directory can say of a case: no word here for the other parent, an amount, or where money comes from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Stage(StrEnum):
    """Where a case stands, in steps that tell nothing about the other parent (not "located", not "served")."""

    OPENING = "opening"
    PREPARING = "preparing"
    PARENTAGE = "parentage"
    ORDER = "order"
    ENFORCING = "enforcing"
    REVIEW = "review"
    CLOSED = "closed"


class Role(StrEnum):
    PARTY = "party"
    ATTORNEY = "attorney"
    RELEASED = "released"  # someone a party has released in writing


@dataclass(frozen=True, slots=True)
class CaseFacts:
    stage: Stage
    since: date
    protective_order: bool
    confidential: bool


@dataclass(frozen=True, slots=True)
class Link:
    """One person of a case whose phone is the one that asks."""

    role: Role
    represented: bool
    released_from: date | None
    released_until: date | None


@dataclass(frozen=True, slots=True)
class Tries:
    """How many look-ups there were today, this one among them."""

    of_phone: int
    of_case: int
    in_all: int


@dataclass(frozen=True, slots=True)
class Person:
    """One row of a case as staff may see it: what they are to it, and whether a phone can be matched. Never which."""

    role: Role
    represented: bool
    released_from: date | None
    released_until: date | None
    has_phone: bool
    asks: bool  # the phone asked about is this one's


class ImportState(StrEnum):
    """How far an uploaded extract has come."""

    CHECKING = "checking"
    GOOD = "good"  # every row; somebody may put it in force
    BAD = "bad"
    ASKED = "asked"  # somebody has, and it is being written
    IN_FORCE = "in_force"
    OVERTAKEN = "overtaken"  # another came into force since it was compared
    DROPPED = "dropped"
    FAILED = "failed"  # given up; can be tried again
