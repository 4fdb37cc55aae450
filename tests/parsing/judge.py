"""When two spellings of a part count as the same: envelope form for addresses, words for names."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from parsers import PostalAddress, Reading, read_message
from parsers.clean import clean, fold
from parsers.mailing import standard_delivery_line, standard_unit
from parsers.suffixes import STATE

HERE = Path(__file__).parent


def rows(name: str) -> list[dict[str, Any]]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line]


def title(row: dict[str, Any]) -> str:
    return f"{row['text'][:60]} {'(' + row['note'] + ')' if 'note' in row else ''}"


def words(text: str | None) -> str:
    return " ".join(re.sub(r"[^\w]+", " ", fold(clean(text or "")).replace("'", "")).split())


def parts(reading: Reading) -> dict[str, str]:
    address = reading.address or PostalAddress()
    return {
        "name": words(reading.name.full if reading.name else None),
        "line": standard_delivery_line(address.delivery_line or ""),
        "unit": standard_unit(address.secondary_unit or ""),
        "city": words(address.city),
        "state": STATE.get(words(address.state), ""),
        "zip5": address.zip5 or "",
        "zip4": address.zip4 or "",
        "language": str(reading.forms_language or ""),
    }


def wanted(row: dict[str, Any]) -> dict[str, str]:
    return {
        "name": words(row.get("name")),
        "line": standard_delivery_line(row.get("line") or ""),
        "unit": standard_unit(row.get("unit") or ""),
        "city": words(row.get("city")),
        "state": STATE.get(words(row.get("state")), ""),
        "zip5": row.get("zip5") or "",
        "zip4": row.get("zip4") or "",
        "language": row.get("language") or "",
    }


def address_in(text: str) -> PostalAddress:
    found = read_message(text).address
    assert found is not None
    return found
