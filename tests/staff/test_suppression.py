"""Counts of 1 to 10 cannot be read, and cannot be worked out, in what leaves the office."""

from __future__ import annotations

from itertools import product

import pytest

from staff.suppression import HIDDEN, SMALL, hide_small

TABLES = [
    pytest.param([40, 0, 25], ["40", "0", "25"], id="nothing-small"),
    pytest.param([11, 11], ["11", "11"], id="eleven-is-shown"),
    pytest.param([3, 0, 4], [SMALL, "0", SMALL], id="all-small-and-the-total-is-nowhere"),
    pytest.param([100, 3, 50], ["100", SMALL, HIDDEN], id="one-alone-is-the-total-less-the-rest"),
    pytest.param([100, 10, 10, 50], ["100", SMALL, SMALL, HIDDEN], id="two-tens-are-twenty"),
    pytest.param([100, 1, 1, 50], ["100", SMALL, SMALL, HIDDEN], id="two-ones-are-two"),
    pytest.param([100, 5, 6, 5], ["100", SMALL, SMALL, SMALL], id="several-hide-each-other"),
    pytest.param([30, 100, 3], [HIDDEN, "100", SMALL], id="the-smallest-of-the-larger-goes-first"),
    pytest.param([12, 100, 3], [HIDDEN, HIDDEN, SMALL], id="and-another-where-it-is-too-near-eleven"),
    pytest.param([11, 1], [HIDDEN, HIDDEN], id="twelve-is-one-and-eleven-whatever-is-hidden"),
    pytest.param([11, 1, 0], [HIDDEN, HIDDEN, HIDDEN], id="then-zeros-too"),
    pytest.param([], [], id="no-lines"),
]


@pytest.mark.parametrize(("counts", "written"), TABLES)
def test_how_counts_are_written(counts: list[int], written: list[str]) -> None:
    assert hide_small(counts) == written


def could_be(counts: list[int], written: list[str], place: int) -> set[int]:
    """What a reader who knows the total, and what the words mean, can tell of one hidden count."""
    hidden = [at for at, word in enumerate(written) if word in {SMALL, HIDDEN}]
    left = sum(counts) - sum(int(word) for word in written if word.isdecimal())
    ranges = [range(1, 11) if written[at] == SMALL else range(11, left + 1) for at in hidden]
    return {values[hidden.index(place)] for values in product(*ranges) if sum(values) == left}


def test_no_small_count_can_be_worked_out_from_the_total() -> None:
    for counts in product([0, 1, 2, 5, 9, 10, 11, 12, 14, 30], repeat=3):
        written = hide_small(list(counts))
        assert all(word in {SMALL, HIDDEN} for count, word in zip(counts, written, strict=True) if 0 < count < 11)
        if sum(counts) < 11 or set(written) == {HIDDEN}:
            continue
        for place in (at for at, word in enumerate(written) if word == SMALL):
            assert could_be(list(counts), written, place) >= set(range(1, 11)), (counts, written)
