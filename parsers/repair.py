"""Where structure knows better than the segmenter: what is counted, where names and streets begin and end, and what
is told in `units.py`, `boxes.py` and `towns.py`."""

from __future__ import annotations

from parsers.boxes import box_its_number, box_its_route, take_bare_box, take_general_delivery
from parsers.clean import word_set
from parsers.draft import UNSURE, Draft
from parsers.lexicon import NAME_TIES, kind, name_grades, ordinary
from parsers.segment import CITY, LINE, NAME, NOTHING, UNIT, Segmentation
from parsers.suffixes import BOX_ROUTES, BOXES
from parsers.towns import (
    give_city_its_first_word,
    give_quarter_its_first_word,
    return_direction,
    take_place_abroad,
    trust_whole_city,
)
from parsers.units import (
    SPANISH_WAYS,
    give_bare_unit,
    return_lettered_street,
    take_designator,
    take_listed_unit,
    take_number_behind,
    take_number_last,
    take_quarter,
    take_spelled_unit,
    take_way,
)

_BOXES = BOXES | BOX_ROUTES | word_set("P ROUTE POST GENERAL")
_ROADS = word_set("HWY HIGHWAY ROUTE RTE ROAD RD CR SR US CA FM URB URBANIZACION CALLE")


def _free_line_start(draft: Draft) -> None:
    """ "Virginia Lane 12 Church St": a street with its number does not begin with other words."""
    for start, label in enumerate(draft.labels):
        if label != LINE or (start and draft.labels[start - 1] == LINE):
            continue
        stop = draft.run_from(start)
        number = next((i for i in range(start, stop) if draft.words[i][0].isdigit() or draft.words[i] in _BOXES), None)
        if number is None or number == start or stop - number < 2 or set(draft.words[start:number]) & _ROADS:
            continue
        boxed = draft.words[number] in _BOXES
        street = draft.words[number + 1 : stop]
        if not boxed and not any("x" in kind(word).lower() or word in SPANISH_WAYS for word in street):
            continue
        for i in range(start, number):
            draft.set(i, NAME, UNSURE)


def _free_name_end(draft: Draft) -> None:
    """ "Ana Sofia | Del Toro, Broadway 2600": no street goes on before a comma without a number; shown."""
    for start in range(1, len(draft.words)):
        widow = draft.words[max(start - 2, 0) : start] in (
            ("VDA", "DE"),
            ("VIUDA", "DE"),
        )  # "... vda de | Orozco, calle 44"
        if draft.labels[start] != LINE or not (widow or draft.labels[start - 1] == NAME) or draft.gaps[start] != "s":
            continue
        rest = range(start + 1, draft.run_from(start))
        if not rest and draft.sureness[start] < _HARDLY and draft.gaps[start + 1 : start + 2] in ("c", "n"):
            draft.set(start, NAME, UNSURE)  # "Zaw Min | Htike, Box 518"
        end = next((i for i in rest if draft.gaps[i] in "cn" or draft.words[i] in SPANISH_WAYS), start)
        if all(word.isalpha() and word not in _BOXES | _ROADS for word in draft.words[start:end]):
            for i in range(start, end):
                draft.set(i, NAME, UNSURE)


_HARDLY = 0.6


_HIGHWAYS = word_set("EXPY EXPRESSWAY PKWY PARKWAY HWY HIGHWAY FWY FREEWAY BYPASS")


def _take_second_suffix(draft: Draft) -> None:
    """ "10 65th St | Expy Sacramento": a street named after another."""
    if _HIGHWAYS.isdisjoint(draft.words):
        return
    for i in range(2, len(draft.words)):
        led = draft.labels[i - 1] == LINE and "X" in kind(draft.words[i - 1]) and draft.gaps[i] == "s"
        if led and draft.labels[i] == NOTHING and draft.words[i] in _HIGHWAYS:
            draft.set(i, LINE)


def _drop_bare_number(draft: Draft) -> None:
    """ "7" and nothing else: an answer to what was asked, and never a unit."""
    if len(draft.words) == 1 and draft.words[0].isdigit() and draft.labels[0] == UNIT:
        draft.set(0, NOTHING)


def _tie_name(draft: Draft) -> None:
    """ "Soledad Urrutia | de | Paz", "Luz Barrientos | vda de Oropeza": between two halves of a name, its particle."""
    if NAME_TIES.isdisjoint(draft.words):
        return
    for i in range(1, len(draft.words) - 1):
        held = draft.labels[i - 1] == draft.labels[i + 1] == NAME and draft.gaps[i : i + 2] == "ss"
        if held and draft.labels[i] == NOTHING and draft.words[i] in NAME_TIES:
            draft.set(i, NAME, None if _ends_whole(draft, i + 1) else UNSURE)
        if _is_widow(draft, i):
            husband = name_grades(draft.words[i + 2])
            surely = husband[1] > husband[0] and not ordinary(draft.words[i + 2])
            for j in range(i, i + 3):
                draft.set(j, NAME, 1.0 if surely else UNSURE)  # "viuda de | Luis": a name, or whom she mourns


def _ends_whole(draft: Draft, i: int) -> bool:
    """ "Ponce | de | León, 1508 Pole Line Rd": a surname, and nothing of a sentence behind it."""
    apart = i + 1 == len(draft.words) or draft.gaps[i + 1] in "ncp" or draft.labels[i + 1] == LINE
    return apart and name_grades(draft.words[i])[1] > "1" and draft.sureness[i] > _SURE


_SURE = 0.8


def _is_widow(draft: Draft, i: int) -> bool:
    """ "... Barrientos | vda de Oropeza 1026 Elm St": whose widow she is, as a part of her name."""
    said = draft.words[i] in ("VDA", "VIUDA") and draft.words[i + 1 : i + 2] == ("DE",) and i + 2 < len(draft.words)
    if not said or draft.labels[i - 1] != NAME or draft.gaps[i + 1 : i + 3] != "ss":
        return False
    ends = i + 3 == len(draft.words) or draft.gaps[i + 3] in "ncp" or draft.labels[i + 3] == LINE
    free = {*draft.labels[i : i + 3]} <= {NAME, NOTHING}
    return ends and free and name_grades(draft.words[i + 2])[1] > "0"


def _take_mile(draft: Draft) -> None:
    """ "Mile | 27.5 Richardson Hwy": how doors on Alaska's highways are numbered."""
    for i, word in enumerate(draft.words[:-1]):
        if word in ("MILE", "MILEPOST") and draft.labels[i] in (NOTHING, NAME) and _starts_line(draft, i + 1):
            draft.set(i, LINE, UNSURE if draft.labels[i] == NAME else None)


def _starts_line(draft: Draft, i: int) -> bool:
    return draft.labels[i] == LINE and draft.words[i][0].isdigit() and draft.gaps[i] == "s"


def _take_kilometre(draft: Draft) -> None:
    """ "Ana Ruiz | carr 2 km 14.5": Puerto Rico's roads by their number; shown. Elsewhere Carr is a surname."""
    if "KM" not in draft.words:
        return
    for i, word in enumerate(draft.words[:-1]):
        road = word in ("CARR", "CARRETERA") and draft.words[i + 1].isdigit() and draft.words[i + 2 : i + 3] == ("KM",)
        if road and draft.labels[i] in (NAME, NOTHING, LINE) and {*draft.labels[i + 1 : i + 2]} <= {LINE, NOTHING}:
            draft.set(i, LINE, UNSURE)
            draft.set(i + 1, LINE, UNSURE)


def _take_urbanization(draft: Draft) -> None:
    """ "3324 Paseo Clara | urb Levittown, Toa Baja": between the street and the city; shown."""
    if "URB" not in draft.words and "URBANIZACION" not in draft.words:
        return
    for i in range(1, len(draft.words) - 2):
        led = draft.words[i] in ("URB", "URBANIZACION") and draft.labels[i - 1] == LINE
        if not led or draft.labels[i] not in (UNIT, NOTHING, LINE):
            continue
        stop = next((j for j in range(i + 1, min(i + 4, len(draft.words))) if draft.gaps[j] in "cn"), i)
        if {*draft.labels[i + 1 : stop]} <= {CITY, NOTHING} and draft.labels[stop] == CITY:
            for j in range(i, stop):
                draft.set(j, LINE, UNSURE)


_STEPS = (
    _drop_bare_number,
    _free_name_end,
    _free_line_start,
    _tie_name,
    _take_mile,
    box_its_number,
    box_its_route,
    take_general_delivery,
    _take_urbanization,
    _take_kilometre,
    take_way,
    take_quarter,
    take_number_last,
    take_number_behind,
    take_listed_unit,
    return_lettered_street,
    take_spelled_unit,
    take_designator,
    give_bare_unit,
    _take_second_suffix,
    give_city_its_first_word,
    give_quarter_its_first_word,
    return_direction,
    trust_whole_city,
    take_bare_box,
    take_place_abroad,
)


def repair(seg: Segmentation) -> Segmentation:
    draft = Draft(seg)
    for step in _STEPS:
        step(draft)
    return draft.done(seg)
