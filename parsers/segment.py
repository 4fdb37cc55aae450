"""Which word of a text belongs to what: a small network trained on invented messages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from parsers.features import columns
from parsers.network import LABELS, chances
from parsers.tokens import MASK, Token

_SPACES = re.compile(r"\s+")
_EDGES = " ,.;:-\"'()[]/*<>=&"

OPENER, NAME, LINE, UNIT, CITY, STATE, ZIP, LANGUAGE, CARE, NOTHING, _SOMEONE = tuple(LABELS)
ADDRESS = frozenset((LINE, UNIT, CITY, STATE, ZIP))


@dataclass(frozen=True, slots=True)
class Segmentation:
    tokens: tuple[Token, ...]
    words: tuple[str, ...]  # of the tokens
    gaps: str  # one letter each
    labels: tuple[str, ...]
    sureness: tuple[float, ...]  # of each label, by the model
    # Of the word before, and of the word after: how sure that it does not belong with its neighbour.
    parted_before: tuple[float, ...]
    parted_after: tuple[float, ...]
    someone: tuple[float, ...]  # of each word, the chance that it is somebody else's name

    def runs(self, label: str) -> list[range]:
        """Stretches of neighbouring words with this label."""
        if label not in self.labels:
            return []
        return _stretches([i for i, found in enumerate(self.labels) if found == label])

    def others(self) -> list[range]:
        """Names that are somebody else's."""
        return _stretches([i for i, chance in enumerate(self.someone) if chance > 0.5])


def _stretches(places: list[int]) -> list[range]:
    runs, start = [], 0
    for stop in range(1, len(places) + 1):
        if stop == len(places) or places[stop] != places[stop - 1] + 1:
            runs.append(range(places[start], places[stop - 1] + 1))
            start = stop
    return runs


def segment(tokens: Sequence[Token]) -> Segmentation:
    if not tokens:
        return Segmentation((), (), "", (), (), (), (), ())
    _, _, _, words, gaps = zip(*tokens, strict=True)
    found = chances(words, columns(tokens))
    someone = tuple(found[:, -1].tolist())
    found[:, -2] += found[:, -1]  # who else is named is nothing that a letter needs
    best = found[:, :-1].argmax(1).tolist()
    rows = found.tolist()
    before, after = [1.0] * len(best), [1.0] * len(best)
    for i in range(1, len(best)):
        if best[i] != best[i - 1]:
            before[i - 1] = 1.0 - rows[i - 1][best[i]]
            after[i] = 1.0 - rows[i][best[i - 1]]
    labels = tuple(map(LABELS.__getitem__, best))
    sureness = tuple(map(list.__getitem__, rows, best))
    return Segmentation(tuple(tokens), words, "".join(gaps), labels, sureness, tuple(before), tuple(after), someone)


def written(text: str, seg: Segmentation, run: range) -> str:
    """The run as it was written, on one line."""
    return _SPACES.sub(" ", text[seg.tokens[run[0]].start : seg.tokens[run[-1]].end]).replace(MASK, "").strip(_EDGES)


def least_sure(seg: Segmentation, run: range) -> float:
    """The least sure word of the run, or border: a wrong border is as wrong as a wrong word."""
    sure = min(seg.sureness[run.start : run.stop])
    if run.start:
        sure = min(sure, seg.parted_before[run.start - 1])
    if run.stop < len(seg.words):
        sure = min(sure, seg.parted_after[run.stop])
    return sure
