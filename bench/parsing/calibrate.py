"""Finds the weights of `parsers/evidence.py`: how often a name is right, given what is seen of it.

python bench/parsing/calibrate.py --count 8000 --seed 701

Messages in wordings that the segmenter was not taught (`held`, `looked_at`, `ordinary`, `unseen`); a logistic
regression by Newton's method.
"""

from __future__ import annotations

import argparse
import math
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parents[1])]

import families  # noqa: E402
import scored  # noqa: E402
from measure import wrong_fields  # noqa: E402

from parsers import Keyword, names, read_message  # noqa: E402

Row = tuple[dict[str, float], bool]


def seen(cases: list[dict[str, Any]]) -> list[Row]:
    """Of each name that was weighed, what was seen of it and whether it was right."""
    rows: list[Row] = []
    last: list[dict[str, float]] = []
    weigh = names.weigh_name
    names.weigh_name = lambda found: last.append(found) or weigh(found)  # type: ignore[func-returns-value]
    for case in cases:
        last.clear()
        reading = read_message(case["text"])
        if last and reading.keyword is Keyword.OPEN:
            rows.append((last[-1], "name" not in wrong_fields(case, reading)))
    names.weigh_name = weigh
    return rows


def solve(matrix: list[list[float]], right: list[float]) -> list[float]:
    size = len(right)
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for i in range(size):
        pivot = max(range(i, size), key=lambda r: abs(rows[r][i]))
        rows[i], rows[pivot] = rows[pivot], rows[i]
        for r in range(size):
            if r != i:
                factor = rows[r][i] / rows[i][i]
                rows[r] = [a - factor * b for a, b in zip(rows[r], rows[i], strict=True)]
    return [rows[i][size] / rows[i][i] for i in range(size)]


def fit(rows: list[Row], ridge: float, rounds: int = 12) -> dict[str, float]:
    keys = sorted({key for found, _ in rows for key in found})
    place = {key: i for i, key in enumerate(keys)}
    sparse = [([(place[key], value) for key, value in found.items() if value], good) for found, good in rows]
    weights = [0.0] * len(keys)
    for _ in range(rounds):
        gradient = [-ridge * weight for weight in weights]
        curve = [[ridge if i == j else 0.0 for j in range(len(keys))] for i in range(len(keys))]
        for found, good in sparse:
            chance = 1 / (1 + math.exp(-sum(weights[i] * value for i, value in found)))
            for i, value in found:
                gradient[i] += (good - chance) * value
                for j, other in found:
                    curve[i][j] += chance * (1 - chance) * value * other
        weights = [weight + step for weight, step in zip(weights, solve(curve, gradient), strict=True)]
    return dict(zip(keys, weights, strict=True))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=8000)
    parser.add_argument("--seed", type=int, default=701)
    parser.add_argument("--ridge", type=float, default=1.0)
    args = parser.parse_args()
    rows = seen(scored.invented(args.count, args.seed, "held"))
    for name in ("looked_at", "ordinary", "unseen"):
        rows += seen(families.invented(args.count // 2, args.seed, name))
    for key, weight in fit(rows, args.ridge).items():
        print(f'    "{key}": {weight:.2f},')
    print(len(rows), "names,", sum(not good for _, good in rows), "wrong")


if __name__ == "__main__":
    main()
