"""GSM 03.38: which letters a text message carries cheaply, and how many messages it takes."""

from __future__ import annotations

from parsers.clean import without_accents

BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENSION = frozenset("^{}\\[~]|€\f")  # two septets each
_PLAIN = str.maketrans({
    "\u2018": "'", "\u2019": "'", "\u201b": "'", "\u02bc": "'", "`": "'", "\u00b4": "'",
    "\u201c": '"', "\u201d": '"', "\u201e": '"', "«": '"', "»": '"',
    "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-", "\u2212": "-",
    "\u2026": "...", "\u00a0": " ", "\t": " ", "ª": "a", "º": "o", "½": "1/2", "¼": "1/4", "¾": "3/4",
    "[": "(", "]": ")", "{": "(", "}": ")", "|": "/", "\\": "/", "~": "-", "^": "",
})  # fmt: skip


def _fold_char(char: str) -> str:
    if char in BASIC:
        return char
    return "".join(c for c in without_accents(char) if c in BASIC)


def fold_gsm7(text: str) -> str:
    """The text in the basic set: á becomes a, ñ é ü stay, other scripts and emoji go."""
    if text.isascii() and BASIC.issuperset(text):
        return text
    return "".join(map(_fold_char, text.translate(_PLAIN)))


def _parts(sizes: list[int], limit: int) -> int:
    """Parts needed when no unit of `sizes` may be split over two of them."""
    parts, used = 1, 0
    for size in sizes:
        if used + size > limit:
            parts, used = parts + 1, 0
        used += size
    return parts


def segments(text: str) -> int:
    """SMS segments the text is billed as."""
    if all(c in BASIC or c in EXTENSION for c in text):
        sizes, single, multi = [2 if c in EXTENSION else 1 for c in text], 160, 153
    else:
        sizes, single, multi = [2 if ord(c) > 0xFFFF else 1 for c in text], 70, 67
    return 1 if sum(sizes) <= single else _parts(sizes, multi)
