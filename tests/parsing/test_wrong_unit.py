"""Texts on which a rule once chose, lost or invented a unit: never again unseen."""

from __future__ import annotations

import pytest

from parsers import Part, read_answer, read_message
from tests.parsing.judge import address_in

DOOR = "12 Elm St Galt CA 95632"


@pytest.mark.parametrize(
    ("door", "unit"),
    [
        ("4512 Franklin Blvd 3 Sacramento CA 95820", "3"),
        ("12 Elm St, 5, Galt CA 95632", "5"),
        ("12 Elm St Galt CA 95632, 5", "5"),
    ],
)
def test_a_number_left_over_is_not_dropped_unseen(door: str, unit: str) -> None:
    found = read_message(f"OPEN Ana Ruiz {door}")
    assert found.address is not None
    assert found.address.secondary_unit == unit or Part.SECONDARY_UNIT in found.doubtful


@pytest.mark.parametrize(
    "text",
    [
        "OPEN Ana Ruiz 4512 Franklin Blvd apartment twelve Sacramento CA 95820",
        "can u open me a case pls. apartment twelve 6240 watt ave north highlands 95660 kou vang",
        "abrir Ana Ruiz, 12 Elm St apartamento doce, Galt 95632",
    ],
)
def test_a_unit_spelled_out_is_read_and_shown(text: str) -> None:
    found = read_message(text)
    assert found.address is not None
    assert found.address.secondary_unit in ("apartment twelve", "apartamento doce")
    assert Part.SECONDARY_UNIT in found.doubtful


@pytest.mark.parametrize(
    "unit",
    [
        "rear", "upstairs", "back house", "penthouse", "lobby", "office", "basement", "garage apt", "granny flat",
        "studio", "2nd floor", "third floor", "ground floor", "3er piso", "segundo piso", "planta alta", "sotano",
        "atras", "casa de atras", "apt de abajo", "apto de arriba", "interior 4", "letra C", "side B",
        "unidad numero dos",
    ],
)  # fmt: skip
def test_a_unit_told_in_words_is_read_or_shown_and_never_dropped_unseen(unit: str) -> None:
    found = read_message(f"OPEN Maria Lopez 12 Elm St {unit} Sacramento CA 95820")
    assert found.address is not None
    assert found.address.delivery_line == "12 Elm St"
    assert found.address.secondary_unit == unit or Part.SECONDARY_UNIT in found.doubtful


@pytest.mark.parametrize("count", ["case # 5 pls", "this is try # 2", "i am # 1 mom", "kid # 2 is due in may"])
def test_what_a_sign_counts_is_no_unit_unseen(count: str) -> None:
    found = read_message(f"open Ana Ruiz {DOOR} {count}")
    assert found.address is not None
    assert found.address.secondary_unit is None or Part.SECONDARY_UNIT in found.doubtful


@pytest.mark.parametrize(
    ("answer", "unit"),
    [
        ("no es depto 2 es depto 12", "depto 12"), ("not apt 2 its apt 12", "apt 12"), ("apt 12 not apt 2", "apt 12"),
    ],
)  # fmt: skip
def test_of_two_units_the_refused_one_is_dropped(answer: str, unit: str) -> None:
    found = read_answer(answer, frozenset({Part.SECONDARY_UNIT}))
    assert found.address is not None
    assert found.address.secondary_unit == unit


def test_two_units_and_neither_refused_are_shown() -> None:
    assert Part.SECONDARY_UNIT in read_answer("apt 7 apt 9", frozenset({Part.SECONDARY_UNIT})).doubtful


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        (f"OPEN Ana Ruiz {DOOR} oh and #b", "#b"),
        (f"OPEN # 5 is my door. Ana Ruiz {DOOR}", "# 5"),
        (f"OPEN {DOOR} Ana Ruiz #5", "#5"),
        ("OPEN Ana Ruiz vivo en casa 4512 Franklin Blvd Sacramento 95820", None),
    ],
)
def test_a_sign_and_a_number_are_a_unit_wherever_they_stand(text: str, unit: str | None) -> None:
    found = read_message(text)
    assert found.address is not None
    assert found.address.secondary_unit == unit


@pytest.mark.parametrize("where", ["unit is in the back", "unit is behind the garage", "el apartamento es el de atras"])
def test_a_unit_that_was_told_and_not_understood_is_not_dropped_unseen(where: str) -> None:
    assert Part.SECONDARY_UNIT in read_message(f"OPEN Ella Rourke {DOOR} {where}").doubtful


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("OPEN Maria Lopez 1200 Elm St Unit 1. Sacramento CA 95820. Number of kids: 2. Thanks", "Unit 1"),
        ("OPEN Ana Ruiz 12 Elm St cuarto y cocina, Galt CA 95632", None),
    ],
)
def test_a_unit_is_what_was_said(text: str, unit: str | None) -> None:
    address = read_message(text).address
    assert address is not None
    assert address.secondary_unit == unit


def test_a_unit_said_twice_is_one() -> None:
    text = "make sure it says apt D. open case for Ana Ruiz thats me, 7430 Elsie Ave apt D sacramento ca 95828"
    assert address_in(text).secondary_unit == "apt D"


def test_a_unit_that_was_once_is_none() -> None:
    assert address_in("OPEN Ana Ruiz 12 Elm St apt 6 (used to be apt 4) Galt 95632").secondary_unit == "apt 6"


@pytest.mark.parametrize(
    ("text", "door"),
    [
        ("12 Elm St, Hacienda Mobile Estates spc 9, Galt CA 95632", "12 Elm St spc 9"),
        ("12 Elm St by Oak Ave apt 7 Galt CA 95632", "12 Elm St apt 7"),
        ("123 Elm St Apt no 321 Galt CA 95632", "123 Elm St Apt no 321"),
        ("12 Elm St/Apt 4/Gabriel is dad/Galt CA 95632", "12 Elm St Apt 4"),
    ],
)
def test_the_unit_stays_whatever_stands_beside_it(text: str, door: str) -> None:
    assert address_in(f"OPEN Ana Ruiz {text}").first_line == door


def test_a_second_baby_is_no_door() -> None:
    assert address_in(f"OPEN Ana Ruiz {DOOR}. due in june with baby #2").secondary_unit is None
