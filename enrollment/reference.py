"""References: eight digits a parent can read out or key into a phone, said as 4829-1037."""

from __future__ import annotations

import re
from collections.abc import Callable

_DIGITS = re.compile(r"\d{8}")


def check_digit(seven: str) -> str:
    """Luhn's: one wrong digit never passes, nor two neighbours swapped (0 and 9 apart)."""
    total = 0
    for place, digit in enumerate(reversed(seven)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return str(-total % 10)


def new_reference(below: Callable[[int], int]) -> str:
    """A fresh reference; `below(n)` picks a number from 0 to n-1 (`secrets.randbelow` outside tests).

    The first digit is never 0, so that nobody drops it when reading aloud.
    """
    seven = str(1_000_000 + below(9_000_000))
    return seven + check_digit(seven)


def is_reference(digits: str) -> bool:
    return _DIGITS.fullmatch(digits) is not None and digits[-1] == check_digit(digits[:-1])


def spoken(reference: str) -> str:
    """As people see and say it: `48291037` is 4829-1037."""
    return f"{reference[:4]}-{reference[4:]}"
