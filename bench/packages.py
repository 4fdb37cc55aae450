"""Packages a second with two real workers; a batch of 1,000; the cost among 100 and among 100,000 requests.

    .venv/bin/python -m bench.packages [packages]

`python app.py` is started on requests that are already accepted, so its workers, relay, queue server, database
and files are all in the figure. Floor: one process that does nothing but render, join and write.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlalchemy import insert, text

from app import House, join
from enrollment.particulars import Particulars
from enrollment.request import State
from fulfillment import batches
from fulfillment.letter import Letter, render_letter
from fulfillment.package import build_package, write_package
from parsers import Language, PersonName, PostalAddress
from runtime.settings import read_settings
from store import migrate, outbox
from store import requests as ledger
from store.requests import Origin
from store.tables import requests
from tests.whole.house import WholeHouse

HOME = PostalAddress("1234 Fruitridge Rd", "Apt 5", "Sacramento", "CA", "95820")


def house_in(folder: Path) -> House:
    house = join(read_settings({"APP_ENV": "development", "DATA_DIR": str(folder)}))
    migrate.upgrade(house.database)
    return house


def accept(house: House, count: int) -> None:
    now = datetime.now(UTC)
    origin = Origin("text", now, house.agency.calendar.due_on(now))
    for start in range(0, count, 500):
        with house.database.write() as connection:
            for number in range(start, min(start + 500, count)):
                language = Language.SPANISH if number % 3 == 0 else Language.ENGLISH
                particulars = Particulars(language, PersonName(f"Maria Lopez {number}"), HOME)
                vault = house.database.vault
                ledger.create(connection, vault, particulars, State.ACCEPTED, origin, actor="parent", now=now)


def fill(house: House, count: int) -> None:
    """Old mailed requests, by plain SQL."""
    then = datetime.now(UTC) - timedelta(days=60)
    for start in range(0, count, 5000):
        rows = [
            {
                "reference": f"{10_000_000 + number}",
                "channel": "text",
                "state": "mailed",
                "forms_language": "en",
                "missing": [],
                "doubtful": [],
                "first_text_at": then,
                "due_on": then.date(),
                "updated_at": then,
            }
            for number in range(start, min(start + 5000, count))
        ]
        with house.database.write() as connection:
            connection.execute(insert(requests), rows)


def floor(house: House, count: int, folder: Path) -> float:
    """Packages a second of one process with no database and no queue."""
    letter = Letter(
        "48291037", Language.ENGLISH, ("MARIA LOPEZ", "1 K ST", "SACRAMENTO CA 95814"), "M", date(2026, 11, 23)
    )
    form_set = house.shelf.forms(Language.ENGLISH)
    render_letter(letter, house.agency)
    began = time.perf_counter()
    for number in range(count):
        pdf = render_letter(replace(letter, salutation_name=f"Maria {number}"), house.agency)
        write_package(folder / "floor", f"{10_000_000 + number}", build_package(pdf, form_set).pdf).publish()
    return count / (time.perf_counter() - began)


def with_two_workers(folder: Path, count: int) -> float:
    whole = WholeHouse(folder)
    whole.start()
    deadline = time.monotonic() + 60 + count
    while time.monotonic() < deadline:
        (done,) = whole.query("SELECT count(*) FROM packages")
        if done == (count,):
            break
        time.sleep(0.5)
    whole.stop()
    # Between the tenth and the last: the workers' start is not what is measured.
    rows = whole.query("SELECT made_at FROM packages ORDER BY made_at")
    moments = [datetime.fromisoformat(str(row[0])) for row in rows]
    return (len(moments) - 10) / (moments[-1] - moments[9]).total_seconds()


def batch_of(folder: Path) -> None:
    """Run in a process of its own, so that its memory is its own."""
    house = house_in(folder)
    now = datetime.now(UTC)
    batch = batches.make_batch(house.database, "staff:1", now)
    assert batch is not None
    work = replace(house.handlers["batch"], still_working=int)  # type: ignore[type-var]
    with house.database.write() as connection:
        row_id = connection.execute(text("SELECT id FROM outbox WHERE kind = 'batch' AND done_at IS NULL")).scalar_one()
        row = outbox.take(connection, row_id, now)
    assert row is not None
    began = time.perf_counter()
    work.work(row, now)  # type: ignore[attr-defined]
    took = time.perf_counter() - began
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    size = sum(path.stat().st_size for path in house.settings.mail_dir.rglob("*") if path.is_file()) / 2**20
    print(f"a batch of {batch.pieces}: {took:.1f} s, {most} MiB of memory, {size:.0f} MiB on disk")


def main(count: int = 1000) -> None:
    for others in (100, 100_000):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name) / "data"
            house = house_in(folder)
            fill(house, others)
            accept(house, count)
            base = floor(house, 100, folder)
            house.database.close()
            rate = with_two_workers(folder, count)
            print(
                f"among {others} requests: {rate:.1f} packages/s with two workers, floor {base:.1f}/s, "
                f"ratio {rate / base:.2f}"
            )
            if others == 100:
                command = [sys.executable, "-m", "bench.packages", "--batch", str(folder)]
                subprocess.run(command, check=True, env=os.environ)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--batch"]:
        batch_of(Path(sys.argv[2]))
    else:
        main(*(int(argument) for argument in sys.argv[1:]))
