"""Texts one click away. Made-up people."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Example:
    label: str
    text: str
    lang: str = "en"


EXAMPLES = (
    Example("English", "OPEN Maria Lopez, 1234 Fruitridge Rd Apt 5, Sacramento CA 95820"),
    Example("Español", "ABRIR Jose Peña, 4801 Franklin Blvd, Sacramento CA 95820, en español", "es"),
    Example("No commas", "open james lee 2700 meadowview rd sacramento ca 95832 spanish please"),
    Example("No ZIP", "OPEN Ana Ruiz, 5710 Stockton Blvd, Sacramento"),
    Example("Word alone", "OPEN"),
    Example("STATUS", "STATUS"),
    Example("HELP", "HELP"),
    Example("STOP", "STOP"),
)
