"""1,000 signed OPENs at 50 a second, every third twice, while one process after another is killed.

    .venv/bin/python -m bench.chaos [texts] [a_second]

2 web workers, 2 workers, 1 clock, 1 queue server, with SQLite. Fails unless every parent was answered and has one
package and one mailing, and nothing is left to do.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.whole.chaos import Chaos
from tests.whole.house import WholeHouse


def main(texts: int = 1000, a_second: float = 50.0) -> None:
    with tempfile.TemporaryDirectory() as folder:
        house = WholeHouse(Path(folder) / "data")
        house.start()
        try:
            chaos = Chaos(house)
            outcome = chaos.play(texts, a_second, kill_every=3.0)
            print(f"{len(outcome.answers)} texts answered in {outcome.sending_seconds:.0f} s, {outcome.kills} kills")
            chaos.settle(seconds=600)
            print(f"all packages made {outcome.settling_seconds:.0f} s after the last answer")
            chaos.mail(seconds=180, kill_while_building=True)
            chaos.wait_until_nothing_is_due(seconds=120)
            chaos.assert_one_package_and_one_mailing_each()
            print("one package and one mailing each; nothing is left to do")
        finally:
            house.kill_everything()


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
