# ruff: noqa: E501, C901, PLR0911, PLR0912, RUF005 - rows of weighted choices read best as rows
"""Invents labelled messages: what a parent might text, and which word is what.

    python bench/parsing/generate.py 30000 --seed 1 [--held] > messages.jsonl

People, units and house numbers are invented; names come from census lists, cities and ZIPs from the ZIP table.
"""

from __future__ import annotations

import random
import string
import sys
import zlib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parents[1])]

import inventory as inv  # noqa: E402

from parsers.lexicon import ordinary  # noqa: E402
from parsers.suffixes import STATE  # noqa: E402
from parsers.zips import _rows  # noqa: E402

Piece = tuple[str, str]  # text, label
COMPASS = ["N", "S", "E", "W", "North", "South", "East", "West", "NE", "NW", "SE", "SW", "N.", "W."]


@dataclass
class Lists:
    given: dict[str, list[str]] = field(default_factory=dict)
    surnames: dict[str, list[str]] = field(default_factory=dict)


def weighted(rng: random.Random, rows: str) -> str:
    pairs = [row.rsplit(" ", 1) for row in rows.split("|")]
    return rng.choices([p[0] for p in pairs], [int(p[1]) for p in pairs])[0]


def share_of(word: str) -> int:
    """Names and ZIPs are cut in eighths: the first two judge (`families.py`), and training never sees them."""
    return zlib.crc32(word.upper().encode()) % 8


def is_kept_apart(word: str) -> bool:
    return share_of(word) < 2


@cache
def graded() -> dict[str, str]:
    rows = (HERE.parents[1] / "parsers/data/names.txt").read_text().splitlines()
    return {word: row[:2] for row in rows for word in row.split(" ")[1:]}


@cache
def names() -> Lists:
    lists = Lists()
    by_grade: dict[str, list[str]] = {}
    for word, grade in graded().items():
        if not is_kept_apart(word):
            by_grade.setdefault(grade, []).append(word)
    lists.given["any"] = [w for g, ws in by_grade.items() if g[0] in "23" for w in ws]
    lists.given["rare"] = [w for g, ws in by_grade.items() if g[0] == "1" for w in ws]
    lists.surnames["top"] = [w for g, ws in by_grade.items() if g[1] == "3" for w in ws]
    lists.surnames["mid"] = [w for g, ws in by_grade.items() if g[1] == "2" for w in ws]
    lists.surnames["rare"] = [w for g, ws in by_grade.items() if g[1] == "1" and g[0] == "0" for w in ws]
    lists.surnames["plain"] = [w for g, ws in by_grade.items() if g[1] != "0" for w in ws if ordinary(w)[:1] in PLAIN]
    lists.given["plain"] = [w for g, ws in by_grade.items() if g[0] != "0" for w in ws if ordinary(w)[:1] in PLAIN]
    for row in (HERE.parents[1] / "parsers/data/given.txt").read_text().splitlines():
        kept = [word for word in row.split(" ")[1:] if not is_kept_apart(word)]
        lists.given["rare" if row[0] == "1" else "any"] += kept
    groups = (HERE / "given_names.txt").read_text(encoding="utf-8").splitlines()
    lists.given["world"] = [w.upper() for row in groups for w in row.split() if not is_kept_apart(w)]
    return lists


PLAIN = ("A", "B", "E")  # ordinary words, as `parsers.lexicon.ordinary` grades them
PARTICLES = [
    "de la",
    "de",
    "del",
    "de los",
    "van",
    "von",
    "van der",
    "da",
    "dos",
    "de las",
    "al",
    "St.",
    "la",
    "di",
    "le",
    "ben",
    "Mac",
    "San",
]
ACCENTS = str.maketrans("aeioun", "áéíóúñ")


def pick(rng: random.Random, words: list[str]) -> str:
    return rng.choice(words).title()


def invented(rng: random.Random) -> str:
    """A name no list holds, of the front of one and the end of another: the lexicons never have everyone."""
    rare = names().surnames["rare"] if rng.random() < 0.5 else names().given["rare"]
    while True:
        front, end = rng.choice(rare), rng.choice(rare)
        word = front[: rng.randrange(2, 6)] + end[-rng.randrange(2, 6) :]
        if word not in graded():
            return word.title()


def given(rng: random.Random) -> str:
    roll = rng.random()
    lists = names().given
    if roll < 0.03:
        return pick(rng, lists["plain"])
    if roll < 0.55:
        return pick(rng, lists["any"])
    if roll < 0.67:
        return pick(rng, lists["rare"])
    if roll < 0.87:
        return pick(rng, lists["world"])
    if roll < 0.91:
        return rng.choice(
            [
                "Mary Ann",
                "Jose Luis",
                "Maria Fernanda",
                "Maria del Carmen",
                "Juan Carlos",
                "Ana-Maria",
                "Juana de los Angeles",
                "Ka Ying",
                "Mary-Jo",
                "D'Andre",
                "Da'Quan",
                "Ja'Nae",
                "Maria de Jesus",
                "Rosa Ma",
                "Ma.",
            ]
        )
    return invented(rng)


def surname(rng: random.Random) -> str:
    roll = rng.random()
    lists = names().surnames
    if roll < 0.30:
        return pick(rng, lists["top"])
    if roll < 0.60:
        return pick(rng, lists["mid"])
    if roll < 0.76:
        return pick(rng, lists["rare"])
    if roll < 0.81:
        return rng.choice(["O'", "Mc", "Mac", "D'", "O’"]) + pick(rng, lists["top"])
    if roll < 0.85:
        return rng.choice(
            inv.NATURE
            + [
                "street",
                "street",
                "court",
                "lane",
                "place",
                "park",
                "way",
                "drive",
                "rhodes",
                "english",
                "english",
                "spanish",
                "church",
                "north",
                "west",
                "day",
                "price",
                "rich",
                "good",
                "best",
                "may",
                "will",
                "long",
                "short",
                "small",
                "case",
                "open",
            ]
        ).title()
    if roll < 0.91:
        return pick(rng, lists["plain"])  # Blue, Fast, Priest: a word like any other, and somebody's name
    if roll < 0.96:
        return rng.choice(inv.VIET + inv.HMONG + inv.PUNJABI + inv.SLAVIC + inv.PACIFIC)
    return invented(rng)


def hispanic(rng: random.Random) -> str:
    return rng.choice(inv.HISPANIC) if rng.random() < 0.8 else surname(rng)


def person(rng: random.Random) -> str:
    roll = rng.random()
    first = given(rng)
    if rng.random() < 0.05:
        words = [invented(rng), *([invented(rng)] if rng.random() < 0.2 else []), invented(rng)]  # in no list at all
    elif roll < 0.36:
        words = [first, surname(rng)]
    elif roll < 0.46:
        words = [first, rng.choice(string.ascii_uppercase) + rng.choice(["", "."]), surname(rng)]
    elif roll < 0.51:
        words = [first, given(rng), surname(rng)]
    elif roll < 0.55:
        words = [first, surname(rng), surname(rng)]
    elif roll < 0.66:
        words = [first, hispanic(rng), hispanic(rng)]
    elif roll < 0.70:
        words = [first, given(rng), hispanic(rng), hispanic(rng)]
    elif roll < 0.76:
        words = [first, *([hispanic(rng)] if rng.random() < 0.3 else []), rng.choice(PARTICLES), hispanic(rng)]
    elif roll < 0.81:
        words = [first, f"{hispanic(rng)}-{hispanic(rng)}"]
    elif roll < 0.86:
        words = [
            rng.choice(inv.VIET),
            rng.choice(["Thi", "Van", "Minh", "Ngoc", "Thanh", ""]),
            pick(rng, names().given["world"]),
        ]
    elif roll < 0.90:
        words = [pick(rng, names().given["world"]), rng.choice(inv.HMONG)]
    elif roll < 0.94:
        words = [pick(rng, names().given["world"]), rng.choice(["Singh", "Kaur"]), rng.choice(["", *inv.PUNJABI])]
    elif roll < 0.97:
        words = [first, rng.choice(inv.SLAVIC + inv.PACIFIC)]
    else:
        words = [first, hispanic(rng), "y", hispanic(rng)]
    if rng.random() < 0.05:
        words.append(rng.choice(["Jr", "Jr.", "Sr", "II", "III", "IV"]))
    name = " ".join(w for w in words if w)
    if rng.random() < 0.04:
        i = rng.randrange(len(name))
        name = name[:i] + name[i].translate(ACCENTS) + name[i + 1 :]
    return name


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
        ],
        [60, 12, 9, 6, 4, 3, 2],
    )[0]


def unit(rng: random.Random) -> str:
    roll = rng.random()
    if roll < 0.04:
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
