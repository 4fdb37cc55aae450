# ruff: noqa: E501, SIM905 - rows of choices read best as rows
"""Whole messages of `set_aside.txt` or `looked_at.txt`, with people, streets and ZIPs that training is kept from.

python bench/parsing/families.py 2000 --seed 601 --set set_aside > cases.jsonl
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

import people  # noqa: E402
import places  # noqa: E402
from compose import recase  # noqa: E402
from places import Piece  # noqa: E402
from scored import case  # noqa: E402
from slots import SLOT, unit_for, with_units  # noqa: E402

from parsers.zips import _rows  # noqa: E402

_OPTIONAL = re.compile(r"\[([^\]]*)\]")
_ENDS = "Dr|Dr|St|St|Ave|Ave|Way|Way|Ct|Ct|Ln|Cir|Blvd|Rd|Pl|Drive|Street|Avenue|Court|Lane|Circle|Road|Loop".split("|")
_SETS = {"set_aside": 0, "looked_at": 1, "ordinary": 0, "unseen": 1, "flyer": 0, "porch": 0, "bus_stop": 0}
_STREETS = {
    "set_aside": (
        "Bannock|Quiet Harbor|Tahoma|Pinnacle Bend|Gristmill|Whitecliff|Old Ferry|Candlestick|Kettering|Marblehead|"
        "Bruceford|Sagamore|Lantana Bay|Nuthatch|Wexley|Drover|Tangerine|Halyard|Saltbush|Periwinkle|Coppersmith|"
        "Barkentine|Yellowhammer|Tumbleweed|Almondine|Folkstone|Greenhaven|Lariat Loop|Stirrup|Buckboard|Fetlock|"
        "Mandolin|Zinfandel|Chablis|Riesling|Merganser|Bufflehead|Gadwall|Pintail|Sandpiper|Turnstone|Kingbird|"
        "Rio Bravo del Norte|Via Esmeralda|Paseo del Sol|Camino Encinal|Vista Cumbre|Las Cruces|Los Feliz|El Cajon|"
        "La Jolla|Del Mar Heights|San Ysidro|Santa Ynez|Sierra Ladera|Alta Loma|Calle Amanecer|Avenida Central"
    ),
    "looked_at": (
        "Barrow Hollow|Gilded Lily|Osprey Cove|Trailblazer|Huckaby|Cobblestone|Stonehaven|Bayou Pointe|Glimmer|Palisade|"
        "Tarragon|Basil|Saffron Field|Clover Patch|Millwheel|Anchorage Bay|Blue Heron|Red Hawk|Copper Kettle|Thresher|"
        "Plowshare|Hacienda Real|Via Palermo|Camino Alegre|Los Robles Altos|Las Palomas|El Molino|La Brisa|Del Oro Verde|"
        "San Benito|Santa Rita|Calle Durazno|Paseo Luna|Gunsmoke|Prairie Schooner|Locomotive|Caboose|Signal Tower"
    ),
}
_UNLISTED = {
    "set_aside": (
        "Nyadeng|Thiik|Zubeydah|Qaasim|Mkrtchyan|Tsegazeab|Ngozika|Bopha|Sokhalay|Vannary|Xiadani|Quetzalli|Yoltzin|"
        "Tlayoli|Oyunbileg|Mehrangiz|Farangis|Kekaulike|Tuimavave|Faasavalu|Jhostyn|Brayleigh|Kyzier|Zyaire|Emberlynn|"
        "Szczepkowska|Dzhanibekov|Gharibyan|Tchakerian|Okwuosa|Abdirisaq|Warsame|Phommachanh|Keovilay|Saetern|Saechin|"
        "Chindavong|Phanthavong|Tamrakar|Lamichhane|Basnyat|Uwimbabazi|Niyonsaba"
    ),
    "looked_at": (
        "Thavisack|Bounmy|Souksavath|Nyakoang|Deqo|Hodan|Kaylynna|Jaxtyn|Zaniyah|Nakoma|Itzayana|Citlalmina|Zaragozaga|"
        "Hakobyan|Baghdasarov|Ilunga|Mutombwa|Tuiasosopoa|Fonuamana|Gebreyesus|Woldemikael|Chhoeun|Rattanak|Dhaliwala"
    ),
}


class Pool:
    """The people, streets and ZIPs of one set: nothing of another set, and nothing that training draws from."""

    def __init__(self, name: str) -> None:
        share = _SETS[name]
        graded = people.graded()
        words = [word for word in graded if people.share_of(word) == share and len(word) > 2]
        self.given = {g: [w for w in words if graded[w][0] == g] for g in "123"}
        self.surnames = {g: [w for w in words if graded[w][1] == g] for g in "123"}
        self.streets = _STREETS.get(name, _STREETS["set_aside"]).split("|")
        self.unlisted = _UNLISTED.get(name, _UNLISTED["set_aside"]).split("|")
        rows = {z: row for z, row in _rows().items() if row[:2] not in ("AA", "AE", "AP", "PW", "MH", "FM")}
        self.far = [z for z in sorted(rows) if people.share_of(z) == share]
        self.near = [z for z in self.far if z[:3] in ("956", "957", "958")]
        self.rows = [
            row for row in (HERE / f"{name}.txt").read_text(encoding="utf-8").splitlines() if row and row[0] != "#"
        ]

    def word(self, rng: random.Random, graded: dict[str, list[str]]) -> str:
        roll = rng.random()
        if roll < 0.03:
            return rng.choice(self.unlisted)
        return rng.choice(graded["3" if roll < 0.45 else "2" if roll < 0.85 else "1"]).title()

    def person(self, rng: random.Random) -> str:
        first, last = self.word(rng, self.given), self.word(rng, self.surnames)
        roll = rng.random()
        if roll < 0.10:
            middle = rng.choice("ABCDEFGHJKLMNPRSTVW") + rng.choice(["", "", "."])
        elif roll < 0.20:
            middle = self.word(rng, self.given)
        elif roll < 0.32:
            middle = self.word(rng, self.surnames)
        elif roll < 0.36:
            middle = rng.choice(["de la", "de", "del", "van", "al", "de los"])
        else:
            middle = ""
        if roll > 0.94:
            last = f"{last}-{self.word(rng, self.surnames)}"
        if roll > 0.97:
            last += rng.choice([" Jr", " Jr.", " II", " III", " Sr"])
        return " ".join(word for word in (first, middle, last) if word)

    def other(self, rng: random.Random, part: str) -> str:
        """Somebody else: the full name, or the first name alone."""
        return self.person(rng) if part == "P" else self.word(rng, self.given)

    def street(self, rng: random.Random) -> str:
        roll = rng.random()
        number = str(rng.randrange(10, 10 ** rng.choice([3, 4, 4, 4, 5])))
        if roll < 0.05:
            return f"{rng.choice(['PO Box', 'P.O. Box', 'po box'])} {rng.randrange(10, 9999)}"
        if roll < 0.08:
            number += rng.choice([" 1/2", "B", "-A"])
        if roll < 0.20:
            return f"{number} {places.ordinal(rng.randrange(1, 70))} {rng.choice(['St', 'Ave', 'Street', 'Avenue'])}"
        name = rng.choice(self.streets if roll < 0.65 else self.surnames["2"] + self.surnames["3"])
        compass = rng.choice(["N ", "S ", "E ", "W ", "North ", "West "]) if roll > 0.93 else ""
        spanish = re.match(r"(Via|Paseo|Camino|Calle|Avenida) ", name)
        return f"{number} {compass}{name if roll < 0.65 else name.title()}" + (
            "" if spanish else f" {rng.choice(_ENDS)}"
        )

    def place(self, rng: random.Random) -> tuple[str, str, str]:
        code = rng.choice(self.near if rng.random() < 0.75 else self.far)
        city, state = places.city_of(rng, code), _rows()[code][:2]
        names = ["CA", "CA", "CA", "Ca", "ca", "California", "Calif"]
        if state != "CA":
            names = [state, state, *places.STATE_NAMES.get(state, [])]
        return city, rng.choice(names), code + (f"-{rng.randrange(1, 9999):04d}" if rng.random() < 0.07 else "")


def _unit(rng: random.Random) -> str:
    numbers = [str(rng.randrange(1, 400)), str(rng.randrange(1, 40)), rng.choice("ABCDE")]
    number = rng.choice([*numbers, f"{rng.choice('ABCD')}{rng.randrange(1, 30)}"])
    heads = "Apt |apt |Apt. |#|# |Unit |Spc |Space |Ste |Apartment |Bldg 3 Apt ".split("|")
    return rng.choice(heads) + number


def _private(rng: random.Random) -> dict[str, str]:
    return {
        "T": rng.choice(["916 555 01{:02d}", "(530) 555-01{:02d}", "91655501{:02d}"]).format(rng.randrange(100)),
        "X": f"9{rng.randrange(100):02d}-{rng.randrange(1, 99):02d}-{rng.randrange(10000):04d}",
        "B": f"{rng.randrange(1, 13)}/{rng.randrange(1, 29)}/19{rng.randrange(60, 99)}",
        "E": f"pat{rng.randrange(999)}@example.com",
    }


def message(rng: random.Random, pool: Pool, template: str) -> list[Piece]:
    """The template filled: pieces of text, each with what it is."""
    city, state, code = pool.place(rng)
    values = {"N": pool.person(rng), "L": pool.street(rng), "U": _unit(rng), "C": city, "S": state, "Z": code}
    values |= _private(rng)
    has_unit, gap = rng.random() < 0.4, rng.choice([" ", " ", ", "])
    text = _OPTIONAL.sub(lambda m: m.group(1) if rng.random() < 0.5 else "", template).replace("\\n", "\n")
    text = with_units(text).replace("{A}", "{L}" + (gap + "{U}" if has_unit else ""))
    if rng.random() < 0.2:
        text = re.sub(r",+ ?", " ", text)
    pieces: list[Piece] = []
    for i, part in enumerate(SLOT.split(text)):
        if i % 2 and part[0] in "U#":
            pieces.append(unit_for(part, values["U"]))
        elif i % 2:
            value = pool.other(rng, part) if part in "PF" else values[part]
            pieces.append((value, part if part in "NLCSZ" else "O"))
        elif part:
            pieces.append((part, "O"))
    return recase(rng, pieces)


def invented(count: int, seed: int, name: str) -> list[dict[str, Any]]:
    rng, pool = random.Random(seed), Pool(name)
    cases = []
    for number in range(count):
        language, _, template = pool.rows[number % len(pool.rows)].partition(" ")
        cases.append(case(number + 1, message(rng, pool, template), None if language == "-" else language))
    return cases


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=601)
    parser.add_argument("--set", default="looked_at", choices=sorted(_SETS))
    args = parser.parse_args()
    for row in invented(args.count, args.seed, args.set):
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
