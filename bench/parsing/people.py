# ruff: noqa: C901, PLR0912, SIM905 - rows of weighted choices read best as rows
"""People who might text: given names and surnames of every kind Sacramento has, and some that no list holds.

Names come from census lists; an eighth and another of them are kept for the sets that judge (`families.py`).
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


@dataclass
class Lists:
    given: dict[str, list[str]] = field(default_factory=dict)
    surnames: dict[str, list[str]] = field(default_factory=dict)


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
PARTICLES = ("de la|de|del|de los|van|von|van der|da|dos|de las|al|St.|la|di|le|ben|Mac|San").split("|")
_DOUBLE = (
    "Mary Ann|Jose Luis|Maria Fernanda|Maria del Carmen|Juan Carlos|Ana-Maria|Juana de los Angeles|Ka Ying|Mary-Jo|"
    "D'Andre|Da'Quan|Ja'Nae|Maria de Jesus|Rosa Ma|Ma."
).split("|")
_WORDS_OF_THE_TRADE = (
    "street street court lane place park way drive rhodes english english spanish church north west day price rich "
    "good best may will long short small case open"
).split(" ")
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
        return rng.choice(_DOUBLE)
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
        return rng.choice(inv.NATURE + _WORDS_OF_THE_TRADE).title()
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
