"""What a phone adds to a text is taken off before anything is read: look-alike letters, zero-width marks, emoji."""

from __future__ import annotations

import re
import unicodedata

# Cyrillic and Greek letters that look Latin. Only folded inside words that also hold a Latin letter or stand
# among Latin words: a text really in Cyrillic stays as it is.
_LOOK_ALIKES = str.maketrans("АВЕКМНОРСТХУІЈЅаеорсухіјѕΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEKMHOPCTXYIJSaeopcyxijsABEZHIKMNOPTYXo")
_MAY_LOOK_LATIN = frozenset(map(chr, _LOOK_ALIKES))
_LATIN = re.compile(r"[A-Za-z]")
_CYRILLIC_WORD = re.compile(r"[^\W\d_]+")
_ASCII_FOR = str.maketrans({
    "\u2018": "'", "\u2019": "'", "\u201b": "'", "\u02bc": "'", "\u02bb": "'", "\u00b4": "'", "`": "'", "\u2032": "'",
    "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u00ab": '"', "\u00bb": '"', "\u2033": '"',
    "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": " - ", "\u2015": " - ", "\u2212": "-",
    "\u00bd": " 1/2", "\u00bc": " 1/4", "\u00be": " 3/4", "\u2044": "/", "\u2026": "...", "\u00ad": "",
    "\u00ba": "o", "\u00b0": "",
})  # fmt: skip
_SPACES = re.compile(r"[^\S\n]+")


_MARKS = frozenset({"Cf", "Cc", "So", "Sk", "Cs", "Co", "Cn"})


def _without_marks(text: str) -> str:
    """Emoji leave a space; what nobody sees leaves nothing."""
    kinds = {char: unicodedata.category(char) for char in set(text) - {"\n", "\t"}}
    marks = {ord(char): " " if kind == "So" else None for char, kind in kinds.items() if kind in _MARKS}
    return text.translate(marks) if marks else text


def _latin_word(match: re.Match[str]) -> str:
    word = match.group()
    folded = word.translate(_LOOK_ALIKES)
    return folded if folded.isascii() else word


def clean(text: str) -> str:
    """One line break kind, plain spaces and quotes, no invisible characters; letters keep their accents."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text.translate(_ASCII_FOR)).translate(_ASCII_FOR)
        text = _without_marks(text)
        if not _MAY_LOOK_LATIN.isdisjoint(text) and _LATIN.search(text):
            text = _CYRILLIC_WORD.sub(_latin_word, text)
    elif not text.replace("\n", "").isprintable():
        text = "".join(c for c in text if c.isprintable() or c in "\n\t")
    plain = text.isascii() and "  " not in text and "\t" not in text  # as most texts are
    return (text if plain else _SPACES.sub(" ", text)).strip()


# What a phone sends when somebody taps a heart on a text of ours or theirs, in iOS' and Android's words.
_REACTION = re.compile(
    r"(?:(?:Dis)?[Ll]iked|Loved|Laughed at|Emphasized|Questioned|Reacted \S{1,12} to|Removed an? [\w ]{1,20} from|"
    r"(?:No )?[Ll]e gustó|Le encantó|Se rió de|Enfatizó|Cuestionó|Reaccionó con \S{1,12} a|to|a) \"[^\"]*\"?\W{0,3}$"
)


def is_reaction(text: str) -> bool:
    """Whether a cleaned text only quotes another: its words are ours, or were said before."""
    return _REACTION.match(text) is not None


_STROKES = str.maketrans({"đ": "d", "Đ": "D", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "ß": "ss", "æ": "ae", "Æ": "AE"})


def without_accents(text: str) -> str:
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFD", text.translate(_STROKES))
    return unicodedata.normalize("NFC", "".join(c for c in decomposed if not unicodedata.combining(c)))


def fold(text: str) -> str:
    """Upper case without accents: the form in which words are compared."""
    return without_accents(text).upper()


def word_set(words: str) -> frozenset[str]:
    """A table of words as it is easiest to read and to diff: prose."""
    return frozenset(words.split())
