"""The short form; `python -m bench.chaos` plays the long one: 1,000 texts at 50 a second."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.whole.chaos import VICTIMS, Chaos
from tests.whole.house import WholeHouse


@pytest.fixture
def house(tmp_path: Path) -> Iterator[WholeHouse]:
    house = WholeHouse(tmp_path / "data")
    house.start()
    yield house
    house.kill_everything()


def test_whoever_is_killed_every_parent_is_answered_and_gets_one_package_and_one_mailing(house: WholeHouse) -> None:
    chaos = Chaos(house)

    outcome = chaos.play(texts=100, a_second=12, kill_every=1.2)
    chaos.settle(seconds=75)
    chaos.mail(seconds=20, kill_while_building=False)
    chaos.wait_until_nothing_is_due(seconds=20)

    assert outcome.kills >= len(VICTIMS)
    assert len(outcome.answers) == 100
    chaos.assert_one_package_and_one_mailing_each()
