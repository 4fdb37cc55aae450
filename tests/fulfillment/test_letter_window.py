"""What shows in a #10 window: the address, all of it, and nothing else, however the sheet slides in its envelope."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image

from fulfillment.letter import Letter, LetterError, LetterProblem, render_letter
from parsers.values import Language
from runtime.agency import read_agency

AGENCY = read_agency(Path(__file__).parents[2] / "agency.toml")
MARIA = Letter(
    reference="48291037",
    language=Language.ENGLISH,
    mailing_lines=("MARIA LOPEZ", "1234 FRUITRIDGE RD APT 5", "SACRAMENTO CA 95820"),
    salutation_name="Maria Lopez",
    letter_date=date(2026, 11, 23),
)
LONGEST = (
    "GUADALUPE HERNANDEZ-VILLANUEVA",
    "12345 RANCHO CORDOVA PKWY BLDG 12 APT 304",
    "NORTH HIGHLANDS CA 95660-1234",
)
FIVE = ("CARMEN IRIZARRY", "C/O LUZ IRIZARRY", "URB LAS GLADIOLAS", "150 CALLE A APT 4", "SAN JUAN PR 00926-3232")
BARS = "AADTFFDFTDADTAADAATFDTDDAAADDTDTTDAFADADDDTFFFDDTTTADFAAADFTDAADA"
ADDRESSES = {"short": MARIA.mailing_lines, "longest": LONGEST, "five lines": FIVE}

# Inches from the page's top left corner. The window is 4.5 x 1.125 in, its top 2.5 in below the envelope's;
# the folded sheet (8.5 x 3.667 in) slides 1 in sideways and 0.458 in up and down in an envelope of 9.5 x 4.125 in.
SLIDES = {
    "up left": (0, 0),
    "up right": (1, 0),
    "down left": (0, 0.458),
    "down right": (1, 0.458),
    "middle": (0.5, 0.229),
}
MISFOLDED = 0.1
Box = tuple[float, float, float, float]  # left, top, right, bottom


def window(right: float, down: float) -> Box:
    return (0.875 - right, 2.5 - down, 5.375 - right, 3.625 - down)


def words_in(pdf: bytes, box: Box) -> list[str]:
    page = pdfium.PdfDocument(pdf)[0]
    left, top, right, bottom = (edge * 72 for edge in box)
    return page.get_textpage().get_text_bounded(left, 792 - bottom, right, 792 - top).split()


def ink(pdf: bytes, box: Box, dpi: int = 288) -> Box | None:
    """The smallest box around everything that is not white within `box`."""
    picture = pdfium.PdfDocument(pdf)[0].render(scale=dpi / 72, grayscale=True).to_pil()
    left, top, right, bottom = (max(0, round(edge * dpi)) for edge in box)
    found = picture.crop((left, top, right, bottom)).point(lambda grey: 255 if grey < 250 else 0).getbbox()
    return found and ((left + found[0]) / dpi, (top + found[1]) / dpi, (left + found[2]) / dpi, (top + found[3]) / dpi)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("slide", SLIDES.values(), ids=SLIDES)
@pytest.mark.parametrize("lines", ADDRESSES.values(), ids=ADDRESSES)
def test_the_window_shows_the_mailing_lines_and_nothing_else(lines, slide, language):
    pdf = render_letter(replace(MARIA, mailing_lines=lines, language=language), AGENCY)

    assert words_in(pdf, window(*slide)) == " ".join(lines).split()


@pytest.mark.parametrize("bars", [None, BARS], ids=["plain", "barcode"])
@pytest.mark.parametrize("lines", ADDRESSES.values(), ids=ADDRESSES)
def test_the_address_stays_whole_in_the_window_however_the_sheet_slides(lines, bars):
    pdf = render_letter(replace(MARIA, mailing_lines=lines, mail_barcode=bars), AGENCY)

    left, top, right, bottom = ink(pdf, (0, 2.0, 8.1, 3.8))
    always_left, always_top, always_right, always_bottom = 0.875, 2.5, 4.375, 3.167
    assert always_left + 0.12 <= left
    assert right <= always_right - 0.12
    assert always_top <= top
    assert bottom <= always_bottom


@pytest.mark.parametrize("lines", ADDRESSES.values(), ids=ADDRESSES)
def test_a_centred_sheet_leaves_a_quarter_inch_clear_on_every_side(lines):
    pdf = render_letter(replace(MARIA, mailing_lines=lines), AGENCY)

    left, top, right, bottom = ink(pdf, (0, 2.0, 8.1, 3.8))
    window_left, window_top, window_right, window_bottom = window(0.5, 0.229)
    clear = (left - window_left, top - window_top, window_right - right, window_bottom - bottom)
    assert min(clear) >= 0.25 - 1 / 144


@pytest.mark.parametrize("language", list(Language))
def test_the_page_is_bare_around_the_address_even_for_a_large_or_misfolded_window(language):
    pdf = render_letter(replace(MARIA, language=language, outside_county=True), AGENCY)
    fold_marks_begin = 8.15

    assert words_in(pdf, (0, 1.9 - MISFOLDED, 8.5, 3.667 + MISFOLDED)) == " ".join(MARIA.mailing_lines).split()
    assert ink(pdf, (0, 1.8, fold_marks_begin, 2.3)) is None
    assert ink(pdf, (0, 3.3, fold_marks_begin, 3.76)) is None
    assert ink(pdf, (4.5, 1.8, fold_marks_begin, 3.76)) is None


def test_a_very_long_name_takes_two_lines_rather_than_leave_the_window():
    name = "MARIA GUADALUPE DE LOS ANGELES HERNANDEZ-VILLANUEVA DE LA CRUZ Y MONTENEGRO"
    pdf = render_letter(replace(MARIA, mailing_lines=(name, *LONGEST[1:])), AGENCY)

    assert words_in(pdf, window(1, 0.458)) == " ".join((name, *LONGEST[1:])).split()


def test_an_address_that_no_size_fits_is_for_the_desk():
    endless = tuple(" ".join(["VILLANUEVA"] * 9) for _ in range(5))

    with pytest.raises(LetterError) as refused:
        render_letter(replace(MARIA, mailing_lines=endless), AGENCY)

    assert refused.value.problem is LetterProblem.ADDRESS_TOO_LONG
    assert "VILLANUEVA" not in str(refused.value)


def test_type_in_the_window_is_never_below_eight_points():
    pdf = render_letter(replace(MARIA, mailing_lines=FIVE, mail_barcode=BARS), AGENCY)
    page = pdfium.PdfDocument(pdf)[0].get_textpage()

    first = page.get_text_bounded(0, 792 - 3.8 * 72, 8 * 72, 792 - 2 * 72)
    assert first.startswith("CARMEN")
    index, _ = page.search("IRIZARRY").get_next()
    assert pdfium.raw.FPDFText_GetFontSize(page.raw, index) >= 8 - 1e-3


def test_the_mail_barcode_has_its_65_bars_below_the_address():
    plain, barred = (render_letter(replace(MARIA, mail_barcode=bars), AGENCY) for bars in (None, BARS))

    box = ink(barred, (0, 2.0, 8.1, 3.8))
    assert box[3] - box[1] > ink(plain, (0, 2.0, 8.1, 3.8))[3] - ink(plain, (0, 2.0, 8.1, 3.8))[1] + 0.1
    picture: Image.Image = pdfium.PdfDocument(barred)[0].render(scale=8, grayscale=True).to_pil()
    tracker_row = picture.height * (box[3] - 5 / 72) / 11  # 5 pt above the last bar's foot every bar has ink
    row = [picture.getpixel((x, round(tracker_row))) < 128 for x in range(round(4.3 * 576))]
    assert sum(after and not before for before, after in pairwise(row)) == 65
