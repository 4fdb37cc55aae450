"""What is said to who tried a password or a code and was refused."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from staff.attempts import Refused
from staff.wording import number_of


@dataclass(frozen=True, slots=True)
class Refusal:
    words: str
    status: int
    headers: dict[str, str]


def refusal(refused: Refused, wrong: str, status: int) -> Refusal:
    """`wrong` and `status` say what was wrong; who tried too often is told how long to wait instead."""
    if not refused.wait:
        return Refusal(wrong, status, {})
    seconds = ceil(refused.wait.total_seconds())
    wait = number_of(ceil(seconds / 60), "minute")
    return Refusal(f"Too many tries. Wait {wait}, then try again.", 429, {"Retry-After": str(seconds)})
