"""docs/a2p.md is copied into Twilio's forms as it stands: it must say what the program says."""

from __future__ import annotations

import re

import pytest

from bot import catalogue
from bot.catalogue import FORMS
from enrollment.agency import Agency
from parsers import Keyword, Language, read_message
from tests.conftest import ROOT

DOC = (ROOT / "docs" / "a2p.md").read_text()
SAMPLES = re.findall(r"```text (\w+) (en|es)\n(.*?)\n```", DOC, re.DOTALL)
VALUES = {
    "name": "Maria Lopez",
    "first_line": "1234 Fruitridge Rd Apt 5",
    "last_line": "Sacramento CA 95820",
    "ref": "4829-1037",
    "day": "Wed, Nov 25",
}


@pytest.mark.parametrize(("code", "language", "shown"), SAMPLES)
def test_each_sample_is_what_goes_out(agency: Agency, code: str, language: str, shown: str) -> None:
    spoken = Language(language)
    assert catalogue.texts(agency).say(code, spoken, forms=FORMS[spoken, spoken], **VALUES) == shown


def test_every_answer_of_advanced_opt_out_is_there_in_both_languages() -> None:
    given = {(code, language) for code, language, _ in SAMPLES}
    assert given >= {(code, language) for code in ("stop", "start", "help") for language in ("en", "es")}


@pytest.mark.parametrize(
    ("kind", "keywords"),
    [
        ("opt-out words", {Keyword.STOP, Keyword.CANCEL}),
        ("opt-in words", {Keyword.START}),
        ("help words", {Keyword.HELP}),
    ],
)
def test_every_word_given_to_twilio_means_the_same_to_us(kind: str, keywords: set[Keyword]) -> None:
    lists = re.findall(rf"{kind} `([^`]+)`", DOC)
    assert len(lists) == 2
    for word in ", ".join(lists).split(", "):
        assert read_message(word).keyword in keywords, word


@pytest.mark.parametrize("words", ["916-299-0035", "866-901-3212", "866-399-4096"])
def test_the_numbers_are_the_countys(agency: Agency, words: str) -> None:
    assert words in {agency.text_number, agency.phone, agency.tty}
    assert words in DOC
