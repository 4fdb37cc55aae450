"""Where structure knows better than the segmenter what a box, a route or general delivery is."""

from __future__ import annotations

import itertools

from parsers.clean import word_set
from parsers.draft import UNSURE, Draft
from parsers.segment import CITY, LINE, NOTHING, UNIT
from parsers.suffixes import BOXES
from parsers.zips import is_city


def box_its_number(draft: Draft) -> None:
    """ "P.O.B. | 1187", "PSC 473, | Box 812": a box and its number are a delivery line, whoever hesitates."""
    if _BOXED.isdisjoint(draft.words) and BOXES.isdisjoint(draft.words):
        return
    for i, word in enumerate(draft.words[:-1]):
        boxed = word in _BOXED or (word == "BOX" and i > 1 and draft.words[i - 2] in _POSTED)
        if boxed and draft.words[i + 1].isdigit() and {*draft.labels[i : i + 2]} <= {LINE, UNIT}:
            draft.set(i, LINE, 1.0)
            draft.set(i + 1, LINE, 1.0)
        signed = draft.words[i + 1] == "#" and {*draft.labels[i + 1 : i + 3]} <= {LINE, UNIT}
        if word in BOXES and draft.labels[i] == LINE and signed and i + 2 < len(draft.words):
            draft.set(i + 1, LINE)  # "P.O. Box | #77"
            draft.set(i + 2, LINE)


_POSTED = word_set("PSC CMR UNIT")  # of the military's post offices
_BOXED = word_set("POB POBOX PSC CMR")


def box_its_route(draft: Draft) -> None:
    """ "Rural rte | #1, bx 77": a route, its number, and its box with a number of its own."""
    if _ROUTES.isdisjoint(draft.words):
        return
    for i, word in enumerate(draft.words[:-1]):
        told = word in _SURELY_ROUTES or (word in _ROUTES and i > 0 and draft.words[i - 1] in ("RURAL", "STAR"))
        if not told or draft.labels[i] != LINE:
            continue
        stop = _numbered(draft, i + 1)
        if stop > i + 1 and stop + 1 < len(draft.words) and draft.words[stop] in ("BOX", "BX"):
            stop = max(stop, _numbered(draft, stop + 1))
        if {*draft.labels[i + 1 : stop]} <= {LINE, UNIT, NOTHING}:
            led = i > 0 and draft.words[i - 1] in ("RURAL", "STAR") and draft.labels[i - 1] != LINE
            for j in range(i - led, stop):
                draft.set(j, LINE, UNSURE if led else None)  # "Ana Ruiz | star rt 5 box 7"


def _numbered(draft: Draft, start: int) -> int:
    """Behind the number that stands here, with or without a sign; `start` where none does."""
    i = start + (draft.words[start] == "#")
    return i + 1 if i < len(draft.words) and draft.words[i].isdigit() else start


_SURELY_ROUTES = word_set("RR HC HCR RFD")
_ROUTES = _SURELY_ROUTES | word_set("RTE RT ROUTE")


def take_general_delivery(draft: Draft) -> None:
    """ "Ana Ruiz, | entrega general, Calexico": a delivery line, where no other is told."""
    if "GENERAL" not in draft.words:
        return
    for i, words in enumerate(itertools.pairwise(draft.words)):
        if words not in (("GENERAL", "DELIVERY"), ("ENTREGA", "GENERAL")):
            continue
        stop = max(i + 2, draft.run_from(i + 1))
        city = draft.words[i + 2 : stop]  # "entrega general | Calexico 92231": no line has two words more
        if LINE not in draft.labels[:i] + draft.labels[stop:] and (not city or is_city(" ".join(city))):
            for j in range(i, stop):
                draft.set(j, LINE if j < i + 2 else CITY, 1.0)


def take_bare_box(draft: Draft) -> None:
    """ "box 319 | Isleton": no other number for a letter; shown."""
    for i, word in enumerate(draft.words[:-1]):
        boxed = word == "BOX" and draft.words[i + 1].isdigit() and {*draft.labels[i : i + 2]} <= {UNIT, NOTHING, LINE}
        if boxed and LINE not in draft.labels[:i] and LINE not in draft.labels[i + 2 :]:
            draft.set(i, LINE, UNSURE)
            draft.set(i + 1, LINE, UNSURE)
