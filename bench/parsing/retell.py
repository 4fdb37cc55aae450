"""Turns the judges' texts into lessons: the sender, the address and other people become slots (`slots.py`).

python bench/parsing/retell.py    # tests/parsing/voices.jsonl and oddities.jsonl to taught/retold.txt

Each text teaches twice: what it says around its parts, as other whole messages do, and the whole as it was written.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1]))

from parsers.clean import clean  # noqa: E402
from parsers.lexicon import CARE  # noqa: E402
from parsers.private import mask, scrub_ssn  # noqa: E402
from parsers.segment import segment  # noqa: E402
from parsers.spelled import put_together  # noqa: E402
from parsers.tokens import Token, tokenize  # noqa: E402

Span = tuple[int, int, str]  # and a label of network.py
TEXTS = [HERE.parents[1] / "tests" / "parsing" / name for name in ("voices.jsonl", "oddities.jsonl")]
_PARTS = (("name", "N"), ("line1", "L"), ("line2", "U"), ("city", "C"), ("state", "S"), ("zip5", "Z"))
_WRITTEN = set("NLU")  # the reader may add a city or a state by the ZIP, but none of these


def retold(row: dict[str, Any]) -> list[str]:
    """The message with slots, and with its own people and streets.

    Nothing where a part is not written in one piece, or where more of an address stands than the sender's.
    """
    text = put_together(clean(scrub_ssn(row["text"])[0]))
    if row["expect"]["intent"] != "open" or "{" in text or row.get("ignore"):
        return []
    spans = _sender(row["expect"], text)
    if spans is None:
        return []
    seen = segment(tokenize(mask(text)))
    labels = ["P" if someone > 0.5 else label for label, someone in zip(seen.labels, seen.someone, strict=True)]
    told = [(token, label, _label_at(token, spans)) for token, label in zip(seen.tokens, labels, strict=True)]
    if any(label in _WRITTEN and not truth for _, label, truth in told):
        return []
    spans += _others([(token, label) for token, label, truth in told if not truth])
    if any(label == "Z" and not truth for _, label, truth in told):
        return []
    spans.sort()
    if any(start < end for (_, end, _), (start, _, _) in pairwise(spans)):
        return []
    whole_name = "name" not in row["expect"]["missing"]
    return [_with_slots(text, spans, "N" if whole_name else "G"), _as_it_was(text, spans)]


def _sender(expect: dict[str, Any], text: str) -> list[Span] | None:
    zip_code = f"{expect['zip5']}-{expect['zip4']}" if expect["zip4"] else expect["zip5"]
    spans = []
    for part, label in _PARTS:
        value = zip_code if part == "zip5" else expect[part]
        places = _places(value, text) if value else []
        if len(places) == 1:
            spans.append((*places[0], label))
        elif places or (value and label in _WRITTEN):
            return None
    return spans


def _places(value: str, text: str) -> list[tuple[int, int]]:
    words = r"\W{1,3}".join(re.escape(word) for word in re.split(r"[\s,]+", value))
    return [found.span() for found in re.finditer(rf"(?<!\w){words}(?!\w)", text, re.IGNORECASE)]


def _label_at(token: Token, spans: list[Span]) -> str:
    return next((label for start, end, label in spans if start < token.end and token.start < end), "")


def _others(left: list[tuple[Token, str]]) -> list[Span]:
    """What the label has in other words: a city by its nickname, a state, a language ("G"); and people beside the
    sender, "P" by their whole name, "F" by their first."""
    spans = []
    for label, pairs in groupby(left, key=lambda pair: pair[1]):
        run = [token for token, _ in pairs if label != "R" or token.word not in _CARE]
        if run and label in "CSPRG":
            kept = label if label in "CSG" else "P" if len(run) > 1 else "F"
            spans.append((run[0].start, run[-1].end, kept))
    return spans


_CARE = CARE | {"OF", "IN", "AL", "DE", "DEL", "A"}


def _with_slots(text: str, spans: list[Span], name: str) -> str:
    told = _filled(
        text, spans, lambda label, value: value if label == "G" else f"{{{name if label == 'N' else label}}}"
    )
    told = re.sub(r"\{L\}(,? )\{U\}", "{A}", told)
    return told if "{U}" in told else told.replace("{L}", "{A}")


def _as_it_was(text: str, spans: list[Span]) -> str:
    """With "I" for a language, which has a letter of its own in the network, where a slot has another meaning."""
    return _filled(text, spans, lambda label, value: f"{{{_WRITTEN_AS.get(label, label)}~{value}}}")


_WRITTEN_AS = {"F": "P", "G": "I"}


def _filled(text: str, spans: list[Span], slot: Callable[[str, str], str]) -> str:
    told, at = "", 0
    for start, end, label in spans:
        told, at = told + text[at:start] + slot(label, text[start:end]), end
    return (told + text[at:]).replace("\n", "\\n")


def main() -> None:
    rows = [json.loads(line) for file in TEXTS for line in file.read_text(encoding="utf-8").splitlines()]
    lessons = dict.fromkeys(lesson for row in rows for lesson in retold(row))
    told = [lesson for lesson in lessons if re.search(r"\w{4}", re.sub(r"\{\w\}|(?i:open|abrir)", "", lesson))]
    (HERE / "taught" / "retold.txt").write_text("\n".join(told) + "\n", encoding="utf-8")
    print(f"{len(rows)} texts, {len(told)} lessons, {sum('~' in lesson for lesson in told)} of them as they were")


if __name__ == "__main__":
    main()
