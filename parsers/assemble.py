"""From labelled words to an address beside the name, each part with how sure it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from parsers.clean import fold, word_set
from parsers.doors import (
    corrected_number,
    home_grade,
    is_corrected,
    is_not_home,
    is_of_another,
    is_taken_back,
    is_told_of,
    is_unsure,
)
from parsers.edits import edits
from parsers.features import zip_of
from parsers.lexicon import CARE as CARE_WORDS
from parsers.lexicon import CHILDREN, LABELS
from parsers.names import name_of
from parsers.segment import CARE, CITY, LINE, NOTHING, STATE, UNIT, ZIP, Segmentation, least_sure, written
from parsers.suffixes import FLOORS, GENERAL_DELIVERY, NUMBER_WORDS, UNIT_ALONE, designator
from parsers.suffixes import STATE as STATE_NAMES
from parsers.suffixes import UNIT as UNIT_NAMES
from parsers.values import Part, PersonName, PostalAddress
from parsers.zips import NICKNAMES, ZipPlace, is_city, place_of, states_of

_SPACES = re.compile(r"\s+")
_REFUSED = re.compile(r"\W{1,9}(?:not|instead|en vez)\b", re.IGNORECASE)  # "apt 7 not 5"
_WHERE = word_set(
    "UPSTAIRS DOWNSTAIRS BACK BEHIND ARRIBA ABAJO ATRAS GRANNY GARAGE GARAJE STUDIO COTTAGE CASITA ADU LEVEL PLANTA "
    "SOTANO INTERIOR LETRA PUERTA BODEGA"
)
NUMBERED = frozenset(UNIT_NAMES.values()) - UNIT_ALONE
_DOOR_LETTERS = frozenset("BCDFGHJKLMPRTVWZ")  # the others are words of their own: "x favor", "n thanks", "y mi"
_UNIT_NOUNS = word_set("UNIT APT APARTMENT APARTAMENTO DEPARTAMENTO DEPTO UNIDAD")
_NUMBER_FOLLOWS = NUMBER_WORDS | word_set("DOOR PUERTA")
_LEADS_NUMBER = _NUMBER_FOLLOWS | word_set("CASA HOUSE HOGAR")  # "vivo en casa | 4512 Franklin Blvd"
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
    if not runs:
        return None, False
    numbered = [run for run in runs if any(c.isdigit() for i in run for c in seg.tokens[i].word)]
    numbered = numbered or [run for run in runs if _GENERAL.search(written(text, seg, run))] or runs
    several = len([run for run in numbered if len(run) > 1]) > 1
    homes = {run.start: home_grade(seg, run) if several else 0 for run in numbered}  # "we used to be at 12 Elm"
    homes |= {
        run.start: 1 for i, run in enumerate(numbered) if any(_says_again(seg, run, told) for told in numbered[:i])
    }
    best = max(numbered, key=lambda run: (len(run) > 1, homes[run.start], round(sum(seg.sureness[i] for i in run), 1)))
    return best, several


def _says_again(seg: Segmentation, line: range, told: range) -> bool:
    """ "1027 Teal Ln. scratch that. | 1072 Teal Ln": the same street with another number."""
    street, before = ([token.word for token in seg.tokens[run.start + 1 : run.stop]] for run in (line, told))
    return street == before and seg.tokens[line.start].word != seg.tokens[told.start].word


def _line_of(text: str, seg: Segmentation, best: range | None, several: bool) -> tuple[str | None, float]:
    if best is None:
        return None, 1.0
    sure = 0.0 if several else least_sure(seg, best)
    if (
        len(best) > 2
        and seg.tokens[best[-1]].text == "n"
        and seg.labels[best.stop : best.stop + 1] in ((CITY,), (ZIP,))
    ):
        sure = 0.0  # "12 Elm St n Galt": a north, or an and
    told = is_not_home(seg, best) or is_told_of(seg, best) or is_taken_back(seg, best)
    if told or is_unsure(seg, best) or _is_refused(seg, best):
        sure = 0.0  # "es 5216 y no | 5126 Franklin Blvd"
    if seg.tokens[best.start].word.isalpha() and seg.tokens[best.start].word not in _HEADS:
        sure = 0.0  # "Grove Laguna Blvd 9090": a street before its number, and perhaps half a city before the street
    if _holds_two(seg, best):
        sure = 0.0  # "PO Box 55 8821 Meadow Way"
    if best.start and _is_spare_number(seg, best):
        sure = 0.0  # "67 | 15 Parsons Blvd": half a house number, or an age
    line = written(text, seg, best).replace(",", "")
    right = corrected_number(seg, best)
    return (line, sure) if right is None else (line.replace(seg.tokens[best.start].text, right, 1), 0.0)


def _holds_two(seg: Segmentation, line: range) -> bool:
    """A box and a street run together: which of the two is for the sender to say."""
    words = [seg.tokens[i].word for i in line]
    numbers = sum(word[0].isdigit() for word in words)
    return "BOX" in words and numbers > 1 and words[0] not in _BOXED_ROUTES


_BOXED_ROUTES = word_set("RR HC HCR PSC CMR UNIT RURAL HIGHWAY STAR RFD")
# What a delivery line begins with that does not begin with its number.
_HEADS = word_set(
    "P PO POB POBOX BOX RR HC HCR PSC CMR UNIT RURAL ROUTE STAR RFD POST APARTADO GENERAL GEN LISTA ENTREGA URB "
    "URBANIZACION CALLE AVENIDA COND CONDOMINIO HWY HIGHWAY COUNTY STATE OFFICE ONE"
)


def _is_spare_number(seg: Segmentation, line: range) -> bool:
    before = seg.tokens[line.start - 1].word
    return before.isdigit() and seg.labels[line.start - 1] not in _ADDRESS and seg.tokens[line.start].gap == "s"


_ADDRESS = frozenset((LINE, UNIT, CITY, STATE, ZIP))


def _is_placed(seg: Segmentation, run: range) -> bool:
    """Not "office" in "dear office, open": a unit without a number or letter stands beside its address."""
    words = [seg.tokens[i].word for i in run]
    bare = len(words) == 1 and words[0].isdigit()  # "rent is 850"
    told = words[0] == "#" or (not bare and any(c.isdigit() for word in words for c in word))
    if told or LINE not in seg.labels:
        return True
    before = [seg.tokens[i].word for i in range(max(run[-1] - 3, 0), run[-1])]
    if len(seg.tokens[run[-1]].word) == 1 and any(designator(word) or word in _NUMBER_FOLLOWS for word in before):
        return True  # "apartment number D", "door C"
    beside = seg.labels[max(run.start - 2, 0) : run.start] + seg.labels[run.stop : run.stop + 2]
    return any(label in _ADDRESS for label in beside)


def _is_unit(part: str) -> bool:
    """Not "lot" in "thanks a lot", nor "no apt #": a designator that needs a number has one."""
    words = [bare for word in part.split() if (bare := fold(word).strip(".#"))]
    alone = len(words) == 1 and (words[0] in _LEADS_NUMBER or (designator(words[0]) or words[0]) in NUMBERED)
    return bool(words) and not alone


def _tells_where(word: str) -> bool:
    return word in _WHERE or designator(word) is not None


def _is_left_over(seg: Segmentation, line: range) -> bool:
    """ "12 Elm St | casa de atras | Galt": behind the street, in the same breath, a word that tells which door."""
    for i in range(line.stop, min(line.stop + 4, len(seg.tokens))):
        if seg.labels[i] != NOTHING or seg.tokens[i].gap not in "scb":
            return False
        if _tells_where(seg.tokens[i].word) and seg.tokens[i].gap in "sb":
            return True
    return False


def _is_refused(seg: Segmentation, run: range) -> bool:
    """ "No es | depto 2", "not | apt 2", "apt 12 not | apt 2"."""
    before = [seg.tokens[i].word for i in range(max(0, run.start - 2), run.start)]
    return before[-1:] in (["NOT"], ["NO"], ["ISNT"]) or before in (["NO", "ES"], ["IS", "NOT"], ["NOT", "IN"])


def _names_two(unit: str) -> bool:
    """ "Apt 7 apt 9": which of the two is for the sender to say."""
    named = [designator(fold(word).strip(".#:")) for word in unit.split()]
    numbered = [name for name in named if name in NUMBERED]
    return len(numbered) > len(set(numbered))


# What a sign and a number count, where they are no door's.
_NO_DOORS = word_set(
    "CASE CASO CSE PHONE CELL TEL TELEFONO CALL TEXT ID SSN SOCIAL REF TRY ATTEMPT TIME AM ARE WERE IM KID CHILD BABY "
    "SON DAUGHTER HIJO HIJA FILE DOCKET PARTICIPANT ORDER FLYER CODE NUMERO NUMBER MY"
)


def _is_loose_sign(seg: Segmentation, run: range) -> bool:
    """ "This is try | # 2", "I am | # 1 mom"."""
    return seg.tokens[run.start].word == "#" and run.start > 0 and seg.tokens[run.start - 1].word in _NO_DOORS


def _counts_people(seg: Segmentation, run: range) -> bool:
    """ "Due in June with baby | # 2"."""
    return _is_loose_sign(seg, run) and seg.tokens[run.start - 1].word in CHILDREN and seg.labels[run.start - 1] != LINE


def _without_spare_words(unit: str) -> str:
    """ "Apt/Unit 5": of two words that both want a number, the one that has it."""
    led = _LED_IN.match(unit)
    words = _SLASHED.sub(" ", unit[led.end() :] if led else unit).split(" ")
    folded = [fold(word).strip(".#:") for word in words]
    wants = [designator(word) in NUMBERED for word in folded]
    spare = [wants[i] and wants[i + 1 : i + 2] == [True] and folded[i - 1] not in FLOORS for i in range(len(words))]
    return " ".join(word for word, left in zip(words, spare, strict=True) if not left)


# "In the | garage unit", "Arbor Creek Apartments | #208".
_LED_IN = re.compile(r"(?:(?:in|at|en) (?:the |la |el )?|(?:apartments|apts) (?=#))", re.IGNORECASE)
_SLASHED = re.compile(r"(?<=[A-Za-z])/(?=[A-Za-z]{2})")


def _lacks_word(parts: list[str]) -> bool:
    """ "apt | 5", but not "no apt | unit 21": what follows says itself what kind of unit it is, or does not."""
    return bool(parts) and designator(fold(parts[0].split()[0]).strip(".#")) is None


def _is_unit_spoken_of(seg: Segmentation) -> bool:
    """ "The apartment is above the garage", "12 Elm St | 3 | Galt": a unit that was told and not understood."""
    if any(_is_left_over(seg, run) for run in seg.runs(LINE)):
        return True
    words = [token.word for token in seg.tokens]
    for i in range(1, len(words)):
        behind = seg.labels[i - 1]
        if seg.labels[i] != NOTHING or behind not in (LINE, ZIP) or seg.tokens[i].gap not in "sc":
            continue
        spare = (words[i].isdigit() and len(words[i]) < 5) or words[i] in _DOOR_LETTERS
        ends = (
            words[i] in ("A", "X") and behind == LINE and seg.labels[i + 1 : i + 2] == (CITY,)
        )  # "12 Elm St A | Galt"
        alone = i + 1 == len(words) or seg.tokens[i + 1].gap in "ncp"  # not "95632, 2 kids"
        if (spare or ends) and (behind == LINE or alone):
            return True
    if LINE in seg.labels and any(_is_named_unit(seg, i) for i in range(len(words) - 1)):
        return True
    return LINE in seg.labels and any(
        word in _UNIT_NOUNS and words[i + 1 : i + 2] in (["IS"], ["ES"], ["ESTA"]) and LINE not in seg.labels[i : i + 3]
        for i, word in enumerate(words)
    )


def _is_named_unit(seg: Segmentation, i: int) -> bool:
    """ "... 95632 | floor 2": a unit with its number that belongs to nothing."""
    free = seg.labels[i] in (NOTHING, UNIT) and seg.labels[i + 1] == NOTHING and seg.tokens[i + 1].gap == "s"
    return free and designator(seg.tokens[i].word) in NUMBERED and seg.tokens[i + 1].word.isdigit()


def _unit_of(text: str, seg: Segmentation, line: range | None) -> tuple[str | None, float]:
    right = corrected_number(seg, line) if line else None
    runs = [
        run for run in seg.runs(UNIT) if not _is_of_other_line(seg, run, line) and seg.tokens[run[-1]].word != right
    ]
    if not runs:
        return None, 0.0 if _is_unit_spoken_of(seg) else 1.0
    runs = [run for run in runs if not _is_refused(seg, run)] or runs  # "not apt 2, its | apt 12"
    if len(runs) == 1 and _counts_people(seg, runs[0]):
        return None, 0.0
    corrected = len(runs) > 1 and is_corrected(seg, runs[-2].stop, runs[-1].start)
    runs = runs[-1:] if corrected else runs  # "unit 203 ... whoops | unit 302"
    parts = [_REFUSED.split(written(text, seg, run))[0] for run in runs if _is_placed(seg, run)]
    whole = [part for i, part in enumerate(parts) if _is_unit(part) or _lacks_word(parts[i + 1 : i + 2])]
    unit = _without_spare_words(_SPACES.sub(" ", " ".join(whole).replace(",", " ")).strip())
    if not unit:
        behind = any(run.start and seg.labels[run.start - 1] == LINE for run in runs)  # "12 Elm St apt | Galt"
        told = behind or _is_unit_spoken_of(seg) or any(seg.tokens[i].word in _WHERE for run in runs for i in run)
        return None, 0.0 if told else 1.0
    has_sense = (
        any(c.isdigit() for c in unit) or len(unit) <= 4 or any(_tells_where(fold(w).strip(".")) for w in unit.split())
    )
    twice = _names_two(unit)
    elsewhere = any(is_of_another(seg, run) or is_unsure(seg, run) for run in runs)
    if (
        not has_sense
        or twice
        or corrected
        or elsewhere
        or len(runs) > 2
        or any(_is_loose_sign(seg, run) for run in runs)
    ):
        return unit, 0.0
    return unit, min(least_sure(seg, run) for run in runs)


def _is_of_other_line(seg: Segmentation, unit: range, line: range | None) -> bool:
    """ "He is at 9 Oak St | apt 5, | me at 12 Elm St"."""
    if line is None or not unit.start or seg.labels[unit.start - 1] != LINE or unit.start - 1 in line:
        return False
    other = next(run for run in seg.runs(LINE) if unit.start - 1 in run)
    return seg.tokens[other.start].word[0].isdigit()  # not "12 Elm St, Hacienda Mobile Estates | spc 9"


def _zip_of(seg: Segmentation, line: range | None) -> tuple[str | None, str | None, float]:
    """The ZIP, its four more digits, and how sure; a ZIP that does not exist is kept and in doubt."""
    found = [i for i, label in enumerate(seg.labels) if label == ZIP]
    real = [i for i in found if zip_of(seg.tokens[i].word)]
    if not real:
        fives = [i for i in found if re.fullmatch(r"\d{5}(?:-?\d{4})?", seg.tokens[i].word)]
        if not fives:
            return None, None, 1.0
        digits = seg.tokens[fives[-1]].word.replace("-", "")
        return digits[:5], digits[5:] or None, 0.0
    rivals = {zip_of(seg.tokens[i].word) for i in real}
    at = real[-1] if len(rivals) == 1 or line is None else _likeliest_zip(seg, real, line)
    digits = seg.tokens[at].word.replace("-", "")
    following = seg.tokens[at + 1].word if at + 1 < len(seg.tokens) and seg.labels[at + 1] == ZIP else ""
    four = digits[5:] or (following if re.fullmatch(r"\d{4}", following) else "")
    alone = range(at, at + 1)
    told = len(rivals) > 1 or is_of_another(seg, alone) or is_unsure(seg, alone) or _is_guessed(seg)
    return digits[:5], four or None, 0.0 if told else least_sure(seg, alone)


def _is_guessed(seg: Segmentation) -> bool:
    """ "Not sure of the zip", "creo que el zip es 95820"."""
    said = " ".join(token.word for token in seg.tokens)
    return _GUESSING.search(said) is not None


_GUESSING = re.compile(
    r"\b(?:NOT SURE|UNSURE|I THINK|DONT KNOW|NO SE SI|CREO QUE|NO ESTOY SEGUR[AO]) (?:\w+ ){0,5}?(?:ZIP|CODIGO)\b"
    r"|\bZIP (?:\w+ )?(?:MAYBE|I THINK|CREO)\b"
)


def _likeliest_zip(seg: Segmentation, found: list[int], line: range) -> int:
    """Of several ZIPs the one that takes back another, or that a city told here belongs to, or nearest to the line."""
    if is_corrected(seg, found[-2] + 1, found[-1]):
        return found[-1]
    cities = [" ".join(seg.tokens[i].word for i in run) for run in seg.runs(CITY)]
    places = {i: place_of(seg.tokens[i].word[:5]) for i in found}
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
    nick = NICKNAMES.get(fold(given).replace(".", ""))
    for city in (*place.cities, *place.nearby):
        if _spelled(city) == folded or (nick and nick.upper() == city.upper()):
            return nick or (city if given.islower() and fold(city) == fold(given) else given)
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
        city, run = agreeing[0]
        alone = len(runs) == 1 or (len(agreeing) == 1 and _ends_address(seg, run))
        return city, least_sure(seg, run) if alone else 0.0
    return names[-1], 0.0


def _ends_address(seg: Segmentation, run: range) -> bool:
    """Whether the state or ZIP follows: "I was in Fresno ... 12 Elm St, | Grove, | Oklahoma 74345"."""
    return any(label in (STATE, ZIP) for label in seg.labels[run.stop : run.stop + 1])


# "mi zip es", "for me", "de la": words of a sentence, unless the city or ZIP stands beside them.
_ALSO_WORDS = word_set("MI ME DE LA OR IN OK HI OH AL CO PA MA ID")


def _is_state(seg: Segmentation, run: range) -> bool:
    if seg.tokens[run[0]].word not in _ALSO_WORDS:
        return True
    if run.start and seg.tokens[run.start - 1].word in ("STATE", "ESTADO"):
        return True
    last, following = seg.labels[max(run.start - 1, 0) : run.start], seg.labels[run.stop : run.stop + 1]
    small = seg.tokens[run[0]].word in ("MI", "DE", "LA")  # "Folsom mi zip es"
    led_on = small and run.stop < len(seg.tokens) and seg.tokens[run.stop].word in LABELS
    return not led_on and (CITY in last or CITY in following or ZIP in following)


def _state_of(seg: Segmentation, place: ZipPlace | None, city: str | None) -> tuple[str | None, float]:
    words = [[seg.tokens[i].word for i in run] for run in seg.runs(STATE) if _is_state(seg, run)]
    codes = [code for run in words if (code := STATE_NAMES.get(" ".join(run)) or STATE_NAMES.get(run[-1]))]
    if not codes:
        if place:
            return place.state, 1.0
        return ("CA" if city and "CA" in states_of(city) else None), 1.0
    if place and place.state not in codes:
        return codes[-1], 0.0
    return (place.state if place else codes[-1]), 1.0


def _care_of(text: str, seg: Segmentation) -> str | None:
    for run in seg.runs(CARE):
        words = [
            i
            for i in run
            if fold(seg.tokens[i].text) not in CARE_WORDS and seg.tokens[i].word not in ("OF", "IN", "AL", "DE", "A")
        ]
        if words:
            return written(text, seg, range(words[0], words[-1] + 1)) or None
    return None


_URBANIZATION = re.compile(r"(urb(?:anizaci[oó]n)?\.? (?:(?!calle|ave)\w+ ){1,4}?)(?=\d|calle |ave)", re.IGNORECASE)


def _urbanization(line: str) -> tuple[str | None, str]:
    """Puerto Rico: "Urb Las Gladiolas 150 Calle A" names the urbanization before the street."""
    match = _URBANIZATION.match(line)
    return (match.group(1).strip(), line[match.end() :]) if match else (None, line)


def assemble(text: str, seg: Segmentation) -> Assembled:
    name, name_sure = name_of(text, seg)
    chosen, several = _chosen_line(text, seg)
    line, line_sure = _line_of(text, seg, chosen, several)
    unit, unit_sure = _unit_of(text, seg, chosen)
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
    if not line or not (any(c.isdigit() for c in line) or _GENERAL.search(line)):
        missing.append(Part.DELIVERY_LINE)
    if not address.zip5:
        missing.append(Part.ZIP)
    return tuple(missing)
