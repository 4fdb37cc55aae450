"""The forms behind a letter, by adding to the letter's file and never rewriting it (ISO 32000-1, 7.5.6).

The forms are the same for thousands of letters, so they are written out once, with numbers of their own. What a letter
costs is the few objects that tie both together: 1 ms instead of 7 for copying the forms into it.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name, NumberTree, Object, Pdf

from fulfillment.joining import append, tag_root

# What ties the two together; the forms' own objects come after, and a letter's are far below.
_PAGES, _PART, _LETTER_TAGS, _FORM_TAGS, _ALL_TAGS = range(1000, 1005)
_STARTXREF = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")


@dataclass(frozen=True)
class Appendix:
    """Forms written out, from object 1005 on, to be put behind any letter."""

    body: bytes
    begins: dict[int, int]  # object number: where it begins in `body`
    pages: int
    kids: bytes  # the pages' numbers, as PDF
    tags: _Tags | None
    all_tagged: bool  # a package with an untagged form must not claim to be PDF/UA


@dataclass(frozen=True)
class _Tags:
    kids: bytes
    keys: tuple[int, int]  # least and greatest
    numbers: bytes
    next_key: int
    roles: dict[str, bytes]


def prepare(pdfs: Iterable[bytes], *, all_tagged: bool) -> Appendix:
    """PdfError where a file cannot be read. The same files give the same bytes."""
    with pikepdf.new() as whole:
        tag_root(whole)
        while len(whole.objects) < _ALL_TAGS:
            whole.make_indirect(Dictionary())
        for content in pdfs:
            with pikepdf.open(io.BytesIO(content)) as source:
                append(whole, source)
        for page in whole.pages:
            page.obj.Parent = whole.get_object(_PAGES, 0)
        tags = _tags(whole)
        body, begins = _written(_serial(whole, _ALL_TAGS + 1))
        kids = _references(page.obj for page in whole.pages)
        return Appendix(body, begins, len(whole.pages), kids, tags, all_tagged)


def _tags(whole: Pdf) -> _Tags | None:
    root = whole.Root.StructTreeRoot
    if not len(root.K):
        return None
    for kid in root.K:
        kid.P = whole.get_object(_PART, 0)
    parents = NumberTree(root.ParentTree)
    keys = sorted(parents.keys())
    numbers = b" ".join(b"%d %s" % (key, _text(parents[key])) for key in keys)
    roles = {role: _text(meaning) for role, meaning in root.RoleMap.items()}
    return _Tags(_references(root.K), (keys[0], keys[-1]), numbers, int(root.ParentTreeNextKey), roles)


def put_behind(letter: bytes, appendix: Appendix) -> bytes:
    """The letter's own file with the forms after it; its tags and language stay."""
    with pikepdf.open(io.BytesIO(letter)) as pdf:
        ties = dict(_ties(pdf, appendix))
        root, info = (_text(pdf.trailer[key]) for key in ("/Root", "/Info"))
        first_id = bytes(pdf.trailer.ID[0])
    start = len(letter) + 1
    tied, begins = _written(sorted(ties.items()))
    places = {number: start + begin for number, begin in begins.items()}
    places |= {number: start + len(tied) + begin for number, begin in appendix.begins.items()}
    trailer = {
        "/Size": b"%d" % (max(places) + 1),
        "/Root": root,
        "/Info": info,
        "/Prev": _last_table(letter),
        "/ID": b"[<%s><%s>]" % (first_id.hex().encode(), hashlib.sha256(letter + tied).hexdigest()[:32].encode()),
    }
    body = b"".join((letter, b"\n", tied, appendix.body))
    return b"%sxref\n%strailer\n%s\nstartxref\n%d\n%%%%EOF\n" % (body, _table(places), _dictionary(trailer), len(body))


def _ties(pdf: Pdf, appendix: Appendix) -> Iterator[tuple[int, bytes]]:
    """The letter's objects that change and those between it and the forms, each by its number."""
    pages = pdf.Root.Pages
    yield (
        _number(pages),
        _dictionary(
            _items(pages) | {"/Kids": _more(pages.Kids, _PAGES), "/Count": b"%d" % (int(pages.Count) + appendix.pages)}
        ),
    )
    yield (
        _PAGES,
        b"<</Type/Pages/Parent %d 0 R/Kids[%s]/Count %d>>" % (_number(pages), appendix.kids, appendix.pages),
    )
    if appendix.tags is not None:
        yield from _tag_ties(pdf.Root.StructTreeRoot, appendix.tags)
    if not appendix.all_tagged:
        yield _number(pdf.Root.Metadata), _without_claim(pdf)


def _tag_ties(root: Object, tags: _Tags) -> Iterator[tuple[int, bytes]]:
    roles = tags.roles | _items(root.get("/RoleMap", Dictionary()))
    changed = {
        "/K": _more(root.K, _PART),
        "/ParentTree": b"%d 0 R" % _ALL_TAGS,
        "/ParentTreeNextKey": b"%d" % tags.next_key,
        "/RoleMap": _dictionary(roles),
    }
    numbers = root.ParentTree.Nums
    yield _number(root), _dictionary(_items(root) | changed)
    yield _PART, b"<</Type/StructElem/S/Part/P %d 0 R/K[%s]>>" % (_number(root), tags.kids)
    yield _ALL_TAGS, b"<</Kids[%d 0 R %d 0 R]>>" % (_LETTER_TAGS, _FORM_TAGS)
    yield (
        _LETTER_TAGS,
        b"<</Limits[%d %d]/Nums%s>>" % (numbers[0], numbers[len(numbers) - 2], numbers.unparse()),
    )
    yield _FORM_TAGS, b"<</Limits[%d %d]/Nums[%s]>>" % (*tags.keys, tags.numbers)


def _without_claim(pdf: Pdf) -> bytes:
    """The letter says it is PDF/UA; with an untagged form behind it the whole is not."""
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        del metadata["pdfuaid:part"]
    return _object(pdf.Root.Metadata)


def _serial(pdf: Pdf, first: int) -> Iterator[tuple[int, bytes]]:
    for item in pdf.objects:
        if item.objgen[0] >= first:
            yield item.objgen[0], _object(item)


def _object(item: Object) -> bytes:
    if not isinstance(item, pikepdf.Stream):
        return item.unparse(resolved=True)
    content = item.read_raw_bytes()
    head = _dictionary(_items(item) | {"/Length": b"%d" % len(content)})
    return b"%s\nstream\n%s\nendstream" % (head, content)


def _written(objects: Iterable[tuple[int, bytes]]) -> tuple[bytes, dict[int, int]]:
    """The objects one after another, and where each begins."""
    chunks, begins, at = [], {}, 0
    for number, text in objects:
        chunk = b"%d 0 obj\n%s\nendobj\n" % (number, text)
        begins[number] = at
        chunks.append(chunk)
        at += len(chunk)
    return b"".join(chunks), begins


def _table(places: dict[int, int]) -> bytes:
    """A cross-reference table: a line of 20 bytes for each object, under a head for each run of numbers."""
    lines: list[bytes] = []
    numbers = sorted(places)
    start = 0
    for end in range(1, len(numbers) + 1):
        if end == len(numbers) or numbers[end] != numbers[end - 1] + 1:
            lines.append(b"%d %d\n" % (numbers[start], end - start))
            lines += [b"%010d 00000 n \n" % places[number] for number in numbers[start:end]]
            start = end
    return b"".join(lines)


def _last_table(pdf: bytes) -> bytes:
    found = _STARTXREF.search(pdf, len(pdf) - 64)
    if found is None:
        raise pikepdf.PdfError("the letter's file has no end")
    return found[1]


def _number(item: Object) -> int:
    number: int = item.objgen[0]
    return number


def _references(items: Iterable[Object]) -> bytes:
    return b" ".join(b"%d 0 R" % _number(item) for item in items)


def _more(kids: Object, number: int) -> bytes:
    """The list with one more."""
    return b"%s%d 0 R]" % (kids.unparse()[:-1], number)


def _items(item: Object) -> dict[str, bytes]:
    return {key: _text(value) for key, value in item.items()}


def _text(value: object) -> bytes:
    """As PDF; what has a number of its own as a reference to it."""
    return Array([value]).unparse()[1:-1].strip()


def _dictionary(items: dict[str, bytes]) -> bytes:
    return b"<<%s>>" % b" ".join(b"%s %s" % (Name(key).unparse(), value) for key, value in items.items())
