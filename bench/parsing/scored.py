# ruff: noqa: E501, C901 - one rule of the corpus README a line
"""Writes invented messages as scored cases, in the form of the shared corpus.

python bench/parsing/scored.py 2000 --seed 99 --pool held > cases.jsonl
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parents[1])]

from compose import Message, Piece, compose, labelled, order  # noqa: E402
from places import NICK, STATE_NAMES  # noqa: E402

from parsers.zips import place_of  # noqa: E402

CODES = {name.upper(): code for code, names in STATE_NAMES.items() for name in [code, *names, f"{code}."]} | {
    "CALIF.": "CA",
    "CALIF": "CA",
    "CALI": "CA",
}
EXPANDED = {short.upper(): full for full, shorts in NICK.items() for short in shorts}


def joined(pieces: list[Piece], label: str) -> str | None:
    return " ".join(text.strip() for text, found in pieces if found == label) or None


def street_of(line: str | None) -> str | None:
    """The delivery line as it is expected: without the urbanization, which has a line of its own."""
    if line and line.lower().startswith("urb"):
        line = line[re.search(r"\d", line).start() :]  # type: ignore[union-attr]
    return line.strip(" .") if line else line


def case(number: int, pieces: list[Piece], language: str | None) -> dict[str, Any]:
    text, _ = labelled(pieces)
    name, line, unit = (joined(pieces, label) for label in "NLU")
    number_alone = joined(pieces, "u")  # whose word a label tells: "Apt: 5"
    unit = unit or (f"# {number_alone}" if number_alone else None)
    city, state, code = (joined(pieces, label) for label in "CSZ")
    line = street_of(line)
    digits = "".join(c for c in code or "" if c.isdigit())
    zip5, zip4 = (digits[:5], digits[5:] or None) if len(digits) in (5, 9) else (None, None)
    place = place_of(zip5) if zip5 else None
    ignore, also = [], {}
    if place and city:
        names = [c.upper() for c in (*place.cities, *place.nearby)]
        also["city"] = list(place.cities) + ([EXPANDED[city.upper()]] if city.upper() in EXPANDED else [])
        if city.upper() not in names and EXPANDED.get(city.upper(), "").upper() not in names:
            also["city"].append(city)
            ignore.append("missing")
    elif zip5 and not place:
        ignore += ["missing", "state", "city"]
    elif place:
        city, also["city"] = place.cities[0], list(place.cities)
    elif city and city.upper() in EXPANDED:
        also["city"] = [EXPANDED[city.upper()]]
    shown = CODES.get((state or "").strip().upper())
    if not zip5:
        ignore.append("state")
    missing = []
    if not name or len(name.replace(",", " ").split()) < 2:
        missing.append("name")
    if not line or not (any(c.isdigit() for c in line) or line.lower().startswith("gen")):
        missing.append("line1")
        line = line and None
        ignore.append("line1")
    if not zip5:
        missing.append("zip5")
    if name and "," in name:
        last, first = name.split(",", 1)
        also["name"] = [f"{first.strip()} {last}", f"{last} {first.strip()}"]
    expect = {"intent": "open", "name": name, "line1": line, "line2": unit, "city": city, "state": shown or (place.state if place else None),
              "zip5": zip5, "zip4": zip4, "language": language, "missing": missing}  # fmt: skip
    return {
        "id": f"gen-{number}",
        "text": text,
        "expect": expect,
        "tags": ["generated"],
        "also_ok": also,
        "ignore": ignore,
    }


def invented(count: int, seed: int, pool: str) -> list[dict[str, Any]]:
    rng = random.Random(seed)
    cases: list[dict[str, Any]] = []
    while len(cases) < count:
        kinds = order(Message(rng, pool)).replace("R", "").replace("Z", "")
        if "K" in kinds:
            cases.append(case(len(cases) + 1, *compose(rng, pool, kinds)))
    return cases


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=99)
    parser.add_argument("--pool", default="held", choices=["train", "held", "final"])
    args = parser.parse_args()
    for row in invented(args.count, args.seed, args.pool):
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
