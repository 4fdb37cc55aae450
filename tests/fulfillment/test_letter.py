"""The letter's words: who it is for, what they must do, and only the agency's facts."""

from __future__ import annotations

import hashlib
import io
import os
import re
import subprocess
import sys
import tomllib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest

import fulfillment.letter
from fulfillment.letter import Letter, LetterError, LetterProblem, missing_glyphs, render_letter
from fulfillment.letter.code128 import _SYMBOLS, module_widths
from parsers.values import Language
from runtime.agency import read_agency

ROOT = Path(__file__).parents[2]
WORDING = Path(fulfillment.letter.__file__).parent
AGENCY = read_agency(ROOT / "agency.toml")
MARIA = Letter(
    reference="48291037",
    language=Language.ENGLISH,
    mailing_lines=("MARIA LOPEZ", "1234 FRUITRIDGE RD APT 5", "SACRAMENTO CA 95820"),
    salutation_name="Maria Lopez",
    letter_date=date(2026, 11, 23),
)
BOTH = pytest.mark.parametrize("language", list(Language))


def text_of(pdf: bytes) -> str:
    """All words in reading order, line ends as spaces."""
    pages = (page.get_textpage().get_text_range() for page in pdfium.PdfDocument(pdf))
    return " ".join(" ".join(pages).replace("\xa0", " ").split())


@BOTH
@pytest.mark.parametrize("outside", [False, True])
def test_the_letter_has_two_pages_and_says_whom_it_is_for(language, outside):
    pdf = render_letter(replace(MARIA, language=language, outside_county=outside), AGENCY)

    assert len(pdfium.PdfDocument(pdf)) == 2
    assert "Maria Lopez" in text_of(pdf)
    assert text_of(pdf).count("4829-1037") >= 3  # by the barcode, in the text, on each page


@BOTH
@pytest.mark.parametrize(
    "fact",
    [
        "866-901-3212",
        "866-399-4096",
        "711",
        "916-299-0035",
        "P.O. Box 269112, Sacramento, CA 95826",
        "3701 Power Inn Road, Sacramento, CA 95826",
        "childsupportservices.saccounty.gov",
        "OmbudsTeam@saccounty.gov",
        "$35",
        "$550",
        "CalWORKs",
        "Declaration of Support Payment History",
    ],
)
def test_the_letter_states_the_agencys_facts(fact, language):
    assert fact in text_of(render_letter(replace(MARIA, language=language), AGENCY))


def test_another_agencys_facts_leave_none_of_ours_behind():
    elsewhere = replace(AGENCY, phone="111-222-3333", yearly_fee="$99", complaint_email="care@example.org")

    text = text_of(render_letter(MARIA, elsewhere))

    assert "866-901-3212" not in text
    assert "$35" not in text
    assert "111-222-3333" in text


SAID = [
    pytest.param("en", "Asking for these forms did not open a case.", id="texting requests forms only"),
    pytest.param("es", "Pedir estos formularios no abrió un caso.", id="lo mismo en español"),
    pytest.param("en", "It costs nothing to apply.", id="the fee in true words"),
    pytest.param("es", "Pedir el servicio no cuesta nada.", id="la cuota"),
    pytest.param("en", "¿Prefiere estos formularios en español?", id="the other language's way out"),
    pytest.param("es", "Would you like these forms in English?", id="y al revés"),
    pytest.param("en", "November 23, 2026", id="date"),
    pytest.param("es", "23 de noviembre de 2026", id="fecha"),
]


@pytest.mark.parametrize(("language", "sentence"), SAID)
def test_the_letter_says(language, sentence):
    assert sentence in text_of(render_letter(replace(MARIA, language=Language(language)), AGENCY))


@pytest.mark.parametrize(
    ("language", "note"), [("en", "If you do not live in Sacramento County"), ("es", "Si no vive en")]
)
def test_only_those_outside_the_county_read_of_their_own_agency(language, note):
    letter = replace(MARIA, language=Language(language))

    assert note not in text_of(render_letter(letter, AGENCY))
    assert note in text_of(render_letter(replace(letter, outside_county=True), AGENCY))


NEVER = r"\bfree\b|\bgratis\b|guarantee|garantiz|within \d+ days|\bsoon\b|\bpronto\b"


@BOTH
def test_the_letter_promises_nothing_and_never_says_free(language):
    text = text_of(render_letter(replace(MARIA, language=language, outside_county=True), AGENCY))

    assert re.search(NEVER, text, re.IGNORECASE) is None


NAMES = [
    pytest.param("José Núñez Peña", id="accents"),
    pytest.param("Siobhán O'Brien-D’Angelo", id="both apostrophes"),
    pytest.param("Nguyễn Thị Hồng Ngọc", id="Vietnamese"),
    pytest.param("Łukasz Żółć", id="Polish"),
    pytest.param("Оксана Шевченко", id="Ukrainian"),
    pytest.param("Jose\u0301 Nu\u0301n\u0303ez", id="accents as a phone may send them, apart from their letters"),
    pytest.param("#evil $x$ *b* _i_ `c` <l> @r \\ // [z] #panic()", id="markup"),
    pytest.param("Ana\u200b\u00ad Ruiz\ufeff", id="marks nobody sees"),
    pytest.param("{phone} {0} %s {{x}}", id="placeholders"),
]


AS_PRINTED = {"Jose\u0301 Nu\u0301n\u0303ez": "José Núñez", "Ana\u200b\u00ad Ruiz\ufeff": "Ana Ruiz"}


@pytest.mark.parametrize("name", NAMES)
def test_a_name_prints_exactly_as_it_is(name):
    letter = replace(MARIA, salutation_name=name, mailing_lines=(name, *MARIA.mailing_lines[1:]))
    wanted = AS_PRINTED.get(name, name)

    text = text_of(render_letter(letter, AGENCY))

    assert f"Dear {wanted}," in text
    assert f"{wanted} 1234 FRUITRIDGE RD APT 5" in text


@pytest.mark.parametrize(
    ("text", "missing"), [("José", ""), ("Nguyễn Thị", ""), ("李 小龙 李", "李小龙"), ("Ana ☎", "☎")]
)
def test_missing_glyphs_are_told_each_once(text, missing):
    assert missing_glyphs(text) == missing


REFUSED = [
    pytest.param({"salutation_name": "李小龙"}, LetterProblem.MISSING_GLYPHS, id="name in another script"),
    pytest.param(
        {"mailing_lines": ("ANA\u200d李", "1 A ST", "X CA 9")}, LetterProblem.MISSING_GLYPHS, id="in the window"
    ),
    pytest.param({"salutation_name": "\u200b "}, LetterProblem.NO_NAME, id="a name of nothing"),
    pytest.param({"mailing_lines": ()}, LetterProblem.NO_ADDRESS, id="no lines"),
    pytest.param({"mailing_lines": ("ANA", " ", "X CA 9")}, LetterProblem.NO_ADDRESS, id="an empty line"),
    pytest.param({"mailing_lines": ("A",) * 6}, LetterProblem.TOO_MANY_LINES, id="six lines"),
    pytest.param({"reference": "../../etc"}, LetterProblem.BAD_REFERENCE, id="reference with a path"),
    pytest.param({"reference": "٤٨٢٩١٠٣٧"}, LetterProblem.BAD_REFERENCE, id="digits the scanner does not know"),
]


@pytest.mark.parametrize(("change", "problem"), REFUSED)
def test_what_cannot_be_printed_is_refused_with_a_code_and_no_personal_data(change, problem):
    with pytest.raises(LetterError) as refused:
        render_letter(replace(MARIA, **change), AGENCY)

    assert refused.value.problem is problem
    assert str(refused.value) == problem.value
    assert refused.value.__cause__ is None


def test_the_letter_is_tagged_and_carries_no_personal_data_in_its_properties():
    with pikepdf.open(io.BytesIO(render_letter(MARIA, AGENCY))) as pdf:
        assert pdf.Root.Lang == "en-US"
        assert pdf.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in pdf.Root
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            properties = str(metadata) + str(dict(pdf.docinfo.items()))
        assert "LOPEZ" not in properties.upper()
        fonts = {str(font.BaseFont) for page in pdf.pages for font in page.obj.Resources.Font.values()}
        assert fonts
        assert all("SourceSans3" in font for font in fonts)


def test_the_same_letter_gives_the_same_bytes_in_a_fresh_process_and_in_any_thread():
    with ThreadPoolExecutor(4) as pool:
        here = {hashlib.sha256(pdf).hexdigest() for pdf in pool.map(lambda _: render_letter(MARIA, AGENCY), range(8))}
    script = (
        "import sys, hashlib, datetime; from pathlib import Path; from runtime.agency import read_agency\n"
        "import fulfillment.letter as f; from parsers.values import Language\n"
        "assert 'typst' not in sys.modules, 'typst is not for a parent that forks'\n"
        f"letter = f.{MARIA!r}".replace("<Language.ENGLISH: 'en'>", "Language.ENGLISH")
        + "\n"
        "pdf = f.render_letter(letter, read_agency(Path('agency.toml')))\n"
        "print(hashlib.sha256(pdf).hexdigest())"
    )
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'queue'}", "PYTHONHASHSEED": "7"}

    there = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )

    assert here == {there.stdout.strip()}


def shape(value: object) -> object:
    if isinstance(value, dict):
        return {key: shape(item) for key, item in value.items()}
    if isinstance(value, list):
        return [shape(item) for item in value]
    return type(value)


def test_both_wordings_have_the_same_keys_and_facts():
    english, spanish = ((WORDING / f"{language}.toml").read_text("utf-8") for language in Language)
    facts = [sorted(re.findall(r"\{(\w+)\}", wording.split("title =", 1)[1])) for wording in (english, spanish)]

    assert shape(tomllib.loads(english)) == shape(tomllib.loads(spanish))
    assert facts[0] == facts[1]


def syllables(word: str) -> int:
    """About right for English: groups of vowels, a last silent e left out."""
    groups = len(re.findall(r"[aeiouy]+", word.lower()))
    return max(1, groups - (word.lower().endswith("e") and not word.lower().endswith(("le", "ee"))))


def test_the_english_letter_reads_at_grade_six_or_below():
    wording = tomllib.loads((WORDING / "en.toml").read_text("utf-8"))
    texts = [wording["intro"], wording["notice"], *(section["text"] for section in wording["sections"])]
    texts += [f"{item['title']} {item['text']}" for step in wording["steps"] for item in step.get("points", [step])]
    prose = " ".join(texts)
    sentences = [part for part in re.split(r"[.?!:]\s", prose) if part.strip()]
    words = re.findall(r"[A-Za-z’]+", prose)

    grade = 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59

    assert grade <= 6.0, f"Flesch-Kincaid grade {grade:.1f}"


def test_every_code_128_symbol_is_eleven_modules_wide_and_unlike_the_others():
    assert {sum(map(int, symbol)) for symbol in _SYMBOLS} == {11}
    assert len(set(_SYMBOLS)) == 106


def test_the_references_barcode_is_the_one_a_scanner_read():
    # Drawn at this width and decoded by zxing-cpp to 48291037 when the table was written.
    assert "".join(map(str, module_widths("48291037"))) == "2112323131213222112213121321131112422331112"
