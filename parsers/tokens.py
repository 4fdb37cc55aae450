"""A cleaned text cut into words, each with what stood before it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from parsers.clean import fold, word_set
from parsers.suffixes import STATE, SUFFIX, UNIT

MASK = "§"  # stands for a number that was taken out: phone, e-mail, date, case number, SSN


class Token(NamedTuple):
    text: str
    start: int
    end: int
    word: str  # folded, without periods and apostrophes
    gap: str  # what separates it from the token before: one letter, see `_gap`


_CHUNK = re.compile(r"[#§]|[^\s,;:()\[\]{}\"!?¡¿|<>=~*^_+…•·\\#§]+")
_EDGE = ".-'/&@%$"
_HEADS = word_set("OPEN ABRIR NAME NOMBRE ADDRESS DIRECCION DOMICILIO STREET CITY STATE ZIP FORMS LANGUAGE IDIOMA")
_GLUED_WORDS = frozenset({*STATE, *UNIT, *SUFFIX, "BOX", "POBOX", "ZIP", "APO", "FPO", "PSC", "CMR"})
# Where a chunk is cut in two: letters.letters, letters/letters, ...-..., letters|digits, digits|letters.
_DOT = re.compile(
    r"(?<=[^\W\d_]{2})\.(?=\w{2})|\.(?=[^\W\d_]{3})|(?<=\d)\.(?=[^\W\d_])|(?<=[^\W\d_]{2})\.(?=\d|P\.? ?O\.)"
)
# "Rd/Galt", but not "Selamawit G/Mariam", as Ethiopians shorten Gebre, Wolde, Haile, Tekle.
_SLASH = re.compile(
    r"(?<=[^\W\d_]{2})/|/(?!(?<=\b[^\W\d_]/)(?:Mar[iy]am|G[iy]?or?gis|Mi[ck]h?ael|Med?hin|Kidan|S[ie]ll?ass?ie|Tsadi[kq]|E?yesus|"
    r"Hiwot|Egziabher|Amanuel|Gabriel|Gebriel|Hann?a|Yohannes|Meske?l)\b)(?=[^\W\d_]{2})|&|@",
    re.IGNORECASE,
)
_CAMEL = re.compile(r"(?<=[a-zñ])(?=[A-ZÑ])")
_DASH = re.compile(r"-")
_RUN = re.compile(r"\.{2,}|-{2,}")  # "Ruiz....12 Elm St--Galt"
_ROUTES = word_set("HC HCR RR")  # "HC-3 Box 12405"
_ROADS = word_set("HWY HIGHWAY ROUTE RTE ROAD RD SR US CA CR")
_GLUE = re.compile(r"(?<=[^\W\d_]{2})(?=\d)|(?<=\d)(?=[^\W\d_]{3})|(?<=\d{5})(?=[^\W\d_]{2})")


_WAYS = word_set("AVE AVENUE RD ROAD BLVD CIR PKWY")  # and nobody's surname, as Lane, Street and Drive may be
_ENDS_IN_ZIP = re.compile(rf"(?:[A-Z]+-)?(?:{'|'.join(sorted(STATE))})-\d{{5}}")


def _dash_cuts(left: str, right: str) -> bool:
    """ "OPEN-Ana", "Apt-4", "Ruiz-3622 Elm", "Rd-Galt-CA-95632"; not "Ruiz-Lopez", "A-12", "Hwy-50" or "95820-1649"."""
    rest = fold(right)
    left, right = fold(left).rpartition("-")[2], rest.partition("-")[0]
    if (
        left in _HEADS
        or (left in _ROUTES and right.isdigit())
        or (left in _WAYS and right.isalpha())
        or _ENDS_IN_ZIP.match(rest)
    ):
        return True
    if right[:1].isdigit():
        long = 5 if len(left) < 3 or left in _ROADS else 3 if len(left) == 3 else 1
        return left in UNIT or (len(right) >= long and left.isalpha() and len(left) > 1)
    return left.isdigit() and len(left) in (4, 5) and right.isalpha() and len(right) > 1


def _glue_cuts(left: str, right: str) -> bool:
    if right[0].isdigit():
        return fold(left).replace(".", "") in _GLUED_WORDS or len(right) >= 5 or (len(left) > 2 and len(right) > 1)
    return not re.fullmatch(r"(?:st|nd|rd|th|er|ro|do|ra|da|mo)\b.*", right, re.IGNORECASE) or len(left) > 4


def _cuts(chunk: str) -> list[tuple[int, int]]:
    """Stretches of the chunk that separate its words."""
    cuts = [m.span() for pattern in (_DOT, _SLASH, _RUN) for m in pattern.finditer(chunk)]
    cuts += [m.span() for m in _DASH.finditer(chunk) if _dash_cuts(chunk[: m.start()], chunk[m.end() :])]
    cuts += [m.span() for m in _GLUE.finditer(chunk) if _glue_cuts(chunk[: m.start()], chunk[m.end() :])]
    cuts += [m.span() for m in _CAMEL.finditer(chunk) if fold(chunk[: m.start()]) in SUFFIX]
    return sorted(cuts)


def _is_one_word(chunk: str) -> bool:
    """Most are: digits, or letters that are not capitals in the middle of a word."""
    return chunk.isdigit() or (chunk.isalpha() and (chunk.islower() or chunk.isupper() or chunk.istitle()))


@lru_cache(maxsize=20_000)
def _pieces(chunk: str) -> tuple[tuple[int, int, str, str], ...]:
    """The words of one chunk: where each starts and ends in it, as written, and as it is compared."""
    if _is_one_word(chunk):
        return ((0, len(chunk), chunk, _compared(chunk)),)
    pieces, start = [], 0
    for left, right in [*_cuts(chunk), (len(chunk), len(chunk))]:
        word = chunk[start:left]
        core = word.strip(_EDGE)
        if core:
            at = start + len(word) - len(word.lstrip(_EDGE))
            pieces.append((at, at + len(core), core, _compared(core)))
        start = right
    return tuple(pieces)


def _gap(between: str, first: bool) -> str:
    """One letter for what stands between two words: line break, comma, dash, colon, period, wide space, space, none."""
    for char, name in (
        ("\n", "n"),
        (",", "c"),
        (";", "c"),
        ("[", "b"),
        ("]", "b"),
        ("(", "b"),
        (")", "b"),
        (":", "k"),
        ("=", "k"),
        ("|", "c"),
    ):
        if char in between:
            return name
    if not between:
        return "s" if first else "g"
    if "/" in between and between.strip() != between:
        return "c"
    if "." in between or "!" in between or "?" in between:
        return "p"
    return "d" if "-" in between else "w" if "  " in between else "x" if between.strip() else "s"


def _compared(piece: str) -> str:
    return fold(piece).replace(".", "").replace("'", "") or piece


def tokenize(text: str) -> list[Token]:
    tokens: list[Token] = []
    last = 0
    for match in _CHUNK.finditer(text):
        at = match.start()
        for start, end, piece, word in _pieces(match.group()):
            between = text[last : at + start]
            gap = "s" if between in (" ", " '", "' ") else _gap(between, not tokens)  # "Sione 'Ofa", "Ana 'Nikki' Ruiz"
            tokens.append(Token(piece, at + start, at + end, word, gap))
            last = at + end
    return tokens
