"""How sure a name is, weighed from what speaks for and against it: `bench/parsing/calibrate.py` found the weights."""

from __future__ import annotations

import math

from parsers.lexicon import NAME_SUFFIXES, PARTICLES, is_common, kind, name_grades
from parsers.segment import NAME, NOTHING, OPENER, Segmentation

# What is looked at, each with its weight. Marginals are log odds; all else is 0 or 1, or a count.
WEIGHTS: dict[str, float] = {
    "always": -1.72,
    "comma": 0.16,
    "cut short": -1.43,
    "ends early": -0.48,
    "four or more": -0.91,
    "guess": 0.22,
    "inner": 0.49,
    "left": 0.30,
    "left apart": 0.19,
    "left both": 0.24,
    "left called": -0.60,
    "left number": -0.54,
    "left opener": -0.49,
    "left plain": 0.03,
    "left rare": 0.12,
    "left unlisted": -0.66,
    "no given name": -1.22,
    "none listed": 0.33,
    "odd edge": -0.65,
    "ordinary first": -0.20,
    "ordinary last": 0.04,
    "right": 0.47,
    "right apart": -0.01,
    "right both": -1.39,
    "right called": -0.56,
    "right number": 0.07,
    "right opener": 1.11,
    "right plain": -0.74,
    "right rare": -0.38,
    "right unlisted": 0.18,
    "someone else": -1.77,
    "starts late": -1.40,
    "turned round": -0.14,
    "two words": -0.19,
    "unlisted first": 1.38,
    "unlisted last": -0.37,
    "usual given name": -0.17,
    "usual surname": 0.04,
    "wording inside": -0.08,
}
_MOST = 7.0


def _odds(probability: float) -> float:
    inside = min(max(probability, 1e-6), 1 - 1e-6)
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
        "someone else": float(_someone_else(seg, run)),
    }
    found[f"left {_neighbour(seg, first - 1, seg.tokens[first].gap)}"] = 1.0
    found[f"right {_neighbour(seg, last, seg.tokens[last].gap if last < len(seg.tokens) else 'n')}"] = 1.0
    return found


def weigh_name(found: dict[str, float]) -> float:
    """The chance that the name is right to the last letter."""
    total = sum(WEIGHTS.get(name, 0.0) * value for name, value in found.items())
    return 1 / (1 + math.exp(-total))
