"""Words taken for names: cut where one person ends and another begins, and trimmed to the name."""

from __future__ import annotations

import itertools
import re

from parsers.clean import word_set
from parsers.features import is_cased
from parsers.lexicon import (
    LABELS,
    NAME_PARTS,
    NAME_SUFFIXES,
    NAME_TIES,
    PARTICLES,
    RELATIONS,
    TITLES,
    is_common,
    kind,
    name_grades,
    ordinary,
)
from parsers.relations import FUNCTION_WORDS, VERSUS, Said, before, is_own, said_of
from parsers.segment import LINE, NAME, NOTHING, OPENER, Segmentation
from parsers.tokens import MASK

_RANKS = word_set("SGT SSGT TSGT MSGT GYSGT SFC CPL LCPL SPC PFC PVT LT LTJG LCDR CPT CAPT MAJ COL CWO ENS CMDR")
LEADS_ON = (
    (TITLES - NAME_SUFFIXES)
    | _RANKS
    | word_set("PATERNO MATERNO ATTE ATT LOL LMAO OMG BTW IDK THX TY SERVIDORA SERVIDOR")
)
_BETWEEN_TWO = VERSUS | {"AKA", "C/O"}


def people(seg: Segmentation, run: range) -> list[range]:
    """The run cut where a separator, "vs" or the like parts two people, and trimmed; "Last, First" stays whole."""
    cuts = [i for i in run[1:] if _parts_people(seg, run, i)]
    start = _after_call(seg, run)
    bounds = [start, *[i for i in cuts if i > start], run.stop]
    parts = [range(a, b) for a, b in itertools.pairwise(bounds)]
    alone = all(len(part) == 1 for part in parts) and not any(seg.gaps[i] in "kb" for i in cuts)
    if len(parts) > 1 and alone and not _is_of_somebody(seg, run):
        parts = [run]
    return [trimmed for part in parts if not is_possessive(seg, part) and (trimmed := trim_name(seg, part))]


def is_possessive(seg: Segmentation, part: range) -> bool:
    """ "Jolene, | Travis Buckner's | ex wife"."""
    return seg.tokens[part[-1]].text.lower().endswith("'s")


def _is_of_somebody(seg: Segmentation, run: range) -> bool:
    """ "Jolene, Travis Buckner's", and "Jolene, Travis | Buckner's" where its end was left out."""
    return is_possessive(seg, run) or (run.stop < len(seg.words) and is_possessive(seg, range(run.stop + 1)))


def _after_call(seg: Segmentation, run: range) -> int:
    """ "This is keisha, | keisha monroe": a name said twice begins at its second saying."""
    words = [seg.words[i] for i in run]
    twice = len(run) > 2 and words[0] == words[1] and seg.gaps[run.start + 1] in "cpn"
    return run.start + twice


def _parts_people(seg: Segmentation, run: range, i: int) -> bool:
    """Whether the separator before word `i` of a name ends one name."""
    gap = seg.gaps[i]
    if seg.words[i] in _BETWEEN_TWO:
        return True
    if gap == "c":
        return seg.words[i] not in NAME_SUFFIXES and not _is_last_first(seg, run, i)
    if gap in "bx" and (_is_nickname(seg, run, i) or (gap == "x" and seg.words[i - 1] in _APOSTROPHED)):
        return False
    inner = [seg.gaps[j] for j in run[1:]]
    if gap in "wd" and any(other not in "wd" for other in inner):
        return True
    glued = len(run) == 2 and seg.tokens[i].start - seg.tokens[i - 1].end == 1  # "rashad.tillery"
    return gap in "nkbx" or (gap == "p" and len(seg.words[i - 1]) > 3 and not glued)


_APOSTROPHED = PARTICLES | {"T"}  # "De' | Rossi", "van 't | Hof"


def _is_nickname(seg: Segmentation, run: range, i: int) -> bool:
    """ "Maria | (Lupe) | Gomez", "Choua | "Grandma Joy" | Moua": a word or two set apart within a name."""
    marks = [j for j in run[1:] if seg.gaps[j] == seg.gaps[i]]
    if len(marks) != 2 or i not in marks:
        return False
    inside = [seg.words[j] for j in range(*marks)]
    surely = all(seg.sureness[j] > 0.9 for j in run)
    if surely and len(inside) == 1:
        return True
    return len(inside) <= (2 if seg.gaps[i] == "x" else 1) and ordinary(inside[-1])[:1] not in tuple("ABCE")


def _is_last_first(seg: Segmentation, run: range, comma: int) -> bool:
    """ "Lopez Garcia, Maria": surnames before the comma, given names after it, nothing ordinary."""
    last = [word for i in range(run.start, comma) if (word := seg.words[i]) not in PARTICLES or comma == i + 1]
    first = [seg.words[i] for i in range(comma, run.stop)]
    if (len(last) == 2 and any(kind(word) == "00" for word in last)) or _is_of_somebody(seg, run):
        return False
    if len(last) > 2 or len(first) > 3 or sum(seg.gaps[i] == "c" for i in run[1:]) > 1:
        return False
    plain = any("~" in kind(word) for word in last + first)
    given_leads = len(last) == 2 and name_grades(last[0])[0] > name_grades(last[0])[1]
    return not plain and not given_leads and (len(last) == 1 or name_grades(first[0])[0] > "1")


def may_be_two(seg: Segmentation, run: range) -> bool:
    """ "Rosario Diaz, Carmen", "Rosa, Javier": surnames before a given name, or a name and somebody else's."""
    words = [seg.words[i] for i in run]
    if {"Y", "AND", "OR", "O", "N"} & set(words[2:-2]):
        return True  # "Jose Perez y Laura Diaz"
    called = name_grades(words[-1])
    if len(words) > 3 and words[-2] in ("Y", "AND") and called[0] > max("1", called[1]):
        return True  # "Ana Ruiz y Jose", but not "Jose Ortega y Gasset"
    if (NAME_SUFFIXES - {"V", "JUNIOR", "SENIOR"}) & set(words[2:-1]):
        return True  # "Darryl Ruiz Jr Tom"
    beside = list(seg.words[run.stop : run.stop + 1])
    if beside and beside[0] in ("AND", "OR", "Y", "O") and len(run) > 1 and _is_person(seg, run.stop + 1):
        return True  # "Ana Ruiz and | Kevin Diaz"
    commas = [i for i in run[1:] if seg.gaps[i] == "c" and seg.words[i] not in NAME_SUFFIXES]
    if not commas:
        return False
    grades = name_grades(words[0])  # as a given name, and as a surname
    whole_beside = len(words) > 2  # "dear Grace, Ana Ruiz", "Rosario Diaz, Carmen"
    return said_of(seg, run) is Said.OTHER or grades[0] > ("1" if whole_beside else grades[1])


def _is_person(seg: Segmentation, i: int) -> bool:
    """Whether a given name and another word of a name stand here, by the segmenter or by the lists."""
    if i + 1 >= len(seg.words) or seg.gaps[i + 1] != "s":
        return False
    named = seg.someone[i] > 0.5 and seg.someone[i + 1] > 0.5
    grades = name_grades(seg.words[i])[0], name_grades(seg.words[i + 1])[1]
    return named or (min(grades) > "1" and not is_common(seg.words[i]))


def trim_name(seg: Segmentation, run: range) -> range | None:
    """The run without titles, numbers and ordinary words at its ends."""
    start, stop = run.start, run.stop
    if seg.words[start] in _BETWEEN_TWO:
        start += 1
    while start < stop and (seg.words[start] in LEADS_ON or _is_no_name(seg, start)):
        start += 1
    if 0 < start < stop - 2 and seg.words[start] == "U" and seg.words[start - 1] in ("THANK", "THX", "TY"):
        start += 1
    if seg.words[start : start + 1] == ("Y",) and stop - start > 2 and _is_and(seg, start):
        start += 1
    if start and stop - start > 1 and seg.words[start - 1] in ("MY", "MI", "MIS", "HIS", "HER", "SU"):
        # "my | son Ana", "mi | clienta Ana": Son is a name too, but not here
        start += seg.words[start] in RELATIONS or (kind(seg.words[start]) == "00" and stop - start > 2)
    while start < stop and not _is_tied(seg, range(start, stop)):
        if not (_is_no_name(seg, stop - 1) or _ends_no_name(seg, range(start, stop), run)):
            break
        stop -= 1
    if stop - start > 1 and seg.words[start] == "SR":
        start += 1
    return range(start, stop) if stop > start else None


def _is_tied(seg: Segmentation, kept: range) -> bool:
    """ "Leticia Covarrubias de | Anda. 12 Elm St": a particle holds the word, and nothing of a sentence follows."""
    after = kept.stop
    if len(kept) < 4 or seg.words[after - 2] not in NAME_TIES or not seg.words[after - 1].isalpha():
        return False
    return after == len(seg.words) or seg.gaps[after] in "ncp" or seg.labels[after] == LINE


def _is_and(seg: Segmentation, i: int) -> bool:
    """ "ABRIR Y | Ana Ruiz", "open y | Ana Ruiz", but not "OPEN Y Nhu Bui"."""
    small = seg.tokens[i].text == "y" and is_cased(seg.tokens)
    return i > 0 and seg.labels[i - 1] == OPENER and (small or seg.words[i - 1] == "ABRIR")


_NEVER_LAST = word_set("LA EL LOS LAS DEL DE Y")


def _ends_no_name(seg: Segmentation, kept: range, run: range) -> bool:
    """ "Jillian my | baby", "Myung Spurling I | get": a small word that led on to the next sentence."""
    word = seg.words[kept.stop - 1]
    if len(kept) < 2 or word in NAME_SUFFIXES:
        return False
    after = kept.stop
    capital = seg.tokens[kept.stop - 1].text == "Y" and is_cased(seg.tokens)
    if capital and after < len(seg.words) and seg.gaps[after] in "cn" and len(kept) > 2:
        return False  # "Nguyen Thi Y, 6750 Power Inn Rd"
    if word in _NEVER_LAST or _owns_what_follows(seg, kept):
        return True
    if word in ("PAY", "PAGUE") and len(kept) > 2:
        return True  # "make Kevin Diaz | pay"
    if word == "LO" and list(seg.words[kept.stop : kept.stop + 1]) in (["PUEDEN"], ["PUEDE"]):
        return True
    return word == "I" or (word in FUNCTION_WORDS and (kept.stop < run.stop or seg.sureness[kept.stop - 1] < 0.99))


def _owns_what_follows(seg: Segmentation, kept: range) -> bool:
    """ "Ana Ruiz | Kamilahs mom", "Ana Ruiz, | Jay's dad": a child's name in the possessive, not a second surname."""
    word = seg.words[kept.stop - 1]
    follows = seg.words[kept.stop] if kept.stop < len(seg.words) else ""
    near = kept.stop < len(seg.words) and seg.gaps[kept.stop] == "s" and follows in RELATIONS
    return (
        len(kept) > 2 and near and word.endswith("S") and name_grades(word)[1] < "2" and name_grades(word[:-1])[0] > "0"
    )


_NO_NAME = re.compile(r"00[ABCEFwr]|01[AE]")


def _is_no_name(seg: Segmentation, i: int) -> bool:
    """A number, a mark, or an ordinary word that nobody in the lists is called."""
    word = seg.words[i]
    if any(c.isdigit() for c in word) or word in ("#", MASK):
        return True
    return bool(_NO_NAME.match(kind(word))) and word not in NAME_PARTS and seg.sureness[i] < 0.97


_SURNAME_LABELS = word_set("LAST SURNAME LASTNAME LN APELLIDO APELLIDOS")
_GIVEN_LABELS = word_set("FIRST 1ST GIVEN FIRSTNAME FN NOMBRE NOMBRES")
_MIDDLE_LABELS = word_set("MIDDLE MIDDLENAME")
_FATHERS_LABELS, _MOTHERS_LABELS = word_set("PATERNO"), word_set("MATERNO")
_LABELS_TOO = word_set("NAME NAMES NOMBRE INITIAL IS ES MY MI")
_ALL_LABELS = _SURNAME_LABELS | _GIVEN_LABELS | _LABELS_TOO | word_set("COMPLETO COMPLETOS FULL PATERNO MATERNO")
_ORDINARY_LABELS = word_set("FIRST 1ST LAST GIVEN MIDDLE")  # "first of all", "last month"


def labelled_parts(seg: Segmentation, runs: list[range]) -> list[range] | None:
    """ "Last name: Ruiz, first name: Ana", "Ana, apellido Ruiz": given names and surnames told apart, where nobody is
    named whole and the labels are not a child's or the other parent's."""
    mother = _labelled(seg, _MOTHERS_LABELS)
    last = _labelled(seg, _FATHERS_LABELS) if mother else _labelled(seg, _SURNAME_LABELS)
    if last is None:
        return None
    first = _labelled(seg, _GIVEN_LABELS)
    if first is None:
        beside = [run for run in runs if run.stop <= last.start or last.stop <= run.start]
        # "My name is | Daniel | and my last name is Otero", whomever the segmenter takes Daniel for.
        beside = beside or [run for run in seg.others() if run.stop < last.start and _is_told_first(seg, run)]
        first = beside[0] if len(beside) == 1 and len(beside[0]) == 1 else None
    if first is None or set(first) & set(last):
        return None
    middle = _labelled(seg, _MIDDLE_LABELS)
    parts = [first, last] if middle is None or seg.words[middle.start] in _NONE else [first, middle, last]
    parts += [mother] if mother else []
    told = {i for part in parts for i in part}
    spare = {i for run in [*runs, *seg.others()] if len(run) > 1 for i in run} - told
    whole = any(seg.words[i] not in _ALL_LABELS for i in spare)
    return None if whole or any(_is_of_others(seg, part) for part in parts) else parts


def _is_told_first(seg: Segmentation, run: range) -> bool:
    """ "My name is | Daniel", "OPEN | ruth 12 elm st": theirs, and nobody else's."""
    return is_own(before(seg, run)) or (run.start > 0 and seg.labels[run.start - 1] == OPENER)


_NONE = word_set("NONE NO NA N NINGUNO")


def are_plain(seg: Segmentation, parts: list[range]) -> bool:
    """Whether each part stands between its label and the next, a separator or the address, and nobody else is named."""
    told = {i for part in parts for i in part}
    if any(seg.labels[i] != NAME and seg.someone[i] <= 0.5 for i in told):
        return False
    others = any(i not in told for run in seg.others() for i in run)
    return not others and RELATIONS.isdisjoint(seg.words) and all(_is_bounded(seg, part) for part in parts)


def _is_bounded(seg: Segmentation, part: range) -> bool:
    led = part.start > 0 and seg.words[part.start - 1] in _ALL_LABELS | _MIDDLE_LABELS
    if not led or part.stop == len(seg.words):
        return led
    labelled = seg.words[part.stop] in LABELS or seg.words[part.stop] in _ORDINARY_LABELS
    return seg.gaps[part.stop] in "ncpkb" or labelled or seg.labels[part.stop] == LINE


_WHOSE_LABEL = RELATIONS | word_set("HIS HER THEIR DEL SU HIJOS KIDS FRIEND")


def _is_of_others(seg: Segmentation, part: range) -> bool:
    """ "My kids' last name is | Lopez", "fathers first name | Juan"."""
    near = [*range(max(0, part.start - 6), part.start), *range(part.stop, min(part.stop + 2, len(seg.words)))]
    return any(seg.words[i] in _WHOSE_LABEL and seg.labels[i] != LINE for i in near)


def is_called_surname(seg: Segmentation, run: range) -> bool:
    """ "Maria 12 Elm St Galt 95632, apellido | Lopez Garcia": half a name."""
    last = _labelled(seg, _SURNAME_LABELS)
    return last is not None and run.start == last.start


_TOGETHER = word_set("CON WITH FULL BOTH DOS AMBOS")


def _is_one_label(before: list[str]) -> bool:
    """ "Nombre y | apellidos: Ana Ruiz", "full | last name"; not "my name is Daniel and | last name Otero"."""
    joined = before[-1:] in (["Y"], ["AND"], ["E"], ["&"])
    return bool(_TOGETHER & set(before[-1:])) or (joined and bool(_ALL_LABELS & set(before[-2:-1])))


def _labelled(seg: Segmentation, names: frozenset[str]) -> range | None:
    words = seg.words
    if names.isdisjoint(words):
        return None
    for i in range(len(words) - 1):
        if words[i] not in names or seg.labels[i] == LINE or _is_one_label(list(words[:i])):
            continue
        start = i + 1
        while start < len(words) and words[start] in _LABELS_TOO and seg.gaps[start] in "sk":
            start += 1
        stop = start
        while stop < min(len(words), start + 3) and _is_of_name(seg, stop, first=stop == start):
            stop += 1
        told = start > i + 1 or words[i] not in _ORDINARY_LABELS or (stop > start and seg.gaps[start] == "k")
        if told and stop > start:
            return range(start, stop)
    return None


_NEVER_LABELLED = (
    _SURNAME_LABELS
    | _GIVEN_LABELS
    | RELATIONS
    | word_set(
        "PATERNO MATERNO SOLTERA CASADA PRIMER SEGUNDO MIDDLE INITIAL Y AND DEL FEMALE MALE MAILING STREET CALLE"
    )
)


def _is_of_name(seg: Segmentation, i: int, *, first: bool) -> bool:
    word = seg.words[i]
    told = word in _NEVER_LABELLED or (word in FUNCTION_WORDS and seg.labels[i] != NAME)
    ordinary_here = seg.labels[i] == NOTHING and seg.someone[i] <= 0.5 and bool(ordinary(word))
    wording = not first and (word in LABELS or ordinary_here)
    if seg.labels[i] not in (NAME, NOTHING) or told or wording:
        return False
    return word.replace("-", "").isalpha() and (first or seg.gaps[i] == "s")
