"""The county's forms are checked when the program starts: what is wrong is told by code and file, all at once."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

import pikepdf
import pytest

from fulfillment.forms import FormFault, FormProblem, FormsError, read_forms
from parsers.values import Language

ROOT = Path(__file__).parents[2]
EN = Language.ENGLISH
REQUIRED = ("10-application", "20-notice")


def blank(path: Path, *, pages: int = 1, size: tuple[float, float] = (612, 792), **saving: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    pdf = pikepdf.new()
    for _ in range(pages):
        pdf.add_blank_page(page_size=size)
    pdf.save(path, **saving)
    return path


@pytest.fixture
def folder(tmp_path):
    blank(tmp_path / "en" / "20-notice.pdf", pages=2)
    blank(tmp_path / "en" / "10-application.pdf", pages=3)
    return tmp_path


def faults(folder: Path, required: tuple[str, ...] = REQUIRED) -> list[tuple[FormProblem, str]]:
    with pytest.raises(FormsError) as refused:
        read_forms(folder, EN, required)
    return [(fault.problem, fault.file) for fault in refused.value.faults]


def test_forms_come_in_the_order_of_their_names_with_hash_and_pages(folder):
    form_set = read_forms(folder, EN, REQUIRED)

    assert [(form.name, form.pages, form.sample) for form in form_set.forms] == [
        ("10-application.pdf", 3, False),
        ("20-notice.pdf", 2, False),
    ]
    content = (folder / "en" / "10-application.pdf").read_bytes()
    assert form_set.forms[0].sha256 == hashlib.sha256(content).hexdigest()
    assert form_set.pages == 5
    form_set.refuse_samples()


def test_other_files_in_the_folder_are_left_alone(folder):
    (folder / "en" / "README.txt").write_text("how to name forms")
    (folder / "en" / "._10-application.pdf").write_bytes(b"what a Mac leaves behind")

    assert len(read_forms(folder, EN, REQUIRED).forms) == 2


def test_a_missing_language_is_told(folder):
    with pytest.raises(FormsError) as refused:
        read_forms(folder, Language.SPANISH, REQUIRED)

    assert refused.value.faults == (FormFault(FormProblem.NO_FOLDER, Language.SPANISH, "es"),)


def test_landscape_letter_pages_are_letter_pages(folder):
    blank(folder / "en" / "30-table.pdf", size=(792, 612))

    assert len(read_forms(folder, EN, REQUIRED).forms) == 3


def owner_locked(path: Path) -> None:
    blank(path, encryption=pikepdf.Encryption(owner="county", user=""))


def password_locked(path: Path) -> None:
    blank(path, encryption=pikepdf.Encryption(owner="county", user="secret"))


def dynamic_xfa(path: Path) -> None:
    blank(path)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.Root.NeedsRendering = True
        pdf.save(path)


BAD = [
    pytest.param(lambda p: p.write_bytes(b"not a PDF"), FormProblem.UNREADABLE, id="not a PDF"),
    pytest.param(lambda p: p.write_bytes(b""), FormProblem.UNREADABLE, id="empty file"),
    pytest.param(lambda p: p.mkdir(), FormProblem.UNREADABLE, id="a folder of that name"),
    pytest.param(password_locked, FormProblem.ENCRYPTED, id="password to open"),
    pytest.param(owner_locked, FormProblem.ENCRYPTED, id="opens, but its owner forbids assembly"),
    pytest.param(dynamic_xfa, FormProblem.NEEDS_READER, id="prints as 'Please wait...'"),
    pytest.param(lambda p: blank(p, pages=0), FormProblem.NO_PAGES, id="no pages"),
    pytest.param(lambda p: blank(p, size=(595, 842)), FormProblem.PAGE_SIZE, id="A4"),
    pytest.param(lambda p: blank(p, size=(612, 1008)), FormProblem.PAGE_SIZE, id="legal"),
]


@pytest.mark.parametrize(("spoil", "problem"), BAD)
def test_a_form_that_cannot_be_printed_is_told_by_code_and_file(folder, spoil, problem):
    spoil(folder / "en" / "15-bad.pdf")

    assert faults(folder) == [(problem, "15-bad.pdf")]


def test_everything_wrong_is_told_at_once(folder):
    (folder / "en" / "20-notice.pdf").unlink()
    (folder / "en" / "40-torn.pdf").write_bytes(b"%PDF-1.7 torn")

    assert faults(folder) == [(FormProblem.MISSING, "20-notice"), (FormProblem.UNREADABLE, "40-torn.pdf")]


def named_sample(folder: Path) -> None:
    blank(folder / "en" / "30-Sample-history.pdf")


def titled_sample(folder: Path) -> None:
    path = blank(folder / "en" / "30-history.pdf")
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.docinfo["/Title"] = "MUESTRA: historial"
        pdf.save(path)


@pytest.mark.parametrize("mark", [named_sample, titled_sample])
def test_samples_are_read_but_refused_for_production(folder, mark):
    mark(folder)
    form_set = read_forms(folder, EN, REQUIRED)

    with pytest.raises(FormsError) as refused:
        form_set.refuse_samples()

    assert [(fault.problem, fault.file[:2]) for fault in refused.value.faults] == [(FormProblem.SAMPLE, "30")]


@pytest.mark.parametrize("language", list(Language))
def test_the_samples_we_ship_pass_the_checks_and_never_reach_production(language):
    form_set = read_forms(ROOT / "forms", language, REQUIRED)

    assert all(form.sample for form in form_set.forms)
    with pytest.raises(FormsError):
        form_set.refuse_samples()


def test_the_samples_we_ship_are_those_the_script_makes(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "forms"))
    import make_samples  # noqa: PLC0415

    for language in Language:
        for name, form in make_samples.FORMS.items():
            assert make_samples.sample(language.value, form) == (ROOT / "forms" / language.value / name).read_bytes()
    del sys.modules["make_samples"]
