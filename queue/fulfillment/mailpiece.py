"""One package as a thing of paper: sheets, envelope, weight."""

from __future__ import annotations

from enum import StrEnum

_SHEET_GRAMS = 4.5  # letter size, 20 lb (75 g/m²)
_OUNCE = 28.35


class Envelope(StrEnum):
    NUMBER_10 = "#10"
    FLAT_10X13 = "10x13"


_EMPTY_GRAMS = {Envelope.NUMBER_10: 5.0, Envelope.FLAT_10X13: 24.0}


def sheets_of(pages: int) -> int:
    """Printed on both sides."""
    return (pages + 1) // 2


def envelope_for(sheets: int, fold_up_to: int) -> Envelope:
    return Envelope.NUMBER_10 if sheets <= fold_up_to else Envelope.FLAT_10X13


def ounces(sheets: int, envelope: Envelope) -> float:
    """For choosing the stamp; a scale has the last word."""
    return round((sheets * _SHEET_GRAMS + _EMPTY_GRAMS[envelope]) / _OUNCE, 1)
