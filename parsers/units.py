"""Where structure knows better than the segmenter what is a unit, and what is a house number."""

from __future__ import annotations

import re
from collections.abc import Sequence

from parsers.clean import word_set
from parsers.draft import UNSURE, Draft
from parsers.lexicon import kind
from parsers.segment import LINE, NAME, NOTHING, UNIT
from parsers.suffixes import NUMBER_WORDS, SPELLED, TENS

_NUMBERED_ROADS = word_set(
    "HWY HIGHWAY ROUTE RTE SR US CA FM COUNTY CO STATE RANCH RURAL FOREST FARM TOWNSHIP PRIVATE OLD"
)


def take_designator(draft: Draft) -> None:
    """ "Apartment | #417", "Apartment 2141" after a street: a designator belongs to its number."""
    for i, word in enumerate(draft.words[:-1]):
        free = draft.labels[i] == NOTHING and "u" in kind(word)
        if draft.labels[i : i + 2] == [UNIT, NOTHING] and "u" in kind(word) and draft.words[i + 1].isdigit():
            draft.set(i + 1, UNIT, min(draft.sureness[i : i + 2]))  # "95632 floor | 2"
            continue
        if not (free or (word in ("AP", "ESP") and _is_slip(draft, i))) or draft.gaps[i + 1] in "ncp":
            continue
        linked = draft.words[i + 1] in _LINKS and draft.labels[i + 1] != UNIT
        at = i + 1 + (linked and i + 2 < len(draft.words))
        identifier = draft.words[at]
        if draft.labels[at] == UNIT and "u" not in kind(identifier):
            for j in range(i, at):
                draft.set(j, UNIT)
        elif draft.labels[at] == NOTHING and _is_identifier(identifier) and _follows_line(draft, i):
            draft.set(i, UNIT)
            draft.set(at, UNIT)


_LINKS = NUMBER_WORDS | {"IS", "ES"}  # "Apt no 5", "Apt is 5"


def take_listed_unit(draft: Draft) -> None:
    """ "Street: 4809 Walerga Rd | Apt: 2 | City: ...": a line of its own in a list of labels."""
    if "n" not in draft.gaps or "k" not in draft.gaps:
        return
    for i in range(1, len(draft.words) - 1):
        listed = draft.gaps[i] == "n" and draft.gaps[i + 1] == "k" and "u" in kind(draft.words[i])
        ends = i + 2 == len(draft.words) or draft.gaps[i + 2] == "n"
        if listed and ends and _follows_line(draft, i) and draft.labels[i + 1] == UNIT:
            draft.set(i, UNIT, 1.0)
            draft.set(i + 1, UNIT, 1.0)
            draft.parted_after[i] = draft.parted_before[i - 1] = 1.0


def _is_slip(draft: Draft, i: int) -> bool:
    """ "1716 Grand Ave | ap 5", "... | esp 9": behind a street and before a number, an apartment or a space."""
    return _follows_line(draft, i) and draft.words[i + 1].isdigit() and draft.labels[i] != LINE


SPANISH_WAYS = word_set("CALLE AVENIDA AV CALZADA PRIVADA CALLEJON")


def take_number_last(draft: Draft) -> None:
    """ "Ana Ruiz, Broadway | 2600, Sacramento": a street that has no number is followed by its own; shown."""
    for i in range(1, len(draft.words)):
        led = _follows_line(draft, i) and draft.labels[i] in (UNIT, NOTHING) and draft.gaps[i] == "s"
        if not led or not draft.words[i].isdigit() or not 2 < len(draft.words[i]) < 6:
            continue
        street = range(draft.run_to(i - 1), i)
        if not any(draft.words[j][0].isdigit() for j in street):
            for j in (*street, i):
                draft.set(j, LINE, UNSURE)


def take_quarter(draft: Draft) -> None:
    """ "1204 Calle 30 | SO": where Puerto Rico's streets lie, southwest; shown."""
    for i in range(2, len(draft.words)):
        called = draft.words[i - 2] in SPANISH_WAYS and draft.words[i - 1][0].isdigit() and _follows_line(draft, i)
        if (
            called
            and draft.words[i] in ("SO", "NO", "SE", "NE")
            and draft.labels[i] == NOTHING
            and draft.gaps[i] == "s"
        ):
            draft.set(i, LINE, UNSURE)


def take_number_behind(draft: Draft) -> None:
    """ "Calle 47 | numero 3105", "calle Elm | #12": a Spanish street has its house number behind it; shown."""
    for stop, label in enumerate(draft.labels[:-1]):
        if label != UNIT or not _follows_line(draft, stop) or draft.words[stop] not in NUMBER_WORDS | {"#"}:
            continue
        start = draft.run_to(stop - 1)
        start -= start > 0 and draft.labels[start - 1] == NOTHING and draft.words[start - 1] in SPANISH_WAYS
        way = next((i for i in range(start, stop) if draft.words[i] in SPANISH_WAYS), None)
        numbered = way is None or any(word[0].isdigit() for word in draft.words[start:way])
        if not numbered and draft.words[stop + 1][0].isdigit():
            for i in range(start, stop + 2):
                draft.set(i, LINE, UNSURE)
            return


def take_way(draft: Draft) -> None:
    """ "Ana Ruiz, calle | Loiza 1450": the way's word belongs to its street."""
    if SPANISH_WAYS.isdisjoint(draft.words):
        return
    for i, word in enumerate(draft.words[:-1]):
        if _is_lettered_house(draft, i):
            for j in range(i - 1, i + 2):
                draft.set(j, LINE, UNSURE)  # "B14 Calle 3 | Urb Bonneville Heights"
        led = word in SPANISH_WAYS and draft.gaps[i + 1] == "s" and draft.labels[i + 1] == LINE
        if not led or draft.labels[i] != NOTHING:
            continue
        if draft.words[i + 1].isalpha():
            draft.set(i, LINE)
        elif i and draft.gaps[i] == "s" and _LETTERED_HOUSE.fullmatch(draft.words[i - 1]):
            draft.set(i - 1, LINE, UNSURE)  # "C-14 | Calle 7"
            draft.set(i, LINE, UNSURE)


def _is_lettered_house(draft: Draft, i: int) -> bool:
    told = i and draft.words[i] in SPANISH_WAYS and draft.words[i + 1].isdigit() and draft.gaps[i : i + 2] == "ss"
    free = draft.labels[i - 1 : i + 2] == [NOTHING] * 3 and draft.labels[i + 2 : i + 3] == [LINE]
    return bool(told) and free and _LETTERED_HOUSE.fullmatch(draft.words[i - 1]) is not None


_LETTERED_HOUSE = re.compile(r"[A-Z]{1,2}-?\d{1,4}")
_WAYS = word_set("AVENUE AVE AV STREET ST ROAD RD CALLE")
_LETTERED = re.compile(r"[A-Z]-?\d{0,2}")


def return_lettered_street(draft: Draft) -> None:
    """ "1234 W Avenue | J8": a street that would have no name is called by the letter behind it."""
    for i, label in enumerate(draft.labels):
        if label != UNIT or not _follows_line(draft, i) or not _LETTERED.fullmatch(draft.words[i]):
            continue
        street = [word for word in draft.words[draft.run_to(i - 1) + 1 : i] if "d" not in kind(word)]
        if len(street) == 1 and street[0] in _WAYS and draft.words[draft.run_to(i - 1)][0].isdigit():
            draft.set(i, LINE)


_IN_WORDS = TENS | {word for word in SPELLED if word.isalpha()}


def take_spelled_unit(draft: Draft) -> None:
    """ "Apartment | twelve", "unidad numero | dos": as a voice or a careful hand writes it; shown."""
    if _IN_WORDS.isdisjoint(draft.words):
        return
    for i, word in enumerate(draft.words[:-1]):
        at = i + 1 + (draft.words[i + 1] in NUMBER_WORDS)
        number = draft.words[at] if at < len(draft.words) else ""
        if "u" not in kind(word) or not number.isalpha() or number not in _IN_WORDS:
            continue
        while at + 1 < len(draft.words) and draft.words[at + 1] in _IN_WORDS | {"Y", "OH"}:
            at += 1  # "unit thirty | two"
        if set(draft.labels[i : at + 1]) <= {NOTHING, NAME, UNIT}:
            for j in range(i, at + 1):
                draft.set(j, UNIT, UNSURE)


def _is_identifier(word: str) -> bool:
    return word.isdigit() or (len(word) == 1 and word.isalpha() and word not in "IYUOE")


def _follows_line(draft: Draft, i: int) -> bool:
    return i > 0 and draft.labels[i - 1] == LINE


def _is_lettered(word: str, street: Sequence[str]) -> bool:
    lettered = word[0].isdigit() and word[-1].isalpha()
    return lettered and all(part.isalpha() and part not in SPANISH_WAYS for part in street[1:])


_BARE_UNIT = re.compile(r"\d{1,4}[A-Z]?|[A-DF-MO-RT-VX-Z]")


def give_bare_unit(draft: Draft) -> None:
    """ "7821 Stockton Blvd | 12", "... | B": after a whole street a number or letter, no direction, is a unit."""
    for i, label in enumerate(draft.labels):
        last = label == LINE and (i + 1 == len(draft.labels) or draft.labels[i + 1] not in (LINE, UNIT))
        if not last or i < 3 or not _BARE_UNIT.fullmatch(draft.words[i]) or UNIT in draft.labels:
            continue
        street = draft.words[draft.run_to(i) : i]
        named = len(street) > 2 and street[0][0].isdigit() and street[-2].isalpha()
        # "1530 Grand Concourse | 4C": numbered and lettered, it needs no suffix before it
        named = named and ("X" in kind(street[-1]) or _is_lettered(draft.words[i], street))
        if named and not {street[-1], street[-2]} & _NUMBERED_ROADS and "d" not in kind(street[-2]):
            draft.set(i, UNIT)
