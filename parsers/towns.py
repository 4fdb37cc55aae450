"""Where structure knows better than the segmenter what a city is called, and what is a place abroad."""

from __future__ import annotations

from parsers.clean import word_set
from parsers.draft import UNSURE, Draft
from parsers.edits import edits
from parsers.lexicon import kind
from parsers.segment import CITY, LINE, NOTHING, STATE, UNIT, ZIP
from parsers.units import SPANISH_WAYS
from parsers.zips import NICKNAMES, QUARTERS, place_of

_COUNTRIES = word_set(
    "MEXICO SALVADOR GUATEMALA HONDURAS NICARAGUA PERU COLOMBIA ECUADOR CHILE ARGENTINA ESPANA CANADA FILIPINAS "
    "PHILIPPINES"
)


def take_place_abroad(draft: Draft) -> None:
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


def give_city_its_first_word(draft: Draft) -> None:
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


_IN_FULL = {"N": "NORTH", "S": "SOUTH", "E": "EAST", "W": "WEST", "ST": "SAINT", "FT": "FORT", "MT": "MOUNT"}
_IN_FULL |= {word: word for word in _IN_FULL.values()}


def return_direction(draft: Draft) -> None:
    """ "4500 J St | E Sacramento 95819": in one breath a letter may be either's: the street's, shown."""
    if not draft.has(LINE + CITY + CITY):
        return
    for i in range(2, len(draft.words) - 1):
        between = draft.labels[i - 1 : i + 2] == [LINE, CITY, CITY] and draft.gaps[i : i + 2] == "ss"
        if not between or draft.words[i] not in _LETTERS or "X" not in kind(draft.words[i - 1]):
            continue
        rest = " ".join(draft.words[i + 1 : draft.run_from(i + 1)])
        cities = _cities_of_zip(draft)
        if rest in cities or NICKNAMES.get(rest, "").upper() in cities or not cities:
            draft.set(i, LINE, UNSURE)


_LETTERS = frozenset("NSEW")


def trust_whole_city(draft: Draft) -> None:
    """ "874 Jessamine Ave E, | St. Paul MN 55106": set apart, called as its ZIP's, whatever else "St." might be."""
    for i in range(1, len(draft.words) - 1):
        if draft.labels[i] != CITY or draft.labels[i - 1] == CITY or draft.gaps[i] not in "cn":
            continue
        stop = draft.run_from(i)
        said = " ".join(_IN_FULL.get(word, word) for word in draft.words[i:stop])
        if draft.labels[stop : stop + 1] in ([STATE], [ZIP]) and said in _cities_of_zip(draft):
            for j in range(i, stop):
                draft.set(j, CITY, 1.0)


def give_quarter_its_first_word(draft: Draft) -> None:
    """ "1127 Grand Ave | del paso heights 95838": a part of Sacramento, as it is called in full."""
    if not draft.has(LINE + LINE + CITY):
        return
    for i in range(2, len(draft.words) - 1):
        if draft.labels[i : i + 2] == [LINE, CITY] and draft.labels[i - 1] == LINE:
            said = "_".join(draft.words[i : draft.run_from(i + 1)])
            if said in QUARTERS and "X" in kind(draft.words[i - 1]):
                draft.set(i, CITY)


def _cities_of_zip(draft: Draft) -> list[str]:
    code = next((word for word, label in zip(draft.words, draft.labels, strict=True) if label == ZIP), "")
    place = place_of(code[:5])
    return [city.upper() for city in place.cities] if place else []
