"""Whose name a text gives: the sender's, not a child's, nor the other parent's."""

from __future__ import annotations

import itertools
import re

from parsers.clean import word_set
from parsers.evidence import evidence, weigh_name
from parsers.lexicon import (
    CHILDREN,
    LABELS,
    LANGUAGES,
    NAME_SUFFIXES,
    PARTICLES,
    RELATIONS,
    TITLES,
    TRADE,
    kind,
    name_grades,
    ordinary,
)
from parsers.segment import CITY, LINE, NAME, NOTHING, OPENER, UNIT, Segmentation, least_sure, written
from parsers.suffixes import SUFFIX
from parsers.tokens import MASK
from parsers.values import PersonName

# From here on a word in no list, next to a name, is taken for the wording that the segmenter says it is. On held-out
# wordings 0.999 made half a percent more doubtful and none of them safer; 0.8 let more wrong names through.
_SURELY_WORDING = 0.9


_MASHED = re.compile(r"[^AEIOUY'-]{4,}")


def _is_mashed(seg: Segmentation, run: range) -> bool:
    """Keys struck at random: four letters and no vowel, and nobody in the lists is called so."""
    return any(_MASHED.fullmatch(seg.tokens[i].word) and kind(seg.tokens[i].word) == "00" for i in run)


def name_of(text: str, seg: Segmentation) -> tuple[PersonName | None, float]:
    runs = [piece for run in seg.runs(NAME) if not _is_mashed(seg, run) for piece in _people(seg, run)]
    runs = [run for run in runs if not _is_child(seg, run)]
    guessed = [] if any(len(run) > 1 for run in runs) else _overlooked(seg)
    if not runs and not guessed:
        return None, 1.0
    several = runs + guessed
    best = several[0] if len(several) == 1 else max(several, key=lambda run: _likeness(seg, run))
    joined = _first_and_last(text, seg, runs)
    if joined:
        return PersonName(joined), least_sure(seg, best)
    whole = _grown(seg, _with_suffix(seg, best))
    unsure = best in guessed and not _stands_alone(seg, best)
    hopeless = unsure or _has_rival(seg, best, runs) or _is_abbreviated(seg, whole)
    return PersonName(_written_name(text, seg, whole)), 0.0 if hopeless else _chance(seg, whole)


def _chance(seg: Segmentation, run: range) -> float:
    cut_short, odd_edge = _is_cut_short(seg, run), _has_odd_edge(seg, run)
    return weigh_name(evidence(seg, run, cut_short=cut_short, odd_edge=odd_edge))


def _is_abbreviated(seg: Segmentation, run: range) -> bool:
    """ "Gregory N": the surname may stand cut off behind it, and a full name is asked for."""
    return len(run) == 2 and len(seg.tokens[run[-1]].word) == 1


def _has_rival(seg: Segmentation, best: range, runs: list[range]) -> bool:
    """Whether someone else here may be the sender as well, or the best is said to be someone else."""
    if _is_related(seg, best) and not _is_bare_parent(seg, best):
        return True
    others = [run for run in runs if run is not best and len(run) > 1 and not _is_related(seg, run)]
    if _is_own(_before(seg, best)):
        others = [run for run in others if _is_own(_before(seg, run))]
    return bool(others)


def _grown(seg: Segmentation, run: range) -> range:
    """With the word beside it that the segmenter left over between the name and a separator: shown, never sure."""
    start, stop = run.start, run.stop
    if stop < len(seg.tokens) and _is_left_over(seg, stop, seg.tokens[stop].gap, 1) and _parts_at(seg, stop + 1):
        stop += 1
    if start and _is_left_over(seg, start - 1, seg.tokens[start].gap, 0) and _parts_at(seg, start - 1):
        start -= 1
    return range(start, stop)


def _is_left_over(seg: Segmentation, i: int, gap: str, grade: int) -> bool:
    """A word beside the name that people are called by, and that says nothing else."""
    word = seg.tokens[i].word
    listed = name_grades(word)[grade] > "0" and not ordinary(word) and word not in RELATIONS | TITLES
    spare = seg.labels[i] == NOTHING or (seg.labels[i] == CITY and len(seg.runs(CITY)) > 1)
    return gap == "s" and spare and len(word) > 1 and word.isalpha() and listed


def _parts_at(seg: Segmentation, i: int) -> bool:
    """Whether the text, a sentence or the address begins or ends before word `i`."""
    if i == len(seg.tokens) or (i == 0):
        return True
    return seg.tokens[i].gap in "ncpkdb" or seg.labels[i] in (LINE, UNIT)


def _with_suffix(seg: Segmentation, run: range) -> range:
    """The run with a Jr or III after it that the segmenter left out."""
    after = run.stop
    if after < len(seg.tokens) and seg.tokens[after].word in NAME_SUFFIXES - {"V"} and seg.tokens[after].gap in "scg":
        return range(run.start, after + 1)
    return run


def _is_cut_short(seg: Segmentation, run: range) -> bool:
    """Whether the word next to the name may belong to it: a particle, or one that no list knows."""
    if run.start and seg.tokens[run.start].gap == "s" and _may_belong(seg, run.start - 1):
        return True
    after = run.stop
    if after < len(seg.tokens) and seg.tokens[after].gap == "s" and _may_belong(seg, after):
        return True
    commas = any(seg.tokens[i].gap == "c" for i in run[1:])
    return commas and any(ordinary(seg.tokens[i].word).startswith("A") for i in run)


def _has_odd_edge(seg: Segmentation, run: range) -> bool:
    """Whether the first or last word may be wording: one that no list knows, "to", a lone letter, a language."""
    words = [seg.tokens[i].word for i in run]
    sure = min(seg.sureness[i] for i in run)
    if sure < 0.97 and any(kind(word) == "00" for word in (words[0], words[-1])):
        return True
    if len(words) > 2 and (words[0] in ("TO", "LO", "A") or words[-1] in ("LO", "TO") or len(words[-1]) == 1):
        return sure < 0.97
    return sure < 0.99 and any(word in LANGUAGES for word in words)


def _may_belong(seg: Segmentation, i: int) -> bool:
    word = seg.tokens[i].word
    if (
        seg.labels[i] not in (NOTHING, NAME)
        or not word.isalpha()
        or word in _FUNCTION_WORDS | _LEADS_ON | LABELS | TRADE
    ):
        return False
    if word in PARTICLES:  # "de la | Cruz", but not "la | dirección" or "y | vivo"
        follows = seg.tokens[i + 1].word if i + 1 < len(seg.tokens) else ""
        return follows.isalpha() and not ordinary(follows) and follows not in TRADE | LABELS
    return seg.labels[i] == NAME or (kind(word) == "00" and seg.sureness[i] < _SURELY_WORDING)


def is_just_a_name(seg: Segmentation) -> bool:
    """Whether an answer is two to five words that may be a name: "Carson Street" is one when asked for one."""
    words = [token.word for token in seg.tokens]
    if not 2 <= len(words) <= 5 or any(word in _FUNCTION_WORDS | LABELS - SUFFIX.keys() for word in words):
        return False
    return all(word.isalpha() or "-" in word for word in words) and name_grades(words[0])[0] in "123"


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
    return [run for run in found if not _is_child(seg, run) and _may_be_called(seg, run)]


def _may_be_called(seg: Segmentation, run: range) -> bool:
    """A given name leads; or no word is in any list, and the run fills its place."""
    if name_grades(seg.tokens[run[0]].word)[0] != "0":
        return True
    return all(kind(seg.tokens[i].word) == "00" for i in run) and not _is_mashed(seg, run) and _fills_place(seg, run)


# Never a part of a name where the segmenter was in doubt; "My", "To", "Do" and "Le" may be Vietnamese or Hmong names.
_FUNCTION_WORDS = word_set(
    "THE IS AM ARE AND FOR OF IN AT IT ITS HE SHE WE YOU THIS THAT WITH NOT MI TU SU ES EN POR PARA CON QUE YO HABLA "
    "LLAMO SE MY LITTLE BIG IF I IM ME NO YES SI WILL CAN NEED WANT HAVE HAS PLEASE THANKS "
    "GRACIAS FAVORCITO PORFAVORCITO"
)


def _stands_alone(seg: Segmentation, run: range) -> bool:
    """Whether an overlooked run fills its place, from OPEN or a comma to the house number, with well-known names."""
    words = [seg.tokens[i].word for i in run]
    grades = [name_grades(word) for word in words]
    known = grades[0][0] in "123" and all(
        grade != "00" or len(word) == 1 or word in PARTICLES | NAME_SUFFIXES
        for grade, word in zip(grades, words, strict=True)
    )
    return known and _fills_place(seg, run) and not any(ordinary(word).startswith("A") for word in words)


def _fills_place(seg: Segmentation, run: range) -> bool:
    """Whether the run stands between OPEN, a comma or "my name is" and the house number, a comma or the end."""
    said = [token.word for token in seg.tokens[max(run.start - 1, 0) : run.start]]
    before = run.start == 0 or seg.labels[run.start - 1] == OPENER or seg.tokens[run.start].gap in "ncpkdb"
    after = run.stop == len(seg.tokens) or seg.labels[run.stop] in (LINE, UNIT) or seg.tokens[run.stop].gap in "ncpdb"
    return (before or said[0] in ("IS", "ES", "LLAMO", "SOY", "AM", "NAME", "NOMBRE")) and after


def _could_be_name(seg: Segmentation, i: int) -> bool:
    word = seg.tokens[i].word
    mark = kind(word)
    if word in _FUNCTION_WORDS | RELATIONS:
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
    likely = _chance(seg, run) > 0.5
    return min(len(run), 2), not _is_related(seg, run), _is_own(_before(seg, run)), likely, -run.start


def _joins(seg: Segmentation, first: int) -> int:
    """How many words lie between this name and one before it in a list: "Ana and | Eva", "Ana, | Eva"."""
    if seg.tokens[first - 1].word in ("AND", "Y", "&") and _is_someone(seg, first - 2):
        return 2
    return int(seg.tokens[first].gap == "c" and _is_someone(seg, first - 1))


def _is_someone(seg: Segmentation, i: int) -> bool:
    """Whether the word is somebody's: the segmenter takes no child's name for the sender's."""
    known = name_grades(seg.tokens[i].word) > "09" and seg.tokens[i].word not in _FUNCTION_WORDS | LABELS | RELATIONS
    return seg.labels[i] == NAME or (seg.labels[i] == NOTHING and known)


_MANY = word_set("KIDS CHILDREN GRANDKIDS GRANDCHILDREN HIJOS HIJAS NINOS NINAS NIETOS SONS DAUGHTERS")


def _before(seg: Segmentation, run: range) -> list[str]:
    """The words just before, back to the last full stop, comma or line break; "and" leads back to the name before."""
    first = run.start
    while first > 1 and (skip := _joins(seg, first)):
        first -= skip
        while first and _is_someone(seg, first - 1):
            first -= 1
            if seg.tokens[first].gap in "cknpb":
                break
    start = first
    while start > max(0, first - 4) and (seg.tokens[start].gap not in "ncpb" or start == first):
        if seg.labels[start - 1] == NAME:
            break
        start -= 1
    last = seg.tokens[first - 1].word if first else ""
    if first and seg.tokens[first].gap in "ncb" and last not in ("IS", "ES", "NAME", "NOMBRE"):
        return []
    if first and seg.tokens[first].gap == "p" and len(last) > 2 and last not in RELATIONS | LABELS:
        return []  # "the dad ran off. Ana Ruiz"
    if first and seg.tokens[first - 1].word in _VERSUS:
        return ["VS"]
    words = _without_child_support([token.word for token in seg.tokens[start:first]])
    for_them = words[-1:] and words[-1] in _MANY and {"FOR", "PARA", "WITH", "CON", "OF", "DE"} & set(words[-3:-1])
    # "a case for my grandkids Ana Ruiz" names the one who asks.
    return [] if for_them else words


def _without_child_support(words: list[str]) -> list[str]:
    """ "Open a child support case" is what everybody asks for, and says nothing of a child."""
    return [word for i, word in enumerate(words) if word != "CHILD" or words[i + 1 : i + 2] != ["SUPPORT"]]


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


_PARENTS = word_set("MOTHER MOM DAD FATHER MAMA MADRE PAPA PADRE GRANDMA GRANDMOTHER GRANDPARENT ABUELA ABUELO")
_SELF = word_set("AM IM SOY AS SINGLE SOLTERA SOLTERO")


def _is_own(words: list[str]) -> bool:
    if any(words[-len(own) :] == own for own in _OWN) and not any(word in RELATIONS for word in words[:-1]):
        return True
    # "single dad", "I am the mother", "madre soltera"; but "soy la mamá de Ana" names the child
    return not {"OF", "DE"} & set(words[-1:]) and bool(_SELF & set(words)) and bool(_PARENTS & set(words[-2:]))


def _is_bare_parent(seg: Segmentation, run: range) -> bool:
    """ "Mother Ana Ruiz", "Dad: Ana Ruiz" with nothing that says whose: the sender, where nobody else can be."""
    words = _before(seg, run)
    return words[-1:] != [] and words[-1] in _PARENTS and not any(word in RELATIONS | _WHOSE for word in words[:-1])


_WHOSE = word_set("THE MY OUR EL LA MI SU DEL BABYS KIDS OTHER ABSENT PAYING")


_VERSUS = frozenset({"VS", "VERSUS"})
_PRONOUNS = frozenset({"HE", "SHE", "HIS", "HER"})


def _is_related(seg: Segmentation, run: range) -> bool:
    words = _before(seg, run)
    if any(word in _PRONOUNS for word in words[:-2]):  # "he makes good money Ana Ruiz": a sentence of its own
        words = words[-2:]
    return (words[-1:] != [] and words[-1] in _ABOUT) or (any(w in RELATIONS for w in words) and not _is_own(words))


# "It's about Ana Ruiz", "support opened on Ana Ruiz": never the one who asks.
_ABOUT = word_set("ABOUT REGARDING ON RE SOBRE ACERCA")


def _is_child(seg: Segmentation, run: range) -> bool:
    words = _before(seg, run)
    mothers = {"MAMA", "MADRE", "MOM", "MOTHER", "PARENT"} & set(words)  # "mamá de los niños" may well be the sender
    return any(word in CHILDREN for word in words) and not mothers and not _is_own(words)


def _people(seg: Segmentation, run: range) -> list[range]:
    """The run cut where a line break or full stop parts two people, and trimmed; "Last, First" stays whole."""
    cuts = [i for i in run[1:] if _parts_people(seg, run, i)]
    bounds = [run.start, *cuts, run.stop]
    parts = [range(a, b) for a, b in itertools.pairwise(bounds)]
    if len(parts) > 1 and all(len(part) == 1 for part in parts) and not any(seg.tokens[i].gap in "kb" for i in cuts):
        parts = [run]
    return [trimmed for part in parts if (trimmed := _trim_name(seg, part))]


def _parts_people(seg: Segmentation, run: range, i: int) -> bool:
    """Whether the separator before word `i` of a name ends one name."""
    gap = seg.tokens[i].gap
    if seg.tokens[i].word in _VERSUS:
        return True
    if gap == "c":
        return seg.tokens[i].word not in NAME_SUFFIXES and not _is_last_first(seg, run, i)
    inner = [seg.tokens[j].gap for j in run[1:]]
    if gap in "wd" and any(other not in "wd" for other in inner):
        return True
    return gap in "nkb" or (gap == "p" and len(seg.tokens[i - 1].word) > 3)


def _is_last_first(seg: Segmentation, run: range, comma: int) -> bool:
    """ "Lopez Garcia, Maria": surnames before the comma, given names after it, nothing ordinary."""
    last = [seg.tokens[i].word for i in range(run.start, comma)]
    first = [seg.tokens[i].word for i in range(comma, run.stop)]
    if len(last) == 2 and any(kind(word) == "00" for word in last):
        return False
    if len(last) > 2 or len(first) > 3 or sum(seg.tokens[i].gap == "c" for i in run[1:]) > 1:
        return False
    plain = any(ordinary(word)[:1] in ("A", "E") and name_grades(word) in ("00", "01") for word in last + first)
    return not plain and not (len(last) == 2 and name_grades(last[0])[0] > name_grades(last[0])[1])


def _trim_name(seg: Segmentation, run: range) -> range | None:
    """The run without titles, numbers and ordinary words at its ends."""
    start, stop = run.start, run.stop
    if seg.tokens[start].word in _VERSUS:
        start += 1
    while start < stop and (seg.tokens[start].word in _LEADS_ON or _is_no_name(seg, start)):
        start += 1
    if 0 < start < stop - 2 and seg.tokens[start].word == "U" and seg.tokens[start - 1].word in ("THANK", "THX", "TY"):
        start += 1
    if start and stop - start > 1 and seg.tokens[start - 1].word in ("MY", "MI", "MIS", "HIS", "HER", "SU"):
        # "my | son Ana", "mi | clienta Ana": Son is a name too, but not here
        start += seg.tokens[start].word in RELATIONS or (kind(seg.tokens[start].word) == "00" and stop - start > 2)
    while start < stop and (_is_no_name(seg, stop - 1) or _ends_no_name(seg, range(start, stop), run)):
        stop -= 1
    if stop - start > 1 and seg.tokens[start].word == "SR":
        start += 1
    return range(start, stop) if stop > start else None


_LEADS_ON = (TITLES - NAME_SUFFIXES) | word_set("ATTE ATT LOL LMAO OMG BTW IDK THX TY SERVIDORA SERVIDOR")
_NEVER_LAST = word_set("LA EL LOS LAS DEL DE Y")


def _ends_no_name(seg: Segmentation, kept: range, run: range) -> bool:
    """ "Jillian my | baby", "Myung Spurling I | get": a small word that led on to the next sentence."""
    word = seg.tokens[kept.stop - 1].word
    if len(kept) < 2 or word in NAME_SUFFIXES:
        return False
    if word in _NEVER_LAST:
        return True
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
        return f"{written(text, seg, first)} {written(text, seg, last)}"
    name = written(text, seg, run).replace(",", "")
    if text[seg.tokens[run[-1]].end :][:1] == "." and len(seg.tokens[run[-1]].word) <= 2:
        name += "."
    return name


def _first_and_last(text: str, seg: Segmentation, runs: list[range]) -> str | None:
    """ "First name: Ana, last name: Ruiz": two runs with only labels between them."""
    if len(runs) != 2 or any(len(run) > 3 for run in runs):
        return None
    between = [token.word for token in seg.tokens[runs[0].stop : runs[1].start]]
    if between and any(word in ("LAST", "APELLIDO", "APELLIDOS", "SURNAME") for word in between) and len(between) <= 3:
        return f"{written(text, seg, runs[0])} {written(text, seg, runs[1])}"
    return None
