"""Words as they are heard and thumbed: known for slips of ordinary ones, so that nobody is called so."""

from __future__ import annotations

import pytest

from parsers.lexicon import kind, names_language
from parsers.misspelt import sound


@pytest.mark.parametrize(
    ("word", "how"),
    [
        ("BIBO", "b for v"),
        ("GRASIAS", "s for c"),
        ("KIERO", "k for qu"),
        ("HABRIR", "a silent h too many"),
        ("YAMO", "y for ll"),
        ("DIRECSION", "s for c within"),
        ("STAYIN", "the g left off"),
        ("PLEASEEE", "drawn out"),
        ("ADRES", "two letters short of address, one of adress"),
        ("NMAE", "two letters changed places"),
    ],
)
def test_a_slip_of_an_ordinary_word_is_known_for_one(word: str, how: str) -> None:
    assert "~" in kind(word), how


@pytest.mark.parametrize(
    "word", ["GARCIA", "RUIZ", "NYADENG", "BOPHA", "MARIAH", "VANG", "XIONG", "SHEVCHENKO", "SINGH"]
)
def test_a_name_is_no_slip(word: str) -> None:
    assert "~" not in kind(word)


def test_words_that_sound_alike_are_one() -> None:
    assert sound("VIVO") == sound("BIBO")
    assert sound("QUIERO") == sound("KIERO")
    assert sound("CALLE") == sound("KAYE")
    assert sound("CASA") != sound("TAZA")


@pytest.mark.parametrize("word", ["SPANISH", "EPANOL", "ESPANYOL", "INGLS", "ENGLIHS", "SPANIHS"])
def test_a_language_is_known_with_a_letter_wrong_or_two_in_each_others_place(word: str) -> None:
    assert names_language(word)


@pytest.mark.parametrize("word", ["SPENCER", "ENGLAND", "ESPINOSA", "SINGLES", "INGLEWOOD"])
def test_a_name_near_a_language_is_none(word: str) -> None:
    assert not names_language(word)
