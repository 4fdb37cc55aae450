# ruff: noqa: E501, SIM905 - rows of choices read best as rows
"""Whole messages of `final2.txt`, with people, streets and ZIPs that training is kept from, as scored cases.

python bench/parsing/final2.py 2000 --seed 601 > cases.jsonl
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parents[1])]

import generate as gen  # noqa: E402
from compose import recase  # noqa: E402
from generate import Piece  # noqa: E402
from scored import case  # noqa: E402

from parsers.zips import _rows  # noqa: E402

_SLOT = re.compile(r"\{([A-Z])\}")
_OPTIONAL = re.compile(r"\[([^\]]*)\]")
_OPENER = re.compile(r"\b(open|abrir)\b", re.IGNORECASE)
# Of the streets: their words are in no list that training draws from.
_STREETS = (
    "Bannock|Quiet Harbor|Tahoma|Pinnacle Bend|Gristmill|Whitecliff|Old Ferry|Candlestick|Kettering|Marblehead|"
    "Bruceford|Sagamore|Lantana Bay|Nuthatch|Wexley|Drover|Tangerine|Halyard|Saltbush|Periwinkle|Coppersmith|"
    "Barkentine|Yellowhammer|Tumbleweed|Almondine|Folkstone|Greenhaven|Lariat Loop|Stirrup|Buckboard|Fetlock|"
    "Mandolin|Zinfandel|Chablis|Riesling|Merganser|Bufflehead|Gadwall|Pintail|Sandpiper|Turnstone|Kingbird|"
    "Rio Bravo del Norte|Via Esmeralda|Paseo del Sol|Camino Encinal|Vista Cumbre|Las Cruces|Los Feliz|El Cajon|"
    "La Jolla|Del Mar Heights|San Ysidro|Santa Ynez|Sierra Ladera|Alta Loma|Calle Amanecer|Avenida Central"
).split("|")
_ENDS = "Dr|Dr|St|St|Ave|Ave|Way|Way|Ct|Ct|Ln|Cir|Blvd|Rd|Pl|Drive|Street|Avenue|Court|Lane|Circle|Road|Loop".split("|")
_UNLISTED = (
    "Nyadeng|Thiik|Zubeydah|Qaasim|Mkrtchyan|Tsegazeab|Ngozika|Bopha|Sokhalay|Vannary|Xiadani|Quetzalli|Yoltzin|"
    "Tlayoli|Oyunbileg|Mehrangiz|Farangis|Kekaulike|Tuimavave|Faasavalu|Jhostyn|Brayleigh|Kyzier|Zyaire|Emberlynn|"
    "Szczepkowska|Dzhanibekov|Gharibyan|Tchakerian|Okwuosa|Abdirisaq|Warsame|Phommachanh|Keovilay|Saetern|Saechin|"
    "Chindavong|Phanthavong|Tamrakar|Lamichhane|Basnyat|Uwimbabazi|Niyonsaba"
).split("|")


@cache
def _given(grade: str) -> list[str]:
    return [w for w in gen.kept_apart()["given"] if gen.graded()[w][0] in grade]


@cache
def _last(grade: str) -> list[str]:
    return [w for w in gen.kept_apart()["surname"] if gen.graded()[w][1] in grade]


def _name_part(rng: random.Random, pick: Any) -> str:
    roll = rng.random()
    if roll < 0.03:
        return rng.choice(_UNLISTED)
    return str(rng.choice(pick("3" if roll < 0.45 else "2" if roll < 0.85 else "1"))).title()


def person(rng: random.Random) -> str:
    first, last = _name_part(rng, _given), _name_part(rng, _last)
    roll = rng.random()
    if roll < 0.10:
        middle = rng.choice("ABCDEFGHJKLMNPRSTVW") + rng.choice(["", "", "."])
    elif roll < 0.20:
        middle = _name_part(rng, _given)
    elif roll < 0.32:
        middle = _name_part(rng, _last)
    elif roll < 0.36:
        middle = rng.choice(["de la", "de", "del", "van", "al", "de los"])
    else:
        middle = ""
    if roll > 0.94:
        last = f"{last}-{_name_part(rng, _last)}"
    if roll > 0.97:
        last += rng.choice([" Jr", " Jr.", " II", " III", " Sr"])
    return " ".join(word for word in (first, middle, last) if word)


def _street(rng: random.Random) -> str:
    roll = rng.random()
    number = str(rng.randrange(10, 10 ** rng.choice([3, 4, 4, 4, 5])))
    if roll < 0.05:
        return f"{rng.choice(['PO Box', 'P.O. Box', 'po box'])} {rng.randrange(10, 9999)}"
    if roll < 0.08:
        number += rng.choice([" 1/2", "B", "-A"])
    if roll < 0.20:
        return f"{number} {gen.ordinal(rng.randrange(1, 70))} {rng.choice(['St', 'Ave', 'Street', 'Avenue'])}"
    name = rng.choice(_STREETS) if roll < 0.65 else str(rng.choice(_last("23"))).title()
    compass = rng.choice(["N ", "S ", "E ", "W ", "North ", "West "]) if roll > 0.93 else ""
    spanish = re.match(r"(Via|Paseo|Camino|Calle|Avenida) ", name)
    return f"{number} {compass}{name}" + ("" if spanish else f" {rng.choice(_ENDS)}")


def _unit(rng: random.Random) -> str:
    number = rng.choice(
        [
            str(rng.randrange(1, 400)),
            str(rng.randrange(1, 40)),
            rng.choice("ABCDE"),
            f"{rng.choice('ABCD')}{rng.randrange(1, 30)}",
        ]
    )
    return rng.choice([f"Apt {number}", f"apt {number}", f"Apt. {number}", f"#{number}", f"# {number}", f"Unit {number}",
                       f"Spc {number}", f"Space {number}", f"Ste {number}", f"Apartment {number}", f"Bldg 3 Apt {number}"])  # fmt: skip


@cache
def _zips() -> tuple[list[str], list[str]]:
    own = [
        z
        for z in sorted(_rows())
        if gen.is_kept_apart(z) and _rows()[z][:2] not in ("AA", "AE", "AP", "PW", "MH", "FM")
    ]
    return [z for z in own if z[:3] in ("956", "957", "958")], own


def _place(rng: random.Random) -> tuple[str, str, str]:
    near, far = _zips()
    code = rng.choice(near if rng.random() < 0.75 else far)
    city, state = gen.city_of(rng, code), _rows()[code][:2]
    names = {"CA": ["CA", "CA", "CA", "Ca", "ca", "California", "Calif"]}.get(
        state, [state, state, *gen.STATE_NAMES.get(state, [])]
    )
    return city, rng.choice(names), code + (f"-{rng.randrange(1, 9999):04d}" if rng.random() < 0.07 else "")


def _others(rng: random.Random) -> dict[str, str]:
    return {
        "T": rng.choice(["916 555 01{:02d}", "(530) 555-01{:02d}", "91655501{:02d}"]).format(rng.randrange(100)),
        "X": f"9{rng.randrange(100):02d}-{rng.randrange(1, 99):02d}-{rng.randrange(10000):04d}",
        "B": f"{rng.randrange(1, 13)}/{rng.randrange(1, 29)}/19{rng.randrange(60, 99)}",
        "E": f"pat{rng.randrange(999)}@example.com",
        "P": person(rng),
    }


def message(rng: random.Random, template: str) -> list[Piece]:
    """The template filled: pieces of text, each with what it is."""
    city, state, code = _place(rng)
    values = {"N": person(rng), "L": _street(rng), "U": _unit(rng), "C": city, "S": state, "Z": code, **_others(rng)}
    has_unit = rng.random() < 0.4
    text = _OPTIONAL.sub(lambda m: m.group(1) if rng.random() < 0.5 else "", template).replace("\\n", "\n")
    gap = rng.choice([" ", " ", ", "])
    text = text.replace("{A}", "{L}" + (gap + "{U}" if has_unit else ""))
    if rng.random() < 0.2:
        text = text.replace(",", "")
    pieces: list[Piece] = []
    for i, part in enumerate(_SLOT.split(text)):
        if i % 2:
            pieces.append((values[part] if part != "P" else person(rng), part if part in "NLUCSZ" else "O"))
        elif part:
            pieces.append((part, "O"))
    return recase(rng, pieces)


def invented(count: int, seed: int) -> list[dict[str, Any]]:
    rng = random.Random(seed)
    rows = [row for row in (HERE / "final2.txt").read_text(encoding="utf-8").splitlines() if row and row[0] != "#"]
    cases = []
    for number in range(count):
        language, _, template = rows[number % len(rows)].partition(" ")
        cases.append(case(number + 1, message(rng, template), None if language == "-" else language))
    return cases


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=601)
    args = parser.parse_args()
    for row in invented(args.count, args.seed):
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
