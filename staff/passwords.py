"""Staff passwords: the rules for a new one, how they are kept, and one to begin with."""

from __future__ import annotations

import secrets
import unicodedata
from enum import StrEnum
from functools import cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST = 12
LONGEST = 256  # argon2 would take any length; a megabyte of password is only work for us

_HASHER = PasswordHasher()
# What an unknown user's password is checked against, so that the answer takes as long as for a known one.
# Nobody's password hashes to it; a test holds its cost equal to that of real ones.
NOBODY = "$argon2id$v=19$m=65536,t=3,p=4$oZKSIRN1wIhAgKvsDSI+ww$CtEIl3U5GPPYwH/3kfu6u1PmoCJX1T9NQi3v7RItuyk"

_COMMON_FILE = Path(__file__).parent / "common_passwords.txt"  # of 12 characters or more


class PasswordProblem(StrEnum):
    TOO_SHORT = f"The password needs {SHORTEST} characters or more. Four ordinary words make a good one."
    TOO_LONG = f"The password can have {LONGEST} characters at most."
    HOLDS_NAME = "The password must not contain the user's name."
    COMMON = "That password is on the list of common ones. Choose another."
    SAME = "That is the old password. Choose another."


def problem_with(password: str, name: str) -> PasswordProblem | None:
    plain = _normal(password).casefold()
    if len(plain) < SHORTEST:
        return PasswordProblem.TOO_SHORT
    if len(plain) > LONGEST:
        return PasswordProblem.TOO_LONG
    if name.casefold() in plain:
        return PasswordProblem.HOLDS_NAME
    if plain.replace(" ", "") in _common() or len(set(plain)) < 5:
        return PasswordProblem.COMMON
    return None


def hashed(password: str) -> str:
    return _HASHER.hash(_normal(password))


def matches(password: str, kept: str | None) -> bool:
    """Whether the password is the one kept; the same work when there is none to compare with."""
    try:
        return _HASHER.verify(kept or NOBODY, _normal(password[:LONGEST])) and kept is not None
    except (VerificationError, InvalidHashError):
        return False


def costs_too_little(kept: str) -> bool:
    """The hash is of an older, cheaper make, and should be made anew while the password is at hand."""
    return _HASHER.check_needs_rehash(kept)


def readable_password(name: str = "") -> str:
    """Such as "kuvo-rami-teso-pilu-nado": easy to read off a screen, 62 bits.

    Drawn anew while the user's name is in it: "ana" would be in one of seventy, and refused.
    A single letter is no user's name, and could be in all of them.
    """
    name = name.casefold()
    password = _drawn_words()
    while len(name) > 1 and name in password:
        password = _drawn_words()
    return password


def _drawn_words() -> str:
    consonants, vowels = "bdfghklmnprstvz", "aeiou"
    return "-".join("".join(secrets.choice(letters) for letters in (consonants, vowels) * 2) for _ in range(5))


@cache
def _common() -> frozenset[str]:
    return frozenset(_COMMON_FILE.read_text().split())


def _normal(password: str) -> str:
    # The same password typed on a Mac and on Windows may differ in how an accent is stored.
    return unicodedata.normalize("NFKC", password)
