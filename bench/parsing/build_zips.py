"""Writes parsers/data/zips.txt from the PyPI package `zipcodes` (MIT; USPS facts).

uv pip install --no-deps --target DIR zipcodes && PYTHONPATH=DIR:. python bench/parsing/build_zips.py
"""

from __future__ import annotations

from pathlib import Path

import zipcodes

TARGET = Path(__file__).parents[2] / "parsers" / "data" / "zips.txt"
# Accepted by USPS as a name of its own in these ZIPs, though the table calls them something else.
MILITARY = {"AA", "AE", "AP"}


def row(entry: dict[str, object]) -> str:
    city, state = str(entry["city"]), str(entry["state"])
    names = [city.upper() if state in MILITARY else city, *map(str, entry["acceptable_cities"])]  # type: ignore[call-overload]
    other = [str(name) for name in entry["unacceptable_cities"]]  # type: ignore[attr-defined]
    return f"{entry['zip_code']}{state}{'|'.join(names)}" + (f"\t{'|'.join(other)}" if other and state != "PR" else "")


if __name__ == "__main__":
    rows = sorted(row(entry) for entry in zipcodes.list_all())
    TARGET.write_text("\n".join(rows) + "\n", encoding="utf-8")
    print(len(rows), TARGET.stat().st_size)
