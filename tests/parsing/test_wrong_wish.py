"""Texts on which a rule once heard another wish, or kept what must not be kept: never again."""

from __future__ import annotations

import pytest

from parsers import Keyword, Language, Part, read_message
from parsers.private import scrub_ssn
from parsers.signals import Signal, read_signals

DOOR = "12 Elm St Galt CA 95632"


@pytest.mark.parametrize(
    ("wish", "language"),
    [
        ("language (english or spanish): spanish", "es"),
        ("spanish or english? english", "en"),
        ("he speaks english, i dont", "es"),
        ("he knows english but i cant", "es"),
        ("my husband reads english but i dont read it thanks", "es"),
        ("my english reading is not good", "es"),
        ("he needs spanish, i dont", "en"),
        ("mi ex quiere español, yo no", "en"),
        ("english i dont speak spanish", "en"),
        ("forms in Spanish. Somebody at the office told me to text", "es"),
        ("english or spanish, english for me spanish for my mom", "en"),
        ("a spanish speaking worker please", "None"),
        ("Spanish - no", "en"),
        ("my mother-in-law wants Spanish but I dont", "en"),
    ],
)
def test_a_language_told_of_somebody_else_or_of_a_worker_is_no_wish(wish: str, language: str) -> None:
    assert str(read_message(f"OPEN Ana Ruiz {DOOR} {wish}").forms_language) == language


def test_four_digits_that_end_a_social_security_number_are_cut_though_nothing_parts_the_words() -> None:
    text, cut = scrub_ssn(f"OPEN Ana Ruiz {DOOR} last 4 of mySSN 6789")
    assert cut
    assert "6789" not in text


@pytest.mark.parametrize(
    "wish",
    [
        "En español, no lo entiendo en ingles", "lo mandan en español, no?", "in Spanish, no? thanks",
        "en español pero no es urgente", "in spanish but shes not here so send to me",
        "the last papers were confusing for me in english. please send spanish", "English for me is hard so Spanish",
        "please put me down as Spanish", "im more used to spanish", "I don't mean to be a pain but Spanish please",
    ],
)  # fmt: skip
def test_a_wish_for_spanish_is_heard_beside_a_no_that_is_of_something_else(wish: str) -> None:
    assert read_message(f"OPEN Ana Ruiz {DOOR} {wish}").forms_language is Language.SPANISH


@pytest.mark.parametrize(
    "text",
    [
        f"OPEN Ana Ruiz {DOOR}. Wait no dont open, he is here", f"ABRIR Ana Ruiz {DOOR} siempre no, no abran el caso",
        f"OPEN was a mistake, dont open. Ana Ruiz {DOOR}",
    ],
)  # fmt: skip
def test_who_takes_the_request_back_is_opened_none(text: str) -> None:
    assert read_message(text).keyword is not Keyword.OPEN


@pytest.mark.parametrize(
    "text",
    [
        "OPEN 2310 Golden Gate Dr Sacramento 95825", "OPEN Ana Puerta", "OPEN Season Smith",
        "open a case please. 12 Elm St unit 4 Galt 95632. garage door stays open",
        "I texted you OPEN. my name is Keisha Brown",
    ],
)  # fmt: skip
def test_who_asks_is_heard_whatever_gate_or_text_is_spoken_of(text: str) -> None:
    assert read_message(text).keyword is Keyword.OPEN


@pytest.mark.parametrize(
    "text",
    [
        "OPEN Ana Ruiz 12 Elm St, my number is nine two five, five five five, one two one two",
        "OPEN Ana Ruiz 12 Elm St number two nine five eight two four",
        "OPEN Ana Ruiz 12 Elm St number seven, nine five six seven oh",
    ],
)
def test_five_digits_of_a_longer_number_are_no_zip(text: str) -> None:
    assert Part.ZIP in read_message(text).missing


@pytest.mark.parametrize(
    "text",
    [
        "no quiero que me abran un caso", "por favor no me abran un caso", "cuando abren mi caso",
        "when will you get my case going", "Can't get my case going", "mi banco quiere que abra una cuenta",
    ],
)  # fmt: skip
def test_nobody_is_opened_a_case_who_did_not_ask(text: str) -> None:
    assert read_message(text).keyword is not Keyword.OPEN


@pytest.mark.parametrize(
    ("wish", "language"),
    [
        ("that's my address. English", Language.ENGLISH), ("English but I don't have his address", Language.ENGLISH),
        ("Spanish but I don't have a printer", Language.SPANISH), ("Spanish not English please", Language.SPANISH),
        ("sorry, Spanish please", Language.SPANISH), ("by the bus stop Spanish", Language.SPANISH),
        ("no Spanish fine", Language.ENGLISH), ("my english aint too good", Language.SPANISH),
        ("stop sending me Spanish papers", Language.ENGLISH), ("sorry for my english", None),
    ],
)  # fmt: skip
def test_forms_come_in_the_language_asked_for(wish: str, language: Language | None) -> None:
    assert read_message(f"OPEN Ana Ruiz {DOOR} {wish}").forms_language is language


@pytest.mark.parametrize(
    "text", ["I live with my dad dont text me", "call my mom don't text me", "it is my dad's. Do not text."]
)
def test_a_wish_for_no_texts_is_heard_after_any_word(text: str) -> None:
    assert Signal.NO_TEXTS in read_signals(f"OPEN Ana Ruiz {DOOR} {text}")


@pytest.mark.parametrize(
    "text",
    ["ssn one-two-three-four-five-six-seven-eight-nine", "mi seguro uno. dos. tres. uno. dos. tres. uno. dos. tres."],
)
def test_no_social_security_number_in_words_is_kept(text: str) -> None:
    scrubbed, cut = scrub_ssn(text)
    assert cut
    assert {"one", "two", "three", "uno", "dos", "tres"}.isdisjoint(
        scrubbed.replace("-", " ").replace(".", " ").split()
    )


def test_a_case_number_in_words_is_no_social_security_number() -> None:
    assert not scrub_ssn("case number four five one two one two one two one")[1]
