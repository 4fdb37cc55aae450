"""Where structure knows better than the segmenter: what is counted, where names and streets begin and end, and what
is told in `units.py`, `boxes.py` and `towns.py`."""

from __future__ import annotations

from parsers.boxes import box_its_number, box_its_route, take_bare_box, take_general_delivery
from parsers.clean import word_set
from parsers.draft import UNSURE, Draft
from parsers.lexicon import COUNTED, NAME_TIES, kind, name_grades
from parsers.segment import CITY, LANGUAGE, LINE, NAME, NOTHING, UNIT, Segmentation
from parsers.suffixes import BOX_ROUTES, BOXES
from parsers.towns import (
    give_city_its_direction,
    give_city_its_first_word,
    give_city_its_nickname,
    give_quarter_its_first_word,
    take_place_abroad,
    take_urbanization,
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
    take_set_apart,
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


def _close_line(draft: Draft) -> None:
    """ "9120 | Elk | Grove Florin Rd": a city's first word in the middle of a street; shown."""
    if not draft.has(LINE + CITY + LINE):
        return
    for i in range(1, len(draft.words) - 1):
        within = draft.labels[i - 1 : i + 2] == [LINE, CITY, LINE] and draft.gaps[i : i + 2] == "ss"
        if within and draft.words[i - 1][0].isdigit():
            draft.set(i, LINE, UNSURE)


def _starts_street(draft: Draft, i: int, stop: int) -> bool:
    """Whether a house number with a street after it stands at `i`."""
    words = draft.words[i:stop]
    return len(words) > 1 and words[0][0].isdigit() and any(word[0].isalpha() for word in words[1:])


def _drop_counted(draft: Draft) -> None:
    """ "3 weeks | 12 Elm St", "no help in 5 years. | 12 Elm St", "2. | 12 Elm St", "age 22 | 1204 Elm St"."""
    for start, label in enumerate(draft.labels):
        if label != LINE or (start and draft.labels[start - 1] == LINE) or not draft.words[start][0].isdigit():
            continue
        stop = draft.run_from(start)
        for i in range(start + 1, stop):
            surely = _is_counted(draft, start, i)
            if (surely or _are_two_numbers(draft, start, i)) and _starts_street(draft, i, stop):
                for j in range(start, i):
                    draft.set(j, NOTHING)
                draft.set(i, LINE, None if surely else UNSURE)
                break


def _is_counted(draft: Draft, start: int, i: int) -> bool:
    """Whether the number at `start` counts something, before the house number at `i`."""
    if not draft.words[i].isdigit() or len(draft.words[start]) > 2:
        return False  # "4410 | 21st Ave" over two lines, "1452 | 5 Mile Dr"
    apart = draft.gaps[i] in "npb" and (i == start + 1 or "x" not in _kinds(draft, start, i))
    return (apart and len(draft.words[i]) > 1) or (draft.words[start + 1] in COUNTED and i > start + 1)


def _are_two_numbers(draft: Draft, start: int, i: int) -> bool:
    """ "22 | 1204 Elm St", but not "4300 47 Ave" nor "94 810 Farrington Hwy"."""
    age = draft.words[start].isdigit() and len(draft.words[start]) == 2
    house = draft.words[i].isdigit() and len(draft.words[i]) > 3
    return i == start + 1 and age and house and "x" not in _kinds(draft, i + 1, i + 2)


def _kinds(draft: Draft, start: int, stop: int) -> str:
    """The marks of these words, run together: whether there is a suffix among them, say."""
    return "".join(kind(word) for word in draft.words[start:stop]).replace("X", "x")


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


def _take_language_street(draft: Draft) -> None:
    """ "15 Camino | Espanol Santa Fe": a way that would have no name."""
    if not draft.has(LINE + LINE + LANGUAGE):
        return
    for i in range(2, len(draft.words) - 1):
        led = draft.words[i - 1] in _WAYS and draft.labels[i - 2 : i] == [LINE, LINE] and draft.gaps[i] == "s"
        if led and draft.labels[i] == LANGUAGE and draft.words[i - 2][0].isdigit():
            draft.set(i, LINE)


_WAYS = SPANISH_WAYS | word_set("CAMINO VIA PASEO PLAZA RANCHO VEREDA")


def _drop_bare_number(draft: Draft) -> None:
    """ "7" and nothing else: an answer to what was asked, and never a unit."""
    if len(draft.words) == 1 and draft.words[0].isdigit() and draft.labels[0] == UNIT:
        draft.set(0, NOTHING)


def _end_grid_line(draft: Draft) -> None:
    """ "1457 W 3500 | S Salt Lake City": a house on a grid ends with its second direction."""
    for i in range(3, len(draft.words) - 1):
        grid = draft.words[i] in _COMPASS and draft.words[i - 1].isdigit() and draft.words[i - 2] in _COMPASS
        if grid and draft.labels[i] == CITY and draft.labels[i - 1] == draft.labels[i - 2] == LINE:
            draft.set(i, LINE)


_COMPASS = frozenset("NSEW")


def _tie_name(draft: Draft) -> None:
    """ "Soledad Urrutia | de | Paz", "Luz Barrientos | vda de Oropeza": between two halves of a name, its particle."""
    if NAME_TIES.isdisjoint(draft.words):
        return
    for i in range(1, len(draft.words) - 1):
        held = draft.labels[i - 1] == draft.labels[i + 1] == NAME and draft.gaps[i : i + 2] == "ss"
        if held and draft.labels[i] == NOTHING and draft.words[i] in NAME_TIES:
            draft.set(i, NAME, None if _ends_whole(draft, i + 1) else UNSURE)
        if _is_widow(draft, i):
            for j in range(i, i + 3):
                draft.set(j, NAME, 1.0)


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


_STEPS = (
    _drop_bare_number,
    _drop_counted,
    _free_name_end,
    _free_line_start,
    _close_line,
    _tie_name,
    _take_mile,
    box_its_number,
    box_its_route,
    take_general_delivery,
    take_urbanization,
    take_way,
    take_quarter,
    take_number_last,
    take_number_behind,
    take_listed_unit,
    return_lettered_street,
    take_spelled_unit,
    take_designator,
    take_set_apart,
    give_bare_unit,
    _take_second_suffix,
    give_city_its_first_word,
    give_city_its_direction,
    give_quarter_its_first_word,
    _take_language_street,
    give_city_its_nickname,
    _end_grid_line,
    take_bare_box,
    take_place_abroad,
)


def repair(seg: Segmentation) -> Segmentation:
    draft = Draft(seg)
    for step in _STEPS:
        step(draft)
    return draft.done(seg)
