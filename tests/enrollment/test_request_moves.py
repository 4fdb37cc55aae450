"""The life of a request, cell by cell."""

from __future__ import annotations

from itertools import product

import pytest

from enrollment.request import CORRECTABLE, MOVES, UNMAILED, MoveNotAllowed, State, check_move, moves_from

# One letter a column, in the order of State: R received, A needs_answer, V needs_review, C accepted, Y ready,
# P printed, M mailed, D delivered, B returned, O handed_over, H held, X cancelled, W withdrawn.
LETTERS = dict(zip("RAVCYPMDBOHXW", State, strict=True))
TABLE = """
from RAVCYPMDBOHXW
R    .+++.....++++
A    ..++.....++++
V    .+.+.....++++
C    .++.+....++++
Y    .+++.+...++++
P    ....+.+..++++
M    .......++....
D    ........+....
B    .+++.....+.++
O    .............
H    ++++++...+.++
X    .............
W    .............
"""


def _cells() -> list[tuple[State, State, bool]]:
    rows = [line.split() for line in TABLE.split("\n")[2:-1]]
    return [
        (LETTERS[row], LETTERS[column], mark == "+")
        for row, marks in rows
        for column, mark in zip(LETTERS, marks, strict=True)
    ]


@pytest.mark.parametrize(("old", "new", "allowed"), _cells())
def test_every_cell_of_the_table_of_moves(old: State, new: State, allowed: bool) -> None:
    assert (new in MOVES[old]) is allowed


def test_the_table_above_names_every_pair() -> None:
    assert {(old, new) for old, new, _ in _cells()} == set(product(State, State))


@pytest.mark.parametrize("came_from", sorted(UNMAILED - {State.HELD}))
def test_a_held_request_goes_back_only_to_where_it_came_from(came_from: State) -> None:
    ends = {State.CANCELLED, State.WITHDRAWN, State.HANDED_OVER}

    assert moves_from(State.HELD, held_from=came_from) == {came_from} | ends
    for elsewhere in UNMAILED - {came_from, State.HELD}:
        with pytest.raises(MoveNotAllowed):
            check_move(State.HELD, elsewhere, held_from=came_from)


def test_nothing_on_paper_can_be_corrected() -> None:
    assert not CORRECTABLE & {State.PRINTED, State.MAILED, State.DELIVERED, State.RETURNED, State.HANDED_OVER}


def test_everything_unmailed_can_be_held() -> None:
    assert all(State.HELD in MOVES[state] for state in UNMAILED - {State.HELD})
