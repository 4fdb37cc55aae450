"""One person's package: letter first, forms behind it, the same bytes for the same person; its file whole or absent."""

from __future__ import annotations

import hashlib
import io
import os
import stat
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest

from fulfillment.forms import read_forms
from fulfillment.letter import Letter, render_letter
from fulfillment.package import build_package, package_file, sweep_temporaries, write_package
from parsers.values import Language
from runtime.agency import read_agency

ROOT = Path(__file__).parents[2]
AGENCY = read_agency(ROOT / "agency.toml")
LINES = ("MARIA LOPEZ", "1234 FRUITRIDGE RD APT 5", "SACRAMENTO CA 95820")
MARIA = Letter("48291037", Language.ENGLISH, LINES, "Maria Lopez", date(2026, 11, 23))
FORMS = read_forms(ROOT / "forms", Language.ENGLISH, AGENCY.required_forms)


@pytest.fixture(scope="module")
def letter_pdf():
    return render_letter(MARIA, AGENCY)


@pytest.fixture(scope="module")
def package(letter_pdf):
    return build_package(letter_pdf, FORMS)


def test_the_package_is_the_letter_then_every_form_in_order(package):
    pages = [page.get_textpage().get_text_range() for page in pdfium.PdfDocument(package.pdf)]

    assert len(pages) == package.pages == 2 + FORMS.pages
    assert "Dear Maria Lopez" in pages[0]
    assert all("SAMPLE for testing only" in page for page in pages[2:])
    assert "Application for Child Support Services" in pages[2]
    assert "Declaration of Support Payment History" in pages[-1]


def test_the_package_knows_its_hash_and_its_forms(package):
    assert package.sha256 == hashlib.sha256(package.pdf).hexdigest()
    assert package.forms == tuple((form.name, form.sha256) for form in FORMS.forms)


def test_building_it_again_gives_the_same_bytes(letter_pdf, package):
    assert build_package(letter_pdf, FORMS) == package


def test_the_letters_tags_language_and_claim_stay(letter_pdf, package):
    with pikepdf.open(io.BytesIO(letter_pdf)) as before, pikepdf.open(io.BytesIO(package.pdf)) as after:
        assert after.Root.MarkInfo.Marked
        assert after.Root.Lang == before.Root.Lang == "en-US"
        assert after.Root.ViewerPreferences.DisplayDocTitle
        assert (
            kinds(before.Root.StructTreeRoot)
            == kinds(after.Root.StructTreeRoot)[: len(kinds(before.Root.StructTreeRoot))]
        )
        assert after.pages[0].obj.StructParents == before.pages[0].obj.StructParents
        with after.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"


def kinds(element: pikepdf.Object) -> list[str]:
    return [str(kid.S) for kid in elements(element)]


def elements(element: pikepdf.Object) -> list[pikepdf.Object]:
    """Tags in reading order, depth first."""
    found = [element] if "/S" in element else []
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary):
            found += elements(kid)
    return found


def test_the_file_is_in_place_only_once_published_and_for_its_owner_alone(tmp_path):
    folder = tmp_path / "packages"
    written = write_package(folder, "48291037", b"%PDF")
    assert not (folder / "48291037.pdf").exists()

    path = written.publish()

    assert path == folder / "48291037.pdf"
    assert path.read_bytes() == b"%PDF"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert names(folder) == ["48291037.pdf"]


def test_publishing_twice_is_harmless_and_a_new_revision_replaces_the_old(tmp_path):
    first, second = (write_package(tmp_path, "48291037", pdf) for pdf in (b"first", b"second"))

    first.publish()
    second.publish()
    first.publish()

    assert (tmp_path / "48291037.pdf").read_bytes() == b"second"


def test_what_was_discarded_never_appears(tmp_path):
    written = write_package(tmp_path, "48291037", b"%PDF")

    written.discard()

    assert not names(tmp_path)
    with pytest.raises(FileNotFoundError):
        written.publish()


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


class CorrectionWon(Exception):
    pass


def test_an_exception_leaves_no_partial_file(tmp_path):
    with pytest.raises(CorrectionWon), package_file(tmp_path, "48291037", b"%PDF"):
        raise CorrectionWon

    assert not names(tmp_path)


def test_what_was_published_stays_when_the_block_ends(tmp_path):
    with package_file(tmp_path, "48291037", b"%PDF") as written:
        written.publish()

    assert names(tmp_path) == ["48291037.pdf"]


def test_a_full_disk_leaves_no_partial_file(tmp_path, monkeypatch):
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(OSError, match="No space left"):
        write_package(tmp_path, "48291037", b"%PDF")

    assert not names(tmp_path)


@pytest.mark.parametrize("reference", ["../evil", "4829-1037", "", "48291037\n", "٤٨٢٩١٠٣٧"])
def test_only_a_reference_names_a_file(tmp_path, reference):
    with pytest.raises(ValueError, match="eight digits"):
        write_package(tmp_path, reference, b"%PDF")

    assert not names(tmp_path)


def test_the_sweeper_takes_what_dead_workers_left_and_nothing_else(tmp_path):
    now = datetime(2026, 11, 23, 20, tzinfo=UTC)
    for reference, age in (("11111111", 3600), ("22222222", 10)):
        write_package(tmp_path, reference, b"%PDF")
        (left,) = tmp_path.glob(f".{reference}-*")
        os.utime(left, (now.timestamp() - age, now.timestamp() - age))
    old = write_package(tmp_path, "33333333", b"%PDF").publish()
    os.utime(old, (0, 0))

    assert sweep_temporaries(tmp_path, timedelta(minutes=15), now) == 1

    assert sorted(name[:9] for name in names(tmp_path)) == [".22222222", "33333333."]
    assert sweep_temporaries(tmp_path / "not yet made", timedelta(minutes=15), now) == 0


def test_every_page_looks_as_in_its_own_file(letter_pdf, package):
    originals = [letter_pdf, *(form.pdf for form in FORMS.forms)]
    drawn = [picture for content in originals for picture in pictures(content)]

    assert pictures(package.pdf) == drawn


def pictures(pdf: bytes) -> list[bytes]:
    return [bytes(page.render(scale=0.7).buffer) for page in pdfium.PdfDocument(pdf)]


def test_a_strict_reader_finds_nothing_amiss_in_the_file(package):
    with pikepdf.open(io.BytesIO(package.pdf), attempt_recovery=False) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert len(pdf.trailer.ID) == 2


def test_a_form_with_tags_keeps_them_beside_one_without(letter_pdf, tmp_path):
    (tmp_path / "en").mkdir()
    plain = pikepdf.new()
    plain.add_blank_page(page_size=(612, 792))
    plain.save(tmp_path / "en" / "05-plain.pdf")
    (tmp_path / "en" / "10-tagged.pdf").write_bytes(FORMS.forms[0].pdf)

    package = build_package(letter_pdf, read_forms(tmp_path, Language.ENGLISH, ("10-",)))

    with pikepdf.open(io.BytesIO(package.pdf)) as pdf:
        titles = [str(element.get("/T", "")) for element in elements(pdf.Root.StructTreeRoot) if element.S == "/H1"]
        assert titles[-1] == "Application for Child Support Services"


def test_every_forms_tags_follow_the_letters_and_lead_to_their_own_pages(package):
    with pikepdf.open(io.BytesIO(package.pdf)) as pdf:
        parents = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)
        keys = [int(page.obj.StructParents) for page in pdf.pages]
        assert len(set(keys)) == package.pages
        for page, key in zip(pdf.pages, keys, strict=True):
            shown_on = {element.Pg.objgen for element in parents[key] if "/Pg" in element}
            assert shown_on == {page.obj.objgen}
        titles = [str(element.get("/T", "")) for element in elements(pdf.Root.StructTreeRoot) if element.S == "/H1"]
        assert titles == [
            "Here are the forms you asked for",
            "Good to know",
            "Application for Child Support Services",
            "Notice: Our Services, Your Rights, Fees",
            "Declaration of Support Payment History",
        ]


def test_an_untagged_form_takes_back_the_claim_but_not_the_letters_tags(letter_pdf, tmp_path):
    (tmp_path / "en").mkdir()
    plain = pikepdf.new()
    plain.add_blank_page(page_size=(612, 792))
    plain.pages[0].obj.StructParents = 0  # a leftover that would name the letter's first page
    plain.save(tmp_path / "en" / "10-plain.pdf")

    package = build_package(letter_pdf, read_forms(tmp_path, Language.ENGLISH, ("10-",)))

    with pikepdf.open(io.BytesIO(package.pdf)) as pdf, pdf.open_metadata() as metadata:
        assert "pdfuaid:part" not in metadata
        assert "/StructTreeRoot" in pdf.Root
        assert "/StructParents" not in pdf.pages[-1].obj
