"""Which word of a text belongs to what: a small network trained on invented messages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from parsers.features import places
from parsers.network import LABELS, chances
from parsers.tokens import MASK, Token

_SPACES = re.compile(r"\s+")
_EDGES = " ,.;:-\"'()[]/*<>=&"

OPENER, NAME, LINE, UNIT, CITY, STATE, ZIP, LANGUAGE, CARE, NOTHING = tuple(LABELS)


@dataclass(frozen=True, slots=True)
class Segmentation:
    tokens: tuple[Token, ...]
    labels: tuple[str, ...]
    sureness: tuple[float, ...]  # of each label, by the model
    # Of the word before, and of the word after: how sure that it does not belong with its neighbour.
    parted_before: tuple[float, ...]
    parted_after: tuple[float, ...]

    def runs(self, label: str) -> list[range]:
        """Stretches of neighbouring words with this label."""
        runs: list[range] = []
        for i, found in enumerate(self.labels):
            if found != label:
                continue
            if runs and runs[-1].stop == i:
                runs[-1] = range(runs[-1].start, i + 1)
            else:
                runs.append(range(i, i + 1))
        return runs


def segment(tokens: Sequence[Token]) -> Segmentation:
    if not tokens:
        return Segmentation((), (), (), (), ())
    found = chances([token.word for token in tokens], places(tokens))
    best = found.argmax(1).tolist()
    before, after = [1.0] * len(best), [1.0] * len(best)
    for i in range(1, len(best)):
        if best[i] != best[i - 1]:
            before[i - 1] = 1.0 - float(found[i - 1, best[i]])
            after[i] = 1.0 - float(found[i, best[i - 1]])
    labels, sureness = tuple(LABELS[label] for label in best), tuple(found.max(1).tolist())
    return Segmentation(tuple(tokens), labels, sureness, tuple(before), tuple(after))


def written(text: str, seg: Segmentation, run: range) -> str:
    """The run as it was written, on one line."""
    return _SPACES.sub(" ", text[seg.tokens[run[0]].start : seg.tokens[run[-1]].end]).replace(MASK, "").strip(_EDGES)


def least_sure(seg: Segmentation, run: range) -> float:
    """The least sure word of the run, or border: a wrong border is as wrong as a wrong word."""
    sure = min(seg.sureness[run.start : run.stop])
    if run.start:
        sure = min(sure, seg.parted_before[run.start - 1])
    if run.stop < len(seg.tokens):
        sure = min(sure, seg.parted_after[run.stop])
    return sure
