"""PDF files one behind the other, their tags kept: a screen reader is told of each form what its own file told."""

from __future__ import annotations

import pikepdf
from pikepdf import Array, Dictionary, Name, NumberTree, Object, Pdf

# Where the joined forms' tag numbers begin: above any letter's, so that no package has to count them anew.
_ROOM_FOR_A_LETTER = 1000


def append(whole: Pdf, source: Pdf) -> None:
    """Add the pages of `source` and their tags. Bookmarks, scripts and what only a screen needs stay behind."""
    tags = source.Root.get("/StructTreeRoot")
    if tags is None:
        _renumber(source, None)
        whole.pages.extend(source.pages)
        return
    into = tag_root(whole)
    shift = _shift(into, tags)
    if shift:
        _renumber(source, shift)
    whole.pages.extend(source.pages)
    # After the pages: what the tags say of a page then points to its copy.
    _graft(into, whole.copy_foreign(tags), shift)


def _shift(into: Object, tags: Object) -> int:
    """How far the new numbers must move to stand above those in use; 0 if they do already."""
    free = int(into.ParentTreeNextKey)
    return 0 if min(NumberTree(tags.ParentTree).keys(), default=free) >= free else free


def _graft(into: Object, tags: Object, shift: int) -> None:
    for kid in _listed(tags):
        kid.P = into
        into.K.append(kid)
    parents, added = NumberTree(into.ParentTree), NumberTree(tags.ParentTree)
    for key, value in added.items():
        parents[shift + key] = value
    into.ParentTreeNextKey = 1 + max(parents.keys(), default=-1)
    for role, meaning in tags.get("/RoleMap", Dictionary()).items():
        if role not in into.RoleMap:
            into.RoleMap[role] = meaning


def _listed(tags: Object) -> Array:
    """A root's kids: PDF allows one by itself, or none."""
    kids = tags.get("/K", Array())
    return kids if isinstance(kids, Array) else Array([kids])


def tag_root(pdf: Pdf) -> Object:
    """The root of the file's tags, with a list of kids and a next key; made if there is none."""
    if "/StructTreeRoot" not in pdf.Root:
        parents = NumberTree.new(pdf).obj
        pdf.Root.StructTreeRoot = pdf.make_indirect(
            Dictionary(
                Type=Name.StructTreeRoot,
                K=Array([]),
                ParentTree=parents,
                ParentTreeNextKey=_ROOM_FOR_A_LETTER,
                RoleMap=Dictionary(),
            )
        )
        pdf.Root.MarkInfo = Dictionary(Marked=True)
    root = pdf.Root.StructTreeRoot
    root.K = _listed(root)
    if "/RoleMap" not in root:
        root.RoleMap = Dictionary()
    if "/ParentTreeNextKey" not in root:
        root.ParentTreeNextKey = 1 + max(NumberTree(root.ParentTree).keys(), default=-1)
    return root


def _renumber(source: Pdf, shift: int | None) -> None:
    """Shift the numbers by which pages, fields and pictures find their tags; None: there are no tags to find."""
    for item in source.objects:
        if not isinstance(item, Dictionary | pikepdf.Stream):
            continue
        for key in ("/StructParents", "/StructParent"):
            if key in item:
                if shift is None:
                    del item[key]
                else:
                    item[key] = int(item[key]) + shift
