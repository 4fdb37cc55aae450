"""The trained network that says of each word what it may be: convolutions over neighbours, and one look at the whole.

Written in numpy alone, so that no reader needs what trained it (`bench/parsing/train.py`).
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path

# A text is too small to share among threads, and a web process has its own: to be said before numpy is loaded.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
from numpy.typing import NDArray

from parsers.features import Place, own

_DATA = Path(__file__).parent / "data"
LABELS = "KNLUCSZGRO"
# How far apart the neighbours are that each convolution looks at, before and after the look at the whole.
BEFORE, AFTER = (1, 2, 4), (1, 2)
WIDTH = 96  # signals of a word
Floats = NDArray[np.float32]


@cache
def _rows() -> dict[str, int]:
    """The row of each feature in the table of vectors; row 0 is for what training saw too seldom."""
    listed = (_DATA / "segmenter.features").read_text(encoding="utf-8").split("\n")[:-1]
    return {feature: row for row, feature in enumerate(listed, start=1)}


def shapes(features: int) -> dict[str, tuple[int, int]]:
    """Every table of the network, in the order in which they stand in one file below each other."""
    layers = [f"before{i}" for i in range(len(BEFORE))], [f"after{i}" for i in range(len(AFTER))]
    parts = [
        ("seen", features + 1),
        *((name, 3 * WIDTH) for name in layers[0]),
        ("whole", WIDTH),
        *((name, 3 * WIDTH) for name in layers[1]),
        ("label", WIDTH),
    ]
    found: dict[str, tuple[int, int]] = {}
    for name, rows in parts:
        columns = len(LABELS) if name == "label" else WIDTH
        found |= {name: (rows, columns), f"{name}_bias": (1, columns)}
    return found


@cache
def _weights() -> dict[str, Floats]:
    stored = np.load(_DATA / "segmenter.npy").astype(np.float32)
    found, start = {}, 0
    for name, (rows, columns) in shapes(len(_rows())).items():
        found[name] = stored[start : start + rows, :columns].copy()
        start += rows
    return found


@lru_cache(maxsize=20_000)
def _vector(word: str) -> Floats:
    """All that is seen of a word by itself, added up once."""
    rows = _rows()
    summed: Floats = _weights()["seen"].take([rows.get(feature, 0) for feature in own(word)], axis=0).sum(0)
    return summed


def _with_neighbours(x: Floats, apart: int, weights: Floats, bias: Floats) -> Floats:
    beside = np.zeros((len(x) + 2 * apart, x.shape[1]), np.float32)
    beside[apart:-apart] = x
    three = np.concatenate((beside[: -2 * apart], x, beside[2 * apart :]), axis=1)
    found: Floats = x + np.maximum(three @ weights + bias, 0)
    return found


def chances(words: Sequence[str], places: Sequence[Place]) -> Floats:
    """For each word, row by row, the chance of each of `LABELS`."""
    weights, rows = _weights(), _rows()
    alone = np.concatenate([_vector(word) for word in words]).reshape(len(words), -1)
    placed = weights["seen"].take([[rows.get(feature, 0) for feature in place] for place in places], axis=0).sum(1)
    x = np.maximum(alone + placed + weights["seen_bias"], 0)
    for i, apart in enumerate(BEFORE):
        x = _with_neighbours(x, apart, weights[f"before{i}"], weights[f"before{i}_bias"])
    x += x.max(0) @ weights["whole"] + weights["whole_bias"]
    for i, apart in enumerate(AFTER):
        x = _with_neighbours(x, apart, weights[f"after{i}"], weights[f"after{i}_bias"])
    scores = x @ weights["label"] + weights["label_bias"]
    raised = np.exp(scores - scores.max(1, keepdims=True))
    found: Floats = raised / raised.sum(1, keepdims=True)
    return found
