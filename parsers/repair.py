"""Where structure knows better than the segmenter: a ZIP's own city, a house number, the end of a PO box."""

from __future__ import annotations

import re

from parsers.clean import word_set
from parsers.edits import edits
from parsers.features import zip_of
from parsers.lexicon import is_common, kind, name_grades
from parsers.relations import FUNCTION_WORDS
from parsers.segment import CARE, CITY, LINE, NAME, NOTHING, STATE, UNIT, ZIP, Segmentation
from parsers.suffixes import SPELLED, TENS
from parsers.zips import is_city, place_of

# What a repair changed is never sure enough to be mailed unseen.
_UNSURE = 0.0
_BOXES = word_set("P PO BOX POBOX RR HC HCR PSC CMR UNIT RURAL ROUTE STAR RFD POST APARTADO GENERAL")
_NUMBERED_ROADS = word_set(
    "HWY HIGHWAY ROUTE RTE SR US CA FM COUNTY CO STATE RANCH RURAL FOREST FARM TOWNSHIP PRIVATE OLD"
)
_ROADS = word_set("HWY HIGHWAY ROUTE RTE ROAD RD CR SR US CA FM URB URBANIZACION CALLE")


class _Draft:
    def __init__(self, seg: Segmentation) -> None:
        self.tokens, self.labels, self.sureness = seg.tokens, list(seg.labels), list(seg.sureness)
        self.parted_before, self.parted_after = list(seg.parted_before), list(seg.parted_after)
        self.words = [token.word for token in seg.tokens]

    def set(self, i: int, label: str, sureness: float | None = None) -> None:
        self.labels[i] = label
        if sureness is not None:
            self.sureness[i] = sureness
        # A border that was moved is as sure as the word that moved.
        self.parted_before[i] = self.parted_after[i] = self.sureness[i]

    def run_from(self, start: int) -> int:
        stop = start
        while stop < len(self.labels) and self.labels[stop] == self.labels[start]:
            stop += 1
        return stop

    def run_to(self, last: int) -> int:
        start = last
        while start and self.labels[start - 1] == self.labels[last]:
            start -= 1
        return start


def _zip_cities(draft: _Draft) -> list[list[str]]:
    """The words of every city that a ZIP of this text is delivered to, longest names first."""
    names = []
    for i, label in enumerate(draft.labels):
        place = place_of(zip_of(draft.words[i]) or "") if label == ZIP else None
        if place:
            names += [name.upper().replace("'", "").split() for name in (*place.cities, *place.nearby)]
    return sorted(names, key=len, reverse=True)


def _widen_city(draft: _Draft) -> None:
    """ "900 E 500 S Salt Lake | City 84102": the ZIP says where the street ends and its city begins."""
    for start, label in enumerate(draft.labels):
        if label != CITY or (start and draft.labels[start - 1] == CITY):
            continue
        stop = draft.run_from(start)
        for name in _zip_cities(draft):
            begin = stop - len(name)
            if 0 < begin < start and _reads(draft.words[begin:stop], name) and _may_give(draft, begin, start):
                for i in range(begin, start):
                    draft.set(i, CITY, 1.0)
                return
            if begin == start:
                break


def _reads(words: list[str], name: list[str]) -> bool:
    if "X" in kind(words[0]):
        return words == name  # "12 Swan St | Nicolaus" is not East Nicolaus misspelt
    most = 2 if sum(map(len, name)) > 7 else 1
    return edits(" ".join(words), " ".join(name), most) <= most


def _may_give(draft: _Draft, begin: int, start: int) -> bool:
    """A street keeps its number and a word; a name keeps two words."""
    label = draft.labels[start - 1]
    if any(found != label for found in draft.labels[begin:start]) or label not in (LINE, NAME, NOTHING):
        return False
    first = begin
    while first and draft.labels[first - 1] == label:
        first -= 1
    return label == NOTHING or begin - first >= 2


def _free_line_start(draft: _Draft) -> None:
    """ "Virginia Lane 12 Church St": a street with its number does not begin with other words."""
    for start, label in enumerate(draft.labels):
        if label != LINE or (start and draft.labels[start - 1] == LINE):
            continue
        stop = draft.run_from(start)
        number = next((i for i in range(start, stop) if draft.words[i][0].isdigit() or draft.words[i] in _BOXES), None)
        if number is None or number == start or stop - number < 2 or set(draft.words[start:number]) & _ROADS:
            continue
        boxed = draft.words[number] in _BOXES
        if not boxed and not any("X" in kind(word) or "x" in kind(word) for word in draft.words[number + 1 : stop]):
            continue
        for i in range(start, number):
            draft.set(i, NAME, _UNSURE)


_COUNTED = word_set(
    "YEARS YRS MONTHS MOS WEEKS WKS HRS HOURS TIMES KIDS CHILDREN BABIES SONS DAUGHTERS GRANDKIDS PERCENT DOLLARS "
    "BUCKS ANOS ANITOS NINOS NINAS HIJOS HIJAS MESES SEMANAS VECES NIETOS"
)


def _starts_street(draft: _Draft, i: int, stop: int) -> bool:
    """Whether a house number with a street after it stands at `i`."""
    words = draft.words[i:stop]
    return len(words) > 1 and words[0][0].isdigit() and any(word[0].isalpha() for word in words[1:])


def _drop_counted(draft: _Draft) -> None:
    """ "3 weeks | 12 Elm St", "no help in 5 years. | 12 Elm St", "2. | 12 Elm St", "age 22 | 1204 Elm St"."""
    for start, label in enumerate(draft.labels):
        if label != LINE or (start and draft.labels[start - 1] == LINE) or not draft.words[start][0].isdigit():
            continue
        stop = draft.run_from(start)
        for i in range(start + 1, stop):
            surely = _is_counted(draft, start, i)
            if (surely or _are_two_numbers(draft, start, i)) and _starts_street(draft, i, stop):
                for j in range(start, i):
                    draft.set(j, NOTHING)
                draft.set(i, LINE, None if surely else _UNSURE)
                break


def _is_counted(draft: _Draft, start: int, i: int) -> bool:
    """Whether the number at `start` counts something, before the house number at `i`."""
    if not draft.words[i].isdigit() or len(draft.words[start]) > 2:
        return False  # "4410 | 21st Ave" over two lines, "1452 | 5 Mile Dr"
    apart = draft.tokens[i].gap in "npb" and (i == start + 1 or "x" not in _kinds(draft, start, i))
    return (apart and len(draft.words[i]) > 1) or (draft.words[start + 1] in _COUNTED and i > start + 1)


def _are_two_numbers(draft: _Draft, start: int, i: int) -> bool:
    """ "22 | 1204 Elm St", but not "4300 47 Ave" nor "94 810 Farrington Hwy"."""
    age = draft.words[start].isdigit() and len(draft.words[start]) == 2
    house = draft.words[i].isdigit() and len(draft.words[i]) > 3
    return i == start + 1 and age and house and "x" not in _kinds(draft, i + 1, i + 2)


def _kinds(draft: _Draft, start: int, stop: int) -> str:
    """The marks of these words, run together: whether there is a suffix among them, say."""
    return "".join(kind(word) for word in draft.words[start:stop]).replace("X", "x")


def _drop_half_and_half(draft: _Draft) -> None:
    """ "We have 50/50 | 12 Elm St": how custody is shared, and no house number."""
    for i, word in enumerate(draft.words[:-1]):
        if word == "50/50" and draft.labels[i] == LINE and draft.words[i + 1][0].isdigit():
            draft.set(i, NOTHING)


def _return_house_number(draft: _Draft) -> None:
    """ "Unit 5 | 97 S Elmdale Ct" with the 97 taken for the unit's: a street needs its number."""
    for start, label in enumerate(draft.labels):
        if label != LINE or not start or draft.labels[start - 1] != UNIT:
            continue
        line = draft.words[start : draft.run_from(start)]
        before = draft.words[start - 2] if start > 1 and draft.labels[start - 2] == UNIT else ""
        has_own = "u" not in kind(before) and before not in ("", "#")
        if not any(word[0].isdigit() for word in line) and draft.words[start - 1][0].isdigit() and has_own:
            draft.set(start - 1, LINE, _UNSURE)


_NO_STREET = _COUNTED | word_set("ON IN AT EN OFF TO BY NEAR DE LA MY MI AND Y OF FROM")


def _return_first_words(draft: _Draft) -> None:
    """ "12 | Bus | Stop Rd", "12 | Old | 8 Mile Rd": a house number taken for a count, and the word after it."""
    for start, label in enumerate(draft.labels):
        if label != LINE or start < 2 or draft.labels[start - 1] != NOTHING:
            continue
        number = start - 1 - (not draft.words[start - 1].isdigit())
        spare = draft.labels[number] == NOTHING or (draft.labels[number] == LINE and draft.run_to(number) == number)
        numbered = kind(draft.words[start]) == "ORD" or draft.words[start + 1 : start + 2] == ["MILE"]
        has_own = draft.labels[number] == NOTHING and draft.words[start][0].isdigit() and not numbered
        near = all(draft.tokens[i].gap == "s" for i in range(number + 1, start + 1))
        if not (spare and near and draft.words[number].isdigit()) or has_own:
            continue
        if not set(draft.words[number + 1 : start]) & _NO_STREET:
            for i in range(number, start):
                draft.set(i, LINE, _UNSURE)


def _take_box_head(draft: _Draft) -> None:
    """ "PSC | 8558 Box 5913": the route's word belongs to its number."""
    for i, word in enumerate(draft.words[:-2]):
        heads = word in ("PSC", "CMR", "RR", "HC", "UNIT") and draft.labels[i] in (NOTHING, NAME)
        if heads and draft.labels[i + 1] == LINE and draft.words[i + 1].isdigit() and draft.words[i + 2] == "BOX":
            draft.set(i, LINE)


def _end_box(draft: _Draft) -> None:
    """ "RR 44 Box 42 rather have it in Spanish": nothing follows a box number."""
    for i, word in enumerate(draft.words[:-1]):
        if draft.labels[i] != LINE or word not in ("BOX", "POBOX"):
            continue
        stop = i + 2 + (draft.words[i + 1] == "#")
        if stop <= len(draft.words) and any(c.isdigit() for c in draft.words[stop - 1]):
            for j in range(stop, draft.run_from(i)):
                draft.set(j, NOTHING)


def _take_designator(draft: _Draft) -> None:
    """ "Apartment | #417", "Apartment 2141" after a street: a designator belongs to its number."""
    for i, word in enumerate(draft.words[:-1]):
        if draft.labels[i] != NOTHING or "u" not in kind(word) or draft.tokens[i + 1].gap in "ncp":
            continue
        at = i + 1 + (draft.words[i + 1] in _NUMBER and i + 2 < len(draft.words))
        identifier = draft.words[at]
        if draft.labels[at] == UNIT and "u" not in kind(identifier):
            draft.set(i, UNIT)
        elif draft.labels[at] == NOTHING and _is_identifier(identifier) and _follows_line(draft, i):
            draft.set(i, UNIT)
            draft.set(at, UNIT)


_IN_WORDS = TENS | {word for word in SPELLED if word.isalpha()}


def _take_spelled_unit(draft: _Draft) -> None:
    """ "Apartment | twelve", "unidad numero | dos": as a voice or a careful hand writes it; shown."""
    for i, word in enumerate(draft.words[:-1]):
        at = i + 1 + (draft.words[i + 1] in _NUMBER)
        number = draft.words[at] if at < len(draft.words) else ""
        if "u" not in kind(word) or not number.isalpha() or number not in _IN_WORDS:
            continue
        while at + 1 < len(draft.words) and draft.words[at + 1] in _IN_WORDS | {"Y", "OH"}:
            at += 1  # "unit thirty | two"
        if set(draft.labels[i : at + 1]) <= {NOTHING, NAME, UNIT}:
            for j in range(i, at + 1):
                draft.set(j, UNIT, _UNSURE)


_NUMBER = word_set("NUMBER NUMERO NUM NO")


def _take_sign(draft: _Draft) -> None:
    """ "12 Elm St Galt 95632, its # 5": wherever it stands, a sign and a number are a unit where no other is; shown."""
    if "#" not in draft.words or UNIT in draft.labels or LINE not in draft.labels:
        return
    for i, word in enumerate(draft.words[:-1]):
        told = draft.words[i - 1] if i else ""
        free = set(draft.labels[i : i + 2]) <= {NOTHING, NAME} and told not in _NOT_UNITS
        if word == "#" and free and _is_identifier(draft.words[i + 1]):
            draft.set(i, UNIT, _UNSURE)
            draft.set(i + 1, UNIT, _UNSURE)
            return


_NOT_UNITS = word_set("CASE CASO PHONE CELL TEL TELEFONO CALL TEXT ID SSN SOCIAL CHILD KID BABY TRY ATTEMPT REF")


def _is_identifier(word: str) -> bool:
    return word.isdigit() or (len(word) == 1 and word.isalpha() and word not in "IYUOE")


def _follows_line(draft: _Draft, i: int) -> bool:
    return i > 0 and draft.labels[i - 1] == LINE


_BARE_UNIT = re.compile(r"\d{1,4}[A-Z]?|[A-DF-MO-RT-VX-Z]")


def _give_bare_unit(draft: _Draft) -> None:
    """ "7821 Stockton Blvd | 12", "... | B": after a whole street a number or letter, no direction, is a unit."""
    for i, label in enumerate(draft.labels):
        last = label == LINE and (i + 1 == len(draft.labels) or draft.labels[i + 1] not in (LINE, UNIT))
        if not last or i < 3 or not _BARE_UNIT.fullmatch(draft.words[i]) or UNIT in draft.labels:
            continue
        street = draft.words[draft.run_to(i) : i]
        named = len(street) > 2 and street[0][0].isdigit() and "X" in kind(street[-1]) and street[-2].isalpha()
        if named and not {street[-1], street[-2]} & _NUMBERED_ROADS and "d" not in kind(street[-2]):
            draft.set(i, UNIT)


def _take_labelled_city(draft: _Draft, i: int) -> None:
    """ "Ciudad - Chicago" with nothing else to tell that Chicago is a city here."""
    if draft.words[i] not in ("CITY", "CIUDAD") or draft.labels[i] == LINE or draft.tokens[i + 1].gap not in "dks":
        return
    for length in (3, 2, 1):
        words = draft.words[i + 1 : i + 1 + length]
        if len(words) == length and is_city(" ".join(words)) and CITY not in draft.labels:
            for j in range(i + 1, i + 1 + length):
                draft.set(j, CITY, 1.0)
            return


_TAIL = word_set("I ID IM IVE MY AND THE PLEASE PLS Y MI QUE NO THANKS BUT SO IS ITS ES")


def _end_street(draft: _Draft) -> None:
    """ "180 Leeson Cove I'd | like it": a sentence that begins where the street ends."""
    for i, label in enumerate(draft.labels):
        last = label == LINE and (i + 1 == len(draft.labels) or draft.labels[i + 1] != LINE)
        if last and draft.words[i] in _TAIL and i > 2 and draft.labels[i - 2] == LINE:
            draft.set(i, NOTHING)


_COUNTRIES = word_set(
    "MEXICO SALVADOR GUATEMALA HONDURAS NICARAGUA PERU COLOMBIA ECUADOR CHILE ARGENTINA ESPANA CANADA FILIPINAS "
    "PHILIPPINES"
)
_SPANISH_WAYS = word_set("CALLE AVENIDA AV CALZADA PRIVADA CALLEJON")


def _take_place_abroad(draft: _Draft) -> None:
    """ "Calle 5 de Mayo 120, Col. Centro, Tijuana, Mexico": a street with its number last, and all that follows."""
    spare = (NOTHING, CITY, STATE)
    country = next((i for i, word in enumerate(draft.words) if word in _COUNTRIES and draft.labels[i] in spare), 0)
    if not country or ZIP in draft.labels:
        return
    _take_street_abroad(draft, country)
    if LINE not in draft.labels[:country]:
        return
    stop = max(i for i in range(country) if draft.labels[i] == LINE) + 1
    told = all(label in (CITY, STATE) for label in draft.labels[stop : country + 1])  # not "12 Elm St I am from Peru"
    if not (draft.words[stop - 1].isdigit() or told) or country - stop > 6:
        return
    for i in range(stop, country + 1):
        draft.set(i, CITY, _UNSURE)


def _take_street_abroad(draft: _Draft, country: int) -> None:
    """From the way's word to the last number of the same sentence."""
    way = next(
        (i for i in range(country) if draft.words[i] in _SPANISH_WAYS and draft.labels[i] in (NOTHING, LINE)), -1
    )
    if way < 0:
        return
    end = next((i for i in range(way + 1, country) if draft.tokens[i].gap in "ncp"), country)
    numbers = [i for i in range(way + 1, min(end, way + 7)) if draft.words[i].isdigit()]
    if numbers and all(draft.labels[i] in (NOTHING, LINE, CITY) for i in range(way, numbers[-1] + 1)):
        for i in range(way, numbers[-1] + 1):
            draft.set(i, LINE, _UNSURE)


_ARTICLES = word_set("DE LA LAS LOS DEL")


def _end_spanish_street(draft: _Draft) -> None:
    """ "9015 Avenida de las | Flores": a street's name does not end with an article."""
    for i, word in enumerate(draft.words[:-1]):
        left = draft.labels[i] == LINE and draft.labels[i + 1] in (NOTHING, NAME) and draft.tokens[i + 1].gap == "s"
        if left and word in _ARTICLES and i > 1 and draft.labels[i - 1] == LINE and draft.words[i + 1].isalpha():
            draft.set(i + 1, LINE)


def _drop_city_label(draft: _Draft) -> None:
    """ "City - Diamond Springs": the label is no part of the name."""
    for i, word in enumerate(draft.words[:-1]):
        _take_labelled_city(draft, i)
        leads = draft.labels[i] == CITY and (i == 0 or draft.labels[i - 1] != CITY)
        if leads and word in ("CITY", "CIUDAD") and draft.labels[i + 1] == CITY:
            draft.set(i, NOTHING)
        if (
            draft.labels[i] == LINE
            and word in ("CITY", "CIUDAD")
            and draft.labels[i + 1] == CITY
            and draft.tokens[i + 1].gap in "dk"
        ):
            draft.set(i, NOTHING)


_CARE_OF = (["C/O"], ["CARE", "OF"], ["AL", "CUIDADO", "DE"])
_MINDS = word_set("TAKE TAKES TAKING TOOK HAVE HAD UNDER ESTOY ESTA ESTAN QUEDE")  # a child, and no mailbox


def _take_care_of(draft: _Draft) -> None:
    """ "Ana Ruiz | c/o Linda Diaz | 12 Elm St": whose mailbox it is belongs on the envelope."""
    for i in range(len(draft.words)):
        mark = next((words for words in _CARE_OF if draft.words[i : i + len(words)] == words), [])
        if mark and mark != ["C/O"] and i and draft.words[i - 1] in _MINDS:
            for j in range(i, draft.run_from(i) if draft.labels[i] == CARE else i):
                draft.set(j, NOTHING)
            continue
        start = stop = i + len(mark)
        while mark and stop < min(len(draft.words), start + 4) and _may_keep_mail(draft, stop, first=stop == start):
            stop += 1
        if stop > start and NAME in draft.labels[:i] + draft.labels[stop:]:
            for j in range(i, stop):
                draft.set(j, CARE)


def _may_keep_mail(draft: _Draft, i: int, *, first: bool) -> bool:
    """A word of a name, and not the kids in "take care of my kids"."""
    word = draft.words[i]
    if not word.isalpha() or draft.labels[i] not in (NOTHING, NAME, CARE) or word in FUNCTION_WORDS:
        return False
    grades = name_grades(word)  # as a given name, and as a surname
    if first:
        return grades[0] > "1" or (not is_common(word) and (grades != "00" or kind(word) == "00"))
    return draft.tokens[i].gap == "s" and (grades[1] > "1" or not is_common(word))


def _drop_bare_number(draft: _Draft) -> None:
    """ "7" and nothing else: an answer to what was asked, and never a unit."""
    if len(draft.words) == 1 and draft.words[0].isdigit() and draft.labels[0] == UNIT:
        draft.set(0, NOTHING)


_STEPS = (
    _drop_bare_number,
    _drop_city_label,
    _take_care_of,
    _widen_city,
    _take_box_head,
    _drop_half_and_half,
    _drop_counted,
    _return_first_words,
    _free_line_start,
    _return_house_number,
    _end_box,
    _end_street,
    _end_spanish_street,
    _take_spelled_unit,
    _take_sign,
    _take_designator,
    _give_bare_unit,
    _take_place_abroad,
)


def repair(seg: Segmentation) -> Segmentation:
    draft = _Draft(seg)
    for step in _STEPS:
        step(draft)
    return Segmentation(
        seg.tokens,
        tuple(draft.labels),
        tuple(draft.sureness),
        tuple(draft.parted_before),
        tuple(draft.parted_after),
        seg.someone,
    )
