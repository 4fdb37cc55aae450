"""Which word of a text belongs to what: a conditional random field trained on invented messages."""

from __future__ import annotations

import re
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pycrfsuite

from parsers.features import features, is_cased
from parsers.tokens import MASK, Token

_MODEL = Path(__file__).parent / "data" / "segmenter.crfsuite"
_SPACES = re.compile(r"\s+")
_EDGES = " ,.;:-\"'()[]/*<>=&"
# A tagger keeps the sentence it reads: each thread has its own.
_local = threading.local()

OPENER, NAME, LINE, UNIT, CITY, STATE, ZIP, LANGUAGE, CARE, NOTHING = "KNLUCSZGRO"


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


def _tagger() -> pycrfsuite.Tagger:
    if not hasattr(_local, "tagger"):
        _local.tagger = pycrfsuite.Tagger()
        _local.tagger.open(str(_MODEL))
    return _local.tagger


def segment(tokens: Sequence[Token]) -> Segmentation:
    if not tokens:
        return Segmentation((), (), (), (), ())
    tagger = _tagger()
    labels = tagger.tag(features(tokens, is_cased(tokens)))
    sureness = tuple(tagger.marginal(label, i) for i, label in enumerate(labels))
    before, after = [1.0] * len(labels), [1.0] * len(labels)
    for i in range(1, len(labels)):
        if labels[i] != labels[i - 1]:
            before[i - 1] = 1.0 - tagger.marginal(labels[i], i - 1)
            after[i] = 1.0 - tagger.marginal(labels[i - 1], i)
    return Segmentation(tuple(tokens), tuple(labels), sureness, tuple(before), tuple(after))


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
