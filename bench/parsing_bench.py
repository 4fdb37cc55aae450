"""Accuracy, doubt and speed of the reader, beside `usaddress.tag` alone.

python bench/parsing_bench.py [--count 2000] [--list] [--marks]
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "bench" / "parsing")]

import families  # noqa: E402
import usaddress  # noqa: E402
from measure import HEADER, Reader, tally  # noqa: E402
from scored import invented  # noqa: E402

from parsers import Keyword, Part, PersonName, PostalAddress, Reading, read_message  # noqa: E402
from parsers import reader as reading_room  # noqa: E402

DEVSET = ROOT.parent / "shared" / "devset" / "messages.jsonl"
ODDITIES = ROOT / "tests" / "parsing" / "oddities.jsonl"
VOICES = ROOT / "tests" / "parsing" / "voices.jsonl"
STRANGERS = ROOT / "bench" / "parsing" / "strangers.jsonl"


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def by_usaddress(text: str) -> Reading:
    """The keyword cut off, all else left to usaddress: what one gets for one line of code."""
    bare = re.sub(r"^\W*(open|abrir)\W*", "", text, flags=re.IGNORECASE)
    try:
        found = usaddress.tag(bare)[0]
    except usaddress.RepeatedLabelError as error:
        found = {}
        for word, label in error.parsed_string:
            found[label] = f"{found[label]} {word}" if label in found else word
    unit = " ".join(found.pop(key) for key in ("OccupancyType", "OccupancyIdentifier") if key in found)
    name, city, state, code = (found.pop(key, "") for key in ("Recipient", "PlaceName", "StateName", "ZipCode"))
    line = " ".join(value.strip(" ,") for value in found.values())
    address = PostalAddress(
        line or None, unit or None, city.strip(" ,") or None, state.strip(" ,") or None, code[:5] or None
    )
    return Reading(
        Keyword.OPEN if bare != text else Keyword.OTHER, name=PersonName(name) if name else None, address=address
    )


def accuracy(count: int, listed: bool) -> None:
    sets = {
        "hand-written oddities": rows(ODDITIES),
        "forty-six writers, looked at": rows(VOICES),
        "thirteen writers, set aside": rows(STRANGERS),
        "wordings held out": invented(count, 401, "held"),
        "wordings never looked at": invented(count, 402, "final"),
        "never looked at, new seed": invented(count, 511, "final"),
        "whole, looked at": families.invented(count, 11, "looked_at"),
        "whole, ordinary parents": families.invented(count, 701, "ordinary"),
        "whole, kept from training": families.invented(count, 801, "unseen"),
        "whole, set aside": families.invented(count, 601, "set_aside"),
        "whole, flyer, set aside": families.invented(count, 901, "flyer"),
        "whole, porch, set aside": families.invented(count, 951, "porch"),
        "whole, bus stop, set aside": families.invented(count, 971, "bus_stop"),
    }
    if DEVSET.exists():
        sets = {"shared corpus": rows(DEVSET), **sets}
    print(HEADER)
    for name, cases in sets.items():
        result = tally(cases, read_message)
        print(result.row(name))
        print(tally(cases, by_usaddress).row("  usaddress alone"))
        if listed and "never looked at" not in name and "set aside" not in name:
            for case, wrong in result.wrong:
                print("   ", wrong, repr(case["text"]))


def calibration(count: int) -> None:
    """How often a reading whose least sure part is this sure is right in every part."""
    bins: dict[float, list[bool]] = {}
    edges = (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.999)
    kept, reading_room.DOUBT_BELOW = reading_room.DOUBT_BELOW, dict.fromkeys(Part, 0.0)
    for case in invented(count, 403, "final"):  # the weights were found on `held`
        reading, sure = reading_room.read_with_sureness(case["text"])
        if reading.keyword is Keyword.OPEN and not reading.missing and "missing" not in case["ignore"]:
            single = tally([case], lambda _, found=reading: found)  # type: ignore[misc]
            bins.setdefault(max(edge for edge in edges if edge <= sure), []).append(single.exact == 1)
    reading_room.DOUBT_BELOW = kept
    print("\nleast sure part   readings   right in all")
    for edge in edges:
        if edge in bins:
            print(f"  from {edge:<8} {len(bins[edge]):>8}   {100 * sum(bins[edge]) / len(bins[edge]):6.1f}%")


def marks(count: int) -> None:
    """What the mark below which a name is shown costs and saves."""
    kept = reading_room.DOUBT_BELOW
    for mark in (0.85, kept[Part.NAME], 0.95):
        reading_room.DOUBT_BELOW = kept | {Part.NAME: mark}
        for name, seed in (("ordinary", 701), ("unseen", 801), ("flyer", 901)):
            print(tally(families.invented(count, seed, name), read_message).row(f"below {mark}, {name}"))
    reading_room.DOUBT_BELOW = kept


def speed() -> None:
    texts = [case["text"] for case in invented(1000, 404, "train")]
    texts = [text for text in texts if len(text) <= 320]
    print()
    for reader in (by_usaddress, read_message):
        for text in texts[:50]:
            reader(text)
        times = sorted(_timed(text, reader) for text in texts * 2)
        print(
            f"{reader.__name__:<14}{len(times) / sum(times):6.0f} messages/s of CPU, "
            f"p50 {1e3 * times[len(times) // 2]:.2f} ms, p99 {1e3 * times[int(len(times) * 0.99)]:.2f} ms"
        )
    long = sorted(_timed((text + " thanks for the help ") * 9) for text in (t[:150] for t in texts[:200]))
    print(f"320 characters: p99 {1e3 * long[int(len(long) * 0.99)]:.2f} ms")
    code = (
        "import time; t = time.perf_counter(); from parsers import read_message; "
        "read_message('OPEN'); print(time.perf_counter() - t)"
    )
    cold = min(
        float(subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout)
        for _ in range(3)
    )
    print(f"import and first message: {1e3 * cold:.0f} ms")


def _timed(text: str, reader: Reader = read_message) -> float:
    started = time.process_time()
    reader(text[:320])
    return time.process_time() - started


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--list", action="store_true", help="the cases read wrong, except those nobody may look at")
    parser.add_argument("--marks", action="store_true", help="what other marks for doubt would cost and save")
    arguments = parser.parse_args()
    accuracy(arguments.count, arguments.list)
    calibration(arguments.count)
    if arguments.marks:
        marks(arguments.count)
    speed()
