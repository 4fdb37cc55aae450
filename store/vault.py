"""Keys at work: what is secret is sealed, what must be found has a keyed fingerprint beside it."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from enum import StrEnum

from cryptography.fernet import Fernet, InvalidToken, MultiFernet


class LookUp(StrEnum):
    """What a fingerprint is of. The label goes into it, so columns cannot be matched against each other."""

    PHONE = "phone"
    NAME = "name"
    ADDRESS = "address"
    NAME_WORD = "name word"
    DOOR = "door"  # house number and ZIP
    STAFF_SESSION = "staff session"
    SIGN_IN = "sign-in"
    CASE_NUMBER = "case number"
    CASE_PHONE = "case phone"  # not PHONE: a stolen database must not tell which contact is on which case
    AUDIT = "audit"


class UnreadableValue(Exception):
    """An encrypted column cannot be opened with any key in ENCRYPTION_KEYS."""


class Vault:
    """Seals with the first encryption key and opens with any; finds under any look-up key, writes under the first.

    Fernet is never deterministic, so equal values do not show; fingerprints do show equality, by design.
    """

    def __init__(self, encryption_keys: Sequence[str], lookup_keys: Sequence[str]) -> None:
        self._newest = Fernet(encryption_keys[0])
        self._fernet = MultiFernet([Fernet(key) for key in encryption_keys])
        self._keys_print = hashlib.sha256("\0".join((encryption_keys[0], lookup_keys[0])).encode()).hexdigest()[:32]
        self._lookup_keys = tuple(key.encode() for key in lookup_keys)

    def seal(self, clear: str) -> str:
        return self._fernet.encrypt(clear.encode()).decode()

    def open(self, sealed: str) -> str:
        try:
            return self._fernet.decrypt(sealed.encode()).decode()
        except InvalidToken:
            raise UnreadableValue from None

    @property
    def keys_print(self) -> str:
        """Tells one pair of newest keys from another, and nothing about them."""
        return self._keys_print

    def reseal(self, sealed: str) -> str:
        """The same words under the newest key; its token as it is if it already lies under that."""
        try:
            self._newest.decrypt(sealed.encode())
        except InvalidToken:
            return self.seal(self.open(sealed))
        return sealed

    def fingerprint(self, use: LookUp, value: str) -> str:
        """What a new row's look-up column gets."""
        return self._fingerprint(self._lookup_keys[0], use, value)

    def fingerprints(self, use: LookUp, value: str) -> list[str]:
        """Every fingerprint a row with this value may carry, newest key first."""
        return [self._fingerprint(key, use, value) for key in self._lookup_keys]

    @staticmethod
    def _fingerprint(key: bytes, use: LookUp, value: str) -> str:
        # One call into OpenSSL: an import does millions.
        return hmac.digest(key, f"{use}\0{value}".encode(), "sha256").hex()
