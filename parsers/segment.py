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


def segment(text: str, tokens: Sequence[Token]) -> Segmentation:
    if not tokens:
        return Segmentation((), (), ())
    tagger = _tagger()
    labels = tagger.tag(features(tokens, is_cased(text)))
    sureness = tuple(tagger.marginal(label, i) for i, label in enumerate(labels))
    return Segmentation(tuple(tokens), tuple(labels), sureness)


def written(text: str, seg: Segmentation, run: range) -> str:
    """The run as it was written, on one line."""
    return _SPACES.sub(" ", text[seg.tokens[run[0]].start : seg.tokens[run[-1]].end]).replace(MASK, "").strip(_EDGES)


def least_sure(seg: Segmentation, run: range) -> float:
    """The least sure word of the run or next to it: a wrong border is as wrong as a wrong word."""
    return min(seg.sureness[max(run.start - 1, 0) : run.stop + 1])
