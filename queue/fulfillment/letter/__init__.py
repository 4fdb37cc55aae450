"""The cover letter: one person's address in the window, and what to do with the forms behind it."""

from __future__ import annotations

import json
import re
import threading
import typing
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path

from enrollment.agency import Agency
from enrollment.reference import spoken
from fulfillment.letter.code128 import module_widths
from fulfillment.letter.glyphs import FONTS, missing_glyphs, printable_form
from fulfillment.letter.wording import words_for
from parsers.values import Language

if typing.TYPE_CHECKING:
    import typst

__all__ = ["Letter", "LetterError", "LetterProblem", "missing_glyphs", "render_letter"]

MOST_LINES = 5  # name, care of, urbanization, delivery line, last line
_REFERENCE = re.compile(r"[0-9]{8}")
_TEMPLATE = Path(__file__).parent / "letter.typ"
_SPECIAL = re.compile(r"[^ -~]|[\"\\]")
_DOES_NOT_FIT = "address-does-not-fit"  # what the template says when 8 pt is still too large


class LetterProblem(StrEnum):
    BAD_REFERENCE = "bad_reference"
    NO_NAME = "no_name"
    NO_ADDRESS = "no_address"
    TOO_MANY_LINES = "too_many_lines"
    ADDRESS_TOO_LONG = "address_too_long"
    MISSING_GLYPHS = "missing_glyphs"
    TEMPLATE = "template"  # ours to mend; the request is not at fault


class LetterError(Exception):
    """This letter cannot be set as it stands. The message is a code: it never holds a name or an address."""

    def __init__(self, problem: LetterProblem) -> None:
        super().__init__(problem.value)
        self.problem = problem


@dataclass(frozen=True)
class Letter:
    reference: str
    language: Language
    mailing_lines: tuple[str, ...]  # as they stand in the window: name, (more), delivery line, last line
    salutation_name: str
    letter_date: date
    outside_county: bool = False  # adds that the agency where they live can also ask us to open the case
    mail_barcode: str | None = None  # 65 letters A, D, F, T: the Intelligent Mail barcode (`imb.encode`)


def render_letter(letter: Letter, agency: Agency) -> bytes:
    """The letter as a tagged PDF (PDF/UA-1); the same letter and agency give the same bytes."""
    _check(letter)
    source = _source(_content(letter, agency))
    noon = datetime(letter.letter_date.year, letter.letter_date.month, letter.letter_date.day, 12, tzinfo=UTC)
    try:
        pdf = _compiler().compile(input=source, format="pdf", pdf_standards=["ua-1"], timestamp=int(noon.timestamp()))
    except RuntimeError as failed:
        # Typst's message may quote the text it stumbled over: only the code goes on.
        fits = _DOES_NOT_FIT not in str(failed)
        raise LetterError(LetterProblem.TEMPLATE if fits else LetterProblem.ADDRESS_TOO_LONG) from None
    return typing.cast("bytes", pdf)


def _check(letter: Letter) -> None:
    if _REFERENCE.fullmatch(letter.reference) is None:
        raise LetterError(LetterProblem.BAD_REFERENCE)
    if not printable_form(letter.salutation_name):
        raise LetterError(LetterProblem.NO_NAME)
    if not letter.mailing_lines or not all(map(printable_form, letter.mailing_lines)):
        raise LetterError(LetterProblem.NO_ADDRESS)
    if len(letter.mailing_lines) > MOST_LINES:
        raise LetterError(LetterProblem.TOO_MANY_LINES)
    if missing_glyphs(" ".join((*letter.mailing_lines, letter.salutation_name))):
        raise LetterError(LetterProblem.MISSING_GLYPHS)


def _content(letter: Letter, agency: Agency) -> dict[str, object]:
    return {
        "language": letter.language.value,
        "reference": spoken(letter.reference),
        "barcode": module_widths(letter.reference),
        "mail_barcode": letter.mail_barcode or "",
        "mailing_lines": [printable_form(line) for line in letter.mailing_lines],
        "return_address": agency.return_address_lines,
        "words": words_for(
            letter.language,
            agency,
            name=printable_form(letter.salutation_name),
            reference=spoken(letter.reference),
            day=letter.letter_date,
            outside_county=letter.outside_county,
        ),
    }


def _source(content: dict[str, object]) -> bytes:
    """The letter as Typst reads it. People's words reach it as data, never as markup: `#evil $x$` prints as it is.

    Not by `sys.inputs`: a change there makes Typst forget all it has set.
    """
    data = _SPECIAL.sub(lambda found: f"\\u{{{ord(found[0]):x}}}", json.dumps(content, ensure_ascii=False))
    return f'#import "{_TEMPLATE.name}": letter\n#letter(json(bytes("{data}")))'.encode()


class _PerThread(threading.local):
    compiler: typst.Compiler | None = None


_here = _PerThread()


def _compiler() -> typst.Compiler:
    """This thread's compiler: two threads in one compiler end in "Already borrowed".

    Typst is imported here and never with the module: once a process has compiled, its forked children hang for ever.
    """
    if _here.compiler is None:
        import typst  # noqa: PLC0415

        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
        _here.compiler = typst.Compiler(str(_TEMPLATE), root=str(_TEMPLATE.parent), font_paths=fonts)
    return _here.compiler
