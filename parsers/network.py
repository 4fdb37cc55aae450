"""The trained network that says of each word what it may be: convolutions over neighbours, and one look at the whole.

Written in numpy alone, so that no reader needs what trained it (`bench/parsing/train.py`).
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from pathlib import Path

# A text is too small to share among threads, and a web process has its own: to be said before numpy is loaded.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
from numpy.typing import NDArray

from parsers.features import COUNTED, Place, of_kind, of_letters
from parsers.lexicon import kind

_DATA = Path(__file__).parent / "data"
LABELS = "KNLUCSZGROP"  # as in segment.py, and last somebody else's name
# How far apart the neighbours are that each convolution looks at, before and after the look at the whole.
BEFORE, AFTER = (1, 2, 4), (1, 2)
_PAD = max(*BEFORE, *AFTER)
Floats = NDArray[np.float32]


class _Rows(dict[str, int]):
    """The row of each feature in the table of vectors; row 0 is for none, and for what training saw too seldom."""

    def __missing__(self, feature: str) -> int:
        return 0


@cache
def _rows() -> _Rows:
    listed = (_DATA / "segmenter.features").read_text(encoding="utf-8").split("\n")[:-1]
    return _Rows({"": 0, **{feature: row for row, feature in enumerate(listed, start=1)}})


def shapes(features: int, width: int) -> dict[str, tuple[int, int]]:
    """Every table of the network, in the order in which they stand in one file below each other.

    `width` is how many signals a word has; so wide is the file.
    """
    layers = [f"before{i}" for i in range(len(BEFORE))], [f"after{i}" for i in range(len(AFTER))]
    parts = [
        ("seen", features + 1),
        *((name, 3 * width) for name in layers[0]),
        ("whole", width),
        *((name, 3 * width) for name in layers[1]),
        ("label", width),
    ]
    found: dict[str, tuple[int, int]] = {}
    for name, rows in parts:
        columns = len(LABELS) if name == "label" else width
        found |= {name: (rows, columns), f"{name}_bias": (1, columns)}
    return found


def unpack(stored: NDArray[np.float16], features: int) -> dict[str, Floats]:
    """The tables of a file, by their names."""
    found, start = {}, 0
    for name, (rows, columns) in shapes(features, stored.shape[1]).items():
        found[name] = stored[start : start + rows, :columns].astype(np.float32)
        start += rows
    return found


@cache
def _weights() -> dict[str, Floats]:
    return unpack(np.load(_DATA / "segmenter.npy"), len(_rows()) - 1)


@lru_cache(maxsize=20_000)
def _of_word(word: str) -> Floats:
    """All that is seen of a word by itself, added up once."""
    rows, seen, summed = _rows(), _weights()["seen"], _of_kind(kind(word), min(len(word), 12))
    for row in [rows[feature] for feature in of_letters(word)]:
        if row:
            summed = summed + seen[row]
    return summed


@lru_cache(maxsize=5_000)
def _of_kind(mark: str, length: int) -> Floats:
    summed: Floats = _added(of_kind(mark, length)) + _weights()["seen_bias"][0]
    return summed


@lru_cache(maxsize=20_000)
def _added(seen: Place) -> Floats:
    """Added up once: of two halves of what is seen of a place, nineteen in twenty were seen before."""
    rows = _rows()
    summed: Floats = np.add.reduce(_weights()["seen"].take([rows[feature] for feature in seen], axis=0), axis=0)
    return summed


def _add_neighbours(padded: Floats, apart: int, weights: Floats, bias: Floats) -> None:
    """To each word what its neighbours say, so many words away; `padded` has `_PAD` rows of nothing around them."""
    words = padded[_PAD:-_PAD]
    stop = len(padded) - _PAD
    three = np.concatenate((padded[_PAD - apart : stop - apart], words, padded[_PAD + apart : stop + apart]), axis=1)
    found = three @ weights
    found += bias
    words += np.maximum(found, 0, out=found)


def chances(words: Sequence[str], columns: tuple[Iterable[str], ...]) -> Floats:
    """For each word, row by row, the chance of each of `LABELS`; `columns` tell of the words' places."""
    weights = _weights()
    counted, beside = zip(*columns[:COUNTED], strict=True), zip(*columns[COUNTED:], strict=True)
    seen = np.concatenate([*map(_of_word, words), *map(_added, counted), *map(_added, beside)])
    seen = seen.reshape(3, len(words), -1)
    padded = np.zeros((len(words) + 2 * _PAD, seen.shape[2]), np.float32)
    x = padded[_PAD:-_PAD]
    np.add.reduce(seen, axis=0, out=x)
    np.maximum(x, 0, out=x)
    for i, apart in enumerate(BEFORE):
        _add_neighbours(padded, apart, weights[f"before{i}"], weights[f"before{i}_bias"])
    x += np.maximum.reduce(x, axis=0) @ weights["whole"] + weights["whole_bias"]
    for i, apart in enumerate(AFTER):
        _add_neighbours(padded, apart, weights[f"after{i}"], weights[f"after{i}_bias"])
    scores = x @ weights["label"] + weights["label_bias"]
    scores -= np.maximum.reduce(scores, axis=1, keepdims=True)
    raised: Floats = np.exp(scores, out=scores)
    raised /= np.add.reduce(raised, axis=1, keepdims=True)
    return raised
