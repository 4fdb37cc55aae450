"""The secondary unit as it is told: in one piece or two, in words, of another door, or not at all."""

from __future__ import annotations

import re

from parsers.clean import fold, word_set
from parsers.corrections import corrected_number, is_corrected, is_denied, is_unsure
from parsers.doors import is_of_another
from parsers.lexicon import CHILDREN, ORDINAL
from parsers.segment import ADDRESS, CITY, LINE, NOTHING, UNIT, ZIP, Segmentation, least_sure, written
from parsers.suffixes import FLOORS, NUMBER_WORDS, UNIT_ALONE, designator
from parsers.suffixes import UNIT as UNIT_NAMES

_SPACES = re.compile(r"\s+")
_DENIAL = re.compile(r"\W{1,9}(?:not|instead|en vez)\b", re.IGNORECASE)  # "apt 7 not 5"
_WHERE = word_set(
    "UPSTAIRS DOWNSTAIRS BACK BEHIND ARRIBA ABAJO ATRAS GRANNY GARAGE GARAJE STUDIO COTTAGE CASITA ADU LEVEL PLANTA "
    "SOTANO INTERIOR LETRA PUERTA BODEGA"
)
NUMBERED = frozenset(UNIT_NAMES.values()) - UNIT_ALONE
_DOOR_LETTERS = frozenset("BCDFGHJKLMPRTVWZ")  # the others are words of their own: "x favor", "n thanks", "y mi"
_UNIT_NOUNS = word_set("UNIT APT APARTMENT APARTAMENTO DEPARTAMENTO DEPTO UNIDAD")
_NUMBER_FOLLOWS = NUMBER_WORDS | word_set("DOOR PUERTA")
_LEADS_NUMBER = _NUMBER_FOLLOWS | word_set("CASA HOUSE HOGAR")  # "vivo en casa | 4512 Franklin Blvd"


def _is_placed(seg: Segmentation, run: range) -> bool:
    """Not "office" in "dear office, open": a unit without a number or letter stands beside its address."""
    words = [seg.words[i] for i in run]
    bare = len(words) == 1 and words[0].isdigit()  # "rent is 850"
    told = words[0] == "#" or (not bare and any(c.isdigit() for word in words for c in word))
    if told or LINE not in seg.labels:
        return True
    before = [seg.words[i] for i in range(max(run[-1] - 3, 0), run[-1])]
    if len(seg.words[run[-1]]) == 1 and any(designator(word) or word in _NUMBER_FOLLOWS for word in before):
        return True  # "apartment number D", "door C"
    beside = seg.labels[max(run.start - 2, 0) : run.start] + seg.labels[run.stop : run.stop + 2]
    return any(label in ADDRESS for label in beside)


def _is_unit(part: str) -> bool:
    """Not "lot" in "thanks a lot", nor "no apt #": a designator that needs a number has one."""
    words = [bare for word in part.split() if (bare := fold(word).strip(".#"))]
    alone = len(words) == 1 and (words[0] in _LEADS_NUMBER or (designator(words[0]) or words[0]) in NUMBERED)
    return bool(words) and not alone


def _tells_where(word: str) -> bool:
    return word in _WHERE or designator(word) is not None


def _is_left_over(seg: Segmentation, line: range) -> bool:
    """ "12 Elm St | casa de atras | Galt": behind the street, in the same breath, a word that tells which door."""
    for i in range(line.stop, min(line.stop + 4, len(seg.words))):
        if seg.labels[i] != NOTHING or seg.gaps[i] not in "scb":
            return False
        if _tells_where(seg.words[i]) and seg.gaps[i] in "sb":
            return True
    return False


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
    return seg.words[run.start] == "#" and run.start > 0 and seg.words[run.start - 1] in _NO_DOORS


def _counts_people(seg: Segmentation, run: range) -> bool:
    """ "Due in June with baby | # 2"."""
    return _is_loose_sign(seg, run) and seg.words[run.start - 1] in CHILDREN and seg.labels[run.start - 1] != LINE


def _without_spare_words(unit: str) -> str:
    """ "Apt/Unit 5": of two words that both want a number, the one that has it."""
    led = _LED_IN.match(unit)
    words = _SLASHED.sub(" ", _IS.sub(" ", unit[led.end() :] if led else unit)).split(" ")
    folded = [fold(word).strip(".#:") for word in words]
    wants = [designator(word) in NUMBERED for word in folded]
    spare = [wants[i] and wants[i + 1 : i + 2] == [True] and folded[i - 1] not in FLOORS for i in range(len(words))]
    return " ".join(word for word, left in zip(words, spare, strict=True) if not left)


# "In the | garage unit", "Arbor Creek Apartments | #208".
_LED_IN = re.compile(r"(?:(?:in|at|en) (?:the |la |el )?|(?:apartments|apts) (?=#))", re.IGNORECASE)
_IS = re.compile(r" (?:is|es) (?=\S)", re.IGNORECASE)  # "Apt is 33", "apartment is #18"
_SLASHED = re.compile(r"(?<=[A-Za-z])/(?=[A-Za-z]{2})")


def _lacks_word(parts: list[str]) -> bool:
    """ "apt | 5", but not "no apt | unit 21": what follows says itself what kind of unit it is, or does not."""
    return bool(parts) and designator(fold(parts[0].split()[0]).strip(".#")) is None


def _is_unit_spoken_of(seg: Segmentation) -> bool:
    """ "The apartment is above the garage", "12 Elm St | 3 | Galt": a unit that was told and not understood."""
    if any(_is_left_over(seg, run) for run in seg.runs(LINE)):
        return True
    words = seg.words
    for i, (label, behind) in enumerate(zip(seg.labels[1:], seg.labels, strict=False), start=1):
        if label != NOTHING or behind not in (LINE, ZIP) or seg.gaps[i] not in "sc":
            continue
        spare = (words[i].isdigit() and len(words[i]) < 5) or words[i] in _DOOR_LETTERS
        ends = (
            words[i] in ("A", "X") and behind == LINE and seg.labels[i + 1 : i + 2] == (CITY,)
        )  # "12 Elm St A | Galt"
        alone = i + 1 == len(words) or seg.gaps[i + 1] in "ncp"  # not "95632, 2 kids"
        if (spare or ends) and (behind == LINE or alone):
            return True
    if LINE not in seg.labels:
        return False
    if any(_is_named_unit(seg, i) for i in range(len(words) - 1) if words[i + 1].isdigit()):
        return True
    return not _UNIT_NOUNS.isdisjoint(words) and any(
        word in _UNIT_NOUNS
        and words[i + 1 : i + 2] in (("IS",), ("ES",), ("ESTA",))
        and LINE not in seg.labels[i : i + 3]
        for i, word in enumerate(words)
    )


def _is_named_unit(seg: Segmentation, i: int) -> bool:
    """ "... 95632 | floor 2": a unit that belongs to nothing, before its number."""
    free = seg.labels[i] in (NOTHING, UNIT) and seg.labels[i + 1] == NOTHING and seg.gaps[i + 1] == "s"
    return free and designator(seg.words[i]) in NUMBERED


def unit_of(text: str, seg: Segmentation, line: range | None) -> tuple[str | None, float]:
    right = corrected_number(seg, line) if line else None
    runs = [run for run in seg.runs(UNIT) if not _is_of_other_line(seg, run, line) and seg.words[run[-1]] != right]
    runs = [run for run in runs if not _is_no_door(seg, run, line)]
    if not runs:
        return None, 0.0 if _is_unit_spoken_of(seg) else 1.0
    runs = [run for run in runs if not is_denied(seg, run)] or runs  # "not apt 2, its | apt 12"
    if len(runs) == 1 and _counts_people(seg, runs[0]):
        return None, 0.0
    corrected = len(runs) > 1 and is_corrected(seg, runs[-2].stop, runs[-1].start)
    runs = runs[-1:] if corrected else runs  # "unit 203 ... whoops | unit 302"
    parts = [_DENIAL.split(written(text, seg, run))[0] for run in runs if _is_placed(seg, run)]
    parts = list(dict.fromkeys(parts))  # said twice
    whole = [part for i, part in enumerate(parts) if _is_unit(part) or _lacks_word(parts[i + 1 : i + 2])]
    unit = _without_spare_words(_SPACES.sub(" ", " ".join(whole).replace(",", " ").replace(":", " ")).strip())
    if not unit:
        behind = any(run.start and seg.labels[run.start - 1] == LINE for run in runs)  # "12 Elm St apt | Galt"
        told = behind or _is_unit_spoken_of(seg) or any(seg.words[i] in _WHERE for run in runs for i in run)
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


def _is_no_door(seg: Segmentation, run: range, line: range | None) -> bool:
    """ "(between | 27th & 28th)": the streets at both corners; "| Box 5.. ay no, es PO Box 219": a box, put right."""
    corner = not _CORNERS.isdisjoint(seg.words[max(run.start - 3, 0) : run.start])
    if corner and all(ORDINAL.fullmatch(seg.words[i]) for i in run):
        return True
    boxed = seg.words[run.start] == "BOX" and line is not None and "BOX" in seg.words[line.start : line.stop]
    return boxed and line is not None and run.stop < line.start


_CORNERS = word_set("BETWEEN BTW BTWN ENTRE CORNER ESQUINA CROSS NEAR BY")


def _is_of_other_line(seg: Segmentation, unit: range, line: range | None) -> bool:
    """ "He is at 9 Oak St | apt 5, | me at 12 Elm St"."""
    if line is None or not unit.start or seg.labels[unit.start - 1] != LINE or unit.start - 1 in line:
        return False
    other = next(run for run in seg.runs(LINE) if unit.start - 1 in run)
    return seg.words[other.start][0].isdigit()  # not "12 Elm St, Hacienda Mobile Estates | spc 9"
