"""How sure a name is, weighed from what speaks for and against it: `bench/parsing/calibrate.py` found the weights."""

from __future__ import annotations

import math

from parsers.lexicon import LABELS, LANGUAGES, NAME_PARTS, is_common, kind, name_grades
from parsers.relations import FUNCTION_WORDS
from parsers.segment import NAME, NOTHING, OPENER, Segmentation

# What is looked at, each with its weight. Marginals are log odds; all else is 0 or 1, or a count.
WEIGHTS: dict[str, float] = {
    "always": -2.16,
    "comma": -0.17,
    "cut short": -0.12,
    "ends early": -0.96,
    "four or more": -0.45,
    "guess": -0.77,
    "inner": 0.35,
    "left": 0.23,
    "left apart": 0.11,
    "left both": -0.18,
    "left called": -1.10,
    "left number": 0.10,
    "left opener": -0.85,
    "left over after": -1.14,
    "left over before": -0.46,
    "left plain": -0.19,
    "left rare": 0.12,
    "left unlisted": -0.18,
    "no given name": -1.74,
    "none listed": 0.24,
    "odd edge": -1.33,
    "ordinary first": -0.35,
    "ordinary last": -0.30,
    "right": 0.29,
    "right apart": -0.04,
    "right both": -0.41,
    "right called": -0.95,
    "right number": -0.14,
    "right opener": -0.40,
    "right plain": 0.05,
    "right rare": -0.13,
    "right unlisted": -0.14,
    "starts late": 0.26,
    "turned round": 1.72,
    "two words": -0.18,
    "unlisted first": 1.60,
    "unlisted last": 0.08,
    "usual given name": 0.09,
    "usual surname": 0.27,
    "wording inside": 0.00,
}
_MOST = 12.0
_WORDING = FUNCTION_WORDS | LABELS
_NEVER_LEFT = _WORDING | LANGUAGES


def _odds(probability: float) -> float:
    inside = min(max(probability, 1e-7), 1 - 1e-7)
    return max(-_MOST, min(_MOST, math.log(inside / (1 - inside))))


def _neighbour(seg: Segmentation, i: int, gap: str) -> str:
    """What stands beside the name: nothing or a separator, the opener, a number, or which sort of word."""
    if not 0 <= i < len(seg.words) or gap != "s":
        return "apart"
    if seg.labels[i] == OPENER:
        return "opener"
    word = seg.words[i]
    if not word.isalpha():
        return "number"
    if kind(word) == "00":
        return "unlisted"
    plain, called = is_common(word), name_grades(word) not in ("00", "01")
    return "both" if plain and called else "plain" if plain else "called" if called else "rare"


def stands_between(seg: Segmentation, i: int, beyond: int) -> bool:
    """ "Ana Field | Blue 12 Elm St", "OPEN | Ella Rourke Rath": one word left over, called so or unknown."""
    if not 0 <= i < len(seg.words) or seg.labels[i] != NOTHING:
        return False
    word = seg.words[i]
    if len(word) < 2 or not word.isalpha() or word in _NEVER_LEFT:
        return False
    if kind(word) != "00" and name_grades(word) == "00":
        return False
    if not 0 <= beyond < len(seg.words) or seg.gaps[max(i, beyond)] != "s":
        return True
    return seg.labels[beyond] != NOTHING or seg.words[beyond] in _WORDING


def _is_name(seg: Segmentation, i: int) -> float:
    return seg.sureness[i] if seg.labels[i] == NAME else 1 - seg.sureness[i]


def evidence(seg: Segmentation, run: range, *, cut_short: bool, odd_edge: bool, guess: bool) -> dict[str, float]:
    words = [seg.words[i] for i in run]
    core = [w for w in words if len(w) > 1 and w not in NAME_PARTS] or words
    first, last = run.start, run.stop
    inner_gaps = seg.gaps[first + 1 : last]
    found = {
        "always": 1.0,
        "inner": _odds(min(_is_name(seg, i) for i in run)),
        "left": _odds(seg.parted_before[first - 1] if first else 1.0),
        "right": _odds(seg.parted_after[last] if last < len(seg.words) else 1.0),
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
        "none listed": float({*map(kind, core)} == {"00"}),
        "wording inside": float(any(is_common(w) and name_grades(w) < "10" for w in core)),
        "turned round": float("c" in inner_gaps),
        "comma": float(inner_gaps.strip("s") != ""),
        "cut short": float(cut_short),
        "odd edge": float(odd_edge),
        "guess": float(guess),
        "left over before": float(seg.gaps[first] == "s" and stands_between(seg, first - 1, first - 2)),
        "left over after": float(
            last < len(seg.words) and seg.gaps[last] == "s" and stands_between(seg, last, last + 1)
        ),
    }
    found[f"left {_neighbour(seg, first - 1, seg.gaps[first])}"] = 1.0
    found[f"right {_neighbour(seg, last, seg.gaps[last] if last < len(seg.words) else 'n')}"] = 1.0
    return found


def weigh_name(found: dict[str, float]) -> float:
    """The chance that the name is right to the last letter."""
    total = sum(WEIGHTS.get(name, 0.0) * value for name, value in found.items())
    return 1 / (1 + math.exp(-total))
