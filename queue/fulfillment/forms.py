"""The county's own forms, read once at start: what goes behind each letter, checked before anything is printed."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

import pikepdf

from fulfillment.appendix import Appendix, prepare
from parsers.values import Language

LETTER_SIZE = (612.0, 792.0)  # points; the mailroom's printers hold one paper
_TOLERANCE = 3.0  # scanners and office programs are a point or two off


class FormProblem(StrEnum):
    NO_FOLDER = "no_folder"
    MISSING = "missing"  # a required form; `file` is the start of its name
    UNREADABLE = "unreadable"
    ENCRYPTED = "encrypted"
    NO_PAGES = "no_pages"
    PAGE_SIZE = "page_size"
    NEEDS_READER = "needs_reader"  # dynamic XFA: paper would only say "Please wait..."
    SAMPLE = "sample"  # ours, for development; never mailed to a parent


@dataclass(frozen=True)
class FormFault:
    problem: FormProblem
    language: Language
    file: str


class FormsError(Exception):
    """These forms may not be printed; `faults` tells all that is wrong at once."""

    def __init__(self, faults: tuple[FormFault, ...]) -> None:
        super().__init__("; ".join(f"{fault.problem}:{fault.language}/{fault.file}" for fault in faults))
        self.faults = faults


@dataclass(frozen=True)
class Form:
    name: str
    sha256: str
    pages: int
    sample: bool
    tagged: bool
    pdf: bytes = field(repr=False)


@dataclass(frozen=True)
class FormSet:
    """One language's forms in the order of their file names, which is the order on paper."""

    language: Language
    forms: tuple[Form, ...]
    appendix: Appendix = field(repr=False)  # all of them, ready to stand behind a letter

    @property
    def pages(self) -> int:
        return sum(form.pages for form in self.forms)

    def refuse_samples(self) -> None:
        """Production prints with no sample among the forms."""
        samples = tuple(FormFault(FormProblem.SAMPLE, self.language, form.name) for form in self.forms if form.sample)
        if samples:
            raise FormsError(samples)


def read_forms(folder: Path, language: Language, required: tuple[str, ...]) -> FormSet:
    """The forms of `folder`/<language>; `required` are starts of file names, each of which some file must have.

    Files are held in memory: what was checked at start is what is mailed, whatever happens to the folder since.
    """
    place = folder / language.value
    if not place.is_dir():
        raise FormsError((FormFault(FormProblem.NO_FOLDER, language, str(language)),))
    paths = sorted(path for path in place.iterdir() if path.suffix.lower() == ".pdf" and path.name[0] != ".")
    absent = [start for start in required if not any(path.name.startswith(start) for path in paths)]
    faults = [FormFault(FormProblem.MISSING, language, start) for start in absent]
    forms: list[Form] = []
    for path in paths:
        read = _read(path)
        if isinstance(read, Form):
            forms.append(read)
        else:
            faults.append(FormFault(read, language, path.name))
    if faults:
        raise FormsError(tuple(faults))
    all_tagged = all(form.tagged for form in forms)
    return FormSet(language, tuple(forms), prepare((form.pdf for form in forms), all_tagged=all_tagged))


def _read(path: Path) -> Form | FormProblem:
    try:
        content = path.read_bytes()
        with pikepdf.open(io.BytesIO(content)) as pdf:
            problem = next(_problems(pdf), None)
            return problem or _form(path.name, content, pdf)
    except pikepdf.PasswordError:
        return FormProblem.ENCRYPTED
    except (OSError, pikepdf.PdfError):
        return FormProblem.UNREADABLE


def _form(name: str, content: bytes, pdf: pikepdf.Pdf) -> Form:
    sample = "sample" in name.lower() or _calls_itself_sample(pdf)
    tagged = "/StructTreeRoot" in pdf.Root
    return Form(name, hashlib.sha256(content).hexdigest(), len(pdf.pages), sample, tagged, content)


def _problems(pdf: pikepdf.Pdf) -> Iterator[FormProblem]:
    # Also files that open without a password: their owner forbade assembling, and some printers obey.
    if pdf.is_encrypted:
        yield FormProblem.ENCRYPTED
    if not pdf.pages:
        yield FormProblem.NO_PAGES
    if pdf.Root.get("/NeedsRendering", False):
        yield FormProblem.NEEDS_READER
    if not all(_is_letter_size(page) for page in pdf.pages):
        yield FormProblem.PAGE_SIZE


def _is_letter_size(page: pikepdf.Page) -> bool:
    left, bottom, right, top = (float(edge) for edge in page.cropbox)
    unit = float(page.obj.get("/UserUnit", 1))
    sides = sorted(((right - left) * unit, (top - bottom) * unit))  # landscape is letter paper too
    return all(abs(side - wanted) <= _TOLERANCE for side, wanted in zip(sides, LETTER_SIZE, strict=True))


def _calls_itself_sample(pdf: pikepdf.Pdf) -> bool:
    said = (str(pdf.docinfo.get(key, "")).lower() for key in ("/Title", "/Subject", "/Keywords"))
    return any("sample" in text or "muestra" in text for text in said)
