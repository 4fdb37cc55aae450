"""What is to be mailed to whom: the part of a request that a parent gives and may correct."""

from __future__ import annotations

from dataclasses import dataclass

from parsers import Language, Part, PersonName, PostalAddress


@dataclass(frozen=True, slots=True)
class Particulars:
    """`missing` and `doubtful` are in the order to ask about them; see `parsers.Reading`."""

    forms_language: Language = Language.ENGLISH
    name: PersonName | None = None
    address: PostalAddress | None = None
    missing: tuple[Part, ...] = ()
    doubtful: tuple[Part, ...] = ()

    @property
    def is_complete(self) -> bool:
        return self.name is not None and self.address is not None and not self.missing

    @property
    def is_empty(self) -> bool:
        return self.name is None and (self.address is None or self.address.first_line == self.address.zip_code == "")
