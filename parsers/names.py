"""Whose name a text gives: the sender's, not a child's, nor the other parent's."""

from __future__ import annotations

import re

from parsers.clean import word_set
from parsers.evidence import evidence, stands_between, weigh_name
from parsers.lexicon import (
    ALSO_GIVEN,
    LABELS,
    LANGUAGES,
    NAME_SUFFIXES,
    PARTICLES,
    RELATIONS,
    TITLES,
    TRADE,
    is_common,
    kind,
    name_grades,
    ordinary,
)
from parsers.people import LEADS_ON, is_called_surname, labelled_parts, may_be_two, people, trim_name
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
from parsers.segment import CARE, CITY, LINE, NAME, NOTHING, OPENER, STATE, UNIT, Segmentation, least_sure, written
from parsers.suffixes import SUFFIX
from parsers.values import PersonName

# From here on a word in no list, next to a name, is taken for the wording that the segmenter says it is. 0.9 lets more
# wrong names through, 0.995 takes wordings into names.
_SURELY_WORDING = 0.97
_SURELY_SOMEONE = 0.9  # as sure that it is somebody else's, a name is not guessed at
_NO_RIVAL = 0.8  # ... and is no rival of the sender's
_SURELY_NAME = 0.9  # what is as sure is shown, where a child was spoken of before it


_MASHED = re.compile(r"[^AEIOUY'-]{4,}")


def _is_mashed(seg: Segmentation, run: range) -> bool:
    """Keys struck at random: four letters and no vowel, and nobody in the lists is called so."""
    return any(_MASHED.fullmatch(seg.tokens[i].word) and kind(seg.tokens[i].word) == "00" for i in run)


def name_of(text: str, seg: Segmentation) -> tuple[PersonName | None, float]:
    runs = [piece for run in seg.runs(NAME) for piece in people(seg, run) if not _is_mashed(seg, piece)]
    # A child stands before it, and the segmenter takes it for the sender all the same: the only one is shown.
    runs = [run for run in runs if not is_child(seg, run)] or [
        run for run in runs if least_sure(seg, run) > _SURELY_NAME
    ]
    parts = labelled_parts(seg, runs)
    if parts:
        clear = all(seg.labels[i] == NAME for part in parts for i in part) and not seg.others()
        sure = min(least_sure(seg, part) for part in parts) if clear else 0.0
        return PersonName(" ".join(written(text, seg, part) for part in parts)), sure
    guessed = [] if any(len(run) > 1 for run in runs) else _overlooked(seg)
    if not runs and not guessed:
        return None, 1.0
    several = runs + guessed
    best = _best(seg, several) if len(several) > 1 else several[0]
    whole = _grown(seg, _with_suffix(seg, best))
    guess = best in guessed
    patched = best not in guessed and _is_patched(seg, whole)
    patched = patched or may_be_two(seg, whole)
    hopeless = patched or _has_rival(seg, best, runs) or _is_abbreviated(seg, whole) or _leaves_a_name(seg, whole)
    return PersonName(_written_name(text, seg, whole)), 0.0 if hopeless else _chance(seg, whole, guess=guess)


def _chance(seg: Segmentation, run: range, *, guess: bool = False) -> float:
    cut_short, odd_edge = _is_cut_short(seg, run), _has_odd_edge(seg, run)
    return weigh_name(evidence(seg, run, cut_short=cut_short, odd_edge=odd_edge, guess=guess))


def _is_patched(seg: Segmentation, whole: range) -> bool:
    """Whether a word was added to the name that the segmenter did not take for one."""
    return any(seg.labels[i] != NAME and seg.tokens[i].word not in NAME_SUFFIXES for i in whole)


def _is_abbreviated(seg: Segmentation, run: range) -> bool:
    """ "Gregory N": the surname may stand cut off behind it, and a full name is asked for."""
    return len(run) == 2 and len(seg.tokens[run[-1]].word) == 1


def _leaves_a_name(seg: Segmentation, run: range) -> bool:
    """ "Ella | Lally Gaylor", "Rashida Swanson | Cook 12 Elm St": a usual name, though an ordinary word as well."""
    first, after = run.start, run.stop
    if _stands_out(seg, first - 1, first) or _stands_out(seg, after, after) or _runs_into_label(seg, run):
        return True
    if _is_initial(seg, after):
        return True
    if _is_first(seg, first - 1, first) and name_grades(seg.tokens[first - 1].word)[0] > "0":
        return True
    if first and seg.tokens[first].gap == "s" and stands_between(seg, first - 1, first - 2):
        word = seg.tokens[first - 1].word
        if len(word) > 2 and name_grades(word)[0] > "1":
            return True
    if after < len(seg.tokens) and seg.tokens[after].gap == "s" and stands_between(seg, after, after + 1):
        word = seg.tokens[after].word
        return "3" in name_grades(word) or (name_grades(word)[1] == "2" and not is_common(word))
    return False


_PLAIN_LEADS = word_set("LIVE LIVES LIVING MAIL SEND STAY STAYS VIVO VIVE NEW CURRENT")
_LEADS_ADDRESS = word_set("NEW CURRENT PRESENT HOME PHYSICAL LOCAL FULL CORRECT RIGHT BEST GOOD REAL ACTUAL NUEVA SAFE")


def _stands_out(seg: Segmentation, i: int, border: int) -> bool:
    """ "OPEN Rolland Celeski | Real 67226 Elm St": the only capital in a text whose other wording has none."""
    if not (i >= 0 and border < len(seg.tokens)) or seg.tokens[border].gap != "s" or seg.labels[i] != NOTHING:
        return False
    word = seg.tokens[i].word
    if not seg.tokens[i].text.istitle() or len(word) < 3 or name_grades(word) == "00" or word in _APART_HERE:
        return False
    return (
        i > 0 and seg.tokens[i].gap == "s" and not any(_is_capital(seg, j) for j in range(1, len(seg.tokens)) if j != i)
    )


_GREETINGS = word_set("HEY HELLO DEAR MOM MAMA DAD DADDY PAPA MOMMY MOTHER FATHER CASE CASO")


def _is_first(seg: Segmentation, i: int, border: int) -> bool:
    """ "OPEN | Nana Salas Ruiz": between the command, or a separator, and the name; a kinship too, or a state."""
    if i < 0 or seg.tokens[border].gap != "s" or seg.labels[i] not in (NOTHING, STATE):
        return False
    word = seg.tokens[i].word
    begins = i == 0 or seg.labels[i - 1] == OPENER or seg.tokens[i].gap in "ncpkdb"
    return begins and len(word) > 2 and word not in _APART and word not in _GREETINGS and not is_common(word)


def _is_initial(seg: Segmentation, i: int) -> bool:
    """ "Rosa, Ana | M 12 Elm St": a letter left over before the address or a separator."""
    if i >= len(seg.tokens) or seg.labels[i] != NOTHING or seg.tokens[i].gap != "s" or not _parts_at(seg, i + 1):
        return False
    return len(seg.tokens[i].word) == 1 and seg.tokens[i].word in _INITIALS


_INITIALS = frozenset("BCDFGHJKLMPRSTVWZ")  # the others are words: "y", "n", "u", "i", "x favor"


def _runs_into_label(seg: Segmentation, run: range) -> bool:
    """ "Ana Ruiz New | address 12 Elm St", "Ana Ruiz Street | 12 Elm St": a third word that may be the next label's."""
    after, last = run.stop, seg.tokens[run[-1]].word
    if len(run) < 3 or after >= len(seg.tokens) or seg.tokens[after].gap != "s":
        return False
    return (last in _LEADS_ADDRESS and seg.tokens[after].word in LABELS) or (
        last in LABELS and seg.labels[after] == LINE
    )


def _is_capital(seg: Segmentation, i: int) -> bool:
    """Whether a word of the wording has a capital in the middle of its sentence."""
    token = seg.tokens[i]
    return seg.labels[i] == NOTHING and token.gap == "s" and token.text.istitle() and seg.someone[i] < 0.5


def _has_rival(seg: Segmentation, best: range, runs: list[range]) -> bool:
    """Whether someone else here may be the sender as well, or the best is said to be someone else."""
    if _is_told_to_be_other(seg, best):
        return True
    named = [run for run in seg.others() if seg.labels[run.start] != CARE]
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
        unsure += [run for run in named if is_bare_parent(seg, run)]
    others = [run for run in runs + unsure if run is not best and (len(run) > 1 or _is_half_a_name(seg, run))]
    others = [run for run in others if not is_related(seg, run) or is_bare_parent(seg, run)]
    others = [run for run in others if said_of(seg, run) is not Said.OTHER]
    if is_own(before(seg, best)) or said_of(seg, best) is Said.SENDER:
        others = [run for run in others if is_own(before(seg, run))]
    return bool(others)


def _is_told_to_be_other(seg: Segmentation, run: range) -> bool:
    """Whether the words around the name, or behind its given name later on, tell of somebody else or of half a name."""
    if is_renamed(seg, run) or is_plainly_other(seg, run) or _is_told_of_later(seg, run):
        return True
    return is_called_surname(seg, run) or (is_related(seg, run) and not is_bare_parent(seg, run))


def _is_told_of_later(seg: Segmentation, run: range) -> bool:
    """ "Daniel Gold 12 Elm St Galt 95632 | Daniel is my sons father": by the given name alone."""
    given = seg.tokens[run.start].word
    again = [i for i, token in enumerate(seg.tokens) if token.word == given and i not in run]
    return any(said_of(seg, range(i, i + 1)) is Said.OTHER for i in again)


def _is_half_a_name(seg: Segmentation, run: range) -> bool:
    """ "Marcus | Green & Tanya Green": a given name whose surname the segmenter was not sure of."""
    after = run.stop
    hesitant = after < len(seg.tokens) and seg.labels[after] == NOTHING and seg.sureness[after] < _SURELY_WORDING
    return hesitant and seg.tokens[after].gap == "s" and name_grades(seg.tokens[after].word)[1] > "1"


_HESITANT = 0.7  # less sure that it is wording, a word in no list is shown as part of the name, whatever follows


def _grown(seg: Segmentation, run: range) -> range:
    """With the word beside it that the segmenter left over between the name and a separator: shown, never sure."""
    start, stop = run.start, run.stop
    if stop < len(seg.tokens) and seg.tokens[stop].gap == "s" and _ends_name(seg, run):
        hesitant = kind(seg.tokens[stop].word) == "00" and seg.sureness[stop] < _HESITANT
        stop += _parts_at(seg, stop + 1) or hesitant
    elif stop + 1 < len(seg.tokens) and _ends_in_particle(seg, stop):
        stop += 2
    turned = seg.tokens[start].gap == "c" and all(
        len(seg.tokens[i].word) == 1 for i in run[1:]
    )  # "Ng, | Wai", "Ng, | Wai L"
    if start and (turned or seg.tokens[start].gap == "s") and _leads_name(seg, start - 1):
        start -= 1
    return range(start, stop)


def _ends_in_particle(seg: Segmentation, i: int) -> bool:
    """ "Leticia Covarrubias | de Anda. 9911 Lincoln": a particle and one word, and then something else."""
    if seg.labels[i : i + 2] != (NOTHING, NOTHING) or seg.tokens[i].word not in _TIES or not _parts_at(seg, i + 2):
        return False
    word = seg.tokens[i + 1].word
    return seg.tokens[i].gap == seg.tokens[i + 1].gap == "s" and word.isalpha() and word not in _NO_SURNAME


_TIES = word_set("DE DEL VAN VON DER")


def _ends_name(seg: Segmentation, run: range) -> bool:
    """Whether the word after the run is its surname; an ordinary one ("Shirley | Case") only where it lacks another."""
    word, label = seg.tokens[run.stop].word, seg.labels[run.stop]
    spare = label == NOTHING or (label == CITY and len(seg.runs(CITY)) > 1)
    if not spare or len(word) < 2 or not word.isalpha() or word in _NO_SURNAME:
        return False
    if kind(word) == "00":
        return seg.sureness[run.stop] < _SURELY_WORDING
    called, lacks_one = name_grades(word)[1], sum(len(seg.tokens[i].word) > 1 for i in run) == 1
    return called > "0" and (not ordinary(word) or (lacks_one and called > "1"))


_OF_THE_TRADE = TRADE | LABELS
_NO_SURNAME = _OF_THE_TRADE | RELATIONS | TITLES
_NO_LEADER = _NO_SURNAME | LANGUAGES | PARTICLES
_APART = _OF_THE_TRADE | FUNCTION_WORDS | LEADS_ON
_APART_HERE = _APART | _PLAIN_LEADS
_NEVER_NAMES = FUNCTION_WORDS | (RELATIONS - ALSO_GIVEN)
_SHORT_NAMES = word_set("LO PA")  # of many Hmong and Mien, in front of the others: no article, and no state
_SAID = word_set("IS ES AM IM SOY LLAMO ITS")


def _leads_name(seg: Segmentation, i: int) -> bool:
    """ "OPEN | Phommachanh | Alka Ruiz", "my name is | Kin | Clint Ruiz": no wording, and nothing else it could be."""
    begins = _parts_at(seg, i) or (i and (seg.labels[i - 1] == OPENER or seg.tokens[i - 1].word in _SAID))
    word = seg.tokens[i].word
    rare = kind(word) in ("00", "01", "10", "11") and seg.tokens[i].text.istitle() and len(word) > 1
    if not begins or (not i and seg.tokens[1].gap != "c" and not rare):
        return False
    plain = ordinary(word)[:1] in ("A", "B", "E") or "~" in kind(word) or word in FUNCTION_WORDS
    follows = seg.tokens[i + 1].word
    unusual = word == "LO" or name_grades(follows)[0] < "2"  # not "pa | Maria Lopez"
    if word in _SHORT_NAMES and len(follows) > 1 and unusual:
        return seg.labels[i] in (NOTHING, STATE)
    if len(seg.tokens[i + 1].word) == 1 and name_grades(word)[0] > "0":
        return seg.labels[i] == NOTHING and word not in FUNCTION_WORDS  # "Segundo | J Ruiz": an initial is not first
    told = word in _NO_LEADER or not word.isalpha() or len(word) < 2
    if seg.sureness[i] < _HESITANT and name_grades(word)[0] > "1":
        return seg.labels[i] == NOTHING and not told  # "Reina | Isabel Guardado"
    if rare and not told and _parts_at(seg, i):
        return seg.labels[i] == NOTHING  # "I want a case. Gul | Makai Safi is me"
    return seg.labels[i] == NOTHING and seg.sureness[i] < _SURELY_WORDING and not plain and not told


def _parts_at(seg: Segmentation, i: int) -> bool:
    """Whether the text, a sentence or the address begins or ends before word `i`."""
    if i == len(seg.tokens) or (i == 0):
        return True
    return seg.tokens[i].gap in "ncpkdb" or seg.labels[i] in (LINE, UNIT)


def _with_suffix(seg: Segmentation, run: range) -> range:
    """The run with a Jr or III after it that the segmenter left out, or a widow's "vda. de Paz"."""
    after = run.stop
    words = [token.word for token in seg.tokens[after : after + 4]]
    if words[:2] in (["VDA", "DE"], ["VIUDA", "DE"]):
        kept = next((i for i, word in enumerate(words) if i > 1 and word not in PARTICLES), 0)
        return range(run.start, after + kept + 1) if kept and words[kept].isalpha() else run
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
    if seg.labels[i] not in (NOTHING, NAME) or not word.isalpha() or word in _APART:
        return False
    if word in PARTICLES:  # "de la | Cruz", but not "la | dirección" or "y | vivo"
        follows = seg.tokens[i + 1].word if i + 1 < len(seg.tokens) else ""
        return follows.isalpha() and not ordinary(follows) and follows not in _OF_THE_TRADE
    return seg.labels[i] == NAME or (kind(word) == "00" and seg.sureness[i] < _SURELY_WORDING)


_NO_ANSWER = FUNCTION_WORDS | (LABELS - SUFFIX.keys() - word_set("ADDY DOM"))  # who is called so answers so


def is_just_a_name(seg: Segmentation) -> bool:
    """Whether an answer is one to five words that may be a name: "Carson Street" is one when asked for one."""
    words = [token.word for token in seg.tokens]
    if not 1 <= len(words) <= 5 or any(word in _NO_ANSWER for word in words):
        return False
    called = "123" if len(words) > 1 else "23"  # a given name alone is half an answer, but it is kept
    return all(word.isalpha() or "-" in word for word in words) and name_grades(words[0])[0] in called


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
    own = [run for run in seg.others() if 2 <= len(run) <= 5 and (is_own(before(seg, run)) or _stands_alone(seg, run))]
    own = own or _syllables(seg)
    if own:
        return own  # "my name is | Ana Ruiz | he owes me": said to be theirs, whomever the segmenter takes it for
    found = [trimmed for run in runs if (trimmed := trim_name(seg, run)) and 2 <= len(trimmed) <= 5]
    found = [run for run in found if name_grades(seg.tokens[run[0]].word)[0] != "0"] or _hesitant(seg)
    return [run for run in found if not is_child(seg, run)]


def _stands_alone(seg: Segmentation, run: range) -> bool:
    """ "OPEN. | Malia Fifita. | My husband left": right behind the command, and nothing else said in that breath."""
    led = run.start == 0 or seg.labels[run.start - 1] == OPENER
    return led and run.stop < len(seg.tokens) and seg.tokens[run.stop].gap in "ncp"


_SYLLABLES = word_set(
    "MY LE DO TO AN HA HO HOA LAN MAI THU VAN LY VO VU BUI CHI CAM ANH THI NGO KIM HAI DAO NGA SAM TAM PHU QUY THO TRI "
    "TU UT YEN LO SO VANG HER"
)


def _syllables(seg: Segmentation) -> list[range]:
    """ "My Le | 4709 Mack Rd", "OPEN To Ha | 12 Elm St": Vietnamese and Hmong names that are English words too."""
    stop = seg.labels.index(LINE) if LINE in seg.labels else 0
    start = stop
    while start and seg.tokens[start - 1].word in _SYLLABLES and seg.labels[start - 1] in (NOTHING, NAME):
        start -= 1
    begins = start == 0 or seg.labels[start - 1] == OPENER or seg.tokens[start].gap in "ncp"
    return [range(start, stop)] if begins and stop - start in (2, 3) else []


def _hesitant(seg: Segmentation) -> list[range]:
    """Names that the segmenter nearly took for such: two to five words in a row of which it was not sure."""
    runs: list[range] = []
    for i, label in enumerate(seg.labels):
        if label not in (NOTHING, NAME) or seg.sureness[i] > _SURELY_WORDING or not _could_be_name(seg, i):
            continue
        if runs and runs[-1].stop == i and seg.tokens[i].gap not in "ncpkb":
            runs[-1] = range(runs[-1].start, i + 1)
        else:
            runs.append(range(i, i + 1))
    return [run for run in runs if 2 <= len(run) <= 5 and not _is_mashed(seg, run)]


def _could_be_name(seg: Segmentation, i: int) -> bool:
    word = seg.tokens[i].word
    mark = kind(word)
    if word in _NEVER_NAMES or seg.someone[i] > _SURELY_SOMEONE:
        return False
    if mark == "00":
        return True
    if len(word) == 1 or word in PARTICLES:
        return word.isalpha() and not (word in PARTICLES and ordinary(word).startswith("A"))
    grades = name_grades(word)
    return grades != "00" and not (is_common(word) and grades in ("01", "02", "10", "11")) and "b" not in mark


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
    commas = [i for i in run[1:] if seg.tokens[i].gap == "c"]
    if len(commas) == 1 and seg.tokens[commas[0]].word not in NAME_SUFFIXES:
        last, first = range(run.start, commas[0]), range(commas[0], run.stop)
        return f"{written(text, seg, first)} {written(text, seg, last)}"
    name = written(text, seg, run).replace(",", "")
    if text[seg.tokens[run[-1]].end :][:1] == "." and len(seg.tokens[run[-1]].word) <= 2:
        name += "."
    return name
