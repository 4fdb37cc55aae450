"""Two clocks as real processes on one house: each due row is rung, none is worked twice."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.whole.house import ROOT, WholeHouse, reference_in


@pytest.fixture
def house(tmp_path: Path) -> Iterator[WholeHouse]:
    house = WholeHouse(tmp_path / "data")
    house.start()
    yield house
    house.kill_everything()


@pytest.fixture
def second_clock(house: WholeHouse) -> Iterator[subprocess.Popen[bytes]]:
    environment = os.environ | {
        "APP_ENV": "development",
        "DATA_DIR": str(house.data_dir),
        "PORT": str(house.port),
        "REDIS_URL": house.queue_server,
    }
    with house.log.open("ab") as log:
        clock = subprocess.Popen([sys.executable, "app.py", "clock"], cwd=ROOT, env=environment, stdout=log, stderr=log)
    yield clock
    clock.kill()
    clock.wait()


@pytest.mark.usefixtures("second_clock")
def test_with_two_clocks_each_package_is_made_once_and_no_work_is_begun_twice(house: WholeHouse) -> None:
    house.wait_for_log("clock_started", times=2)
    texts = [f"OPEN Maria Lopez {100 + number} Fruitridge Rd Sacramento CA 95820" for number in range(12)]
    answers = [house.text_until_answered(body, f"+1916555{number:04}") for number, body in enumerate(texts)]
    references = {reference_in(answer) for answer in answers}

    house.wait_for_packages(references, 60)

    assert house.packages() == references
    assert house.query("SELECT count(*), max(tries), max(deaths) FROM outbox WHERE kind = 'package'") == [(12, 1, 0)]


def test_the_one_that_is_left_goes_on_alone(house: WholeHouse, second_clock: subprocess.Popen[bytes]) -> None:
    house.wait_for_log("clock_started", times=2)
    second_clock.kill()
    reference = reference_in(
        house.text_until_answered("OPEN Ana Ruiz 200 Fruitridge Rd Sacramento CA 95820", "+19165550200")
    )

    house.wait_for_packages({reference}, 60)

    assert house.packages() == {reference}
