"""Invented messages as the segmenter's network learns from them: numbers for words, places and labels."""

from __future__ import annotations

import multiprocessing
import random
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial

import numpy as np
from compose import compose, labelled, whole

from parsers.clean import clean
from parsers.features import Place, own, places
from parsers.network import LABELS
from parsers.private import mask, scrub_ssn
from parsers.tokens import tokenize

_LABEL = {label: i for i, label in enumerate(LABELS)}
_SHARE = 2_000  # messages that one process invents at a time

Ints = np.ndarray[tuple[int, ...], np.dtype[np.int64]]
Message = tuple[list[str], list[Place], list[str]]


def prepare(pieces: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Each piece as the reader will see it; done piece by piece so that the labels keep their places."""
    done = []
    for text, label in pieces:
        lead, tail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
        core = clean(mask(scrub_ssn(text)[0] if label == "O" else text)) if label == "O" else clean(text)
        done.append((lead + core + tail if core else text.replace("\r", ""), label))
    return [(text.replace("\r\n", "\n"), label) for text, label in done]


def sequence(pieces: list[tuple[str, str]]) -> Message:
    text, spans = labelled(prepare(pieces))
    tokens = tokenize(text)
    labels = [
        next((label for start, end, label in spans if start < token.end and token.start < end), "O") for token in tokens
    ]
    return [token.word for token in tokens], places(tokens), labels


def invent(seed: int, whole_share: float) -> list[Message]:
    rng = random.Random(seed)
    made = (sequence(whole(rng) if rng.random() < whole_share else compose(rng, "train")[0]) for _ in range(_SHARE))
    return [
        ([*map(sys.intern, words)], [tuple(map(sys.intern, row)) for row in seen], labels)
        for words, seen, labels in made
        if words
    ]


class Numbers(dict[str, int]):
    """A number for each thing named, in the order they come."""

    def __missing__(self, name: str) -> int:
        self[name] = len(self)
        return self[name]


@dataclass
class Lessons:
    """Messages as numbers: of each its words, what is seen of their places, and what they are."""

    words: Numbers = field(default_factory=Numbers)
    places: Numbers = field(default_factory=Numbers)
    messages: list[tuple[Ints, Ints, Ints]] = field(default_factory=list)

    def add(self, message: Message) -> None:
        words, seen, labels = message
        self.messages.append((
            np.array([self.words[word] for word in words], np.int32),
            np.array([[self.places[feature] for feature in row] for row in seen], np.int16),
            np.array([_LABEL[label] for label in labels], np.int8),
        ))  # fmt: skip

    def features(self, least: int) -> list[str]:
        """Those seen often enough to learn from."""
        counts: Counter[str] = Counter()
        words = np.bincount(np.concatenate([words for words, _, _ in self.messages]), minlength=len(self.words))
        for word, count in zip(self.words, words.tolist(), strict=True):
            counts.update(dict.fromkeys(own(word), count))
        seen = np.bincount(np.concatenate([seen.ravel() for _, seen, _ in self.messages]))
        counts.update(dict(zip(self.places, seen.tolist(), strict=True)))
        return sorted(feature for feature, count in counts.items() if feature and count >= least)

    def rows(self, features: list[str]) -> tuple[Ints, Ints]:
        """For each word the numbers of its own features, and for each feature of a place its number; 0 is unknown."""
        number = {feature: i for i, feature in enumerate(features, start=1)}
        longest = max(len(own(word)) for word in self.words)
        of_words = [[number.get(feature, 0) for feature in own(word)] for word in self.words]
        padded = [row + [0] * (longest - len(row)) for row in of_words]
        return np.array(padded), np.array([number.get(feature, 0) for feature in self.places])


def lessons(count: int, seed: int, whole_share: float) -> Lessons:
    found = Lessons()
    seeds = [seed * 1_000_003 + i for i in range(count // _SHARE)]
    with multiprocessing.Pool() as pool:
        for messages in pool.imap(partial(invent, whole_share=whole_share), seeds):
            for message in messages:
                found.add(message)
    return found


@dataclass(frozen=True)
class Batch:
    """Messages of one length or nearly, word below word."""

    words: Ints
    places: Ints  # what is seen of each word's place
    labels: Ints
    spots: Ints  # where each word stands among the places of all messages, each as long as the longest
    shape: tuple[int, int]  # messages, and the longest


def batches(found: Lessons, size: int, rng: random.Random) -> Iterator[Batch]:
    order = list(found.messages)
    rng.shuffle(order)
    groups = []
    for start in range(0, len(order), size * 50):
        near = sorted(order[start : start + size * 50], key=lambda message: len(message[0]))
        groups += [near[i : i + size] for i in range(0, len(near), size)]
    rng.shuffle(groups)
    for group in groups:
        longest = max(len(words) for words, _, _ in group)
        yield Batch(
            np.concatenate([words for words, _, _ in group]),
            np.concatenate([places for _, places, _ in group]),
            np.concatenate([labels for _, _, labels in group]).astype(np.int64),
            np.concatenate([i * longest + np.arange(len(words)) for i, (words, _, _) in enumerate(group)]),
            (len(group), longest),
        )
