"""A text in, a Reading out."""

from __future__ import annotations

import re
from dataclasses import replace

from parsers.assemble import Assembled, assemble, missing_parts
from parsers.clean import clean, fold, is_reaction
from parsers.features import zip_of
from parsers.keywords import opens, read_keyword
from parsers.language import forms_language, written_in
from parsers.lexicon import STRONG_SUFFIXES, name_grades
from parsers.names import is_just_a_name
from parsers.private import DATE, PHONE, SSN_MARK, mask, scrub_ssn
from parsers.repair import repair
from parsers.second_opinion import weigh
from parsers.segment import LINE, NAME, ZIP, Segmentation, segment
from parsers.spelled import put_together
from parsers.tokens import tokenize
from parsers.values import Keyword, Part, Reading
from parsers.zips import place_of

# Less sure than this, a part is one to ask about: of a name the chance that it is right, of the rest how sure the
# segmenter is of its least sure word. Chosen on invented messages in wordings that training never saw, see
# docs/parsing.md.
DOUBT_BELOW = dict.fromkeys(Part, 0.7) | {Part.NAME: 0.9}
_LONGEST = 1_600  # Twilio's limit for a body
# A digit first, then the look behind it: so the search skips from digit to digit.
_DIGITS = re.compile(r"\d(?<![\d/]\d)(?:(?:[ -]?\d){5,19}(?![\d/]|[^\W\d_])|\d{5,19}(?![\d/]))")
_NEXT_WORD = re.compile(r" ([^\W\d_]+)")
_APRIL_WORD = re.compile(r"abril", re.IGNORECASE)
_APRIL = re.compile(r"\W{0,9}abril ([^\W\d_]{3,20}) [^\W\d_]", re.IGNORECASE)
_OPENS = re.compile(r"\b(?:open|abrir)\b", re.IGNORECASE)
_ORDER = (Part.NAME, Part.DELIVERY_LINE, Part.SECONDARY_UNIT, Part.CITY, Part.STATE, Part.ZIP)


def _is_april(text: str) -> bool:
    """ "Abril Juan Perez 12 Elm St": ABRIR as a phone corrects it, or somebody called so; the name is shown."""
    found = _APRIL.match(text)
    if found is None or not any(c.isdigit() for c in text) or _OPENS.search(text):
        return False
    grades = name_grades(fold(found.group(1)))
    return grades[0] > max("1", grades[1])


def _numbers(text: str) -> tuple[str, ...]:
    """Digit groups that may be a case number or a reference of ours."""
    if not _DIGITS.search(text):
        return ()
    bare = PHONE.sub(" ", DATE.sub(" ", text.replace(SSN_MARK, " ")))
    groups = [found.group() for found in _DIGITS.finditer(bare) if not _in_address(bare, found)]
    return tuple(re.sub(r"\D", "", group) for group in groups)


def _in_address(text: str, found: re.Match[str]) -> bool:
    """A house number with its numbered street ("4300 47 Ave"), or the end of an address."""
    follows = _NEXT_WORD.match(text, found.end())
    street = follows is not None and fold(follows.group(1)) in STRONG_SUFFIXES
    return (street and not found.group().isdigit()) or _ends_address(found.group())


def _ends_address(group: str) -> bool:
    """A ZIP+4, or a unit's number with the ZIP after it: "5 95820"."""
    parts = re.split(r"[ -]", group)
    digits = "".join(parts)
    if len(digits) == 9 and place_of(digits[:5]):
        return True
    return len(parts) > 1 and len(digits) < 12 and any(len(part) == 5 and place_of(part) for part in parts[1:])


def _doubtful(parts: Assembled, missing: tuple[Part, ...]) -> tuple[Part, ...]:
    return tuple(part for part in _ORDER if part not in missing and parts.sureness[part] < DOUBT_BELOW[part])


def _prepare(text: str) -> tuple[str, bool, str]:
    scrubbed, had_ssn = scrub_ssn(text[:_LONGEST])
    bare = clean(scrubbed)
    return scrubbed, had_ssn, "" if is_reaction(bare) else put_together(bare)


def _segment(bare: str) -> tuple[str, Segmentation]:
    masked = mask(bare)
    return masked, repair(segment(tokenize(masked)))


def _assemble(masked: str, seg: Segmentation) -> Assembled:
    parts = assemble(masked, seg)
    weighed = weigh(masked, seg, parts.address, parts.sureness)
    return parts if weighed is parts.sureness else replace(parts, sureness=weighed)


def read_message(text: str) -> Reading:
    return read_with_sureness(text)[0]


def read_with_sureness(text: str) -> tuple[Reading, float]:
    """The reading, and how sure its least sure part is (1.0 for a text that opens nothing)."""
    scrubbed, had_ssn, bare = _prepare(text)
    masked, seg = _segment(bare)
    keyword = Keyword.OPEN if opens(seg) else read_keyword(bare)
    spoken, wanted = written_in(seg), forms_language(seg)
    if keyword is Keyword.OTHER and _is_april(bare):
        opened, _ = read_with_sureness(_APRIL_WORD.sub("OPEN", bare, count=1))
        doubtful = tuple(part for part in _ORDER if part in {Part.NAME, *opened.doubtful} - {*opened.missing})
        return replace(opened, doubtful=doubtful, text=scrubbed, had_ssn=had_ssn), 0.0
    if keyword is not Keyword.OPEN:
        return Reading(keyword, spoken, wanted, numbers=_numbers(bare), text=scrubbed, had_ssn=had_ssn), 1.0
    parts = _assemble(masked, seg)
    missing = missing_parts(parts.name, parts.address)
    reading = Reading(
        keyword,
        spoken,
        wanted,
        parts.name,
        parts.address,
        missing,
        _doubtful(parts, missing),
        _numbers(bare),
        scrubbed,
        had_ssn,
    )
    return reading, min(sure for part, sure in parts.sureness.items() if part not in missing)


def _with_asked_zip(seg: Segmentation) -> Segmentation:
    """ "95820 and its apt 6", asked for the ZIP: the only number that is one is the answer, not a house number."""
    found = [i for i, word in enumerate(seg.words) if zip_of(word)]
    if len(found) != 1 or seg.labels[found[0]] != ZIP or LINE in seg.labels:
        return seg
    at = found[0]
    return replace(
        seg,
        sureness=_sure_at(seg.sureness, at),
        parted_before=_sure_at(seg.parted_before, at - 1),
        parted_after=_sure_at(seg.parted_after, at + 1),
    )


def _sure_at(sureness: tuple[float, ...], at: int) -> tuple[float, ...]:
    return tuple(1.0 if i == at else sure for i, sure in enumerate(sureness))


def read_answer(text: str, asked: frozenset[Part]) -> Reading:
    """A text that answers a question about `asked`; parts it does not give are missing only if asked for."""
    scrubbed, had_ssn, bare = _prepare(text)
    masked, seg = _segment(bare)
    keyword = Keyword.OPEN if opens(seg) else read_keyword(bare)
    if Part.NAME in asked and keyword is Keyword.OTHER and is_just_a_name(seg):
        sure, nobody_else = (1.0,) * len(seg.words), (0.0,) * len(seg.words)
        seg = Segmentation(seg.tokens, seg.words, seg.gaps, (NAME,) * len(seg.words), sure, sure, sure, nobody_else)
    if Part.ZIP in asked:
        seg = _with_asked_zip(seg)
    parts = _assemble(masked, seg)
    missing = tuple(part for part in missing_parts(parts.name, parts.address) if part in asked)
    return Reading(
        keyword, written_in(seg), forms_language(seg), parts.name, parts.address, missing, _doubtful(parts, missing),
        _numbers(bare), scrubbed, had_ssn,
    )  # fmt: skip
