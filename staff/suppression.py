"""Small counts hidden in what leaves the office, so that nobody is told by being one of three.

A count of 1 to 10 is written "<11". If a reader who knows the total could tell more than that by subtraction, larger
counts are hidden beside it, the smallest first, and if that is not enough, all of them.
"""

from __future__ import annotations

from collections.abc import Sequence

LEAST_SHOWN = 11
SMALL = f"<{LEAST_SHOWN}"
HIDDEN = "hidden"


def hide_small(counts: Sequence[int]) -> list[str]:
    """How each count is written: itself, "<11" or "hidden". They are parts of one total that may be known."""
    small = {place for place, count in enumerate(counts) if 0 < count < LEAST_SHOWN}
    beside: set[int] = set()
    # Where the total itself is small, no report of ours gives it.
    if sum(counts) >= LEAST_SHOWN:
        larger = sorted((place for place, count in enumerate(counts) if count >= LEAST_SHOWN), key=counts.__getitem__)
        while not _tells_nothing(counts, small, beside):
            if not larger:
                return [HIDDEN] * len(counts)
            beside.add(larger.pop(0))
    return [
        SMALL if place in small else HIDDEN if place in beside else str(count) for place, count in enumerate(counts)
    ]


def _tells_nothing(counts: Sequence[int], small: set[int], beside: set[int]) -> bool:
    """Whether each small count may, for all the total says, be anything from 1 to 10."""
    for place in small:
        others = small - {place}
        below = sum(counts[other] - 1 for other in others) + sum(counts[other] - LEAST_SHOWN for other in beside)
        above = sum(LEAST_SHOWN - 1 - counts[other] for other in others)
        could_be_ten = counts[place] + below >= LEAST_SHOWN - 1
        could_be_one = bool(beside) or counts[place] - above <= 1
        if not (could_be_ten and could_be_one):
            return False
    return True
