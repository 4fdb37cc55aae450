"""Whose name a text gives: the sender's, not a child's, nor the other parent's."""

from __future__ import annotations

import re

from parsers.clean import word_set
from parsers.corrections import SLIPS, is_starred
from parsers.edits import edits
from parsers.evidence import evidence, weigh_name
from parsers.guesses import is_mashed, overlooked
from parsers.leftovers import (
    SURELY_WORDING,
    grown,
    has_odd_edge,
    is_clan_name,
    is_cut_short,
    leaves_a_name,
    with_suffix,
)
from parsers.lexicon import (
    LABELS,
    NAME_SUFFIXES,
    name_grades,
)
from parsers.people import are_plain, is_called_surname, labelled_parts, may_be_two, people
from parsers.relations import (
    FUNCTION_WORDS,
    Said,
    before,
    is_applied_for,
    is_bare_parent,
    is_child,
    is_own,
    is_plainly_other,
    is_related,
    is_renamed,
    said_of,
)
from parsers.segment import CARE, NAME, NOTHING, Segmentation, least_sure, written
from parsers.suffixes import SUFFIX
from parsers.values import PersonName

_GLUED = re.compile(r"(?<=[^\W\d_]{3})\.(?=[^\W\d_]{3})")  # "rashad.tillery"
_NO_RIVAL = 0.8  # as sure that it is somebody else's, a name is no rival of the sender's
_SURELY_NAME = 0.9  # what is as sure is shown, where a child was spoken of before it


def name_of(text: str, seg: Segmentation) -> tuple[PersonName | None, float]:
    runs = [piece for run in seg.runs(NAME) for piece in people(seg, run) if not is_mashed(seg, piece)]
    # A child stands before it, and the segmenter takes it for the sender all the same: the only one is shown.
    runs = [run for run in runs if not is_child(seg, run)] or [
        run for run in runs if least_sure(seg, run) > _SURELY_NAME
    ]
    parts = labelled_parts(seg, runs)
    if parts:
        renamed = any(seg.words[i] in _TELLS_OF_NAMES for part in parts for i in part)
        sure = 1.0 if are_plain(seg, parts) and not renamed else 0.0
        return PersonName(" ".join(written(text, seg, part) for part in parts)), sure
    guessed = [] if any(len(run) > 1 for run in runs) else overlooked(seg)
    if not runs and not guessed:
        return None, 1.0
    several = runs + guessed
    best = _best(seg, several) if len(several) > 1 else several[0]
    whole = grown(seg, with_suffix(seg, best))
    guess = best in guessed
    patched = not guess and _is_patched(seg, whole) and not is_clan_name(seg, whole)
    patched = patched or may_be_two(seg, whole) or _is_trimmed(seg, whole) or _is_put_right(seg, whole)
    patched = patched or seg.words[whole.start] == "Y" or any(seg.words[i] in _TELLS_OF_NAMES for i in whole)
    hopeless = patched or _has_rival(seg, best, runs) or _is_abbreviated(seg, whole) or leaves_a_name(seg, whole)
    name = _written_name(text, seg, whole)
    if name.count('"') == 1:  # 'Guadalupe "Lupe' of 'Guadalupe "Lupe" San Juan': a half
        name, hopeless = name.replace('"', ""), True
    return PersonName(name), 0.0 if hopeless else _chance(seg, whole, guess=guess)


# "First Rosa last Diaz", "Ana Ruiz nee Perez", "Rosa (divorced) Diaz".
_TELLS_OF_NAMES = word_set(
    "LAST FIRST MIDDLE THEN NEE AKA FORMERLY APELLIDO MAIDEN MARRIED REMARRIED DIVORCED SEPARATED WIDOWED WIDOW"
)


def _chance(seg: Segmentation, run: range, *, guess: bool = False) -> float:
    cut_short, odd_edge = is_cut_short(seg, run), has_odd_edge(seg, run)
    return weigh_name(evidence(seg, run, cut_short=cut_short, odd_edge=odd_edge, guess=guess))


def _is_patched(seg: Segmentation, whole: range) -> bool:
    """Whether a word was added to the name that the segmenter did not take for one."""
    return any(seg.labels[i] != NAME and seg.words[i] not in NAME_SUFFIXES for i in whole)


def _is_trimmed(seg: Segmentation, whole: range) -> bool:
    """ "Sione 'Ofa | Vea": a word like any other was taken off, which the segmenter took for the name's."""
    after = whole.stop
    return after < len(seg.words) and seg.labels[after] == NAME and seg.gaps[after] == "s"


def _is_put_right(seg: Segmentation, whole: range) -> bool:
    """ "Jhon Salonga ... *John"."""
    starred = [seg.words[i] for i in range(whole.stop, len(seg.words)) if is_starred(seg, i)]
    return any(0 < edits(word, seg.words[i], 2) <= 2 for word in starred if len(word) > 3 for i in whole)


def _is_abbreviated(seg: Segmentation, run: range) -> bool:
    """ "Gregory N": the surname may stand cut off behind it, and a full name is asked for."""
    return len(run) == 2 and len(seg.words[run[-1]]) == 1


def _has_rival(seg: Segmentation, best: range, runs: list[range]) -> bool:
    """Whether someone else here may be the sender as well, or the best is said to be someone else."""
    if _is_told_to_be_other(seg, best):
        return True
    named = [run for run in seg.others() if seg.labels[run.start] != CARE]
    if any(len(run) > 1 and _is_said_instead(seg, run) for run in named):
        return True
    besides = [run for run in runs + named if run is not best]
    if not besides:
        return False
    if said_of(seg, best) is Said.OTHER and len(runs) > 1:
        return True
    if any(is_applied_for(seg, run) for run in besides if len(run) > 1):
        return True  # "for my aunt Rosa Diaz, I'm Kim Diaz": which of the two applies is not ours to guess
    # Somebody else by the segmenter's word alone, and not surely: "father Juan Diaz, mother Ana Ruiz".
    unsure = [run for run in named if min(seg.someone[i] for i in run) < _NO_RIVAL]
    if is_bare_parent(seg, best):  # "mother Ana Ruiz father Juan Diaz": either may have written
        if any(not is_related(seg, run) for run in named):
            return True  # "from Hassan Ali ... son Yousif, mother Rasha Kareem"
        unsure += [run for run in named if is_bare_parent(seg, run)]
    others = [run for run in runs + unsure if run is not best and (len(run) > 1 or _is_half_a_name(seg, run))]
    others = [run for run in others if not is_related(seg, run) or is_bare_parent(seg, run)]
    others = [run for run in others if said_of(seg, run) is not Said.OTHER]
    if is_own(before(seg, best)) or said_of(seg, best) is Said.SENDER:
        others = [run for run in others if is_own(before(seg, run))]
    return bool(others)


def _is_said_instead(seg: Segmentation, run: range) -> bool:
    """ "... sorry | Rosa Dias", "my legal name is | Ana Perez", "aka | Ana Perez": another name of the sender's own."""
    words = before(seg, run)
    return is_own(words) or (words[-1:] != [] and words[-1] in SLIPS | {"AKA"})


def _is_told_to_be_other(seg: Segmentation, run: range) -> bool:
    """Whether the words around the name, or behind its given name later on, tell of somebody else or of half a name."""
    if is_renamed(seg, run) or is_plainly_other(seg, run) or _is_told_of_later(seg, run):
        return True
    return is_called_surname(seg, run) or (is_related(seg, run) and not is_bare_parent(seg, run))


def _is_told_of_later(seg: Segmentation, run: range) -> bool:
    """ "Daniel Gold 12 Elm St Galt 95632 | Daniel is my sons father": by the given name alone."""
    given = seg.words[run.start]
    again = [i for i, word in enumerate(seg.words) if word == given and i not in run]
    return any(said_of(seg, range(i, i + 1)) is Said.OTHER for i in again)


def _is_half_a_name(seg: Segmentation, run: range) -> bool:
    """ "Marcus | Green & Tanya Green": a given name whose surname the segmenter was not sure of."""
    after = run.stop
    hesitant = after < len(seg.words) and seg.labels[after] == NOTHING and seg.sureness[after] < SURELY_WORDING
    return hesitant and seg.gaps[after] == "s" and name_grades(seg.words[after])[1] > "1"


_NO_ANSWER = FUNCTION_WORDS | (LABELS - SUFFIX.keys() - word_set("ADDY DOM"))  # who is called so answers so


def is_just_a_name(seg: Segmentation) -> bool:
    """Whether an answer is one to five words that may be a name: "Carson Street" is one when asked for one."""
    words = seg.words
    if not 1 <= len(words) <= 5 or any(word in _NO_ANSWER for word in words):
        return False
    called = "123" if len(words) > 1 else "23"  # a given name alone is half an answer, but it is kept
    return all(word.isalpha() or "-" in word for word in words) and name_grades(words[0])[0] in called


def _best(seg: Segmentation, runs: list[range]) -> range:
    """The sender's own name: of two words, said to be their own, not "my son" or "the father"; the first likely one."""
    standing = [_standing(seg, run) for run in runs]
    best = [run for run, found in zip(runs, standing, strict=True) if found == max(standing)]
    return best[0] if len(best) == 1 else next((run for run in best if _chance(seg, run) > 0.5), best[0])


def _standing(seg: Segmentation, run: range) -> tuple[int, bool, bool]:
    said = said_of(seg, run)
    own = is_own(before(seg, run)) or said is Said.SENDER
    return min(len(run), 2), not is_related(seg, run) and said is not Said.OTHER, own


def _written_name(text: str, seg: Segmentation, run: range) -> str:
    """As written; "Last, First" is turned round."""
    commas = [i for i in run[1:] if seg.gaps[i] == "c"]
    if len(commas) == 1 and seg.words[commas[0]] not in NAME_SUFFIXES:
        last, first = range(run.start, commas[0]), range(commas[0], run.stop)
        return f"{written(text, seg, first)} {written(text, seg, last)}"
    name = _GLUED.sub(" ", written(text, seg, run).replace(",", ""))
    if text[seg.tokens[run[-1]].end :][:1] == "." and len(seg.words[run[-1]]) <= 2:
        name += "."
    return name
