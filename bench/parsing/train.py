"""Trains the segmenter's network on invented messages and writes parsers/data/segmenter.npy and segmenter.features.

python -m pip install torch  # needed for this alone
python bench/parsing/train.py --count 300000 --seed 17 --width 128 --out TEACHERS/17
python bench/parsing/train.py --count 300000 --seed 18 --width 128 --out TEACHERS/18
python bench/parsing/train.py --count 320000 --rounds 5 --teachers TEACHERS/17 TEACHERS/18 --out PUPIL
python bench/parsing/train.py --count 240000 --rounds 3 --rate 1e-3 --start PUPIL --seed 41 --out ON/41
python bench/parsing/train.py --count 240000 --rounds 3 --rate 1e-3 --start PUPIL --seed 43 --out ON/43
python bench/parsing/train.py --mean ON/41 ON/43
"""

from __future__ import annotations

import argparse
import math
import random
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parents[1])]

import numpy as np  # noqa: E402
import torch  # noqa: E402
from lessons import Batch, Ints, Lessons, batches, lessons  # noqa: E402
from torch.nn import functional  # noqa: E402

from parsers.network import AFTER, BEFORE, LABELS, shapes, unpack  # noqa: E402

DATA = HERE.parents[1] / "parsers" / "data"
_TELLING = 3  # the first of a word's own features tell which word it is
# How often a message, or a word, is shown without what tells which word it is: kinds and places must do then. And how
# often any other single feature, or signal between the layers, is left out.
_FORGET_ALL, _FORGET_ONE, _LEAVE_OUT, _DROP = 0.25, 0.12, 0.05, 0.15
_TRUTH = 0.4  # what the truth counts beside what the teachers think
Weights = dict[str, Any]  # tensors, by the names that parsers/network.py knows them by


def fresh(features: int, width: int) -> Weights:
    """The network of `parsers/network.py`, by the same names, before it has learned anything."""
    made = {}
    for name, (rows, columns) in shapes(features, width).items():
        if name.endswith("_bias"):
            made[name] = torch.zeros(columns)
        elif name == "seen":
            made[name] = torch.randn(rows, columns) * 0.1
        else:
            made[name] = (torch.rand(rows, columns) * 2 - 1) / math.sqrt(rows)
    return {name: values.requires_grad_() for name, values in made.items()}


def begun(folder: Path, features: int) -> Weights:
    """A network trained before, to be trained on."""
    tables = unpack(np.load(folder / "segmenter.npy"), features)
    return {name: torch.tensor(table, dtype=torch.float32).requires_grad_() for name, table in tables.items()}


def scores(weights: Weights, rows: Any, spots: Any, shape: tuple[int, int], drop: float) -> Any:
    """Of each word of each message how much speaks for each label; `drop` is the share of signals left out."""
    width = weights["seen"].shape[1]
    seen = functional.embedding_bag(rows, weights["seen"], mode="sum", padding_idx=0)
    seen = torch.relu(functional.dropout(seen, drop) + weights["seen_bias"])
    x = torch.zeros(shape[0] * shape[1], width).index_copy(0, spots, seen).view(*shape, width)
    there = torch.zeros(shape[0] * shape[1], 1).index_fill(0, spots, 1.0).view(*shape, 1)
    for i, apart in enumerate(BEFORE):
        x = with_neighbours(x, apart, weights[f"before{i}"], weights[f"before{i}_bias"]) * there
    most = functional.dropout((x - (1 - there) * 1e9).amax(1, keepdim=True), drop)
    x = (x + most @ weights["whole"] + weights["whole_bias"]) * there
    for i, apart in enumerate(AFTER):
        x = with_neighbours(x, apart, weights[f"after{i}"], weights[f"after{i}_bias"]) * there
    return functional.dropout(x, drop) @ weights["label"] + weights["label_bias"]


def with_neighbours(x: Any, apart: int, weights: Any, bias: Any) -> Any:
    beside = functional.pad(x, (0, 0, apart, apart))
    three = torch.cat((beside[:, : -2 * apart], x, beside[:, 2 * apart :]), 2)
    return x + torch.relu(three @ weights + bias)


def forgetful(shape: tuple[int, int], message: Ints, rng: np.random.Generator) -> Ints:
    """Which features are seen, and which left out; `message` tells of each word which message it is of."""
    kept = rng.random(shape) >= _LEAVE_OUT
    hidden = (rng.random(message.max() + 1) < _FORGET_ALL)[message] | (rng.random(shape[0]) < _FORGET_ONE)
    kept[hidden, :_TELLING] = False
    return kept.astype(np.int64)


@dataclass
class Eyes:
    """A network with the numbers that it knows features by."""

    weights: Weights
    of_word: Ints
    of_place: Ints

    def told(self, batch: Batch, kept: Ints, drop: float = 0.0) -> Any:
        """Of each word, one below the other, what speaks for each label."""
        rows = np.concatenate([self.of_word[batch.words], self.of_place[batch.places]], axis=1) * kept
        spots = torch.from_numpy(batch.spots)
        told = scores(self.weights, torch.from_numpy(rows), spots, batch.shape, drop)
        return told.view(-1, len(LABELS))[spots]


def listed(folder: Path) -> list[str]:
    return (folder / "segmenter.features").read_text(encoding="utf-8").splitlines()


def taught_by(folder: Path, found: Lessons) -> Eyes:
    """A network trained before, as a teacher."""
    features = listed(folder)
    tables = unpack(np.load(folder / "segmenter.npy"), len(features))
    return Eyes({name: torch.from_numpy(table) for name, table in tables.items()}, *found.rows(features))


def aims(batch: Batch, kept: Ints, teachers: list[Eyes]) -> Any:
    """The chance of each label to aim at: the truth, or the truth and what the teachers make of the same sight."""
    truth = functional.one_hot(torch.from_numpy(batch.labels), len(LABELS)).float()
    if not teachers:
        return truth
    with torch.no_grad():
        thought = sum(torch.softmax(teacher.told(batch, kept), 1) for teacher in teachers) / len(teachers)
    return _TRUTH * truth + (1 - _TRUTH) * thought


def train(found: Lessons, features: list[str], args: argparse.Namespace) -> None:
    torch.manual_seed(args.seed)
    rng, dice = random.Random(args.seed), np.random.default_rng(args.seed)
    weights = begun(args.start, len(features)) if args.start else fresh(len(features), args.width)
    learner = Eyes(weights, *found.rows(features))
    teachers = [taught_by(folder, found) for folder in args.teachers]
    stepper = torch.optim.AdamW(weights.values(), lr=args.rate, weight_decay=0.01)
    steps = args.rounds * (len(found.messages) // args.batch + 1)
    pace = torch.optim.lr_scheduler.LambdaLR(
        stepper, lambda step: min(1.0, step / 200) * 0.5 * (1 + math.cos(math.pi * min(1.0, step / steps)))
    )
    for round_ in range(args.rounds):
        started, lost = time.time(), []
        for batch in batches(found, args.batch, rng):
            columns = learner.of_word.shape[1] + batch.places.shape[1]
            kept = forgetful((len(batch.words), columns), batch.spots // batch.shape[1], dice)
            loss = functional.cross_entropy(learner.told(batch, kept, _DROP), aims(batch, kept, teachers))
            stepper.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(weights.values(), 1.0)
            stepper.step()
            pace.step()
            lost.append(loss.item())
        print(f"round {round_ + 1}: loss {sum(lost) / len(lost):.4f}, {time.time() - started:.0f} s", flush=True)
        write(weights, features, args.out)


def mean(folders: list[Path], features: list[str], out: Path) -> None:
    """Networks that went on from the same one meet in the middle, and err less there than each of them."""
    each = [unpack(np.load(folder / "segmenter.npy"), len(features)) for folder in folders]
    write({name: torch.from_numpy(sum(one[name] for one in each) / len(each)) for name in each[0]}, features, out)


def write(weights: Weights, features: list[str], folder: Path) -> None:
    """In half precision: reading loses nothing by it that was ever measured, and the file is half as long."""
    width = weights["whole"].shape[1]
    tables = []
    for name, (rows, columns) in shapes(len(features), width).items():
        values = weights[name].detach().numpy().reshape(rows, columns)
        tables.append(np.pad(values, ((0, 0), (0, width - columns))))
    stored = np.concatenate(tables).astype(np.float16)
    stored[0] = 0  # what was never seen says nothing
    folder.mkdir(parents=True, exist_ok=True)
    np.save(folder / "segmenter.npy", stored)
    (folder / "segmenter.features").write_text("\n".join(features) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=280_000)
    parser.add_argument("--seed", type=int, default=19)
    parser.add_argument("--whole", type=float, default=0.75, help="share of messages written whole")
    parser.add_argument("--least", type=int, default=40, help="how often a feature must be seen")
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--batch", type=int, default=128)
    parser.add_argument("--rate", type=float, default=3e-3)
    parser.add_argument("--width", type=int, default=80, help="signals of a word")
    parser.add_argument("--teachers", type=Path, nargs="*", default=[], help="folders of networks trained before")
    parser.add_argument("--start", type=Path, help="folder of a network trained before, to be trained on")
    parser.add_argument("--out", type=Path, default=DATA)
    parser.add_argument("--mean", type=Path, nargs="*", help="only writes the mean of these networks")
    args = parser.parse_args()
    if args.mean:
        mean(args.mean, listed(args.mean[0]), args.out)
        return
    started = time.time()
    found = lessons(args.count, args.seed, args.whole)
    features = listed(args.start) if args.start else found.features(args.least)
    print(f"{len(found.messages)} messages, {len(features)} features, {time.time() - started:.0f} s", flush=True)
    train(found, features, args)


if __name__ == "__main__":
    main()
