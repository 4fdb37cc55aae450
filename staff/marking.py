"""The parent's own text with the pieces we read from it, so that what nobody read is seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from enrollment.particulars import Particulars
from parsers import Part


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    part: Part | str | None = None  # `CARE_OF` is no part that is asked for


CARE_OF = "care of"


def marks_of(particulars: Particulars) -> dict[Part | str, str]:
    """All that was read of the text, also whose mailbox it is."""
    found: dict[Part | str, str] = dict(values_of(particulars).items())
    if particulars.address and particulars.address.care_of:
        found[CARE_OF] = particulars.address.care_of
    return found


def values_of(particulars: Particulars) -> dict[Part, str]:
    """What was read, by part; parts without a value are left out."""
    address = particulars.address
    read = {
        Part.NAME: particulars.name.full if particulars.name else None,
        Part.DELIVERY_LINE: address.delivery_line if address else None,
        Part.SECONDARY_UNIT: address.secondary_unit if address else None,
        Part.CITY: address.city if address else None,
        Part.STATE: address.state if address else None,
        Part.ZIP: address.zip_code if address else None,
    }
    return {part: value for part, value in read.items() if value}


def pieces(text: str, values: Mapping[Part | str, str]) -> list[Piece]:
    """`text` cut where a value stands in it to the letter; a value that was corrected on the way is not found."""
    found = []
    begin = 0
    for start, end, part in _places(text, values):
        if start < begin:
            continue  # inside a longer value already marked
        found += [Piece(text[begin:start]), Piece(text[start:end], part)]
        begin = end
    found.append(Piece(text[begin:]))
    return [piece for piece in found if piece.text]


def _places(text: str, values: Mapping[Part | str, str]) -> list[tuple[int, int, Part | str]]:
    lower = text.lower()
    if len(lower) != len(text):  # a letter whose small form is longer: places would not fit
        return []
    places = []
    for part, value in values.items():
        start = lower.rfind(value.lower()) if part in {Part.CITY, Part.STATE, Part.ZIP} else lower.find(value.lower())
        end = start + len(value)
        if start >= 0 and not text[max(start - 1, 0) : start].isalnum() and not text[end : end + 1].isalnum():
            places.append((start, end, part))
    return sorted(places)
