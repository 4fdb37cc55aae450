"""Which characters our face can print: a name it cannot print is for the desk, not for empty boxes on paper."""

from __future__ import annotations

import functools
import struct
import unicodedata
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
_BODY_FACE = FONTS / "SourceSans3-Regular.ttf"  # names and addresses are set in this one only


def missing_glyphs(text: str) -> str:
    """The characters of `text` the letter cannot print, each once, in order; empty when all is well."""
    covered = _covered()
    seen = dict.fromkeys(printable_form(text))
    return "".join(char for char in seen if ord(char) not in covered)


def printable_form(text: str) -> str:
    """Composed letters, so that a phone's e + accent finds its glyph; no invisible marks; white space as one space."""
    spaced = " ".join(unicodedata.normalize("NFC", text).split())
    return "".join(char for char in spaced if unicodedata.category(char) not in {"Cc", "Cf"}).strip()


@functools.cache
def _covered() -> frozenset[int]:
    return frozenset(_code_points(_BODY_FACE.read_bytes()))


def _code_points(font: bytes) -> list[int]:
    """Code points of a font's format 12 `cmap` subtable (OpenType 1.9, "cmap"); our faces all have one."""
    start = _subtable(font, _table(font, b"cmap"))
    (groups,) = struct.unpack_from(">I", font, start + 12)
    points: list[int] = []
    for place in range(groups):
        first, last, glyph = struct.unpack_from(">III", font, start + 16 + 12 * place)
        points.extend(range(first + (glyph == 0), last + 1))  # glyph 0 is the empty box
    return points


def _table(font: bytes, tag: bytes) -> int:
    (count,) = struct.unpack_from(">H", font, 4)
    records = (struct.unpack_from(">4sIII", font, 12 + 16 * place) for place in range(count))
    return next(int(offset) for name, _, offset, _ in records if name == tag)


def _subtable(font: bytes, cmap: int) -> int:
    (count,) = struct.unpack_from(">H", font, cmap + 2)
    offsets = (cmap + struct.unpack_from(">HHI", font, cmap + 4 + 8 * place)[2] for place in range(count))
    return next(int(offset) for offset in offsets if struct.unpack_from(">H", font, offset)[0] == 12)
