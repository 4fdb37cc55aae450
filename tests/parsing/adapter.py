"""Maps a Reading to the keys that the corpus and its scorer use."""

from __future__ import annotations

from typing import Any

from parsers import Keyword, Part, PostalAddress, read_message

KEYS = {
    Part.NAME: "name",
    Part.DELIVERY_LINE: "line1",
    Part.SECONDARY_UNIT: "line2",
    Part.CITY: "city",
    Part.STATE: "state",
    Part.ZIP: "zip5",
    Part.LANGUAGE: "language",
}
INTENTS = {
    Keyword.OPEN: "open",
    Keyword.STOP: "stop",
    Keyword.CANCEL: "stop",
    Keyword.HELP: "help",
    Keyword.STATUS: "status",
}


def parse(text: str) -> dict[str, Any]:
    reading = read_message(text)
    address = reading.address or PostalAddress()
    return {
        "intent": INTENTS.get(reading.keyword, "other"),
        "name": reading.name.full if reading.name else None,
        "line1": address.delivery_line,
        "line2": address.secondary_unit,
        "city": address.city,
        "state": address.state,
        "zip5": address.zip5,
        "zip4": address.zip4,
        "language": reading.forms_language,
        "missing": [KEYS[part] for part in reading.missing],
        "doubtful": [KEYS[part] for part in reading.doubtful],
    }
