"""What the segmenter sees of each word. The same code serves training and reading."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from parsers.lexicon import kind
from parsers.tokens import Token
from parsers.zips import city_lengths, city_names, place_of

_HARD_GAPS = frozenset("ncpkdwb")
_ZIPS = frozenset(("Z5", "Z9"))
_MOST_WORDS = 4  # of a city's name
_SINCE = [f"n{since}{suffixed}" for suffixed in ("", "x") for since in range(10)]
_TO_ZIP = [f"z{ahead}{seen}" for seen in ("", "p") for ahead in range(10)]


_FROM_START = [f"p={words}" for words in range(5)]
_TO_END = [f"q={words}" for words in range(1, 5)]
# What is seen of a word's place, column by column; a column may be empty.
Place = tuple[str, ...]
COUNTED = 3  # of the columns: how far the house number, the ZIP and the separators are


def own(word: str) -> tuple[str, ...]:
    """What is seen of the word itself, wherever it stands; first the three that tell which word it is."""
    return (*of_letters(word), *of_kind(kind(word), min(len(word), 12)))


def of_letters(word: str) -> tuple[str, str, str]:
    if word.isalpha() and len(word) > 3:
        return f"w={word}", f"b={word[:3]}", f"e={word[-3:]}"
    return f"w={word}", "", ""


def of_kind(mark: str, length: int) -> tuple[str, ...]:
    features = [f"k={mark}", f"l={length}", *(f"K{sign}" for sign in mark)]
    if mark[0] in "0123" and len(mark) > 1 and mark[1] in "0123":
        features += [f"f={mark[0]}", f"s={mark[1]}", f"m={mark[2:]}"]
        if len(mark) > 2 and mark[2] in "ABCEFwr~":
            features.append(f"v={mark[0]}{mark[1]}")  # an ordinary word: how much of a name is it too?
    return tuple(features)


def zip_of(word: str) -> str | None:
    """The five digits, when the word has the form of a ZIP that exists."""
    return word[:5] if kind(word) in ("Z5", "Z9") else None


def _city_marks(words: Sequence[str], kinds: Sequence[str]) -> list[str]:
    """For each word its place in a city's name: "c=z": of a ZIP in this text; "c=c", a short one "c=n": of another."""
    marks = [""] * len(words)
    accepted, begins = _accepted(tuple([word[:5] for word, mark in zip(words, kinds, strict=True) if mark in _ZIPS]))
    firsts = city_lengths()
    stop = 0
    for start, word in enumerate(words):
        if start < stop or (word not in firsts and word not in begins):
            continue
        most = _MOST_WORDS if word in begins else min(firsts[word], _MOST_WORDS)
        span = _city_at(words, start, most, accepted)
        if span:
            length, mark = span
            stop = start + length
            marks[start:stop] = _city_words(length, mark)
    return marks


@cache
def _city_words(length: int, mark: str) -> list[str]:
    return [f"c={mark}{min(i, 1)}{'e' if i == length - 1 else ''}" for i in range(length)]


@lru_cache(maxsize=2_000)
def _accepted(zips: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str]]:
    """The names of these ZIPs' cities, and the first word of each."""
    found = [place for code in zips if (place := place_of(code))]
    names = frozenset(name.upper() for place in found for name in (*place.cities, *place.nearby))
    return names, frozenset(name.split(" ", 1)[0] for name in names)


def _city_at(words: Sequence[str], start: int, most: int, accepted: frozenset[str]) -> tuple[int, str] | None:
    cities = city_names()
    for length in range(min(most, len(words) - start), 0, -1):
        name = " ".join(words[start : start + length]) if length > 1 else words[start]
        if name in accepted:
            return length, "z"
        if name in cities:
            return length, "c" if length > 1 or len(name) > 3 else "n"
    return None


def _since_number(kinds: Sequence[str]) -> list[str]:
    """Of each word: how many words after the house number it stands, and whether a suffix lies between."""
    rows: list[str] = []
    since, suffixed, before = 9, False, ""
    for mark in kinds:
        if mark[0] in "DZN" and before != "#" and "u" not in before:
            since, suffixed = 0, False
        elif since < 9:
            since += 1
        rows.append(_SINCE[since + 10 * suffixed])
        suffixed = suffixed or "X" in mark
        before = mark
    return rows


def _to_zip(kinds: Sequence[str]) -> list[str]:
    """Of each word: how many words before the next ZIP it stands, and whether one was seen before."""
    rows: list[str] = []
    first = next((i for i, mark in enumerate(kinds) if mark in _ZIPS), len(kinds))
    ahead = 9
    for i in range(len(kinds) - 1, -1, -1):
        ahead = 0 if kinds[i] in _ZIPS else ahead + 1 if ahead < 9 else 9
        rows.append(_TO_ZIP[ahead + 10 * (i > first)])
    return rows[::-1]


def _stretches(kinds: Sequence[str], gaps: Sequence[str]) -> list[str]:
    """Of each word: how long the stretch between separators is that it stands in, its place, and what is in it."""
    bounds = [0, *[i for i, gap in enumerate(gaps) if i and gap in _HARD_GAPS], len(kinds)]
    told = "".join(map(_told_roughly, kinds))
    rows: list[str] = []
    for start, end in itertools.pairwise(bounds):
        digits, plain = told.count("d", start, end) > 0, told.count("w", start, end)
        rows += [_stretch(min(end - start, 6), digits, min(plain, 3))] * (end - start)
    return rows


@cache
def _stretch(length: int, digits: bool, plain: int) -> str:
    return f"st={length}{'d' if digits else ''}{plain}"


@lru_cache(maxsize=2_000)
def _told_roughly(mark: str) -> str:
    """A digit, a word that is no name, or else."""
    plain = mark[:2] in ("00", "01") and mark[2:3] in ("A", "B", "C", "E", "F", "w", "r", "~")
    return "d" if mark[0] in "DZN#" else "w" if plain else "-"


def _tells_of_somebody(kinds: Sequence[str]) -> bool:
    return "r" in "".join(kinds)


def _related(words: Sequence[str], kinds: Sequence[str], gaps: Sequence[str]) -> list[str]:
    """Marked where "my son", "the father" or the like stands up to four words before, in the same sentence."""
    if not _tells_of_somebody(kinds):
        return [""] * len(kinds)
    rows, since = [], 9
    for i, mark in enumerate(kinds):
        if gaps[i] in "ncpb" or "k" in mark:
            since = 9
        rows.append("R" if since < 4 else "")
        # "Child support" is what everybody asks for, and says nothing of a child.
        since = 0 if "r" in mark and words[i + 1 : i + 2] != ("SUPPORT",) else since + 1
    return rows


def _told_later(kinds: Sequence[str], gaps: Sequence[str]) -> list[str]:
    """Marked where "is the father", "is my son" or the like follows within five words of the same sentence."""
    rows, ahead = [""] * len(kinds), 9
    if not _tells_of_somebody(kinds):
        return rows
    for i in range(len(kinds) - 1, -1, -1):
        rows[i] = "R+" if ahead < 5 else ""
        ahead = 0 if "r" in kinds[i] else ahead + 1
        if gaps[i] in "ncpb" or "k" in kinds[i]:
            ahead = 9
    return rows


def _case(word: str) -> str:
    return "C=U" if len(word) > 1 and word.isupper() else "C=T" if word[0].isupper() else "C=l"


@cache
def _between(before: str, after: str) -> str:
    return f"g={before}{after}"


def places(tokens: Sequence[Token]) -> list[Place]:
    """What is seen of each word's place in the text."""
    return list(zip(*columns(tokens), strict=True)) if tokens else []


def columns(tokens: Sequence[Token]) -> tuple[Iterable[str], ...]:
    """The same column by column, of one word or more."""
    texts, _, _, words, gaps = zip(*tokens, strict=True)
    kinds = list(map(kind, words))
    count = len(words)
    return (
        _since_number(kinds),
        _to_zip(kinds),
        _stretches(kinds, gaps),
        (_FROM_START[:-1] + _FROM_START[-1:] * count)[:count],
        (_TO_END[-1:] * count + _TO_END[-2::-1])[len(_TO_END) - 1 :],
        map(_between, gaps, (*gaps[1:], "n")),
        _city_marks(words, kinds),
        _related(words, kinds, gaps),
        _told_later(kinds, gaps),
        list(map(_case, texts)) if is_cased(tokens) else [""] * count,
    )


def is_cased(tokens: Sequence[Token]) -> bool:
    """Whether capitals tell anything: not in a text of one case, nor where the phone set the first one alone."""
    titled = plain = 0
    for token in tokens[1:]:
        word = token.text
        titled += word[0].isupper() and not word.isupper()
        plain += word.islower()
        if titled > 1 and titled + plain > 3:
            return True
    return False
