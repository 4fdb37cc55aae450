"""From labelled words to a name and an address, each with how sure it is."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

from parsers.clean import fold
from parsers.edits import edits
from parsers.features import zip_of
from parsers.lexicon import CARE as CARE_WORDS
from parsers.lexicon import CHILDREN, NAME_SUFFIXES, PARTICLES, RELATIONS, TITLES, kind, name_grades, ordinary
from parsers.segment import CARE, CITY, LINE, NAME, NOTHING, STATE, UNIT, ZIP, Segmentation
from parsers.suffixes import STATE as STATE_NAMES
from parsers.suffixes import UNIT as UNIT_NAMES
from parsers.tokens import MASK
from parsers.values import Part, PersonName, PostalAddress
from parsers.zips import NICKNAMES, ZipPlace, is_city, place_of, states_of

_SPACES = re.compile(r"\s+")
_GENERAL = re.compile(r"\bGEN(?:ERAL)?\.? DEL(?:IVERY)?\b|ENTREGA GENERAL", re.IGNORECASE)
_BOX = re.compile(r"\bBOX\b|\bP\.? ?O\.? ?B", re.IGNORECASE)
_EDGES = " ,.;:-\"'()[]/*<>=&"


@dataclass(frozen=True, slots=True)
class Assembled:
    name: PersonName | None
    address: PostalAddress
    sureness: dict[Part, float]  # of the parts that were given; 0 where a check failed


def _slice(text: str, seg: Segmentation, run: range) -> str:
    """The run as it was written, on one line."""
    return _SPACES.sub(" ", text[seg.tokens[run[0]].start : seg.tokens[run[-1]].end]).strip(_EDGES)


def _sure(seg: Segmentation, run: range) -> float:
    """The least sure word of the run or next to it: a wrong border is as wrong as a wrong word."""
    return min(seg.sureness[max(run.start - 1, 0) : run.stop + 1])


def _name_of(text: str, seg: Segmentation) -> tuple[PersonName | None, float]:
    runs = [piece for run in seg.runs(NAME) for piece in _people(seg, run)]
    runs = [run for run in runs if not _is_child(seg, run)]
    if not any(len(run) > 1 for run in runs):
        runs += _overlooked(seg)
    if not runs:
        return None, 1.0
    joined = _first_and_last(text, seg, runs)
    best = max(runs, key=lambda run: _likeness(seg, run))
    if joined:
        return PersonName(joined), _sure(seg, best)
    rivals = [run for run in runs if run is not best and len(run) > 1 and not _is_related(seg, run)]
    sure = 0.0 if rivals or _is_related(seg, best) else _sure(seg, best)
    return PersonName(_written_name(text, seg, best)), sure


def _overlooked(seg: Segmentation) -> list[range]:
    """Names that the segmenter took for wording: two to five words in a row that people are called. Never sure."""
    runs: list[range] = []
    start = None
    for i in range(len(seg.tokens) + 1):
        fits = i < len(seg.tokens) and seg.labels[i] in (NOTHING, NAME) and _could_be_name(seg, i)
        if start is not None and (not fits or seg.tokens[i].gap in "ncpk"):
            runs.append(range(start, i))
            start = None
        if fits and start is None:
            start = i
    found = [trimmed for run in runs if (trimmed := _trim_name(seg, run)) and 2 <= len(trimmed) <= 5]
    return [run for run in found if not _is_related(seg, run) and name_grades(seg.tokens[run[0]].word)[0] != "0"]


def _could_be_name(seg: Segmentation, i: int) -> bool:
    word = seg.tokens[i].word
    mark = kind(word)
    if len(word) == 1 or word in PARTICLES:
        return word.isalpha() and not (word in PARTICLES and ordinary(word).startswith("A"))
    grades = name_grades(word)
    return grades != "00" and not (ordinary(word)[:1] in ("A", "E") and grades in ("01", "02", "10", "11")) and "b" not in mark


def _likeness(seg: Segmentation, run: range) -> tuple[int, int, float]:
    """The sender's own name has two words or more and no "my son" or "the father" before it."""
    return min(len(run), 2), -_is_related(seg, run), sum(seg.sureness[i] for i in run) / len(run)


def _before(seg: Segmentation, run: range) -> list[str]:
    """The words just before, back to the last full stop, comma or line break."""
    start = run.start
    while start > max(0, run.start - 4) and (seg.tokens[start].gap not in "ncp" or start == run.start):
        start -= 1
        if seg.labels[start] == NAME:
            return []
    if run.start and seg.tokens[run.start].gap in "nc" and not seg.tokens[run.start - 1].word.endswith(("IS", "ES")):
        return []
    return [token.word for token in seg.tokens[start : run.start]]


_SELF = frozenset({"I", "IM", "SOY", "ME", "MY NAME", "MI NOMBRE", "YO"})


def _is_related(seg: Segmentation, run: range) -> bool:
    words = _before(seg, run)
    return any(word in RELATIONS for word in words) and not any(word in _SELF for word in words[-2:])


def _is_child(seg: Segmentation, run: range) -> bool:
    words = _before(seg, run)
    return any(word in CHILDREN for word in words) and not any(word in _SELF for word in words[-2:])


def _people(seg: Segmentation, run: range) -> list[range]:
    """The run cut where a line break or full stop parts two people, and trimmed; "Last, First" stays whole."""
    cuts = [i for i in run[1:] if _parts_people(seg, run, i)]
    bounds = [run.start, *cuts, run.stop]
    parts = [range(a, b) for a, b in itertools.pairwise(bounds)]
    if len(parts) > 1 and all(len(part) == 1 for part in parts):
        parts = [run]
    return [trimmed for part in parts if (trimmed := _trim_name(seg, part))]


def _parts_people(seg: Segmentation, run: range, i: int) -> bool:
    """Whether the separator before word `i` of a name ends one name."""
    gap = seg.tokens[i].gap
    if gap == "c":
        return seg.tokens[i].word not in NAME_SUFFIXES and not _is_last_first(seg, run, i)
    return gap in "nk" or (gap == "p" and len(seg.tokens[i - 1].word) > 3)


def _is_last_first(seg: Segmentation, run: range, comma: int) -> bool:
    """"Lopez Garcia, Maria": surnames before the comma, given names after it, nothing ordinary."""
    last = [seg.tokens[i].word for i in range(run.start, comma)]
    first = [seg.tokens[i].word for i in range(comma, run.stop)]
    if len(last) > 2 or len(first) > 3 or sum(seg.tokens[i].gap == "c" for i in run[1:]) > 1:
        return False
    plain = any(ordinary(word)[:1] in ("A", "E") and name_grades(word) in ("00", "01") for word in last + first)
    return not plain and not (len(last) == 2 and name_grades(last[0])[0] > name_grades(last[0])[1])


def _trim_name(seg: Segmentation, run: range) -> range | None:
    """The run without titles, numbers and ordinary words at its ends."""
    start, stop = run.start, run.stop
    while start < stop and (seg.tokens[start].word in TITLES - NAME_SUFFIXES or _is_no_name(seg, start)):
        start += 1
    while start < stop and _is_no_name(seg, stop - 1):
        stop -= 1
    if stop - start > 1 and seg.tokens[start].word == "SR":
        start += 1
    return range(start, stop) if stop > start else None


_NO_NAME = re.compile(r"00[ABCEFwr]|01[AE]")


def _is_no_name(seg: Segmentation, i: int) -> bool:
    """A number, a mark, or an ordinary word that nobody in the lists is called."""
    word = seg.tokens[i].word
    if any(c.isdigit() for c in word) or word in ("#", MASK):
        return True
    return bool(_NO_NAME.match(kind(word))) and word not in PARTICLES | NAME_SUFFIXES and seg.sureness[i] < 0.97


def _written_name(text: str, seg: Segmentation, run: range) -> str:
    """As written; "Last, First" is turned round."""
    commas = [i for i in run[1:] if seg.tokens[i].gap == "c"]
    if len(commas) == 1 and seg.tokens[commas[0]].word not in NAME_SUFFIXES:
        last, first = range(run.start, commas[0]), range(commas[0], run.stop)
        return f"{_slice(text, seg, first)} {_slice(text, seg, last)}"
    name = _slice(text, seg, run).replace(",", "")
    if text[seg.tokens[run[-1]].end :][:1] == "." and len(seg.tokens[run[-1]].word) <= 2:
        name += "."
    return name


def _first_and_last(text: str, seg: Segmentation, runs: list[range]) -> str | None:
    """"First name: Ana, last name: Ruiz": two runs with only labels between them."""
    if len(runs) != 2 or any(len(run) > 3 for run in runs):
        return None
    between = [token.word for token in seg.tokens[runs[0].stop : runs[1].start]]
    if between and any(word in ("LAST", "APELLIDO", "APELLIDOS", "SURNAME") for word in between) and len(between) <= 3:
        return f"{_slice(text, seg, runs[0])} {_slice(text, seg, runs[1])}"
    return None


def _line_of(text: str, seg: Segmentation) -> tuple[str | None, float]:
    runs = seg.runs(LINE)
    if not runs:
        return None, 1.0
    numbered = [run for run in runs if any(c.isdigit() for i in run for c in seg.tokens[i].word)]
    numbered = numbered or [run for run in runs if _GENERAL.search(_slice(text, seg, run))] or runs
    best = max(numbered, key=lambda run: (len(run) > 1, sum(seg.sureness[i] for i in run)))
    sure = 0.0 if len([run for run in numbered if len(run) > 1]) > 1 else _sure(seg, best)
    return _slice(text, seg, best).replace(",", ""), sure


def _unit_of(text: str, seg: Segmentation) -> tuple[str | None, float]:
    runs = seg.runs(UNIT)
    if not runs:
        return None, 1.0
    parts = [_slice(text, seg, run) for run in runs]
    unit = _SPACES.sub(" ", " ".join(parts).replace(",", " ")).strip()
    has_sense = any(c.isdigit() for c in unit) or len(unit) <= 4 or any(fold(w) in UNIT_NAMES for w in unit.split())
    return unit or None, min(_sure(seg, run) for run in runs) if has_sense and len(runs) < 3 else 0.0


def _zip_of(seg: Segmentation) -> tuple[str | None, str | None, float]:
    """The ZIP, its four more digits, and how sure; a ZIP that does not exist is kept and in doubt."""
    found = [i for i, label in enumerate(seg.labels) if label == ZIP]
    real = [i for i in found if zip_of(seg.tokens[i].word)]
    if not real:
        fives = [i for i in found if re.fullmatch(r"\d{5}(?:-?\d{4})?", seg.tokens[i].word)]
        if not fives:
            return None, None, 1.0
        digits = seg.tokens[fives[-1]].word.replace("-", "")
        return digits[:5], digits[5:] or None, 0.0
    at = real[-1]
    digits = seg.tokens[at].word.replace("-", "")
    following = seg.tokens[at + 1].word if at + 1 < len(seg.tokens) and seg.labels[at + 1] == ZIP else ""
    four = digits[5:] or (following if re.fullmatch(r"\d{4}", following) else "")
    rivals = {zip_of(seg.tokens[i].word) for i in real}
    return digits[:5], four or None, _sure(seg, range(at, at + 1)) if len(rivals) == 1 else 0.0


_SHORT = {"HTS": "HEIGHTS", "N": "NORTH", "S": "SOUTH", "E": "EAST", "W": "WEST", "ST": "SAINT", "FT": "FORT", "MT": "MOUNT",
          "MTN": "MOUNTAIN", "SPGS": "SPRINGS", "HLS": "HILLS", "GRV": "GROVE", "VLY": "VALLEY", "NO": "NORTH", "SO": "SOUTH", "PT": "POINT"}  # fmt: skip


def _spelled(name: str) -> str:
    return " ".join(_SHORT.get(word, word) for word in re.sub(r"[^A-Z ]", "", fold(name).replace("-", " ")).split())


def _agreeing_city(written: str, place: ZipPlace) -> str | None:
    """The ZIP's city that the written words mean, misspelt or shortened; None when none comes near."""
    folded = _spelled(written)
    nick = NICKNAMES.get(fold(written).replace(".", ""))
    for city in (*place.cities, *place.nearby):
        if _spelled(city) == folded or (nick and nick.upper() == city.upper()):
            return nick if nick else written
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
    names = [_slice(text, seg, run) for run in runs]
    if place is None:
        name = names[-1]
        nick = NICKNAMES.get(fold(name))
        return nick or name, _sure(seg, runs[-1]) if nick or is_city(fold(name)) else min(_sure(seg, runs[-1]), 0.5)
    agreeing = [(city, run) for name, run in zip(names, runs, strict=True) if (city := _agreeing_city(name, place))]
    if agreeing:
        return agreeing[0][0], _sure(seg, agreeing[0][1]) if len(runs) == 1 else 0.0
    return names[-1], 0.0


def _state_of(seg: Segmentation, place: ZipPlace | None, city: str | None) -> tuple[str | None, float]:
    words = [[seg.tokens[i].word for i in run] for run in seg.runs(STATE)]
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
        words = [i for i in run if fold(seg.tokens[i].text) not in CARE_WORDS and seg.tokens[i].word not in ("OF", "IN", "AL", "DE", "A")]
        if words:
            return _slice(text, seg, range(words[0], words[-1] + 1))
    return None


def _urbanization(line: str) -> tuple[str | None, str]:
    """Puerto Rico: "Urb Las Gladiolas 150 Calle A" names the urbanization before the street."""
    match = re.match(r"(urb(?:anizaci[oó]n)?\.? (?:\w+ ){1,4}?)(?=\d)", line, re.IGNORECASE)
    return (match.group(1).strip(), line[match.end() :]) if match else (None, line)


def assemble(text: str, seg: Segmentation) -> Assembled:
    name, name_sure = _name_of(text, seg)
    line, line_sure = _line_of(text, seg)
    unit, unit_sure = _unit_of(text, seg)
    zip5, zip4, zip_sure = _zip_of(seg)
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
