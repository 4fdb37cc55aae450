"""From labelled words to a name and an address, each with how sure it is."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

from parsers.clean import fold, word_set
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
    guessed = [] if any(len(run) > 1 for run in runs) else _overlooked(seg)
    if not runs and not guessed:
        return None, 1.0
    best = max(runs + guessed, key=lambda run: _likeness(seg, run))
    joined = _first_and_last(text, seg, runs)
    if joined:
        return PersonName(joined), _sure(seg, best)
    whole = _with_suffix(seg, best)
    sure = 0.0 if best in guessed or _has_rival(seg, best, runs) or _is_cut_short(seg, whole) else _sure(seg, best)
    return PersonName(_written_name(text, seg, whole)), sure


def _has_rival(seg: Segmentation, best: range, runs: list[range]) -> bool:
    """Whether someone else here may be the sender as well, or the best is said to be someone else."""
    return _is_related(seg, best) or any(
        run is not best and len(run) > 1 and not _is_related(seg, run) for run in runs
    )


def _with_suffix(seg: Segmentation, run: range) -> range:
    """The run with a Jr or III after it that the segmenter left out."""
    after = run.stop
    if after < len(seg.tokens) and seg.tokens[after].word in NAME_SUFFIXES - {"V"} and seg.tokens[after].gap in "scg":
        return range(run.start, after + 1)
    return run


def _is_cut_short(seg: Segmentation, run: range) -> bool:
    """Whether the word next to the name may belong to it: a particle, or one that no list knows."""
    for i, gap in ((run.start - 1, seg.tokens[run.start].gap), (run.stop, "")):
        if not 0 <= i < len(seg.tokens) or (gap or seg.tokens[i].gap) != "s" or seg.labels[i] not in (NOTHING, NAME):
            continue
        word = seg.tokens[i].word
        if word.isalpha() and (kind(word) == "00" or (i >= run.stop and word in PARTICLES and not ordinary(word).startswith("A"))):
            return seg.sureness[i] < 0.999 or i >= run.stop
    commas = any(seg.tokens[i].gap == "c" for i in run[1:])
    return commas and any(ordinary(seg.tokens[i].word).startswith("A") for i in run)


def _overlooked(seg: Segmentation) -> list[range]:
    """Names that the segmenter took for wording: two to five words in a row that people are called. Never sure."""
    runs: list[range] = []
    start = None
    for i in range(len(seg.tokens) + 1):
        fits = i < len(seg.tokens) and seg.labels[i] in (NOTHING, NAME) and _could_be_name(seg, i)
        if start is not None and (not fits or seg.tokens[i].gap in "ncpkb"):
            runs.append(range(start, i))
            start = None
        if fits and start is None:
            start = i
    found = [trimmed for run in runs if (trimmed := _trim_name(seg, run)) and 2 <= len(trimmed) <= 5]
    return [run for run in found if not _is_child(seg, run) and name_grades(seg.tokens[run[0]].word)[0] != "0"]


# Never a part of a name where the segmenter was in doubt; "My", "To", "Do" and "Le" may be Vietnamese or Hmong names.
_FUNCTION_WORDS = word_set(
    "THE IS AM ARE AND FOR OF IN AT IT ITS HE SHE WE YOU THIS THAT WITH NOT MI TU SU ES EN POR PARA CON QUE YO HABLA LLAMO SE "
    "MY LITTLE BIG IF I IM ME NO YES SI WILL CAN NEED WANT HAVE HAS PLEASE THANKS"
)


def _could_be_name(seg: Segmentation, i: int) -> bool:
    word = seg.tokens[i].word
    mark = kind(word)
    if word in _FUNCTION_WORDS:
        return False
    if mark == "00":
        return True
    if len(word) == 1 or word in PARTICLES:
        return word.isalpha() and not (word in PARTICLES and ordinary(word).startswith("A"))
    grades = name_grades(word)
    return (
        grades != "00"
        and not (ordinary(word)[:1] in ("A", "E") and grades in ("01", "02", "10", "11"))
        and "b" not in mark
    )


def _likeness(seg: Segmentation, run: range) -> tuple[int, bool, bool, bool, int]:
    """The sender's own name: two words or more, said to be their own, not "my son" or "the father", the first."""
    mean = sum(seg.sureness[i] for i in run) / len(run)
    return min(len(run), 2), not _is_related(seg, run), _is_own(_before(seg, run)), mean > 0.5, -run.start


def _before(seg: Segmentation, run: range) -> list[str]:
    """The words just before, back to the last full stop, comma or line break; "and" leads back to the name before."""
    first = run.start
    while first > 1 and seg.tokens[first - 1].word in ("AND", "Y", "&") and seg.labels[first - 2] == NAME:
        first -= 2
        while first and seg.labels[first - 1] == NAME:
            first -= 1
    start = first
    while start > max(0, first - 4) and (seg.tokens[start].gap not in "ncpb" or start == first):
        start -= 1
        if seg.labels[start] == NAME:
            return []
    if first and seg.tokens[first].gap in "ncb" and seg.tokens[first - 1].word not in ("IS", "ES", "NAME", "NOMBRE"):
        return []
    return [token.word for token in seg.tokens[start:first]]


_OWN = (
    ["I", "AM"],
    ["IM"],
    ["SOY"],
    ["ME", "LLAMO"],
    ["NAME", "IS"],
    ["MY", "NAME"],
    ["NOMBRE", "ES"],
    ["MI", "NOMBRE"],
)


def _is_own(words: list[str]) -> bool:
    return any(words[-len(own) :] == own for own in _OWN) and not any(word in RELATIONS for word in words[:-1])


def _is_related(seg: Segmentation, run: range) -> bool:
    words = _before(seg, run)
    return any(word in RELATIONS for word in words) and not _is_own(words)


def _is_child(seg: Segmentation, run: range) -> bool:
    words = _before(seg, run)
    return any(word in CHILDREN for word in words) and not _is_own(words)


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
    return gap in "nkb" or (gap == "p" and len(seg.tokens[i - 1].word) > 3)


def _is_last_first(seg: Segmentation, run: range, comma: int) -> bool:
    """ "Lopez Garcia, Maria": surnames before the comma, given names after it, nothing ordinary."""
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
    while start < stop and (_is_no_name(seg, stop - 1) or _ends_no_name(seg, range(start, stop), run)):
        stop -= 1
    if stop - start > 1 and seg.tokens[start].word == "SR":
        start += 1
    return range(start, stop) if stop > start else None


def _ends_no_name(seg: Segmentation, kept: range, run: range) -> bool:
    """"Jillian my | baby", "Myung Spurling I | get": a small word that led on to the next sentence."""
    word = seg.tokens[kept.stop - 1].word
    if len(kept) < 2 or word in NAME_SUFFIXES:
        return False
    return word == "I" or (word in _FUNCTION_WORDS and (kept.stop < run.stop or seg.sureness[kept.stop - 1] < 0.99))


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
    """ "First name: Ana, last name: Ruiz": two runs with only labels between them."""
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
        words = [
            i
            for i in run
            if fold(seg.tokens[i].text) not in CARE_WORDS and seg.tokens[i].word not in ("OF", "IN", "AL", "DE", "A")
        ]
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
