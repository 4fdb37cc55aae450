"""Where structure knows better than the segmenter: what is counted, a place abroad, and units (`units.py`)."""

from __future__ import annotations

import itertools

from parsers.clean import word_set
from parsers.draft import UNSURE, Draft
from parsers.edits import edits
from parsers.lexicon import COUNTED, NAME_TIES, kind, name_grades
from parsers.segment import CITY, LANGUAGE, LINE, NAME, NOTHING, STATE, UNIT, ZIP, Segmentation
from parsers.suffixes import BOX_ROUTES, BOXES
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
from parsers.zips import NICKNAMES, QUARTERS, place_of

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
_COUNTRIES = word_set(
    "MEXICO SALVADOR GUATEMALA HONDURAS NICARAGUA PERU COLOMBIA ECUADOR CHILE ARGENTINA ESPANA CANADA FILIPINAS "
    "PHILIPPINES"
)


def _take_place_abroad(draft: Draft) -> None:
    """ "Calle 5 de Mayo 120, Col. Centro, Tijuana, Mexico": a street with its number last, and all that follows."""
    spare = (NOTHING, CITY, STATE)
    country = next((i for i, word in enumerate(draft.words) if word in _COUNTRIES and draft.labels[i] in spare), 0)
    if not country or ZIP in draft.labels:
        return
    stop = _take_street_abroad(draft, country)
    if LINE not in draft.labels[:country]:
        return
    stop = stop or max(i for i in range(country) if draft.labels[i] == LINE) + 1
    told = all(label in (CITY, STATE) for label in draft.labels[stop : country + 1])  # not "12 Elm St I am from Peru"
    if not (draft.words[stop - 1].isdigit() or told) or country - stop > 6:
        return
    for i in range(stop, country + 1):
        draft.set(i, CITY, UNSURE)


def _take_street_abroad(draft: Draft, country: int) -> int:
    """From the way's word to the last number of the same sentence; where it ends, 0 where none is told."""
    way = next((i for i in range(country) if draft.words[i] in SPANISH_WAYS and draft.labels[i] in (NOTHING, LINE)), -1)
    if way < 0:
        return 0
    end = next((i for i in range(way + 1, country) if draft.gaps[i] in "ncp"), country)
    numbers = [i for i in range(way + 1, min(end, way + 7)) if draft.words[i].isdigit()]
    if numbers and all(draft.labels[i] in (NOTHING, LINE, CITY) for i in range(way, numbers[-1] + 1)):
        for i in range(way, numbers[-1] + 1):
            draft.set(i, LINE, UNSURE)
        return numbers[-1] + 1
    return 0


def _box_its_number(draft: Draft) -> None:
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


def _box_its_route(draft: Draft) -> None:
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
            for j in range(i + 1, stop):
                draft.set(j, LINE)


def _numbered(draft: Draft, start: int) -> int:
    """Behind the number that stands here, with or without a sign; `start` where none does."""
    i = start + (draft.words[start] == "#")
    return i + 1 if i < len(draft.words) and draft.words[i].isdigit() else start


_SURELY_ROUTES = word_set("RR HC HCR RFD")
_ROUTES = _SURELY_ROUTES | word_set("RTE RT ROUTE")


def _take_general_delivery(draft: Draft) -> None:
    """ "Ana Ruiz, | entrega general, Calexico": a delivery line, where no other is told."""
    if "GENERAL" not in draft.words:
        return
    for i, words in enumerate(itertools.pairwise(draft.words)):
        elsewhere = LINE in draft.labels[:i] + draft.labels[i + 2 :]
        if words in (("GENERAL", "DELIVERY"), ("ENTREGA", "GENERAL")) and not elsewhere:
            draft.set(i, LINE, 1.0)
            draft.set(i + 1, LINE, 1.0)


def _take_urbanization(draft: Draft) -> None:
    """ "3324 Paseo Clara | urb Levittown, Toa Baja": between the street and the city; shown."""
    if "URB" not in draft.words and "URBANIZACION" not in draft.words:
        return
    for i in range(1, len(draft.words) - 2):
        led = draft.words[i] in ("URB", "URBANIZACION") and draft.labels[i - 1] == LINE
        if not led or draft.labels[i] not in (UNIT, NOTHING):
            continue
        stop = next((j for j in range(i + 1, min(i + 4, len(draft.words))) if draft.gaps[j] in "cn"), i)
        if {*draft.labels[i + 1 : stop]} <= {CITY, NOTHING} and draft.labels[stop] == CITY:
            for j in range(i, stop):
                draft.set(j, LINE, UNSURE)


_POSTED = word_set("PSC CMR UNIT")  # of the military's post offices
_BOXED = word_set("POB POBOX PSC CMR")
_HIGHWAYS = word_set("EXPY EXPRESSWAY PKWY PARKWAY HWY HIGHWAY FWY FREEWAY BYPASS")


def _take_second_suffix(draft: Draft) -> None:
    """ "10 65th St | Expy Sacramento": a street named after another."""
    if _HIGHWAYS.isdisjoint(draft.words):
        return
    for i in range(2, len(draft.words)):
        led = draft.labels[i - 1] == LINE and "X" in kind(draft.words[i - 1]) and draft.gaps[i] == "s"
        if led and draft.labels[i] == NOTHING and draft.words[i] in _HIGHWAYS:
            draft.set(i, LINE)


def _give_city_its_first_word(draft: Draft) -> None:
    """ "3408 Larchmont Dr | n highlands 95660", "1174 Reaney Ave | st Paul MN 55106": as the ZIP's city is called."""
    if _IN_FULL.keys().isdisjoint(draft.words):
        return
    for i in range(2, len(draft.words) - 1):
        before = i - 1 - ("d" in kind(draft.words[i - 1]) and draft.labels[i - 1] == LINE)  # "893 Maryland Ave E | st"
        named = "x" in kind(draft.words[before]).lower()  # not "1234 Main | St Helena"
        apart = draft.labels[i] == UNIT and draft.gaps[i] in "cn"  # "993 Reaney Ave, lower; | St. Paul"
        led = (named and draft.labels[i] == LINE) or apart
        if not led or draft.words[i] not in _IN_FULL or draft.labels[i + 1] != CITY:
            continue
        said = " ".join(draft.words[i + 1 : draft.run_from(i + 1)])
        for name in _cities_of_zip(draft):
            rest = name.removeprefix(f"{_IN_FULL[draft.words[i]]} ")
            if rest != name and (rest.startswith(said) or edits(said, rest, 2) <= 2):
                draft.set(i, CITY)


def _give_quarter_its_first_word(draft: Draft) -> None:
    """ "1127 Grand Ave | del paso heights 95838": a part of Sacramento, as it is called in full."""
    if not draft.has(LINE + LINE + CITY):
        return
    for i in range(2, len(draft.words) - 1):
        if draft.labels[i : i + 2] == [LINE, CITY] and draft.labels[i - 1] == LINE:
            said = "_".join(draft.words[i : draft.run_from(i + 1)])
            if said in QUARTERS and "X" in kind(draft.words[i - 1]):
                draft.set(i, CITY)


def _take_language_street(draft: Draft) -> None:
    """ "15 Camino | Espanol Santa Fe": a way that would have no name."""
    if not draft.has(LINE + LINE + LANGUAGE):
        return
    for i in range(2, len(draft.words) - 1):
        led = draft.words[i - 1] in _WAYS and draft.labels[i - 2 : i] == [LINE, LINE] and draft.gaps[i] == "s"
        if led and draft.labels[i] == LANGUAGE and draft.words[i - 2][0].isdigit():
            draft.set(i, LINE)


_WAYS = SPANISH_WAYS | word_set("CAMINO VIA PASEO PLAZA RANCHO VEREDA")


def _give_city_its_direction(draft: Draft) -> None:
    """ "12 Elm St, | south Sac 95823": behind a comma, a direction is the city's."""
    if not draft.has(LINE + LINE + CITY):
        return
    for i in range(2, len(draft.words) - 1):
        apart = draft.gaps[i] in "cn" and draft.gaps[i + 1] == "s" and draft.labels[i - 1 : i + 2] == [LINE, LINE, CITY]
        if apart and "d" in kind(draft.words[i]):
            draft.set(i, CITY)


def _cities_of_zip(draft: Draft) -> list[str]:
    code = next((word for word, label in zip(draft.words, draft.labels, strict=True) if label == ZIP), "")
    place = place_of(code[:5])
    return [city.upper() for city in place.cities] if place else []


_IN_FULL = {"N": "NORTH", "S": "SOUTH", "E": "EAST", "W": "WEST", "ST": "SAINT", "FT": "FORT", "MT": "MOUNT"}
_IN_FULL |= {word: word for word in _IN_FULL.values()}


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


def _give_city_its_nickname(draft: Draft) -> None:
    """ "4925 E Carey Ave | Vegas 89115"."""
    if CITY in draft.labels:
        return
    for i in range(2, len(draft.words)):
        ends = draft.labels[i] == LINE and (i + 1 == len(draft.words) or draft.labels[i + 1] != LINE)
        called = NICKNAMES.get(draft.words[i], "").upper()
        if ends and called in _cities_of_zip(draft) and "X" in kind(draft.words[i - 1]):
            draft.set(i, CITY, 1.0)


def _take_bare_box(draft: Draft) -> None:
    """ "box 319 | Isleton": no other number for a letter; shown."""
    for i, word in enumerate(draft.words[:-1]):
        boxed = word == "BOX" and draft.words[i + 1].isdigit() and {*draft.labels[i : i + 2]} <= {UNIT, NOTHING, LINE}
        if boxed and LINE not in draft.labels[:i] and LINE not in draft.labels[i + 2 :]:
            draft.set(i, LINE, UNSURE)
            draft.set(i + 1, LINE, UNSURE)


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
    _box_its_number,
    _box_its_route,
    _take_general_delivery,
    _take_urbanization,
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
    _give_city_its_first_word,
    _give_city_its_direction,
    _give_quarter_its_first_word,
    _take_language_street,
    _give_city_its_nickname,
    _end_grid_line,
    _take_bare_box,
    _take_place_abroad,
)


def repair(seg: Segmentation) -> Segmentation:
    draft = Draft(seg)
    for step in _STEPS:
        step(draft)
    return draft.done(seg)
