"""How sure a name is, weighed from what speaks for and against it: `bench/parsing/calibrate.py` found the weights."""

from __future__ import annotations

import math

from parsers.lexicon import LABELS, LANGUAGES, NAME_SUFFIXES, PARTICLES, is_common, kind, name_grades
from parsers.relations import FUNCTION_WORDS
from parsers.segment import NAME, NOTHING, OPENER, Segmentation

# What is looked at, each with its weight. Marginals are log odds; all else is 0 or 1, or a count.
WEIGHTS: dict[str, float] = {
    "always": -2.45,
    "comma": 0.02,
    "cut short": -1.94,
    "ends early": -0.65,
    "four or more": -0.65,
    "guess": 0.99,
    "inner": 0.34,
    "left": 0.19,
    "left apart": 0.07,
    "left both": -0.04,
    "left called": -1.39,
    "left number": -0.46,
    "left opener": -0.52,
    "left over after": -0.98,
    "left over before": -0.53,
    "left plain": -0.21,
    "left rare": 0.13,
    "left unlisted": -0.02,
    "no given name": -1.31,
    "none listed": -0.85,
    "odd edge": -1.39,
    "ordinary first": -0.22,
    "ordinary last": -0.43,
    "right": 0.24,
    "right apart": 0.07,
    "right both": -1.23,
    "right called": -0.89,
    "right number": 0.18,
    "right opener": 0.26,
    "right plain": -0.57,
    "right rare": -0.25,
    "right unlisted": -0.02,
    "someone else": -1.22,
    "starts late": 0.05,
    "turned round": 1.77,
    "two words": -0.55,
    "unlisted first": 1.49,
    "unlisted last": 0.90,
    "usual given name": 0.35,
    "usual surname": 0.53,
    "wording inside": 0.29,
}
_MOST = 12.0


def _odds(probability: float) -> float:
    inside = min(max(probability, 1e-7), 1 - 1e-7)
    return max(-_MOST, min(_MOST, math.log(inside / (1 - inside))))


def _neighbour(seg: Segmentation, i: int, gap: str) -> str:
    """What stands beside the name: nothing or a separator, the opener, a number, or which sort of word."""
    if not 0 <= i < len(seg.tokens) or gap != "s":
        return "apart"
    if seg.labels[i] == OPENER:
        return "opener"
    word = seg.tokens[i].word
    if not word.isalpha():
        return "number"
    if kind(word) == "00":
        return "unlisted"
    plain, called = is_common(word), name_grades(word) not in ("00", "01")
    return "both" if plain and called else "plain" if plain else "called" if called else "rare"


def _stands_between(seg: Segmentation, i: int, beyond: int) -> bool:
    """ "Ana Field | Blue 12 Elm St", "OPEN | Ella Rourke Rath": one word left over, called so or unknown."""
    if not 0 <= i < len(seg.tokens) or seg.labels[i] != NOTHING:
        return False
    word = seg.tokens[i].word
    if len(word) < 2 or not word.isalpha() or word in FUNCTION_WORDS | LABELS | LANGUAGES:
        return False
    if kind(word) != "00" and name_grades(word) == "00":
        return False
    if not 0 <= beyond < len(seg.tokens) or seg.tokens[max(i, beyond)].gap != "s":
        return True
    return seg.labels[beyond] != NOTHING or seg.tokens[beyond].word in FUNCTION_WORDS | LABELS


def _is_name(seg: Segmentation, i: int) -> float:
    return seg.sureness[i] if seg.labels[i] == NAME else 1 - seg.sureness[i]


def _someone_else(seg: Segmentation, run: range) -> bool:
    """Whether another given name with a surname stands in the wording: the one meant may be the other."""
    for i in range(len(seg.tokens) - 1):
        # Most words are no given name and need no further look.
        if seg.labels[i] not in _WORDING or kind(seg.tokens[i].word)[0] not in "23" or i in run or i + 1 in run:
            continue
        following = seg.tokens[i + 1]
        named = seg.labels[i + 1] in _WORDING and following.gap == "s" and name_grades(following.word) != "00"
        if named and not (is_common(seg.tokens[i].word) or is_common(following.word)):
            return True
    return False


_WORDING = (NOTHING, NAME)


def evidence(seg: Segmentation, run: range, *, cut_short: bool, odd_edge: bool, guess: bool) -> dict[str, float]:
    words = [seg.tokens[i].word for i in run]
    core = [w for w in words if len(w) > 1 and w not in PARTICLES | NAME_SUFFIXES] or words
    first, last = run.start, run.stop
    found = {
        "always": 1.0,
        "inner": _odds(min(_is_name(seg, i) for i in run)),
        "left": _odds(seg.parted_before[first - 1] if first else 1.0),
        "right": _odds(seg.parted_after[last] if last < len(seg.tokens) else 1.0),
        "unlisted first": float(kind(core[0]) == "00"),
        "unlisted last": float(kind(core[-1]) == "00"),
        "no given name": float(name_grades(core[0])[0] == "0"),
        "usual given name": float(name_grades(core[0])[0] in "23"),
        "usual surname": float(name_grades(core[-1])[1] in "23"),
        "ordinary first": float(is_common(core[0])),
        "ordinary last": float(is_common(core[-1])),
        "starts late": float(len(core) > 2 and name_grades(core[0])[0] == "0" and name_grades(core[1])[0] in "23"),
        "ends early": float(len(core) > 2 and name_grades(core[-1])[1] < "2" and name_grades(core[-2])[1] in "23"),
        "two words": float(len(words) == 2),
        "four or more": float(len(words) > 3),
        "none listed": float(all(kind(word) == "00" for word in core)),
        "wording inside": float(any(is_common(w) and name_grades(w) < "10" for w in core)),
        "turned round": float(any(seg.tokens[i].gap == "c" for i in run[1:])),
        "comma": float(any(seg.tokens[i].gap != "s" for i in run[1:])),
        "cut short": float(cut_short),
        "odd edge": float(odd_edge),
        "guess": float(guess),
        "left over before": float(seg.tokens[first].gap == "s" and _stands_between(seg, first - 1, first - 2)),
        "left over after": float(
            last < len(seg.tokens) and seg.tokens[last].gap == "s" and _stands_between(seg, last, last + 1)
        ),
        "someone else": float(_someone_else(seg, run)),
    }
    found[f"left {_neighbour(seg, first - 1, seg.tokens[first].gap)}"] = 1.0
    found[f"right {_neighbour(seg, last, seg.tokens[last].gap if last < len(seg.tokens) else 'n')}"] = 1.0
    return found


def weigh_name(found: dict[str, float]) -> float:
    """The chance that the name is right to the last letter."""
    total = sum(WEIGHTS.get(name, 0.0) * value for name, value in found.items())
    return 1 / (1 + math.exp(-total))
