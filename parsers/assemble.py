"""From labelled words to an address beside the name, each part with how sure it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from parsers.clean import fold, word_set
from parsers.corrections import (
    corrected_number,
    is_corrected,
    is_denied,
    is_starred,
    is_taken_back,
    is_unsure,
)
from parsers.doors import home_grade, is_not_home, is_of_another, is_told_of
from parsers.edits import edits
from parsers.features import zip_of
from parsers.lexicon import CARE as CARE_WORDS
from parsers.lexicon import LABELS, ORDINAL, kind
from parsers.names import name_of
from parsers.secondary import unit_of
from parsers.segment import (
    ADDRESS,
    CARE,
    CITY,
    LINE,
    NAME,
    NOTHING,
    STATE,
    UNIT,
    ZIP,
    Segmentation,
    least_sure,
    written,
)
from parsers.suffixes import BARE_BOX, BOX_ROUTES, BOXES, DIRECTION, GENERAL_DELIVERY, SPELLED
from parsers.suffixes import STATE as STATE_NAMES
from parsers.values import Part, PersonName, PostalAddress
from parsers.zips import NICKNAMES, QUARTERS, ZipPlace, is_city, place_of, states_of

_GLUED_BOX = re.compile(r"^p\.?o\.?box(?=\d)", re.IGNORECASE)  # "POBox417"
_MILITARY = word_set("APO FPO DPO")
_GENERAL = re.compile(rf"{GENERAL_DELIVERY}|ENTREGA GENERAL", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Assembled:
    name: PersonName | None
    address: PostalAddress
    sureness: dict[Part, float]  # of the parts that were given; 0 where a check failed


def _chosen_line(text: str, seg: Segmentation) -> tuple[range | None, bool]:
    """Where the delivery line stands, and whether another might be meant."""
    runs = seg.runs(LINE)
    if len(runs) < 2:
        return (runs[0] if runs else None), False
    numbered = [run for run in runs if any(c.isdigit() for i in run for c in seg.words[i])]
    numbered = numbered or [run for run in runs if _GENERAL.search(written(text, seg, run))] or runs
    several = len([run for run in numbered if len(run) > 1]) > 1
    homes = {run.start: home_grade(seg, run) if several else 0 for run in numbered}  # "we used to be at 12 Elm"
    homes |= {
        run.start: 1 for i, run in enumerate(numbered) if any(_says_again(seg, run, told) for told in numbered[:i])
    }
    # "1287 E Shields Ave? no sorry thats work. its | 1431 N Peach Ave"
    homes |= {
        run.start: -1 for run in numbered[:-1] if is_corrected(seg, run.stop, min(run.stop + 3, numbered[-1].start))
    }
    best = max(numbered, key=lambda run: (len(run) > 1, homes[run.start], round(sum(seg.sureness[i] for i in run), 1)))
    return best, several


def _says_again(seg: Segmentation, line: range, told: range) -> bool:
    """ "1027 Teal Ln. scratch that. | 1072 Teal Ln": the same street with another number."""
    street, before = (list(seg.words[run.start + 1 : run.stop]) for run in (line, told))
    return street == before and seg.words[line.start] != seg.words[told.start]


def _line_of(text: str, seg: Segmentation, best: range | None, several: bool) -> tuple[str | None, float]:
    if best is None:
        return None, 1.0
    sure = 0.0 if several else least_sure(seg, best)
    if (
        len(best) > 2
        and not seg.words[best[-1] - 1][0].isdigit()  # "388 e 600 n"
        and seg.tokens[best[-1]].text == "n"
        and seg.labels[best.stop : best.stop + 1] in ((CITY,), (ZIP,))
    ):
        sure = 0.0  # "12 Elm St n | Galt", as in `_goes_on`
    if not BOXES.isdisjoint(seg.words[best.start : best.stop]) and BARE_BOX.fullmatch(written(text, seg, best)):
        return None, 1.0  # "my po box is in Rio Linda"
    told = is_not_home(seg, best) or is_told_of(seg, best) or is_taken_back(seg, best)
    if told or is_unsure(seg, best) or is_denied(seg, best):
        sure = 0.0  # "es 5216 y no | 5126 Franklin Blvd"
    if len(best) > 2 and seg.tokens[best[-1]].text in _SMALL_QUARTERS and seg.words[best[-1] - 1].isdigit():
        sure = 0.0  # "1204 Avenida 30 se | lo agradezco": a southeast, or a pronoun
    if seg.words[best.start].isalpha() and seg.words[best.start] not in _HEADS:
        sure = 0.0  # "Grove Laguna Blvd 9090": a street before its number, and perhaps half a city before the street
    if _holds_two(seg, best) or _goes_on(seg, best):
        sure = 0.0  # "PO Box 55 8821 Meadow Way", "130 Chalan Santo | Papa, Hagåtña"
    if best.start and _is_spare_number(seg, best):
        sure = 0.0  # "67 | 15 Parsons Blvd": half a house number, or an age
    line = _GLUED_BOX.sub("PO Box ", written(text, seg, best).replace(",", ""))
    right = corrected_number(seg, best)
    return (line, sure) if right is None else (line.replace(seg.tokens[best.start].text, right, 1), 0.0)


def _holds_two(seg: Segmentation, line: range) -> bool:
    """A box and a street run together: which of the two is for the sender to say."""
    words = [seg.words[i] for i in line]
    numbers = sum(word[0].isdigit() for word in words)
    return "BOX" in words and numbers > 1 and words[0] not in _BOXED_ROUTES


def _goes_on(seg: Segmentation, line: range) -> bool:
    """Whether a word left over between a street without a suffix and its city may be the street's."""
    i = line.stop
    spare = i + 1 < len(seg.words) and seg.labels[i] == NOTHING and seg.labels[i + 1] in (CITY, STATE, ZIP)
    if spare and seg.gaps[i : i + 2] == "ss" and seg.words[i] in _COMPASS:
        return True  # "12 Elm St | n Galt": a north, or an and
    ended = any(mark in kind(seg.words[line[-1]]) for mark in "xX") or seg.words[line[-1]][0].isdigit()
    return spare and seg.gaps[i] == "s" and not ended and seg.words[i] not in _LEADS_CITY


_COMPASS = frozenset("NSEW")
_SMALL_QUARTERS = frozenset(("se", "no", "so", "ne"))
_LEADS_CITY = word_set("IN CITY EN COMMA SIUDAD CIUDAD OF DE POR CD AND Y ZIP CODIGO POSTAL NEAR SORRY")
_BOXED_ROUTES = BOX_ROUTES | word_set("HIGHWAY ROUTE RTE RT R")
# What a delivery line begins with that does not begin with its number.
_HEADS = (
    BOXES
    | BOX_ROUTES
    | word_set(
        "P ROUTE RTE RT POST GENERAL GEN LISTA ENTREGA URB URBANIZACION CALLE AVENIDA COND CONDOMINIO HWY HIGHWAY "
        "COUNTY STATE OFFICE ONE"
    )
)


def _is_spare_number(seg: Segmentation, line: range) -> bool:
    before = seg.words[line.start - 1]
    return before.isdigit() and seg.labels[line.start - 1] not in ADDRESS and seg.gaps[line.start] == "s"


def _zip_of(seg: Segmentation, line: range | None) -> tuple[str | None, str | None, float]:
    """The ZIP, its four more digits, and how sure; a ZIP that does not exist is kept and in doubt."""
    found = [i for i, label in enumerate(seg.labels) if label == ZIP]
    real = [i for i in found if zip_of(seg.words[i])]
    if len(real) == 1 and _is_left_behind(seg, real[0]):
        return None, None, 1.0
    if not real:
        fives = [i for i in found if re.fullmatch(r"\d{5}(?:-?\d{4})?", seg.words[i])]
        if not fives:
            return None, None, 1.0
        digits = seg.words[fives[-1]].replace("-", "")
        return digits[:5], digits[5:] or None, 0.0
    rivals = {zip_of(seg.words[i]) for i in real}
    at = real[-1] if len(rivals) == 1 or line is None else _likeliest_zip(seg, real, line)
    digits = seg.words[at].replace("-", "")
    following = seg.words[at + 1] if at + 1 < len(seg.words) and seg.labels[at + 1] == ZIP else ""
    four = digits[5:] or (following if re.fullmatch(r"\d{4}", following) else "")
    alone = range(at, at + 1)
    told = len(rivals) > 1 or is_of_another(seg, _last_line(seg, at)) or is_unsure(seg, alone) or _is_guessed(seg)
    return digits[:5], four or None, 0.0 if told else least_sure(seg, alone)


def _is_left_behind(seg: Segmentation, at: int) -> bool:
    """ "Just moved here from | 95823 so idk the new zip": asked for, rather than shown with a wrong one."""
    return seg.words[at - 1] == "FROM" and "MOVED" in seg.words[max(at - 5, 0) : at] and _is_guessed(seg)


def _last_line(seg: Segmentation, at: int) -> range:
    """The ZIP with the city and state before it: "his dad lives in | Lodi 95240"."""
    start = at
    while start and seg.labels[start - 1] in (CITY, STATE) and seg.gaps[start] in "sc":
        start -= 1
    return range(start, at + 1)


def _is_guessed(seg: Segmentation) -> bool:
    """ "Not sure of the zip", "creo que el zip es 95820"."""
    return not _ZIP_WORDS.isdisjoint(seg.words) and _GUESSING.search(" ".join(seg.words)) is not None


_ZIP_WORDS = word_set("ZIP CODIGO")


_GUESSING = re.compile(
    r"\b(?:NOT SURE|UNSURE|I THINK|DONT KNOW|IDK|FORGOT|CANT REMEMBER|NO SE SI|NO SE|NO ME ACUERDO|CREO QUE|"
    r"NO ESTOY SEGUR[AO]) (?:\w+ ){0,5}?(?:ZIP|CODIGO)\b"
    r"|\bZIP (?:\w+ )?(?:MAYBE|I THINK|CREO)\b"
)


def _likeliest_zip(seg: Segmentation, found: list[int], line: range) -> int:
    """Of several ZIPs the one that takes back another, or that a city told here belongs to, or nearest to the line."""
    if is_corrected(seg, found[-2] + 1, found[-1]) or is_starred(seg, found[-1]):
        return found[-1]  # "95383 sorry | 95838", "... 95818 | *95817"
    cities = [" ".join(seg.words[i] for i in run) for run in seg.runs(CITY)]
    places = {i: place_of(seg.words[i][:5]) for i in found}
    agreeing = [i for i, place in places.items() if place and any(_agreeing_city(city, place) for city in cities)]
    return min(agreeing or found, key=lambda i: _distance(i, line))


def _distance(i: int, line: range) -> int:
    """Words between the delivery line and what may end it; before it counts as farther."""
    return i - line.stop if i >= line.stop else 2 * (line.start - i) + 6


_SHORT = {
    "HTS": "HEIGHTS", "N": "NORTH", "S": "SOUTH", "E": "EAST", "W": "WEST", "ST": "SAINT", "FT": "FORT", "MT": "MOUNT",
    "MTN": "MOUNTAIN", "SPGS": "SPRINGS", "HLS": "HILLS", "GRV": "GROVE", "VLY": "VALLEY", "NO": "NORTH", "SO": "SOUTH",
    "PT": "POINT",
}  # fmt: skip


_NO_LETTERS = re.compile(r"[^A-Z ]")


@lru_cache(maxsize=2_000)
def _spelled(name: str) -> str:
    return " ".join(_SHORT.get(word, word) for word in _NO_LETTERS.sub("", fold(name).replace("-", " ")).split())


def _agreeing_city(given: str, place: ZipPlace) -> str | None:
    """The ZIP's city that the written words mean, misspelt or shortened; None when none comes near."""
    if fold(given) in _MILITARY and place.cities[0].upper() in _MILITARY:
        return given  # the ZIP alone routes military mail, and units move from one service's office to another's
    folded = _spelled(given)
    called = fold(given).replace(".", "")
    nick = "Sacramento" if called.replace(" ", "_") in QUARTERS else NICKNAMES.get(called)
    for city in (*place.cities, *place.nearby):
        if nick and nick.upper() == city.upper():
            return nick
        if _spelled(city) == folded:
            return city if given.islower() and fold(city) == fold(given) else given
    squeezed = folded.replace(" ", "")
    most = 2 if len(squeezed) > 6 else 1 if len(squeezed) > 3 else 0
    near = [c for c in place.cities if edits(squeezed, _spelled(c).replace(" ", ""), most) <= most]
    if near:
        return near[0]
    stem = [c for c in place.cities if len(squeezed) >= 3 and _spelled(c).replace(" ", "").startswith(squeezed)]
    return stem[0] if stem else None


def _city_of(text: str, seg: Segmentation, place: ZipPlace | None) -> tuple[str | None, float]:
    runs = seg.runs(CITY)
    if not runs:
        return (place.cities[0] if place else None), 1.0
    names = [written(text, seg, run) for run in runs]
    if place is None:
        run = next((run for run in reversed(runs) if run.start and seg.labels[run.start - 1] in (LINE, UNIT)), runs[-1])
        name, sure = written(text, seg, run), least_sure(seg, run)
        nick = NICKNAMES.get(fold(name))
        return nick or name, sure if nick or is_city(fold(name)) else min(sure, 0.5)
    agreeing = [(city, run) for name, run in zip(names, runs, strict=True) if (city := _agreeing_city(name, place))]
    if agreeing:
        city, run = agreeing[-1] if len({city for city, _ in agreeing}) == 1 else agreeing[0]
        if any(_follows_line(seg, told) for told in runs) and not any(_follows_line(seg, told) for _, told in agreeing):
            return city, 0.0  # "she's in Lodi 95240, I'm at 118 Fig Ln | Galt"
        apart = not any(_is_beside_name(seg, told) for _, told in agreeing)  # not "auburn | skye maddox"
        same = apart and len(agreeing) == len(runs) and city == agreeing[0][0]
        alone = len(runs) == 1 or same or (len(agreeing) == 1 and _ends_address(seg, run))
        return city, least_sure(seg, run) if alone else 0.0
    return names[-1], 0.0


def _follows_line(seg: Segmentation, run: range) -> bool:
    return run.start > 0 and seg.labels[run.start - 1] in (LINE, UNIT)


def _is_beside_name(seg: Segmentation, run: range) -> bool:
    sides = ((run.start - 1, run.start), (run.stop, run.stop))
    return any(seg.labels[i : i + 1] == (NAME,) and seg.gaps[gap] == "s" for i, gap in sides if i >= 0)


def _ends_address(seg: Segmentation, run: range) -> bool:
    """Whether the state or ZIP follows: "I was in Fresno ... 12 Elm St, | Grove, | Oklahoma 74345"."""
    return any(label in (STATE, ZIP) for label in seg.labels[run.stop : run.stop + 1])


# "mi zip es", "for me", "de la": words of a sentence, unless the city or ZIP stands beside them.
_ALSO_WORDS = word_set("MI ME DE LA OR IN OK HI OH AL CO PA MA ID")


def _is_state(seg: Segmentation, run: range) -> bool:
    if seg.words[run[0]] not in _ALSO_WORDS:
        return True
    if run.start and seg.words[run.start - 1] in ("STATE", "ESTADO"):
        return True
    if seg.words[run[0]] == "ME" and seg.tokens[run[0]].text.islower() and seg.gaps[run.start] == "c":
        return seg.labels[run.stop : run.stop + 1] == (ZIP,)  # "West Sacramento, | me and the kids"
    last, following = seg.labels[max(run.start - 1, 0) : run.start], seg.labels[run.stop : run.stop + 1]
    small = seg.words[run[0]] in ("MI", "DE", "LA")  # "Folsom mi zip es"
    led_on = small and run.stop < len(seg.words) and seg.words[run.stop] in LABELS
    return not led_on and (CITY in last or CITY in following or ZIP in following)


def _state_of(seg: Segmentation, place: ZipPlace | None, city: str | None) -> tuple[str | None, float]:
    runs = [run for run in seg.runs(STATE) if _is_state(seg, run) and (place is None or _is_of_address(seg, run))]
    words = [[seg.words[i] for i in run] for run in runs]
    codes = [code for run in words if (code := STATE_NAMES.get(" ".join(run)) or STATE_NAMES.get(run[-1]))]
    if not codes:
        if place:
            return place.state, 1.0
        return ("CA" if city and "CA" in states_of(city) else None), 1.0
    if place and place.state not in codes:
        return codes[-1], 0.0
    return (place.state if place else codes[-1]), 1.0


def _is_of_address(seg: Segmentation, state: range) -> bool:
    """Not "she took the kids to Dearborn | Michigan"."""
    beside = seg.labels[max(state.start - 1, 0) : state.start] + seg.labels[state.stop : state.stop + 1]
    return not ADDRESS.isdisjoint(beside) or (state.start > 0 and seg.words[state.start - 1] in LABELS)


def _care_of(text: str, seg: Segmentation) -> str | None:
    for run in seg.runs(CARE):
        if not _TAKING.isdisjoint(seg.words[max(run.start - 3, 0) : run.start]):
            continue  # "I take care of | Diego Cruz"
        words = [
            i
            for i in run
            if fold(seg.tokens[i].text) not in CARE_WORDS and seg.words[i] not in ("OF", "IN", "AL", "DE", "A")
        ]
        if words:
            return written(text, seg, range(words[0], words[-1] + 1)) or None
    return None


_TAKING = word_set("TAKE TAKES TAKING TOOK")
_URBANIZATION = re.compile(
    r"(urb(?:anizaci[oó]n)?\.? (?:(?!calle|ave)\w+ ){1,4}?)(?=[a-z]{0,2}-?\d|calle |ave)", re.IGNORECASE
)
_URBANIZATION_BEHIND = re.compile(r"(.*\w)\W+(urb(?:anizaci[oó]n)?\.? \w+(?: \w+){0,3})", re.IGNORECASE)


def _urbanization(line: str) -> tuple[str | None, str]:
    """Puerto Rico: "Urb Las Gladiolas 150 Calle A" names the urbanization before the street."""
    match = _URBANIZATION.match(line)
    if match:
        return match.group(1).strip(), line[match.end() :]
    behind = _URBANIZATION_BEHIND.fullmatch(line)  # "C-14 Calle 7 | Urb. Santa Juanita"
    return (behind.group(2), behind.group(1)) if behind else (None, line)


def assemble(text: str, seg: Segmentation) -> Assembled:
    name, name_sure = name_of(text, seg)
    chosen, several = _chosen_line(text, seg)
    line, line_sure = _line_of(text, seg, chosen, several)
    unit, unit_sure = unit_of(text, seg, chosen)
    zip5, zip4, zip_sure = _zip_of(seg, chosen)
    place = place_of(zip5) if zip5 else None
    city, city_sure = _city_of(text, seg, place)
    state, state_sure = _state_of(seg, place, city)
    urbanization, line = _urbanization(line) if line else (None, line)
    address = PostalAddress(line or None, unit, city, state, zip5, zip4, urbanization, _care_of(text, seg))
    sureness = {
        Part.NAME: name_sure, Part.DELIVERY_LINE: line_sure, Part.SECONDARY_UNIT: unit_sure, Part.CITY: city_sure,
        Part.STATE: state_sure, Part.ZIP: zip_sure,
    }  # fmt: skip
    return Assembled(name, address, sureness)


def missing_parts(name: PersonName | None, address: PostalAddress) -> tuple[Part, ...]:
    """What must be asked for before a letter can be addressed."""
    missing = []
    if name is None or len([w for w in name.full.split() if len(w.strip(".")) > 0]) < 2:
        missing.append(Part.NAME)
    line = address.delivery_line
    if not line or not has_number(line):
        missing.append(Part.DELIVERY_LINE)
    if not address.zip5:
        missing.append(Part.ZIP)
    return tuple(missing)


def has_number(line: str) -> bool:
    """Whether the line tells a house or box: not "45th St" nor "FM 1960 Rd W", which is where the street ends."""
    words = fold(line).replace(".", "").replace("#", " # ").split()
    if words[0].isdigit():
        return True
    if _GENERAL.search(line) or words[0] in SPELLED:
        return True
    numbers = [i for i, word in enumerate(words) if any(c.isdigit() for c in word) and not ORDINAL.fullmatch(word)]
    if not _BOX_WORDS.isdisjoint(words):
        return bool(numbers)
    return any(i == 0 or words[i - 1] not in _CALLED_BY_NUMBER or _stands_behind(words, i) for i in numbers)


def _stands_behind(words: list[str], i: int) -> bool:
    """ "San Juan Ave 6822": a house behind a street that has a name of its own; not "County Road 102"."""
    if i < 2 or i + 1 < len(words) or words[i - 1] not in _NAMED_WAYS or not words[i].isdigit():
        return False
    return words[i - 2].isalpha() and words[i - 2] not in _NUMBERED and words[i - 2] not in DIRECTION


_NAMED_WAYS = word_set("AVE AVENUE RD ROAD LANE")
_NUMBERED = word_set("COUNTY STATE RANCH FOREST FARM PRIVATE TOWNSHIP OLD US SERVICE")


_BOX_WORDS = BOXES | BOX_ROUTES | word_set("ROUTE LOT KM")
_CALLED_BY_NUMBER = word_set("HWY HIGHWAY FM CR ROAD RD SR US STATE COUNTY LANE AVENIDA AVE AVENUE CALLE")
