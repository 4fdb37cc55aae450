# ruff: noqa: E501, C901, PLR0911 - rows of weighted choices read best as rows
"""Places where people might live: streets, units, cities, states and ZIPs, as they are written and miswritten.

House numbers and units are invented; cities and ZIPs come from the ZIP table.
"""

from __future__ import annotations

import random
import string
import sys
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parents[1])]

import inventory as inv  # noqa: E402
from people import invented, is_kept_apart, names, pick  # noqa: E402

from parsers.suffixes import SPELLED, STATE  # noqa: E402
from parsers.zips import _rows  # noqa: E402

Piece = tuple[str, str]  # text, label
COMPASS = ["N", "S", "E", "W", "North", "South", "East", "West", "NE", "NW", "SE", "SW", "N.", "W."]


def weighted(rng: random.Random, rows: str) -> str:
    pairs = [row.rsplit(" ", 1) for row in rows.split("|")]
    return rng.choices([p[0] for p in pairs], [int(p[1]) for p in pairs])[0]


def ordinal(n: int) -> str:
    return f"{n}{'th' if 10 < n % 100 < 14 else {1: 'st', 2: 'nd', 3: 'rd'}.get(n % 10, 'th')}"


def street_name(rng: random.Random) -> str:
    roll = rng.random()
    lists = names()
    if roll < 0.22:
        return pick(rng, lists.surnames[rng.choice(["top", "mid", "mid", "rare"])])
    if roll < 0.28:
        return pick(rng, lists.given[rng.choice(["any", "rare"])])
    if roll < 0.34:
        return f"{pick(rng, lists.given['any'])} {rng.choice([pick(rng, lists.given['any']), pick(rng, lists.surnames['mid'])])}"
    if roll < 0.52:
        return f"{rng.choice(inv.ADJECTIVES + inv.NATURE).title()} {rng.choice(inv.NATURE).title()}"
    if roll < 0.57:
        return " ".join(rng.choice(inv.NATURE + inv.ADJECTIVES).title() for _ in range(3))
    if roll < 0.67:
        return rng.choice(inv.NATURE + inv.ADJECTIVES).title() + rng.choice(
            ["", "wood", "field", "ridge", "vale", "brook", "dale", "view", "crest", "glen"]
        )
    if roll < 0.76:
        return rng.choice(
            [
                ordinal(rng.randrange(1, 90)),
                ordinal(rng.randrange(1, 90)),
                rng.choice(["First", "Second", "Third", "Fifth", "Twelfth", "Tenth"]),
            ]
        )
    if roll < 0.80:
        return rng.choice(string.ascii_uppercase)
    if roll < 0.88:
        return f"{rng.choice(inv.SPANISH_HEAD)} {rng.choice(inv.SPANISH_STREET).title()}"
    if roll < 0.92:
        return city_of(rng, rng.choice(all_zips()))
    if roll < 0.95:
        return rng.choice(
            [
                "Martin Luther King Jr",
                "MLK",
                "Cesar E Chavez",
                "St Marys",
                "College Heights",
                "El Camino",
                "Auburn",
                "Mt Vernon",
                "Ft Sutter",
                "San Juan",
                "Avenue B",
                "Old Hwy",
            ]
        )
    return (
        invented(rng)
        if roll < 0.98
        else f"{pick(rng, lists.surnames['mid'])} {rng.choice(['Park', 'Lake', 'Creek', 'Hill', 'Oaks', 'Mill', 'School', 'Canyon', 'Heights', 'Springs', 'Point'])}"
    )


def house(rng: random.Random) -> str:
    number = str(rng.randrange(1, 10 ** rng.choice([2, 3, 4, 4, 4, 4, 5, 5])))
    roll = rng.random()
    if roll < 0.03:
        return number + rng.choice([" 1/2", "½", " ½", "-1/2"])
    if roll < 0.055:
        return number + rng.choice(["A", "B", "-A", " A", "b", "-B"])
    if roll < 0.065:
        return f"{number}-{rng.randrange(1, 99)}"
    return number


def street(rng: random.Random) -> str:
    roll = rng.random()
    if roll < 0.025:
        return f"{house(rng)} {rng.choice(inv.SPANISH_WAY)} {rng.choice(inv.SPANISH_STREET).title()}"
    if roll < 0.035:
        return f"{house(rng)} {rng.choice(['Broadway', 'Alhambra', 'Embarcadero', 'The Alameda', 'Esplanade', street_name(rng)])}"
    if roll < 0.06:
        road = rng.choice(
            [
                "Hwy",
                "Highway",
                "State Route",
                "County Road",
                "County Rd",
                "US Hwy",
                "CA-",
                "State Hwy",
                "Co Rd",
                "CR",
                "Rte",
                "Road",
                "FM",
                "State Highway",
            ]
        )
        return f"{house(rng)} {rng.choice(['', '', 'N ', 'Old '])}{road} {rng.randrange(1, 300)}{rng.choice(['', '', '', 'A', ' E'])}"
    if roll < 0.075:
        return f"{house(rng)} {rng.choice('NSEW')} {rng.randrange(1, 99) * 100} {rng.choice('NSEW')}"
    if roll < 0.082:
        return f"{rng.choice(['Urb', 'URB', 'Urb.', 'Urbanizacion'])} {street_name(rng)} {house(rng)} {rng.choice(['Calle', 'Ave'])} {rng.choice([street_name(rng), rng.choice(string.ascii_uppercase), str(rng.randrange(1, 30))])}"
    if roll < 0.10:
        return f"{street_name(rng)} {weighted(rng, inv.SUFFIXES)}"
    suffix = weighted(rng, inv.SUFFIXES)
    line = f"{house(rng)} {rng.choice(COMPASS) + ' ' if rng.random() < 0.13 else ''}{street_name(rng)} {suffix}"
    if rng.random() < 0.03:
        line += " " + rng.choice(COMPASS[:12])
    return line


def delivery(rng: random.Random) -> str:
    roll = rng.random()
    if roll < 0.90:
        return street(rng)
    if roll < 0.955:
        box = rng.choice(
            [
                "PO Box",
                "P.O. Box",
                "P O Box",
                "po box",
                "POBox",
                "Post Office Box",
                "PO BOX #",
                "P.O.Box",
                "PO",
                "Apartado Postal",
                "p.o box",
            ]
        )
        return f"{box} {rng.randrange(1, 99999)}"
    if roll < 0.975:
        return f"{rng.choice(['RR', 'Rural Route', 'HC', 'R.R.', 'HCR', 'Star Route', 'RFD'])} {rng.randrange(1, 99)} Box {rng.randrange(1, 400)}{rng.choice(['', '', 'A'])}"
    if roll < 0.985:
        return rng.choice(["General Delivery", "general delivery", "Gen Delivery", "Gen Del"])
    return f"{rng.choice(['PSC', 'CMR', 'Unit'])} {rng.randrange(1, 9999)} Box {rng.randrange(1, 9999)}"


_SPELLED = [word.lower() for word in SPELLED if word.isalpha()]


def identifier(rng: random.Random) -> str:
    number = str(rng.randrange(1, 10 ** rng.choice([1, 2, 2, 3, 3, 4])))
    letter = rng.choice(string.ascii_uppercase[:10])
    return rng.choices(
        [
            number,
            number + letter,
            letter,
            letter + number,
            f"{letter}-{number}",
            f"{number}-{letter}",
            f"{number} {letter}",
            rng.choice(_SPELLED),
        ],
        [60, 12, 9, 6, 4, 3, 2, 2],
    )[0]


def unit(rng: random.Random) -> str:
    roll = rng.random()
    if roll < 0.06:
        return rng.choice(inv.UNITS_ALONE)
    designator = weighted(rng, inv.UNITS_NUMBERED)
    text = f"{designator}{'' if designator.endswith('#') and rng.random() < 0.6 else rng.choice([' ', ' ', ' ', ' ', '-', ' #', ''])}{identifier(rng)}"
    if designator in ("piso", "cuarto", "No", "num", "Sp", "Fl", "Box") or (text[-1].isalpha() and len(designator) > 1):
        text = f"{designator} {identifier(rng)}"
    if roll < 0.12:
        text = f"{rng.choice(['Bldg', 'Building', 'Bld', 'Bldg.', 'Tower', 'Fl'])} {identifier(rng)}{rng.choice([' ', ', '])}{text}"
    return text


@cache
def all_zips() -> list[str]:
    rows = {z: r for z, r in _rows().items() if r[:2] not in ("AA", "AE", "AP", "PW", "MH", "FM")}
    rows = {z: r for z, r in rows.items() if not is_kept_apart(z)}
    sac = [z for z in rows if z[:3] in ("956", "957", "958")]
    near = [z for z in rows if z[:2] in ("95", "94", "93", "96")]
    rest = list(rows)
    rng = random.Random(5)
    return rng.choices(sac, k=6000) + rng.choices(near, k=1500) + rng.choices(rest, k=2500)


@cache
def zips_by_state() -> dict[str, list[str]]:
    table: dict[str, list[str]] = {}
    for z, row in _rows().items():
        table.setdefault(row[:2], []).append(z)
    return table


NICK = {"Sacramento": ["Sac", "sac", "Sacto", "Sac", "Sacramnto", "Sacremento", "Scaramento"], "Rancho Cordova": ["Rancho", "Rancho C"],
        "Citrus Heights": ["Citrus Hts", "Citrus Hieghts"], "Elk Grove": ["Elkgrove", "Elk Grv"], "North Highlands": ["N Highlands"],
        "Carmichael": ["Carmicheal", "Carmichel"], "West Sacramento": ["West Sac", "W Sacramento"], "Los Angeles": ["LA"], "Fair Oaks": ["Fairoaks"]}  # fmt: skip


def city_of(rng: random.Random, z: str) -> str:
    cities = _rows()[z][2:].partition("\t")[0].split("|")
    return cities[0] if rng.random() < 0.9 else rng.choice(cities)


def misspell(rng: random.Random, word: str) -> str:
    i = rng.randrange(1, max(2, len(word) - 1))
    return rng.choice(
        [
            word[:i] + word[i + 1 :],
            word[:i] + word[i] + word[i:],
            word[:i] + word[i + 1 : i + 2] + word[i : i + 1] + word[i + 2 :],
        ]
    )


STATE_NAMES: dict[str, list[str]] = {}
for _name, _code in STATE.items():
    STATE_NAMES.setdefault(_code, []).extend([] if _name == _code else [_name.title()])


def last_line(rng: random.Random) -> tuple[str, str, str]:
    z = (
        rng.choice(all_zips())
        if rng.random() > 0.02
        else rng.choice([x for s in ("AE", "AP", "AA") for x in zips_by_state().get(s, [])])
    )
    state = _rows()[z][:2]
    city = city_of(rng, z)
    if city in NICK and rng.random() < 0.12:
        city = rng.choice(NICK[city])
    elif rng.random() < 0.03 and len(city) > 5:
        city = misspell(rng, city)
    elif rng.random() < 0.02:
        city = city_of(rng, rng.choice(all_zips()))
    names_ = STATE_NAMES.get(state, [])
    shown = rng.choice(
        [
            state,
            state,
            state,
            state.title(),
            state.lower(),
            *names_,
            *([f"{state.title()}.", "Ca.", "Calif", "Cali", "Calif."] if state == "CA" else []),
        ]
    )
    roll = rng.random()
    four = f"{rng.randrange(1, 9999):04d}"
    code = (
        z
        if roll < 0.80
        else f"{z}-{four}"
        if roll < 0.91
        else f"{z}{four}"
        if roll < 0.955
        else f"{z} {four}"
        if roll < 0.965
        else z
    )
    if roll > 0.975:  # no such ZIP, or a digit lost or too many
        code = rng.choice([f"{rng.randrange(10000, 99999)}", z[:4], z + "1", z[:3] + z[4] + z[3]])
    return city, shown, code
