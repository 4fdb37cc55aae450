"""Names that the segmenter took for wording or for somebody else, where it found no sender: never sure."""

from __future__ import annotations

import re

from parsers.leftovers import SURELY_WORDING, SYLLABLES
from parsers.lexicon import ALSO_GIVEN, PARTICLES, RELATIONS, is_common, kind, name_grades, ordinary
from parsers.people import is_possessive, trim_name
from parsers.relations import FUNCTION_WORDS, before, is_child, is_own
from parsers.segment import LINE, NAME, NOTHING, OPENER, Segmentation

_SURELY_SOMEONE = 0.9  # as sure that it is somebody else's, a name is not guessed at
_NEVER_NAMES = FUNCTION_WORDS | (RELATIONS - ALSO_GIVEN)
_MASHED = re.compile(r"[^AEIOUY'-]{4,}")


def is_mashed(seg: Segmentation, run: range) -> bool:
    """Keys struck at random: four letters and no vowel, and nobody in the lists is called so."""
    return any(_MASHED.fullmatch(seg.words[i]) and kind(seg.words[i]) == "00" for i in run)


def overlooked(seg: Segmentation) -> list[range]:
    """Who may be the sender where the segmenter named none: said to be so, a row of names, or nearly taken for one."""
    found = [
        run for run in seg.others() if 2 <= len(run) <= 5 and (is_own(before(seg, run)) or _stands_alone(seg, run))
    ]
    found = found or _syllables(seg) or _rows(seg) or _hesitant(seg)
    return [run for run in found if not is_child(seg, run) and not is_possessive(seg, run)]


def _rows(seg: Segmentation) -> list[range]:
    """Two to five words in a row that people are called, the first of them a given name."""
    runs: list[range] = []
    start = None
    for i in range(len(seg.words) + 1):
        fits = i < len(seg.words) and seg.labels[i] in (NOTHING, NAME) and _could_be_name(seg, i)
        if start is not None and (not fits or seg.gaps[i] in "ncpkb"):
            runs.append(range(start, i))
            start = None
        if fits and start is None:
            start = i
    found = [trimmed for run in runs if (trimmed := trim_name(seg, run)) and 2 <= len(trimmed) <= 5]
    return [run for run in found if name_grades(seg.words[run[0]])[0] != "0" or _is_turned(seg, run)]


def _is_turned(seg: Segmentation, run: range) -> bool:
    """ "Szabó Gábor": a surname, and a given name behind it."""
    return name_grades(seg.words[run[0]])[1] > "1" and name_grades(seg.words[run[1]])[0] > "0"


def _stands_alone(seg: Segmentation, run: range) -> bool:
    """ "OPEN. | Malia Fifita. | My husband left": right behind the command, and nothing else said in that breath."""
    led = run.start == 0 or seg.labels[run.start - 1] == OPENER
    return led and run.stop < len(seg.words) and seg.gaps[run.stop] in "ncp"


def _syllables(seg: Segmentation) -> list[range]:
    """ "My Le | 4709 Mack Rd", "OPEN To Ha | 12 Elm St": Vietnamese and Hmong names that are English words too."""
    stop = seg.labels.index(LINE) if LINE in seg.labels else 0
    start = stop
    while start and seg.words[start - 1] in SYLLABLES and seg.labels[start - 1] in (NOTHING, NAME):
        start -= 1
    begins = start == 0 or seg.labels[start - 1] == OPENER or seg.gaps[start] in "ncp"
    return [range(start, stop)] if begins and stop - start in (2, 3) else []


def _hesitant(seg: Segmentation) -> list[range]:
    """Names that the segmenter nearly took for such: two to five words in a row of which it was not sure."""
    runs: list[range] = []
    for i, label in enumerate(seg.labels):
        if label not in (NOTHING, NAME) or seg.sureness[i] > SURELY_WORDING or not _could_be_name(seg, i):
            continue
        if runs and runs[-1].stop == i and seg.gaps[i] not in "ncpkb":
            runs[-1] = range(runs[-1].start, i + 1)
        else:
            runs.append(range(i, i + 1))
    return [run for run in runs if 2 <= len(run) <= 5 and not is_mashed(seg, run)]


def _could_be_name(seg: Segmentation, i: int) -> bool:
    word = seg.words[i]
    mark = kind(word)
    if word in _NEVER_NAMES or seg.someone[i] > _SURELY_SOMEONE:
        return False
    if mark == "00":
        return True
    if len(word) == 1 or word in PARTICLES:
        return word.isalpha() and not (word in PARTICLES and ordinary(word).startswith("A"))
    grades = name_grades(word)
    return grades != "00" and not (is_common(word) and grades in ("01", "02", "10", "11")) and "b" not in mark
