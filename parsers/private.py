"""Numbers that must not be kept or mistaken for an address: Social Security numbers, phones, e-mails, birth dates."""

from __future__ import annotations

import re
import unicodedata

from parsers.clean import fold, word_set
from parsers.suffixes import DIGIT_WORDS, SPELLED, STATE, SUFFIX, TENS
from parsers.tokens import MASK
from parsers.zips import NICKNAMES, ZipPlace, place_of

SSN_MARK = "[SSN]"
_SEP = r"[ .\-‐-―−/_,*]{1,3}"
# 3-2-4 and 3-3-3 digits with separators of any usual kind; more digits on either side make it something else.
_SEPARATED = re.compile(
    rf"(?<![\d#-])\d{{3}}{_SEP}(?:\d{{2}}{_SEP}?\d{{4}}|\d{{3}}{_SEP}\d{{3}})(?!-?\d)|"
    r"(?<![\d#-])\d{5}[- ]{1,3}\d{4}(?!-?\d)|(?<![\d#-])\d{3}-\d{6}(?!-?\d)"
)
# Nine digits, however spaced, or the last four, after a word that says what they are.
_NAMES = (
    r"(?:i?ssn?s?|s\.s\.n\.?|ss ?#|social(?: security)?|soc\.?(?: sec)?|seguro(?: social)?|itin|tax ?id|sosial|socail)"
)
_NAMED = re.compile(
    rf"\b{_NAMES}\b[^\d\n]{{0,30}}?(\d(?:[ .\-‐-―−/_]{{0,3}}\d){{8}}|[X*]{{3}}[-*X ]{{0,8}}\d{{4}})(?![\d-])",
    re.IGNORECASE,
)
# Its last four are cut only where the text says that they are: "social security, 1234 Elm St" is no such thing.
_LAST_FOUR = re.compile(
    rf"\b{_NAMES}\b[^\d\n]{{0,20}}\b(?:ends?|ending|termina\w*)\b[^\d\n]{{0,12}}(\d{{4}})(?!\d)"
    rf"|\b(?:last|[uú]ltimos) (?:4|four|cuatro)\b[^\d\n]{{0,16}}{_NAMES}\b[^\d\n]{{0,12}}(\d{{4}})(?!\d)",
    re.IGNORECASE,
)
# Of a text in small letters; "address" is no hint, as often as it stands in one.
_HINTS = ("ssn", "s.s", "sss", "soc", "seguro", "itin", "tax", "sosial")
_SS = re.compile(r"ss(?<!address)(?![a-z])")
_STARRED = re.compile(r"(?:[Xx*]{3}[- ]?[Xx*]{2}[- ]?)\d{4}(?!\d)")
_NINE = re.compile(r"(?<![\d#$.-])\d{9}(?![\d-])")
_NOUGHTS = word_set("ZERO OH CERO")
_DIGIT = "|".join(sorted(DIGIT_WORDS))
# Most texts hold no stretch of digits and signs that is so long, and need no closer look.
_NINE_DIGITS = re.compile(r"\d[\d\W_]{8}")
_SEVEN_DIGITS = re.compile(r"\d[\d\W_]{6}")
# Nine digits in words, as a voice dictates them; ten are a phone.
_BETWEEN = r"[ ,.()\n\-]{1,3}(?:(?:dash|hyphen|gui[oó]n)[ ,]{1,2})?"
# Words of two digits, and those that a digit may follow: "forty | five".
_TEENS = {word for word, number in SPELLED.items() if word.isalpha() and len(number) == 2} - TENS | word_set(
    "VEINTIUNO VEINTIDOS VEINTITRES VEINTICUATRO VEINTICINCO VEINTISEIS VEINTISIETE VEINTIOCHO VEINTINUEVE"
)
_TENS = TENS - word_set("HUNDRED CIEN CIENTO")
_TIMES = {"DOUBLE": 1, "DOBLE": 1, "TRIPLE": 2}  # how many digits more
_NUMBER_WORDS = DIGIT_WORDS.keys() | _TEENS | _TENS | _TIMES.keys()
_ACCENTED = frozenset({"DIECISÉIS", "VEINTIDÓS", "VEINTITRÉS", "VEINTISÉIS"})
_IN_DIGITS = re.compile(rf"\b(?:{_DIGIT})(?:{_BETWEEN}(?:{_DIGIT})\b){{8,}}", re.IGNORECASE)
_NUMBER_WORD = rf"(?:{'|'.join(sorted(_NUMBER_WORDS | _ACCENTED))})\b"
_SPOKEN = re.compile(rf"\b{_NUMBER_WORD}(?:{_BETWEEN}(?:y )?{_NUMBER_WORD}){{4,}}", re.IGNORECASE)
_PARTING = str.maketrans(dict.fromkeys(",.()-#:;/", " "))  # what may stand beside digits in words
_DASHES = frozenset({"DASH", "HYPHEN", "GUION", "GUIÓN"})


def _group(size: int) -> str:
    return rf"(?:\d{{{size}}}|(?:{_DIGIT})(?:[ ,]{{1,2}}(?:{_DIGIT})){{{size - 1}}})"


# Partly in digits, "901 dash 23 dash four five six seven": only with dashes that were spoken, or where named as one.
_PARTLY_SPOKEN = re.compile(rf"(?<!\w){_group(3)}{_BETWEEN}{_group(2)}{_BETWEEN}{_group(4)}(?!\w)", re.IGNORECASE)
# Called one, any numbers in words are: "fifty five", "treinta y cuatro".
_NAMED_IN_WORDS = re.compile(
    rf"\b{_NAMES}\b[^\d\n]{{0,20}}?\b({_NUMBER_WORD}(?:[ ,.\-]{{1,3}}(?:(?:dash|gui[oó]n|minus|y)[ ,]{{1,2}})?"
    rf"{_NUMBER_WORD}){{3,}})",
    re.IGNORECASE,
)
_SPOKEN_DASH = re.compile(r"dash|hyphen|gui[oó]n", re.IGNORECASE)
_NAMED_BEFORE = re.compile(rf"\b{_NAMES}\b[^\d\n]{{0,20}}$", re.IGNORECASE)
_CALLED_ONE = re.compile(rf"\b{_NAMES}\b", re.IGNORECASE)
_NAMED_AFTER = re.compile(rf"[^\d\n]{{0,12}}\b{_NAMES}\b", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]+")
_WORD_BEFORE = re.compile(r"([^\W_]+)[^\w]*$")
_ZIP_WORDS = frozenset({"ZIP", "ZIPCODE", "CODE", "POSTAL", "CP"})
_AGES = word_set("AGE AGES AGED EDAD EDADES KIDS HIJOS DE ZIP")
_CASE_WORDS = re.compile(
    r"(?:case|caso|expediente|par|participant|reference|ref|court)\W*(?:id|number|num|no|n[uú]mero|is|es|#|\W)*$",
    re.IGNORECASE,
)


_ZIP5 = re.compile(r"(?<!\d)\d{5}(?!\d)")


def _is_zip9(text: str, match: re.Match[str]) -> bool:
    """Nine digits run together are a ZIP+4 where a ZIP belongs, after its city or state; otherwise an SSN."""
    place = place_of(match.group()[:5])
    before = _WORD_BEFORE.search(text, max(0, match.start() - 40), match.start())
    if place is None or before is None:
        return False
    word = fold(before.group(1))
    other_zip = any(place_of(found) for found in _ZIP5.findall(text))
    if any(c.isdigit() for c in word) and not other_zip:
        return True  # "... Rd #93, 958201234": right after a unit, and no other ZIP in sight
    could_be_none = match.group()[0] == "9" and match.group()[3] < "5" and not _CALLED_ONE.search(text)
    if could_be_none and not other_zip and _names_city(text, place):
        return True  # no Social Security number begins with 9, and no taxpayer's has a 4 or less there
    ends = {name.upper().rpartition(" ")[2] for name in (*place.cities, *place.nearby)}
    return (
        word in _ZIP_WORDS
        or STATE.get(word) == place.state
        or word in ends
        or word in SUFFIX
        or NICKNAMES.get(word) in place.cities
    )


def _names_city(text: str, place: ZipPlace) -> bool:
    """In a city's place: not "12 Sacramento St"."""
    words = re.findall(r"[A-Z]+", fold(text))
    cities = [city.upper().split() for city in place.cities]
    return any(
        words[i : i + len(city)] == city and not SUFFIX.keys() & set(words[i + len(city) : i + len(city) + 1])
        for city in cities
        for i in range(len(words))
    )


def _cut_nine(text: str, match: re.Match[str]) -> str:
    case = _CASE_WORDS.search(text, max(0, match.start() - 30), match.start())
    return match.group() if case or _is_zip9(text, match) else SSN_MARK


def _cut_separated(match: re.Match[str]) -> str:
    digits = re.sub(r"\D", "", match.group())
    zip_like = re.fullmatch(r"\d{5}[- ]{1,3}\d{4}", match.group())
    return match.group() if zip_like and (place_of(digits[:5]) or " " in match.group()) else SSN_MARK


def scrub_ssn(text: str) -> tuple[str, bool]:
    """The text without Social Security numbers, and whether there was one."""
    scrubbed = _scrub(text)
    if not text.isascii():
        # Invisible marks between the digits hide a number from every pattern.
        seen = _as_seen(text)
        bared = _scrub(seen) if seen != text else scrubbed
        if bared.count(SSN_MARK) > scrubbed.count(SSN_MARK):
            scrubbed = bared
    return scrubbed, scrubbed != text


def _as_seen(text: str) -> str:
    whole = unicodedata.normalize("NFKC", text)
    hidden = {ord(char): None for char in set(whole) if unicodedata.category(char) in ("Cf", "Mn", "Me")}
    return whole.translate(hidden) if hidden else whole


def _cut_spoken(text: str, match: re.Match[str]) -> str:
    if _CASE_WORDS.search(text, max(0, match.start() - 30), match.start()):
        return match.group()
    before = _WORD_BEFORE.search(text, max(0, match.start() - 40), match.start())
    if before and fold(before.group(1)) in _AGES:
        return match.group()
    return SSN_MARK if _digits_spoken(match.group()) == 9 else match.group()


def _digits_spoken(text: str) -> int:
    """How many digits number words stand for: "ninety one double two twelve" are six."""
    count, tens = 0, False
    for word in (fold(found) for found in _LETTERS.findall(text)):
        if word in DIGIT_WORDS:
            count += 0 if tens and word not in _NOUGHTS else 1  # "fifty five" are two digits, "fifty oh" three
        else:
            count += 2 if word in _TENS or word in _TEENS else _TIMES.get(word, 0)
        tens = word in _TENS or (tens and word == "Y")
    return count


def _cut_partly_spoken(text: str, match: re.Match[str]) -> str:
    named = _NAMED_BEFORE.search(text, max(0, match.start() - 30), match.start())
    named = named or _NAMED_AFTER.match(text, match.end())
    return SSN_MARK if named or _SPOKEN_DASH.search(match.group()) else match.group()


def _scrub(text: str) -> str:
    lowered = text.lower()
    words = text.upper().translate(_PARTING).split()
    if sum(map(_NUMBER_WORDS.__contains__, words)) > 1 or not _DASHES.isdisjoint(words):
        text = _IN_DIGITS.sub(lambda m: _cut_spoken(text, m), text)
        text = _SPOKEN.sub(lambda m: _cut_spoken(text, m), text)
        text = _PARTLY_SPOKEN.sub(lambda m: _cut_partly_spoken(text, m), text)
    if any(map(lowered.__contains__, _HINTS)) or _SS.search(lowered):
        text = _NAMED.sub(lambda m: m.group().replace(m.group(1), SSN_MARK), text)
        text = _NAMED_IN_WORDS.sub(lambda m: m.group().replace(m.group(1), SSN_MARK), text)
        text = _LAST_FOUR.sub(lambda m: m.group().replace(m.group(1) or m.group(2), SSN_MARK), text)
    if "xxx" in lowered or "***" in text:
        text = _STARRED.sub(SSN_MARK, text)
    if not _NINE_DIGITS.search(text):
        return text
    text = _SEPARATED.sub(_cut_separated, text)
    return _NINE.sub(lambda m: _cut_nine(text, m), text)


PHONE = re.compile(
    r"(?<![\d#/-])(?:\+?1[ .\-]?)?\(?[2-9]\d{2}\)?[ .\-/]{0,3}[2-9]\d{2}[ .\-]{0,2}\d{4}(?![\d-])|"
    r"(?<![\d#-])[2-9]\d{2}-\d{4}(?![\d-])"
)
EMAIL = re.compile(r"[\w.+\-]{1,64}@[\w\-]{1,63}(?:\.[\w\-]{1,63}){1,4}")
_MONTHS = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec|ene|abr|ago|dic|january|february|march|april|june|july|august|"
    r"september|october|november|december|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)"
)
DATE = re.compile(
    r"(?<![\d/-])(?:\d{1,2}[/\-.]\d{1,2}[/\-.](?:19|20)?\d{2}|(?:19|20)\d{2}[-/]\d{1,2}[-/]\d{1,2})(?![\d/-])"
)
_SPOKEN_DATE = re.compile(
    rf"\b{_MONTHS}\.? \d{{1,2}}(?:st|nd|rd|th)?,? (?:19|20)\d{{2}}\b|"
    rf"\b\d{{1,2}} (?:de )?{_MONTHS},? (?:del? )?(?:19|20)\d{{2}}\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r" (?:19|20)\d{2}\b")  # no spoken date is without one, and most texts are
_DATE_HINT = re.compile(r"\d[/\-.]\d")
_LONG = re.compile(
    r"(?<![\d#])\d{7,8}(?![\d-])|(?<![\d#])\d{10,20}(?![\d-])|(?<![\d#-])\d{4}-\d{4}(?:-\d{2,8})?(?![\d-])|\b[A-Za-z]\d{7}\b"
)
_COURT_CASE = re.compile(r"\d(?<![\w#]\d)\d[A-Z]{2}\d{5,6}(?!\w)")  # "24FL01187", as Californian courts count
_CASE = re.compile(
    r"\b(?:case|caso|par(?:ticipant)?(?: id)?|expediente|reference|ref|court|corte)\.? ?"
    r"(?:number|num|no\.?|n[uú]mero|id|is|es|#)"
    r"[ :#.]{0,3}(?:is |es )?((?:[A-Za-z]{1,3})?\d[\d-]{3,24}|\d{2}[A-Za-z]{2}\d{4,6})",
    re.IGNORECASE,
)
_LABEL_DOB = re.compile(
    r"\b(?:d\.?o\.?b\.?|born|birth ?da(?:te|y)|b-?day|nacimiento|naci[oóð]?|nacid[oa])\b"
    r"[^\d\n]{0,20}\d{1,2}[/\-. ]\d{1,2}[/\-. ]\d{2,4}(?!\d)",
    re.IGNORECASE,
)


_NAMED_MARK = re.compile(
    rf"(?:#|\b(?:no|num|numero|number)\b)?\.? ?(?:\b(?:de|del|of) )?"
    rf"(?:\b(?:ssn?|seguro|social|security|soc|sec|ph|phone|tel[eé]fono|tel|cell?)\b[ .:#]*){{1,3}}"
    rf"(?:(?:is|es|no|num|number)\b[ .:]*)?{MASK}",
    re.IGNORECASE,
)


# Of a text in small letters: most hold none, and are not looked through further.
_DOB_HINTS = re.compile(r"d\.?o\.?b|born|b(?:irth ?|-?)da|nac")
_CASE_HINTS = re.compile(r"cas[eo]|par|exp|ref|cour|corte")


def mask(text: str) -> str:
    """The text with every number that is no part of a name or address taken out, a mark in its place."""
    if "[" in text:
        text = text.replace(SSN_MARK, MASK)
    if "@" in text:
        text = EMAIL.sub(MASK, text)
    lowered = text.lower()
    if _DOB_HINTS.search(lowered):
        text = _LABEL_DOB.sub(MASK, text)
    if _CASE_HINTS.search(lowered):
        text = _CASE.sub(MASK, text)
    text = _COURT_CASE.sub(MASK, text)
    if _YEAR.search(text):
        text = _SPOKEN_DATE.sub(MASK, text)
    if _DATE_HINT.search(text):
        text = DATE.sub(MASK, text)
    if _SEVEN_DIGITS.search(text):
        text = _LONG.sub(MASK, PHONE.sub(MASK, text))
    return _NAMED_MARK.sub(MASK, text) if MASK in text else text
