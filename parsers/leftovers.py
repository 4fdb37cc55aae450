"""Words that the segmenter left beside a name: grown into it where they belong, told of where they may."""

from __future__ import annotations

import re

from parsers.clean import word_set
from parsers.evidence import stands_between
from parsers.features import is_cased
from parsers.lexicon import (
    LABELS,
    LANGUAGES,
    NAME_SUFFIXES,
    NAME_TIES,
    PARTICLES,
    RELATIONS,
    STRONG_SUFFIXES,
    TITLES,
    TRADE,
    is_common,
    kind,
    name_grades,
    ordinary,
)
from parsers.people import LEADS_ON
from parsers.relations import FUNCTION_WORDS
from parsers.segment import CITY, LANGUAGE, LINE, NAME, NOTHING, OPENER, STATE, UNIT, Segmentation

# From here on a word in no list, next to a name, is taken for the wording that the segmenter says it is. 0.9 lets more
# wrong names through, 0.995 takes wordings into names.
SURELY_WORDING = 0.97


def leaves_a_name(seg: Segmentation, run: range) -> bool:
    """ "Ella | Lally Gaylor", "Rashida Swanson | Cook 12 Elm St": a usual name, though an ordinary word as well."""
    first, after = run.start, run.stop
    if _stands_out(seg, first - 1, first) or _stands_out(seg, after, after) or _runs_into_label(seg, run):
        return True
    if _is_initial(seg, after):
        return True
    if _is_first(seg, first - 1, first) and name_grades(seg.words[first - 1])[0] > "0":
        return True
    if first and seg.gaps[first] == "s" and stands_between(seg, first - 1, first - 2):
        word = seg.words[first - 1]
        if len(word) > 2 and name_grades(word)[0] > "1":
            return True
    if after < len(seg.words) and seg.gaps[after] == "s" and stands_between(seg, after, after + 1):
        word = seg.words[after]
        return "3" in name_grades(word) or (name_grades(word)[1] == "2" and not is_common(word))
    return False


_PLAIN_LEADS = word_set("LIVE LIVES LIVING MAIL SEND STAY STAYS VIVO VIVE NEW CURRENT")
_LEADS_ADDRESS = word_set("NEW CURRENT PRESENT HOME PHYSICAL LOCAL FULL CORRECT RIGHT BEST GOOD REAL ACTUAL NUEVA SAFE")


def _stands_out(seg: Segmentation, i: int, border: int) -> bool:
    """ "OPEN Rolland Celeski | Real 67226 Elm St": the only capital in a text whose other wording has none."""
    if not (i >= 0 and border < len(seg.words)) or seg.gaps[border] != "s" or seg.labels[i] != NOTHING:
        return False
    word = seg.words[i]
    if not seg.tokens[i].text.istitle() or len(word) < 3 or name_grades(word) == "00" or word in _APART_HERE:
        return False
    return i > 0 and seg.gaps[i] == "s" and not any(_is_capital(seg, j) for j in range(1, len(seg.words)) if j != i)


_GREETINGS = word_set("HEY HELLO DEAR MOM MAMA DAD DADDY PAPA MOMMY MOTHER FATHER CASE CASO")


def _is_first(seg: Segmentation, i: int, border: int) -> bool:
    """ "OPEN | Nana Salas Ruiz": between the command, or a separator, and the name; a kinship too, or a state."""
    if i < 0 or seg.gaps[border] != "s" or seg.labels[i] not in (NOTHING, STATE):
        return False
    word = seg.words[i]
    begins = i == 0 or seg.labels[i - 1] == OPENER or seg.gaps[i] in "ncpkdb"
    return begins and len(word) > 2 and word not in _APART and word not in _GREETINGS and not is_common(word)


def _is_initial(seg: Segmentation, i: int) -> bool:
    """ "Rosa, Ana | M 12 Elm St": a letter left over before the address or a separator."""
    if i >= len(seg.words) or seg.labels[i] != NOTHING or seg.gaps[i] != "s" or not _parts_at(seg, i + 1):
        return False
    return len(seg.words[i]) == 1 and seg.words[i] in _INITIALS


_INITIALS = frozenset("BCDFGHJKLMPRSTVWZ")  # the others are words: "y", "n", "u", "i", "x favor"


_ROAD_WORDS = word_set("MILE CARR BOX ROUTE")


def _runs_into_label(seg: Segmentation, run: range) -> bool:
    """ "Ana Ruiz New | address 12 Elm St", "Ana Ruiz Street | 12 Elm St": a third word that may be the next label's."""
    after, last = run.stop, seg.words[run[-1]]
    if len(run) < 3 or after >= len(seg.words) or seg.gaps[after] != "s":
        return False
    if seg.labels[after] == LINE and (last in LABELS or (last in STRONG_SUFFIXES and name_grades(last)[1] < "2")):
        return True  # "Ana Ruiz Court | 12 Elm St"
    if last in _ROAD_WORDS and seg.words[after].isdigit() and seg.labels[after] == NOTHING:
        return True  # "Ana Ruiz Mile | 3, 27 Elm St"
    return last in _LEADS_ADDRESS and seg.words[after] in LABELS


def _is_capital(seg: Segmentation, i: int) -> bool:
    """Whether a word of the wording has a capital in the middle of its sentence."""
    token = seg.tokens[i]
    return seg.labels[i] == NOTHING and token.gap == "s" and token.text.istitle() and seg.someone[i] < 0.5


_HESITANT = 0.7  # less sure that it is wording, a word in no list is shown as part of the name, whatever follows


def grown(seg: Segmentation, run: range) -> range:
    """With the words beside it that the segmenter left over between the name and a separator: shown, never sure."""
    start = _grown_start(seg, run)
    if start == 1 and seg.gaps[1] == "p" and len(seg.words[0]) == len(seg.words[1]) == 1 and seg.words[0].isalpha():
        return range(_grown_stop(seg, run))  # "A. | J. Kowalczyk"
    if start < run.start and len(seg.words[start]) == 1:
        start = _grown_start(seg, range(start, run.stop))  # "T. | J. | Kalani"
    return range(_start_of_sentence(seg, start), _grown_stop(seg, run))


def _grown_start(seg: Segmentation, run: range) -> int:
    start = run.start
    if not start:
        return start
    if _is_family_name(seg, start - 1) or is_called_so(seg, start - 1):
        return start - 1
    if start > 1 and _is_nicknamed(seg, start):
        return start - 2
    turned = seg.gaps[start] == "c" and all(len(seg.words[i]) == 1 for i in run[1:])  # "Ng, | Wai L"
    # "D. | Wayne Pickett", "St. | Germain, Odalys"
    dotted = seg.gaps[start] == "p" and (len(seg.words[start - 1]) == 1 or seg.words[start - 1] == "ST")
    beside = turned or dotted or seg.gaps[start] == "s"
    led = seg.gaps[start] == "s" and start > 1 and seg.words[start - 2] != "ABRIR"
    if seg.tokens[start - 1].text == "Y" and led and is_cased(seg.tokens):
        return start - 1  # "OPEN Y | Nhu Bui"
    return start - 1 if beside and _leads_name(seg, start - 1) else _start_of_rest(seg, start)


def _is_nicknamed(seg: Segmentation, start: int) -> bool:
    """ "OPEN, Tyrone (TJ) | Gamble Sr": a given name, and what they are called, before the surname."""
    bracketed = seg.gaps[start] == seg.gaps[start - 1] == "b" and seg.labels[start - 1] == NOTHING
    return bracketed and name_grades(seg.words[start - 2])[0] > "1" and _parts_at(seg, start - 2)


def _start_of_rest(seg: Segmentation, start: int) -> int:
    """ "OPEN. Ave | Maria Salcedo", "OPEN NG | KA YI": what people are called, or has a capital, between the name and
    what parts it."""
    first = start
    while first and start - first < 3 and seg.gaps[first] == "s" and _is_of_rest(seg, first - 1):
        first -= 1
    begins = first < start and (
        _parts_at(seg, first) or seg.labels[first - 1] == OPENER or seg.words[first - 1] in _SAID
    )
    called = any(name_grades(seg.words[i]) != "00" for i in range(first, start))
    return first if begins and called and _tells_of_name(seg, range(first, start)) else start


def _stop_of_rest(seg: Segmentation, stop: int) -> int:
    """ "Darlene Comes | At Night, PO Box 412", "Noor Al-Huda | Abd Al-Kareem 1919 Ethan Way"."""
    end = stop
    while end < len(seg.words) and end - stop < 3 and seg.gaps[end] == "s" and _is_of_rest(seg, end):
        end += 1
    ends = stop < end < len(seg.words) and (_parts_at(seg, end) or seg.words[end] in _PLAIN_LEADS)
    return end if ends and _tells_of_name(seg, range(stop, end)) else stop


def _is_of_rest(seg: Segmentation, i: int) -> bool:
    spare = seg.labels[i] in (NOTHING, STATE, NAME) and seg.words[i] not in _BESIDE_NAMES
    return spare and (seg.tokens[i].text.istitle() or _is_only_a_name(seg.words[i]))


def _is_only_a_name(word: str) -> bool:
    rare = ordinary(word) in ("", "F") and "~" not in kind(word)  # "Wong", which Spanish texts have now and then
    return len(word) > 1 and rare and max(name_grades(word)) > ("1" if ordinary(word) else "0")


def _tells_of_name(seg: Segmentation, rest: range) -> bool:
    """Whether these words are but names, or the wording has no capitals within its sentences save theirs."""
    if all(_is_only_a_name(seg.words[i]) for i in rest):
        return True
    return is_cased(seg.tokens) and not any(_is_capital(seg, i) for i in range(1, len(seg.words)) if i not in rest)


def _grown_stop(seg: Segmentation, run: range) -> int:
    stop = run.stop
    if stop == len(seg.words) or seg.gaps[stop] != "s":
        return stop
    if seg.labels[stop] == LANGUAGE and is_called_so(seg, stop):
        return stop + 1
    if _ends_name(seg, run):
        hesitant = kind(seg.words[stop]) == "00" and seg.sureness[stop] < _HESITANT
        if _parts_at(seg, stop + 1) or hesitant:
            return stop + 1
    if len(run) > 1 and _is_initial(seg, stop):
        return stop + 1  # "isidro carrasco | m 6501 Elder Creek Rd"
    if stop + 1 < len(seg.words) and _ends_in_particle(seg, stop):
        return stop + 2
    if seg.words[stop - 1] in ("MC", "MAC") and seg.labels[stop] in (NOTHING, CITY):
        return stop + seg.words[stop].isalpha()  # "Mikayla Mc | Donald"
    return stop + (_more_syllables(seg, stop) or _stop_of_rest(seg, stop) - stop)


def is_called_so(seg: Segmentation, i: int) -> bool:
    """ "OPEN Eng | Kim Chhay": no wish for English, unlike "OPEN eng | Kim Chhay"; a name's first word, shown."""
    if i and seg.labels[i - 1] == NAME and seg.gaps[i] == "s":
        return _is_said_to_be_a_name(seg, seg.words[i])
    token, follows = seg.tokens[i], seg.labels[i + 1 : i + 2] == (NAME,) and seg.gaps[i + 1] == "s"
    short = token.text.istitle() and len(token.word) < 5 and seg.labels[i] == LANGUAGE
    return short and follows and i > 0 and seg.labels[i - 1] == OPENER


def _is_said_to_be_a_name(seg: Segmentation, word: str) -> bool:
    """ "Ana Ruiz | English (English is my mom's last name)"."""
    if "NAME" not in seg.words and "APELLIDO" not in seg.words:
        return False
    said = rf"\b{re.escape(word)} (?:IS|ES) (?:\w+ ){{1,3}}(?:NAME|SURNAME|APELLIDO)\b"
    return re.search(said, " ".join(seg.words)) is not None


def _is_family_name(seg: Segmentation, i: int) -> bool:
    """ "OPEN | Her, | Va Meng": of one syllable, and before a comma."""
    begins = i == 0 or seg.labels[i - 1] == OPENER or seg.gaps[i] == "n"
    return begins and seg.words[i] in SYLLABLES and seg.gaps[i + 1] == "c" and seg.labels[i] == NOTHING


def _more_syllables(seg: Segmentation, stop: int) -> int:
    """ "Bui Thi | My Le 4709 Mack Rd", "Xia Vue | Her 12 Elm": how many more words of one syllable end the name."""
    end = stop
    while end < min(stop + 2, len(seg.words)) and seg.gaps[end] == "s":
        if seg.words[end] not in SYLLABLES or seg.labels[end] not in (NOTHING, NAME):
            break
        end += 1
    apart = end == len(seg.words) or seg.gaps[end] in "cnp"
    small = seg.words[stop] in ("MY", "TO", "SO", "AN", "THE") if end > stop else False
    alone = end == stop + 1 and small and not apart  # "Ana Ruiz | to 12 Elm St"
    ends = end > stop and (_parts_at(seg, end) or seg.words[end] in ("AND", "Y"))
    return end - stop if ends and not alone else 0


# Vietnamese and Hmong names that are English words too.
SYLLABLES = word_set(
    "MY LE DO TO AN HA HO HOA LAN MAI THU VAN LY VO VU BUI CHI CAM ANH THI NGO KIM HAI DAO NGA SAM TAM PHU QUY THO TRI "
    "TU UT YEN LO SO VANG HER VI THE"
)


def _start_of_sentence(seg: Segmentation, start: int) -> int:
    """ "My kids. Brenda Sagrario | Tun Chay": one name, whose beginning the segmenter took for somebody else."""
    first = start
    while first and seg.gaps[first] == "s" and seg.someone[first - 1] > 0.5 and seg.labels[first - 1] == NOTHING:
        first -= 1
    return first if start - first in (1, 2) and seg.gaps[first] in "npc" else start


def _ends_in_particle(seg: Segmentation, i: int) -> bool:
    """ "Leticia Covarrubias | de Anda. 9911 Lincoln": a particle and one word, and then something else."""
    if seg.labels[i : i + 2] != (NOTHING, NOTHING) or seg.words[i] not in NAME_TIES or not _parts_at(seg, i + 2):
        return False
    word = seg.words[i + 1]
    return seg.gaps[i] == seg.gaps[i + 1] == "s" and word.isalpha() and word not in _NO_SURNAME


def _ends_name(seg: Segmentation, run: range) -> bool:
    """Whether the word after the run is its surname; an ordinary one ("Shirley | Case") only where it lacks another."""
    word, label = seg.words[run.stop], seg.labels[run.stop]
    spare = label == NOTHING or (label == CITY and len(seg.runs(CITY)) > 1)
    if not spare or len(word) < 2 or not word.isalpha() or word in _NO_SURNAME:
        return False
    if kind(word) == "00":
        return seg.sureness[run.stop] < SURELY_WORDING
    called, lacks_one = name_grades(word)[1], sum(len(seg.words[i]) > 1 for i in run) == 1
    return called > "0" and (not ordinary(word) or (lacks_one and called > "1"))


_OF_THE_TRADE = TRADE | LABELS
_NO_SURNAME = _OF_THE_TRADE | RELATIONS | TITLES
_NO_LEADER = _NO_SURNAME | LANGUAGES | PARTICLES
_APART = _OF_THE_TRADE | FUNCTION_WORDS | LEADS_ON
_APART_HERE = _APART | _PLAIN_LEADS
# What stands beside names with a capital though it is none: "Aquí | Ana Ruiz", "Ana Ruiz | Lives At".
_BESIDE_NAMES = _NO_SURNAME | word_set(
    "AQUI SOY IM I AM YES SI FROM FOR PARA SU SERVIDORA SERVIDOR VIVE VIVO LIVE LIVES STAY STAYS THE PARENT ITS IS ES "
    "SOI MY MI AND HERE CASE CASO NEW OPEN ABRIR MAIL SEND PLEASE THANKS GRACIAS HI HELLO HOLA LLAMO ME YO NEED WANT "
    "THATS THIS"
)
_SHORT_NAMES = word_set("LO PA IA")  # of many Hmong and Mien, in front of the others: no article, and no state
_PREFIXES = word_set("LA DE DA LE JA KE MC MAC ST SAN SANTA")
_CALLED_BY_INITIALS = word_set("AJ BJ CJ DJ EJ JC JD JJ JP JT KC KJ MJ PJ RJ TJ")
_SAID = word_set("IS ES AM IM SOY LLAMO ITS NAME NOMBRE")


def _leads_name(seg: Segmentation, i: int) -> bool:
    """ "OPEN | Phommachanh | Alka Ruiz", "my name is | Kin | Clint Ruiz": no wording, and nothing else it could be."""
    word = seg.words[i]
    said = i > 0 and seg.words[i - 1] in _SAID
    spare = word not in LEADS_ON and (seg.labels[i] in (NOTHING, STATE, CITY) or word in _SHORT_NAMES)
    if not spare or not (said or _parts_at(seg, i) or seg.labels[i - 1] == OPENER):
        return False
    if not i and seg.gaps[1] != "c" and not _is_rare(seg, i):
        return False
    if word in _SHORT_NAMES and _leads_short(seg, i):
        return True
    dotted = seg.tokens[i].text.isupper() or seg.gaps[i + 1] == "p"
    if word in _INITIALS and dotted and seg.labels[i] == NOTHING:
        whole = max(map(len, seg.words[i + 1 : i + 3])) > 2
        return whole and i > 0  # "OPEN D. | Wayne Pickett", "OPEN: T. | J. Pickett"
    if word in _PREFIXES and len(seg.words[i + 1]) > 2 and seg.words[i - 1] not in ("NAME", "NOMBRE"):
        return not ordinary(seg.words[i + 1])  # "La | Tonya Simms", "De | Shawn Moore"
    if len(seg.words[i + 1]) == 1 and name_grades(word)[0] > "0":
        return seg.labels[i] == NOTHING and word not in FUNCTION_WORDS  # "Segundo | J Ruiz": an initial is not first
    if seg.labels[i] != NOTHING or word in _NO_LEADER or not word.isalpha() or len(word) < 2:
        return False
    return _hardly_wording(seg, i, said=said)


def _is_rare(seg: Segmentation, i: int) -> bool:
    word = seg.words[i]
    titled = seg.tokens[i].text.istitle() or (i == 0 and seg.sureness[i] < _HESITANT)
    return kind(word) in ("00", "01", "10", "11") and titled and len(word) > 1


def is_clan_name(seg: Segmentation, run: range) -> bool:
    """ "Pa Houa Xiong": as sure as a Hmong surname behind it makes it."""
    return seg.words[run.start] in _SHORT_NAMES and seg.words[run[-1]] in _CLANS


def _leads_short(seg: Segmentation, i: int) -> bool:
    """ "Lo | Mai Xiong", "Pa | Zoua Her"; not "pa | Maria Lopez"."""
    follows = seg.words[i + 1]
    in_clan = any(word in _CLANS for word in seg.words[i + 1 : i + 4])
    if seg.words[i] == "IA":
        return in_clan
    return len(follows) > 1 and (seg.words[i] == "LO" or in_clan or name_grades(follows)[0] < "2")


_CLANS = word_set("CHA CHANG CHUE FANG HANG HER KHANG KONG KUE LEE LOR LY MOUA PHA THAO VANG VUE XIONG YANG")


def _hardly_wording(seg: Segmentation, i: int, *, said: bool) -> bool:
    word = seg.words[i]
    if (seg.sureness[i] < _HESITANT and name_grades(word)[0] > "1") or word in _CALLED_BY_INITIALS:
        return True  # "Reina | Isabel Guardado", "AJ | Ruiz"
    if (_is_rare(seg, i) and _parts_at(seg, i)) or (said and not ordinary(word) and name_grades(word) != "00"):
        return True  # "I want a case. Gul | Makai Safi is me", "soy nam | Theresa Crank"
    plain = ordinary(word)[:1] in ("A", "B", "E") or "~" in kind(word) or word in FUNCTION_WORDS
    return seg.sureness[i] < SURELY_WORDING and not plain


def _parts_at(seg: Segmentation, i: int) -> bool:
    """Whether the text, a sentence or the address begins or ends before word `i`."""
    if i == len(seg.words) or (i == 0):
        return True
    return seg.gaps[i] in "ncpkdb" or seg.labels[i] in (LINE, UNIT)


def with_suffix(seg: Segmentation, run: range) -> range:
    """The run with a Jr or III after it that the segmenter left out, or a widow's "vda. de Paz"."""
    after = run.stop
    widowed = seg.words[after - 1] in ("VDA", "VIUDA")  # "Ochoa Vda. | de Ruiz"
    after -= widowed
    words = list(seg.words[after : after + 4])
    if words[:2] in (["VDA", "DE"], ["VIUDA", "DE"]):
        kept = next((i for i, word in enumerate(words) if i > 1 and word not in PARTICLES), 0)
        return range(run.start, after + kept + 1) if kept and words[kept].isalpha() else run
    if _is_counted(seg, after):
        return range(run.start, after + 1)
    if after < len(seg.words) and seg.words[after] in NAME_SUFFIXES and seg.gaps[after] in "scg":
        return range(run.start, after + (seg.words[after] != "V" or _is_the_fifth(seg, after)))
    return run


def _is_the_fifth(seg: Segmentation, i: int) -> bool:
    """ "Robert Banks | V, 1619 W St": a capital, and set apart from what follows."""
    return seg.tokens[i].text == "V" and i + 1 < len(seg.words) and seg.gaps[i + 1] in "ncp"


def _is_counted(seg: Segmentation, i: int) -> bool:
    """ "Jose Diaz | 3rd 8821 Meadow Way": the third of that name."""
    led = i + 1 < len(seg.words) and seg.words[i] in ("2ND", "3RD", "4TH") and seg.labels[i] in (NOTHING, NAME)
    return led and seg.gaps[i] == "s" and seg.labels[i + 1] == LINE


def is_cut_short(seg: Segmentation, run: range) -> bool:
    """Whether the word next to the name may belong to it: a particle, or one that no list knows."""
    if run.start and seg.gaps[run.start] == "s" and _may_belong(seg, run.start - 1):
        return True
    after = run.stop
    if after < len(seg.words) and seg.gaps[after] == "s" and _may_belong(seg, after):
        return True
    commas = any(seg.gaps[i] == "c" for i in run[1:])
    return commas and any(ordinary(seg.words[i]).startswith("A") for i in run)


def has_odd_edge(seg: Segmentation, run: range) -> bool:
    """Whether the first or last word may be wording: one that no list knows, "to", a lone letter, a language."""
    words = [seg.words[i] for i in run]
    sure = min(seg.sureness[i] for i in run)
    if sure < 0.97 and any(kind(word) == "00" for word in (words[0], words[-1])):
        return True
    if len(words) > 2 and (words[0] in ("TO", "LO", "A") or words[-1] in ("LO", "TO") or len(words[-1]) == 1):
        return sure < 0.97
    return sure < 0.99 and any(word in LANGUAGES for word in words)


def _may_belong(seg: Segmentation, i: int) -> bool:
    word = seg.words[i]
    if seg.labels[i] not in (NOTHING, NAME) or not word.isalpha() or word in _APART:
        return False
    if word in PARTICLES:  # "de la | Cruz", but not "la | dirección" or "y | vivo"
        follows = seg.words[i + 1] if i + 1 < len(seg.words) else ""
        return follows.isalpha() and not ordinary(follows) and follows not in _OF_THE_TRADE
    return seg.labels[i] == NAME or (kind(word) == "00" and seg.sureness[i] < SURELY_WORDING)
