"""The main sentence of the project, read to its last word."""

from __future__ import annotations

import pytest

from parsers import (
    Keyword,
    Language,
    Part,
    mailing_lines,
    read_answer,
    read_choice,
    read_house_number,
    read_message,
    read_phone,
)


def test_the_first_text_of_the_readme_reads_right() -> None:
    reading = read_message("OPEN Maria Lopez 1234 Fruitridge Rd Apt 5 Sacramento CA 95820 spanish please")
    assert reading.keyword is Keyword.OPEN
    assert reading.forms_language is Language.SPANISH
    assert reading.is_certain
    assert reading.name is not None
    assert reading.address is not None
    assert mailing_lines(reading.name, reading.address) == (
        "MARIA LOPEZ",
        "1234 FRUITRIDGE RD APT 5",
        "SACRAMENTO CA 95820",
    )


def test_an_ssn_is_cut_out_and_said_to_have_been_there() -> None:
    reading = read_message("OPEN Vernell Pugh ssn 987-65-4320 2300 Edison Ave Sacramento CA 95821")
    assert reading.had_ssn
    assert "4320" not in reading.text


def test_an_answer_needs_no_keyword() -> None:
    reading = read_answer("95820", frozenset({Part.ZIP}))
    assert reading.keyword is Keyword.OTHER
    assert reading.address is not None
    assert reading.address.zip5 == "95820"
    assert reading.missing == ()


@pytest.mark.parametrize(
    ("text", "choice"),
    [("1", 1), ("1.", 1), ("(2)", 2), ("one", 1), ("uno", 1), ("the first", 1), ("la primera", 1), ("#2", 2), ("dos",
    2),
     ("1234 Main St", None), ("2 kids", None), ("", None), ("no", None), ("1 2", None)],
)  # fmt: skip
def test_a_choice_is_read_only_when_it_is_all_there_is(text: str, choice: int | None) -> None:
    assert read_choice(text) == choice


@pytest.mark.parametrize(
    ("text", "number"),
    [("it's 2310 not 2301", "2310"), ("no 2301 sino 2310", "2310"), ("el numero es 2310", "2310"),
     ("2301 is wrong, its 2310", "2310"),
     ("2301 not 2310", None),  # theirs is the one we have
     ("2310", None),  # of a house, a unit, a ZIP?
     ("1", None), ("95833", None), ("2310 Del Paso Blvd", None), ("my number is 916 555 0123", None)],
)  # fmt: skip
def test_a_house_number_is_put_right_only_where_nothing_else_is_said(text: str, number: str | None) -> None:
    wanted = f"{number} Northgate Blvd" if number else None
    assert read_house_number(text, "2301 Northgate Blvd") == wanted


@pytest.mark.parametrize(
    "text",
    ["OPEN Maria Lopez 1234 Fruitridge Rd (unit 5) Sacramento CA 95820 (call after 5) thanks",
     "OPEN Maria Lopez (mother of 2) 1234 Fruitridge Rd (unit 5) Sacramento CA 95820",
     "OPEN 1) Maria Lopez 2) 1234 Fruitridge Rd unit 5 3) Sacramento CA 95820"],
)  # fmt: skip
def test_a_unit_between_brackets_is_no_point_of_a_list(text: str) -> None:
    address = read_message(text).address
    assert address is not None
    assert "5" in (address.secondary_unit or "")


@pytest.mark.parametrize(
    "text", ["cuando llega?", "where is my package", "when will it come", "ya lo mandaron?", "did you mail it yet"]
)
def test_whoever_asks_where_it_is_asks_for_its_status(text: str) -> None:
    assert read_message(text).keyword is Keyword.STATUS


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("4512", "4512 45th St"), ("its number 4512", "4512 45th St"), ("es el 4512 por favor", "4512 45th St"),
        ("95819", None), ("1", None), ("call me at 4512", None),
    ],
)  # fmt: skip
def test_a_street_without_its_house_is_given_the_number_that_answers(text: str, line: str | None) -> None:
    assert read_house_number(text, "45th St") == line


def test_a_box_has_no_house_number() -> None:
    assert read_house_number("the number is 45", "PO Box 44") is None


def test_a_channel_is_taken_off_the_phone() -> None:
    phone = read_phone("whatsapp:+19165550123")
    assert phone is not None
    assert (phone.e164, phone.channel) == ("+19165550123", "whatsapp")


@pytest.mark.parametrize("text", ["", "anonymous", "+266696687", "12345", "262966"])
def test_nobody_can_be_called_back_on_these(text: str) -> None:
    assert read_phone(text) is None


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("STATUS 4829-1037", ("48291037",)),
        ("status 0123 4567 8901", ("012345678901",)),
        ("status 0123456789", ("0123456789",)),
        ("OPEN Ana Ruiz 3 Elm St Apt 5 95632", ()),
        ("OPEN Ana Ruiz 3 Elm St Galt 95632-1234", ()),
        ("OPEN Ana Ruiz 4300 47th Ave Galt 95632", ()),
        ("OPEN Ana Ruiz 4300 47 Ave Galt 95632", ()),
        ("status 0123 4567 8901 please", ("012345678901",)),
        ("call me at 916-555-0133", ()),
        ("my ssn is 987654320", ()),
    ],
)
def test_numbers_that_may_be_a_case_or_a_reference_are_given(text: str, numbers: tuple[str, ...]) -> None:
    assert read_message(text).numbers == numbers


@pytest.mark.parametrize(
    ("text", "street", "line"),
    [
        ("44", "PO Box", "PO Box 44"),
        ("1", "PO Box", None),  # a choice
        ("1204", "Box Canyon Rd", "1204 Box Canyon Rd"),  # a street, for all its name
        ("95632", "PO Box", None),  # the ZIP, which was asked for too
        ("not 45", "PO Box", None),
    ],
)
def test_a_boxs_number_stands_behind_it_and_a_streets_before(text: str, street: str, line: str | None) -> None:
    assert read_house_number(text, street) == line
