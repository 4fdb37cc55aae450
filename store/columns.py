"""Column types: sealed text, and moments that are always aware UTC."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import BigInteger, DateTime, Integer, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from store.vault import Vault

# A column type is made once for all engines, the keys once per engine: the dialect is what both know.
_vaults: WeakKeyDictionary[Dialect, Vault] = WeakKeyDictionary()

BigId = BigInteger().with_variant(Integer(), "sqlite")  # SQLite counts up by itself only on INTEGER


def use_vault(dialect: Dialect, vault: Vault) -> None:
    _vaults[dialect] = vault


class Sealed(TypeDecorator[str]):
    """Text that is encrypted on its way in and opened on its way out. Never sort or compare by it."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else _vaults[dialect].seal(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else _vaults[dialect].open(value)


class Moment(TypeDecorator[datetime]):
    """An instant. SQLite keeps no zone, so what it stores is UTC and is given its zone back here."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 SQLAlchemy's signature
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
