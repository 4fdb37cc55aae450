"""What the county has decided about case status by text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

from enrollment.reference import check_digit

_SAMPLES = 500  # of our references, and of nine digits; a pattern that takes one of them takes many


@dataclass(frozen=True)
class CasePolicy:
    """`[case_status]` of agency.toml. Not approved means: every question gets the one refusal."""

    approved: bool
    number: re.Pattern[str]
    tries_per_phone: int = 5  # look-ups in a Pacific day, answered or not
    tries_per_case: int = 10  # by whatever phones
    tries_in_all: int = 500
    extract_fresh_for: timedelta = timedelta(days=4)  # a long weekend without an extract
    release_lasts: timedelta = timedelta(days=365)  # where the written release names no end


NOT_APPROVED = CasePolicy(approved=False, number=re.compile("[0-9]{10}"))


def pattern_problem(pattern: re.Pattern[str]) -> str | None:
    """Why numbers of this pattern could not be told apart from what else parents text; None if they can."""
    spread = range(1_000_000, 9_999_999, 9_000_000 // _SAMPLES)
    if any(pattern.fullmatch(f"{seven}{check_digit(str(seven))}") for seven in spread):
        return "matches references of our own"
    if any(pattern.fullmatch(str(nine)) for nine in range(100_000_001, 999_999_999, 900_000_000 // _SAMPLES)):
        return "matches nine digits, which are cut from texts as Social Security numbers"
    if pattern.fullmatch(""):
        return "matches nothing at all"
    return None
