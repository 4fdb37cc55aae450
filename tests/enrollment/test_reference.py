from __future__ import annotations

import random

import pytest

from enrollment.reference import check_digit, is_reference, new_reference, spoken


def _references() -> list[str]:
    draw = random.Random(7)
    return [new_reference(draw.randrange) for _ in range(500)]


def test_a_new_reference_is_eight_digits_and_does_not_begin_with_zero() -> None:
    assert all(is_reference(reference) and reference[0] != "0" for reference in _references())


def test_one_misheard_digit_is_noticed() -> None:
    for reference in _references()[:50]:
        for place in range(8):
            for digit in set("0123456789") - {reference[place]}:
                assert not is_reference(reference[:place] + digit + reference[place + 1 :])


def test_two_neighbours_swapped_are_noticed_but_for_0_and_9() -> None:
    for reference in _references():
        for place in range(7):
            one, other = reference[place], reference[place + 1]
            if one != other and {one, other} != {"0", "9"}:
                assert not is_reference(reference[:place] + other + one + reference[place + 2 :])


@pytest.mark.parametrize("text", ["", "4829103", "482910377", "4829-1037", "４８２９１０３７", "abcdefgh"])
def test_what_is_not_eight_plain_digits_is_no_reference(text: str) -> None:
    assert not is_reference(text)


def test_it_is_said_in_two_halves() -> None:
    reference = "482910" + "3"
    assert spoken(reference + check_digit(reference)) == f"4829-103{check_digit(reference)}"
