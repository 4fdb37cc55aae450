"""Writes invented messages as scored cases, in the form of the shared corpus.

    python bench/parsing/cases.py 2000 --seed 99 --held > cases.jsonl
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parents[1])]

from compose import Piece, compose, labelled, order, Message  # noqa: E402
from generate import NICK, STATE_NAMES  # noqa: E402

from parsers.zips import place_of  # noqa: E402

CODES = {name.upper(): code for code, names in STATE_NAMES.items() for name in [code, *names, f"{code}."]} | {"CALIF.": "CA", "CALIF": "CA", "CALI": "CA"}
EXPANDED = {short.upper(): full for full, shorts in NICK.items() for short in shorts}


def joined(pieces: list[Piece], label: str) -> str | None:
    return " ".join(text.strip() for text, found in pieces if found == label) or None


def case(number: int, pieces: list[Piece], language: str | None) -> dict[str, Any] | None:
    text, _ = labelled(pieces)
    name, line, unit = (joined(pieces, label) for label in "NLU")
    city, state, code = (joined(pieces, label) for label in "CSZ")
    line = line.strip(" .") if line else line
    digits = "".join(c for c in code or "" if c.isdigit())
    zip5, zip4 = digits[:5] or None, digits[5:] or None
    place = place_of(zip5) if zip5 else None
    ignore, also = [], {}
    if place and city:
        names = [c.upper() for c in (*place.cities, *place.nearby)]
        also["city"] = list(place.cities) + ([EXPANDED[city.upper()]] if city.upper() in EXPANDED else [])
        if city.upper() not in names and EXPANDED.get(city.upper(), "").upper() not in names:
            also["city"].append(city)
            ignore.append("missing")
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
    if not line:
        missing.append("line1")
    if not zip5:
        missing.append("zip5")
    if name and "," in name:
        last, first = name.split(",", 1)
        also["name"] = [f"{first.strip()} {last}", f"{last} {first.strip()}"]
    expect = {"intent": "open", "name": name, "line1": line, "line2": unit, "city": city, "state": shown or (place.state if place else None),
              "zip5": zip5, "zip4": zip4, "language": language, "missing": missing}  # fmt: skip
    return {"id": f"gen-{number}", "text": text, "expect": expect, "tags": ["generated"], "also_ok": also, "ignore": ignore}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=99)
    parser.add_argument("--held", action="store_true")
    args = parser.parse_args()
    rng = random.Random(args.seed)
    made = 0
    while made < args.count:
        kinds = order(Message(rng, args.held))
        if "K" not in kinds:
            continue
        kinds = kinds.replace("R", "").replace("Z", "")
        pieces, language = compose(rng, args.held, kinds)
        made += 1
        sys.stdout.write(json.dumps(case(made, pieces, language), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
