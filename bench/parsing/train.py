"""Trains the segmenter on invented messages and writes parsers/data/segmenter.crfsuite.

python bench/parsing/train.py --count 30000 --seed 11
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parents[1])]

import pycrfsuite  # noqa: E402
from compose import compose, labelled, whole  # noqa: E402

from parsers.clean import clean  # noqa: E402
from parsers.features import features, is_cased, learn  # noqa: E402
from parsers.private import mask, scrub_ssn  # noqa: E402
from parsers.tokens import tokenize  # noqa: E402

MODEL = HERE.parents[1] / "parsers" / "data" / "segmenter.crfsuite"


def prepare(pieces: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Each piece as the reader will see it; done piece by piece so that the labels keep their places."""
    done = []
    for text, label in pieces:
        lead, tail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
        core = clean(mask(scrub_ssn(text)[0] if label == "O" else text)) if label == "O" else clean(text)
        done.append((lead + core + tail if core else text.replace("\r", ""), label))
    return [(text.replace("\r\n", "\n"), label) for text, label in done]


def sequence(pieces: list[tuple[str, str]]) -> tuple[list[list[bytes]], list[str]]:
    text, spans = labelled(prepare(pieces))
    tokens = tokenize(text)
    labels = [
        next((label for start, end, label in spans if start < token.end and token.start < end), "O") for token in tokens
    ]
    return features(tokens, is_cased(tokens)), labels


_WORDY = (b"w=", b"-w", b"+w", b"e=")


def forget_words(rows: list[list[bytes]]) -> list[list[bytes]]:
    """A message of which only the kinds of words are seen: the model must not lean on wordings alone."""
    return [[feature for feature in row if not feature.startswith(_WORDY)] for row in rows]


def write_features(model: Path) -> None:
    """Beside the model, the features it has a weight for: a reader gives it no others."""
    tagger = pycrfsuite.Tagger()
    tagger.open(str(model))
    weighed = sorted({feature for feature, _ in tagger.info().state_features})
    model.with_suffix(".features").write_text("\n".join(weighed) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=30_000)
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--c1", type=float, default=0.4)
    parser.add_argument("--c2", type=float, default=0.02)
    parser.add_argument("--iterations", type=int, default=120)
    parser.add_argument("--minfreq", type=int, default=4)
    parser.add_argument("--whole", type=float, default=0.65, help="share of messages written whole")
    parser.add_argument("--forget", type=float, default=0.3, help="share of messages seen without their words")
    parser.add_argument("--out", type=Path, default=MODEL)
    args = parser.parse_args()
    learn()
    rng = random.Random(args.seed)
    trainer = pycrfsuite.Trainer(verbose=False)
    started = time.time()
    for _ in range(args.count):
        rows, labels = sequence(whole(rng) if rng.random() < args.whole else compose(rng, "train")[0])
        if rng.random() < args.forget:
            rows = forget_words(rows)
        if rows:
            trainer.append(rows, labels)
    print("prepared", round(time.time() - started), "s")
    trainer.select("lbfgs")
    trainer.set_params({
        "c1": args.c1, "c2": args.c2, "max_iterations": args.iterations, "feature.minfreq": args.minfreq,
        "feature.possible_transitions": True,
    })  # fmt: skip
    trainer.train(str(args.out))
    write_features(args.out)
    print(
        "trained", round(time.time() - started), "s", args.out.stat().st_size, "bytes", trainer.logparser.last_iteration
    )


if __name__ == "__main__":
    main()
