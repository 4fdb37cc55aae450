"""What the segmenter sees of each word. The same code serves training and reading."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path

from parsers.lexicon import kind
from parsers.tokens import Token
from parsers.zips import is_city, place_of, state_city_words

_HARD_GAPS = frozenset("ncpkdwb")
_ZIPS = frozenset(("Z5", "Z9"))
_SINCE = [f"n{since}{suffixed}" for suffixed in ("", "x") for since in range(10)]
_TO_ZIP = [f"z{ahead}{seen}" for seen in ("", "p") for ahead in range(10)]


_WEIGHED = Path(__file__).parent / "data" / "segmenter.features"
_learning = False


def learn() -> None:
    """From here on every feature is given: for training, which finds out which of them weigh anything."""
    global _learning  # noqa: PLW0603 - a process either trains or reads
    _learning = True


@cache
def _weighed() -> frozenset[bytes]:
    """The features that the trained model has a weight for: a quarter of those seen, and more, weigh nothing."""
    return frozenset(_WEIGHED.read_bytes().split(b"\n"))


def _coded(*features: str) -> tuple[bytes, ...]:
    """As the tagger wants them, once, where a feature is first written out and not for every word of every text."""
    coded = tuple(feature.encode() for feature in features)
    return coded if _learning else tuple(feature for feature in coded if feature in _weighed())


@lru_cache(maxsize=20_000)
def _own(word: str) -> tuple[bytes, ...]:
    mark = kind(word)
    features = [f"w={word}", f"k={mark}"]
    if mark[0] in "0123" and len(mark) > 1 and mark[1] in "0123":
        features += [f"f={mark[0]}", f"s={mark[1]}", f"m={mark[2:]}"]
        if len(mark) > 2 and mark[2] in "ABCEFwr~":
            features.append(f"v={mark[0]}{mark[1]}")  # an ordinary word: how much of a name is it too?
    if word.isalpha() and len(word) > 3:
        features.append(f"e={word[-3:]}")
    return _coded(*features)


def zip_of(word: str) -> str | None:
    """The five digits, when the word has the form of a ZIP that exists."""
    return word[:5] if kind(word) in ("Z5", "Z9") else None


def _city_marks(words: Sequence[str], kinds: Sequence[str]) -> list[str]:
    """For each word its place in a city's name: "z" for the city of a ZIP in this text, "c" for another."""
    marks = [""] * len(words)
    accepted = {name for word, mark in zip(words, kinds, strict=True) if mark in _ZIPS for name in _names(word[:5])}
    firsts = state_city_words()
    begins = {name.split(" ", 1)[0] for name in accepted}
    start = 0
    while start < len(words):
        likely = words[start] in begins or words[start] in firsts
        span = _city_at(words, start, accepted, firsts) if likely else None
        if span:
            length, mark = span
            for i in range(length):
                marks[start + i] = f"{mark}{min(i, 1)}{'e' if i == length - 1 else ''}"
            start += length
        else:
            start += 1
    return marks


@lru_cache(maxsize=2_000)
def _names(zip5: str) -> frozenset[str]:
    place = place_of(zip5)
    return frozenset(name.upper() for name in (*place.cities, *place.nearby)) if place else frozenset()


def _city_at(words: Sequence[str], start: int, accepted: set[str], firsts: frozenset[str]) -> tuple[int, str] | None:
    for length in (4, 3, 2, 1):
        if start + length > len(words):
            continue
        name = " ".join(words[start : start + length])
        if name in accepted:
            return length, "z"
        if words[start] in firsts and is_city(name):
            return length, "c" if length > 1 or len(name) > 3 else "n"
    return None


def _context(kinds: Sequence[str]) -> list[tuple[str, str]]:
    """Where each word stands: after the house number, before the ZIP, in which stretch between separators."""
    count = len(kinds)
    since, suffixed = 9, False
    rows: list[tuple[str, str]] = []
    to_zip = [9] * count
    ahead = 9
    for i in range(count - 1, -1, -1):
        ahead = 0 if kinds[i] in _ZIPS else ahead + 1 if ahead < 9 else 9
        to_zip[i] = ahead
    zip_seen = False
    for i, mark in enumerate(kinds):
        if mark[0] in "DZN" and kinds[i - 1 if i else 0] != "#" and not (i and "u" in kinds[i - 1]):
            since, suffixed = 0, False
        elif since < 9:
            since += 1
        rows.append((_SINCE[since + 10 * suffixed], _TO_ZIP[to_zip[i] + 10 * zip_seen]))
        suffixed = suffixed or "X" in mark
        zip_seen = zip_seen or mark in _ZIPS
    return rows


def _stretches(kinds: Sequence[str], gaps: Sequence[str]) -> list[str]:
    """Of each word: how long the stretch between separators is that it stands in, its place, and what is in it."""
    bounds = [i for i, gap in enumerate(gaps) if i == 0 or gap in _HARD_GAPS] + [len(kinds)]
    rows: list[str] = []
    for start, end in itertools.pairwise(bounds):
        inside = [_told_roughly(mark) for mark in kinds[start:end]]
        rows += [f"{min(end - start, 6)}{'d' if 'd' in inside else ''}{min(inside.count('w'), 3)}"] * (end - start)
    return rows


@lru_cache(maxsize=2_000)
def _told_roughly(mark: str) -> str:
    """A digit, a word that is no name, or else."""
    plain = mark[:2] in ("00", "01") and mark[2:3] in ("A", "B", "C", "E", "F", "w", "r", "~")
    return "d" if mark[0] in "DZN#" else "w" if plain else ""


def _related(words: Sequence[str], kinds: Sequence[str], gaps: Sequence[str]) -> list[bool]:
    """Whether "my son", "the father" or the like stands up to four words before, in the same sentence."""
    rows, since = [], 9
    for i, mark in enumerate(kinds):
        if gaps[i] in "ncpb" or "k" in mark:
            since = 9
        rows.append(since < 4)
        # "Child support" is what everybody asks for, and says nothing of a child.
        since = 0 if "r" in mark and words[i + 1 : i + 2] != ["SUPPORT"] else since + 1
    return rows


def _told_later(kinds: Sequence[str], gaps: Sequence[str]) -> list[bool]:
    """Whether "is the father", "is my son" or the like follows within five words of the same sentence."""
    rows, ahead = [False] * len(kinds), 9
    for i in range(len(kinds) - 1, -1, -1):
        rows[i] = ahead < 5
        ahead = 0 if "r" in kinds[i] else ahead + 1
        if gaps[i] in "ncpb" or "k" in kinds[i]:
            ahead = 9
    return rows


@lru_cache(maxsize=20_000)
def _near(word: str, mark: str) -> tuple[tuple[bytes, ...], ...]:
    """What a word is to the neighbour after it, to the one before it, and to those one further."""
    beside = _coded(f"-w={word}", f"-k={mark}"), _coded(f"+w={word}", f"+k={mark}")
    return *beside, _coded(f"--k={mark}"), _coded(f"++k={mark}")


# Kinds and separators are few: their combinations are written out once, not for every word of every text.
@lru_cache(maxsize=20_000)
def _before(last: str, gap: str, mark: str) -> tuple[bytes, ...]:
    return _coded(f"-kg={last}{gap}", f"k-={last}|{mark}", f"gk={gap}{mark}")


@lru_cache(maxsize=20_000)
def _after(mark: str, gap: str, following: str) -> tuple[bytes, ...]:
    return _coded(f"kg+={gap}{following}", f"k+={mark}|{following}")


@lru_cache(maxsize=20_000)
def _since(since: str, zip_at: str, gap: str, mark: str) -> tuple[bytes, ...]:
    return _coded(since, zip_at, f"n={since}{gap}", f"kn={since}{mark}")


@lru_cache(maxsize=20_000)
def _last_two(first: str, second: str) -> tuple[bytes, ...]:
    return _coded(f"-w2={first} {second}")


@lru_cache(maxsize=2_000)
def rough(mark: str) -> str:
    """The mark, told more roughly: of a word how much of a name and how ordinary it is, else what it is for."""
    if not (mark[0] in "0123" and mark[1:2] in tuple("0123")):
        return mark[:1] if mark[0] in "DZNAO" else mark[:2]
    for purpose in "klXuobtdT":
        if purpose in mark[2:]:
            return purpose
    called = "g" if mark[0] in "23" else "s" if mark[1] in "23" else "n" if mark[:2] != "00" else "-"
    plain = "A" if {"A", "E"} & set(mark) else "B" if {"B", "C", "F", "w", "r", "~"} & set(mark) else ""
    return called + plain + ("p" if "p" in mark else "") + ("x" if "x" in mark else "")


@lru_cache(maxsize=40_000)
def _three(name: str, first: str, second: str, third: str) -> tuple[bytes, ...]:
    return _coded(f"{name}{first}|{second}|{third}")


@lru_cache(maxsize=2_000)
def _place(gaps: str, stretch: str, first: int, last: int) -> tuple[bytes, ...]:
    return _coded(f"g={gaps}", f"st={stretch}", f"p={first}", f"q={last}")


@lru_cache(maxsize=2_000)
def _city_features(before: str, city: str, after: str, since: str, zip_at: str) -> tuple[bytes, ...]:
    row = [f"c={city}", f"c={city}{since}", f"c={city}{zip_at}"] if city else []
    row += [f"-c={before}"] * bool(before) + [f"+c={after}"] * bool(after)
    return _coded(*row)


def _case(word: str) -> bytes:
    return b"C=U" if len(word) > 1 and word.isupper() else b"C=T" if word[0].isupper() else b"C=l"


def features(tokens: Sequence[Token], cased: bool) -> list[list[bytes]]:
    words = [token.word for token in tokens]
    kinds = [kind(word) for word in words]
    gaps = [token.gap for token in tokens]
    cities = _city_marks(words, kinds)
    context = _context(kinds)
    stretches = _stretches(kinds, gaps)
    related, told_later = _related(words, kinds, gaps), _told_later(kinds, gaps)
    w = ["^^", "^", *words, "$", "$$"]
    k = ["^^", "^", *kinds, "$", "$$"]
    r = ["^^", "^", *map(rough, kinds), "$", "$$"]
    g = [*gaps, "n"]
    c = ["", *cities, ""]
    near = [_near(word, mark) for word, mark in zip(w, k, strict=True)]
    rows = []
    for i, word in enumerate(words):
        j = i + 2
        since, zip_at = context[i]
        row = [
            *_own(word),
            *near[j - 1][0], *near[j + 1][1], *near[j - 2][2], *near[j + 2][3], *_last_two(w[j - 2], w[j - 1]),
            *_before(k[j - 1], g[i], k[j]),
            *_after(k[j], g[i + 1], k[j + 1]),
            *_three("t=", r[j - 1] + g[i], r[j], g[i + 1] + r[j + 1]),
            *_three("t-", r[j - 2], r[j - 1] + g[i], r[j]),
            *_three("t+", r[j], g[i + 1] + r[j + 1], r[j + 2]),
            *_since(since, zip_at, g[i], k[j]),
            *_place(g[i] + g[i + 1], stretches[i], min(i, 4), min(len(words) - i, 4)),
            *_city_features(c[i], c[i + 1], c[i + 2], since, zip_at),
        ]  # fmt: skip
        if related[i]:
            row.append(b"R")
        if told_later[i]:
            row.append(b"R+")
        if cased:
            row.append(_case(tokens[i].text))
        rows.append(row)
    return rows


def is_cased(tokens: Sequence[Token]) -> bool:
    """Whether capitals tell anything: not in a text of one case, nor where the phone set the first one alone."""
    titled = plain = 0
    for token in tokens[1:]:
        word = token.text
        titled += word[0].isupper() and not word.isupper()
        plain += word.islower()
    return titled > 1 and titled + plain > 3
