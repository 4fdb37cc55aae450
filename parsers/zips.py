"""The ZIP table: which cities and state a ZIP is delivered to, and where a city may be."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from parsers.clean import word_set

_DATA = Path(__file__).parent / "data"
NICKNAMES = {
    "SAC": "Sacramento", "SACTO": "Sacramento", "SACRA": "Sacramento", "SACTOWN": "Sacramento",
    "WEST SAC": "West Sacramento", "W SAC": "West Sacramento", "W SACRAMENTO": "West Sacramento",
    "RANCHO": "Rancho Cordova", "RANCHO C": "Rancho Cordova", "CITRUS": "Citrus Heights", "C HEIGHTS": "Citrus Heights",
    "CITRUS HTS": "Citrus Heights", "ELKGROVE": "Elk Grove", "EG": "Elk Grove", "N HIGHLANDS": "North Highlands",
    "NO HIGHLANDS": "North Highlands", "FAIROAKS": "Fair Oaks", "EDH": "El Dorado Hills", "RIO LINDA": "Rio Linda",
    "FILADELFIA": "Philadelphia", "NUEVA YORK": "New York", "NUEVA ORLEANS": "New Orleans",
    "NOLA": "New Orleans", "SLC": "Salt Lake City", "OKC": "Oklahoma City",
    "SF": "San Francisco", "SAN FRAN": "San Francisco", "LA": "Los Angeles",
    "NYC": "New York", "PHILLY": "Philadelphia",
    "VEGAS": "Las Vegas", "STKN": "Stockton", "STOCKTN": "Stockton", "MODEST": "Modesto", "CARMICHEAL": "Carmichael",
}  # fmt: skip
# Parts of Sacramento that people write where the city goes; elsewhere some are cities themselves, so only with a ZIP.
QUARTERS = word_set(
    "OAK_PARK NATOMAS NORTH_NATOMAS SOUTH_NATOMAS DEL_PASO_HEIGHTS MEADOWVIEW LAND_PARK CURTIS_PARK ARDEN ARDEN-ARCADE "
    "ARDEN_ARCADE ROSEMONT FOOTHILL_FARMS VALLEY_HI FLORIN VINEYARD POCKET THE_POCKET GREENHAVEN MIDTOWN TAHOE_PARK "
    "SOUTH_SAC NORTH_SAC EAST_SAC S_SAC N_SAC E_SAC SOUTH_SACRAMENTO NORTH_SACRAMENTO EAST_SACRAMENTO S_SACRAMENTO "
    "N_SACRAMENTO E_SACRAMENTO DOWNTOWN_SACRAMENTO DOWNTOWN_SAC "
    "LA_RIVIERA FREEPORT ROBLA HAGGINWOOD FRUITRIDGE LEMON_HILL PARKWAY COLONIAL_HEIGHTS SIERRA_OAKS NORTHGATE "
    "EAST_LAND_PARK ALKALI_FLAT COLLEGE_GREENS"
)


@dataclass(frozen=True, slots=True)
class ZipPlace:
    """`cities[0]` is the name USPS prefers, the others it accepts; `nearby` it knows but does not accept."""

    state: str
    cities: tuple[str, ...]
    nearby: tuple[str, ...] = ()


@cache
def _rows() -> dict[str, str]:
    return {row[:5]: row[5:] for row in _text().split("\n") if row}


@cache
def _text() -> str:
    return (_DATA / "zips.txt").read_text(encoding="utf-8")


@lru_cache(maxsize=4_000)
def place_of(zip5: str) -> ZipPlace | None:
    row = _rows().get(zip5)
    if row is None:
        return None
    accepted, _, nearby = row[2:].partition("\t")
    return ZipPlace(row[:2], tuple(accepted.split("|")), tuple(nearby.split("|")) if nearby else ())


@cache
def _places() -> frozenset[str]:
    """Each state with the cities of one of its ZIPs: "CASacramento|Sac"."""
    return frozenset([row.partition("\t")[0] for row in _rows().values()])


@cache
def city_names() -> frozenset[str]:
    """Every city that USPS accepts for a ZIP, folded, and the usual nicknames."""
    accepted = "|".join([place[2:] for place in _places()]).upper().split("|")
    return frozenset(accepted) | NICKNAMES.keys()


@lru_cache(maxsize=4_000)
def states_of(city: str) -> frozenset[str]:
    """Searched where it stands: a table of all cities takes longer than fifty such searches."""
    if city.upper() not in city_names():
        return frozenset()
    whole, wanted, end, states = _capitals(), city.upper(), 0, set()
    while (at := whole.find(wanted, end + 1)) >= 0:
        start, end = whole.rfind("\n", 0, at) + 1, whole.find("\n", at)
        if wanted in whole[start + 7 : end].partition("\t")[0].split("|"):
            states.add(whole[start + 5 : start + 7])
    return frozenset(states)


@cache
def _capitals() -> str:
    return f"{_text()}\n".upper()


def is_city(words: str) -> bool:
    """Whether these folded words name a US post office or a city's common nickname."""
    return words in city_names()


@cache
def city_lengths() -> dict[str, int]:
    """The first word of every city's name, and how many words the longest such name has."""
    lengths = dict.fromkeys(city_names(), 1)
    for name in city_names():
        if " " in name:
            first = name.partition(" ")[0]
            lengths[first] = max(lengths.get(first, 0), name.count(" ") + 1)
    return lengths
