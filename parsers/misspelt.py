"""Words written by ear or by a hasty thumb: "bibo en", "grasias", "stayin", "plzzz", "adres", "nmae"."""

from __future__ import annotations

import re
from collections.abc import Iterable

_SAME_SOUND = (
    ("QU", "K"), ("CH", "1"), ("CE", "SE"), ("CI", "SI"), ("C", "K"), ("Z", "S"), ("V", "B"), ("LL", "Y"), ("H", ""),
    ("GE", "JE"), ("GI", "JI"), ("X", "S"), ("NB", "MB"), ("NP", "MP"),
)  # fmt: skip
_REPEATED = re.compile(r"(.)\1+")
_DRAWN_OUT = re.compile(r"(.)\1{2,}")


def sound(word: str) -> str:
    """A Spanish word as it is heard: b is v, s is z is soft c, k is qu, h is silent."""
    for written, heard in _SAME_SOUND:
        word = word.replace(written, heard)
    return _REPEATED.sub(r"\1", word)


def _one_less(word: str) -> set[str]:
    return {word[:i] + word[i + 1 :] for i in range(len(word))}


class Misspellings:
    """Recognises slips of `english` and `spanish` words; one letter lost, added or wrong only in those of `trade`."""

    def __init__(self, english: frozenset[str], spanish: frozenset[str], trade: Iterable[str]) -> None:
        self._english, self._spanish = english, spanish
        self._heard = {heard for word in spanish if len(heard := sound(word)) > 3}
        self._trade = frozenset(word for word in trade if len(word) > 3)
        self._near = {less for word in self._trade if len(word) > 4 for less in (word, *_one_less(word))}
        self._letters = {"".join(sorted(word)) for word in self._trade}

    def __contains__(self, word: str) -> bool:
        if len(word) < 4 or not word.isalpha():
            return False
        short = _DRAWN_OUT.sub(r"\1", word)
        drawn_out = short != word and (short in self._english or short in self._spanish)
        clipped = word.endswith("IN") and f"{word}G" in self._english
        return drawn_out or clipped or sound(word) in self._heard or self._is_slip(word)

    def _is_slip(self, word: str) -> bool:
        if "".join(sorted(word)) in self._letters:
            return True
        return len(word) > 4 and (word in self._near or not self._near.isdisjoint(_one_less(word)))
