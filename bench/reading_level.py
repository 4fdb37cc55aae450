"""How hard our English texts are to read: Flesch-Kincaid grade, each text and all of them. Target: grade 6.

Run: python -m bench.reading_level
"""

from __future__ import annotations

import re
from pathlib import Path

from bot import catalogue
from parsers import Language
from runtime.agency import read_agency

_VALUES = {
    "text": "", "forms": "English", "name": "Maria Lopez", "first_line": "1234 Main St", "last_line": "Sacramento CA",
    "ref": "4829", "day": "Monday", "asked": "Monday", "since": "March 3",
}  # fmt: skip
_NOT_PROSE = re.compile(r"https?://\S+|\d[\d:.-]*|\bMsg&data\b|\bTTY\b|\bP\.O\.|\bZIP\b", re.IGNORECASE)


def syllables(word: str) -> int:
    """English, roughly: groups of vowels, without a silent last e."""
    bare = re.sub(r"e$", "", word.lower()) or word.lower()
    return max(1, len(re.findall(r"[aeiouy]+", bare)))


def grade(text: str) -> float:
    prose = _NOT_PROSE.sub(" ", text.replace("\n", ". "))
    sentences = [part for part in re.split(r"[.?!:]+\s|[.?!:]$", prose) if re.search(r"[A-Za-z]", part)]
    words = re.findall(r"[A-Za-z']+", prose)
    if not words:
        return 0.0
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def english_texts(root: Path) -> dict[str, str]:
    texts = catalogue.texts(read_agency(root / "agency.toml"))
    return {code: texts.say(code, Language.ENGLISH, **_VALUES) for code in texts.wordings}


def report(root: Path) -> str:
    texts = english_texts(root)
    lines = [f"{grade(text):5.1f}  {code}" for code, text in sorted(texts.items(), key=lambda item: -grade(item[1]))]
    whole = grade("\n".join(texts.values()))
    return "\n".join(
        [*lines[:8], f"{whole:5.1f}  all {len(texts)} English texts together (Flesch-Kincaid grade; target 6)"]
    )


if __name__ == "__main__":
    print(report(Path(__file__).resolve().parent.parent))
