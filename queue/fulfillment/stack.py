"""One language's packages of a batch in one file: each on a fresh sheet, numbered, the forms stored once."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pikepdf
from pikepdf import Dictionary, Name, Page, Pdf

_FONT = Name("/NumberOfPiece")
_NUMBER_AT = (72, 22)  # points from the foot of the first page: below its footer, where no window reaches


@dataclass(frozen=True, slots=True)
class Sheets:
    """One package to be put on the stack."""

    number: str  # "2026-11-23-1 · 12 of 40"
    letter_pages: int
    forms: tuple[tuple[str, str], ...]  # name and hash of each: the same ones are stored once
    pdf: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Place:
    first_page: int  # from 1
    pages: int  # without the blank back that ends an odd one


class Stack:
    """Built up package by package; two-sided printing is what it is made for."""

    def __init__(self) -> None:
        self._whole = pikepdf.new()
        self._forms: dict[tuple[tuple[str, str], ...], range] = {}
        self._font = self._whole.make_indirect(
            Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
        )

    def add(self, sheets: Sheets) -> Place:
        """PdfError if this package's file is damaged; the stack is then as before."""
        before = len(self._whole.pages)
        with pikepdf.open(io.BytesIO(sheets.pdf)) as source:
            _forget_tags(source)
            self._whole.pages.extend(source.pages[: sheets.letter_pages])
            self._number(self._whole.pages[before], sheets.number)
            if sheets.forms in self._forms:
                self._repeat(self._forms[sheets.forms])
            else:
                start = len(self._whole.pages)
                self._whole.pages.extend(source.pages[sheets.letter_pages :])
                self._forms[sheets.forms] = range(start, len(self._whole.pages))
        pages = len(self._whole.pages) - before
        if pages % 2:
            self._whole.add_blank_page(page_size=(612, 792))
        return Place(before + 1, pages)

    def save(self, path: Path) -> None:
        self._whole.save(path, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)

    def _repeat(self, pages: range) -> None:
        """The pages anew, their contents shared: paper and ink are repeated, bytes are not."""
        for number in pages:
            self._whole.pages.append(self._whole.pages[number])

    def _number(self, page: Page, number: str) -> None:
        page.add_resource(self._font, Name.Font, _FONT)
        x, y = _NUMBER_AT
        page.contents_add(b"q", prepend=True)
        page.contents_add(f"Q q 0.35 g BT {_FONT} 7.5 Tf {x} {y} Td ({number}) Tj ET Q".encode("cp1252"))


def _forget_tags(source: Pdf) -> None:
    """Paper has none, and they would be most of the file."""
    for page in source.pages:
        for key in ("/StructParents", "/Tabs"):
            if key in page.obj:
                del page.obj[key]


def slice_of(path: Path, into: Path, wanted: Callable[[], Iterator[Place]]) -> None:
    """Some packages of a stack once more, whole sheets of each, written to `into`."""
    with pikepdf.open(path) as whole, pikepdf.new() as again:
        for place in wanted():
            last = place.first_page - 1 + place.pages + place.pages % 2
            again.pages.extend(whole.pages[place.first_page - 1 : last])
        again.save(into, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
