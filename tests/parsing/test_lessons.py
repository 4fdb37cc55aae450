"""A judge's text becomes two lessons for the network: with slots, and as it was written."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

PARSING = Path(__file__).parents[2] / "bench" / "parsing"
sys.path.insert(0, str(PARSING))

import compose  # noqa: E402
import retell  # noqa: E402

EXPECT = {
    "intent": "open", "name": "Ana Ruiz", "line1": "12 Elm St", "line2": "Apt 5", "city": "Sacramento", "state": "CA",
    "zip5": "95820", "zip4": None, "language": None, "missing": [],
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "changes", "lessons"),
    [
        pytest.param(
            "OPEN Ana Ruiz, 12 Elm St Apt 5, Sacramento CA 95820",
            {},
            [
                "OPEN {N}, {A}, {C} {S} {Z}",
                "OPEN {N~Ana Ruiz}, {L~12 Elm St} {U~Apt 5}, {C~Sacramento} {S~CA} {Z~95820}",
            ],
            id="every part in one piece",
        ),
        pytest.param(
            "open ana ruiz 12 elm st sac 95820",
            {"line2": None},
            ["open {N} {A} {C} {Z}", "open {N~ana ruiz} {L~12 elm st} {C~sac} {Z~95820}"],
            id="a city by its nickname is a city all the same",
        ),
        pytest.param(
            "OPEN Ana Ruiz c/o Linda Diaz 12 Elm St Sacramento CA 95820",
            {"line2": None},
            [
                "OPEN {N} c/o {P} {A} {C} {S} {Z}",
                "OPEN {N~Ana Ruiz} c/o {P~Linda Diaz} {L~12 Elm St} {C~Sacramento} {S~CA} {Z~95820}",
            ],
            id="whose mailbox it is, is somebody else",
        ),
        pytest.param("OPEN Ana Ruiz, 12 Elm St, he is at 9 Oak Ave Galt 95632", {"line2": None}, [], id="two doors"),
        pytest.param("STOP", {"intent": "stop"}, [], id="no address"),
    ],
)
def test_a_text_is_told_again_with_slots_and_as_it_was(
    text: str, changes: dict[str, object], lessons: list[str]
) -> None:
    assert retell.retold({"text": text, "expect": {**EXPECT, **changes}}) == lessons


@pytest.mark.parametrize(
    ("slot", "keeps_mail", "piece"),
    [
        ("N~Ana Ruiz", False, ("Ana Ruiz", "N")),
        ("P~Linda Diaz", False, ("Linda Diaz", "P")),
        ("P~Linda Diaz", True, ("Linda Diaz", "R")),
        ("I~spanich", False, ("spanich", "G")),
    ],
)
def test_a_slot_with_its_own_words_keeps_them_and_says_what_they_are(
    slot: str, keeps_mail: bool, piece: tuple[str, str]
) -> None:
    assert compose._filled(compose.random.Random(1), slot, {}, keeps_mail=keeps_mail) == piece
