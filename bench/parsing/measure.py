"""Judges readings against cases in the form of the shared corpus, by the rules of its README."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT)]

from parsers import Language, Part, Reading  # noqa: E402
from parsers.assemble import NICKNAMES, _spelled  # noqa: E402
from tests.parsing import judge  # noqa: E402

FIELDS = {
    "name": "name",
    "line1": "line",
    "line2": "unit",
    "city": "city",
    "state": "state",
    "zip5": "zip5",
    "zip4": "zip4",
    "language": "language",
}
PARTS = {Part.NAME: "name", Part.DELIVERY_LINE: "line1", Part.ZIP: "zip5"}
Reader = Callable[[str], Reading]


def same(key: str, wanted: str | None, found: str) -> bool:
    one = judge.wanted({FIELDS[key]: wanted})[FIELDS[key]]
    if key == "language":
        return (one == "es") == (found == "es")
    if key == "line2":
        bare = [w for w in one.split() if w != "#"]
        return one == found or (one.startswith("# ") and found.split()[-1:] == bare)
    if key == "city":
        return _spelled(NICKNAMES.get(one, one)) == _spelled(NICKNAMES.get(found, found))
    return one == found


@dataclass
class Tally:
    cases: int = 0
    exact: int = 0
    complete: int = 0
    asked_again: int = 0
    doubtful: int = 0
    accepted: int = 0
    accepted_wrong: int = 0
    incomplete: int = 0
    wrongly_accepted: int = 0
    opened: int = 0
    false_spanish: int = 0
    missed_spanish: int = 0
    wrong: list[tuple[dict[str, Any], list[str]]] = field(default_factory=list)

    def add(self, case: dict[str, Any], reading: Reading) -> None:
        wrong = wrong_fields(case, reading)
        self.cases += 1
        self.exact += not wrong
        if wrong:
            self.wrong.append((case, wrong))
        if case["expect"]["intent"] == "open" and "language" not in case.get("ignore", []):
            self._count_language(case["expect"]["language"] == "es", reading.forms_language is Language.SPANISH)
        self._count(case, reading, bool(wrong))

    def _count_language(self, asked: bool, found: bool) -> None:
        self.opened += 1
        self.false_spanish += found and not asked
        self.missed_spanish += asked and not found

    def _count(self, case: dict[str, Any], reading: Reading, wrong: bool) -> None:
        if case["expect"]["intent"] != "open" or "missing" in case.get("ignore", []):
            return
        missing = [PARTS[part] for part in reading.missing]
        taken = reading.keyword == "open" and not missing and not reading.doubtful
        wanted = [part for part in case["expect"]["missing"] if part != "city"]
        if wanted:
            self.incomplete += 1
            self.wrongly_accepted += taken
        else:
            self.complete += 1
            self.asked_again += reading.keyword != "open" or bool(missing)
            self.doubtful += bool(reading.doubtful)
        self.accepted += taken
        self.accepted_wrong += taken and (wrong or bool(wanted))

    def row(self, name: str) -> str:
        def share(part: int, whole: int) -> str:
            return f"{100 * part / whole:6.2f}%" if whole else "    n/a"

        return (
            f"{name:<26}{self.cases:>6}{share(self.exact, self.cases)}{share(self.accepted_wrong, self.accepted)}"
            f"{share(self.wrongly_accepted, self.incomplete)}{share(self.asked_again, self.complete)}"
            f"{share(self.doubtful, self.complete)}{share(self.false_spanish, self.opened)}"
            f"{share(self.missed_spanish, self.opened)}"
        )


HEADER = (
    f"{'':<26}{'cases':>6}{'exact':>7}{'acc/wr':>7}{'wr/acc':>7}{'again':>7}{'doubt':>7}{'falseES':>8}{'missES':>7}"
)


def wrong_fields(case: dict[str, Any], reading: Reading) -> list[str]:
    expect, ignored = case["expect"], case.get("ignore", [])
    intent = {"cancel": "stop"}.get(reading.keyword, str(reading.keyword))
    intent = intent if intent in ("open", "stop", "help", "status") else "other"
    if intent not in [expect["intent"], *case.get("also_ok", {}).get("intent", [])]:
        return ["intent"]
    if expect["intent"] != "open":
        return []
    found = judge.parts(reading)
    also = case.get("also_ok", {})
    return [
        key
        for key, own in FIELDS.items()
        if key not in ignored and not any(same(key, want, found[own]) for want in [expect[key], *also.get(key, [])])
    ]


def tally(cases: Sequence[dict[str, Any]], reader: Reader) -> Tally:
    total = Tally()
    for case in cases:
        total.add(case, reader(case["text"]))
    return total
