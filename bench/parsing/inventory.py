"""Words that the invented messages are made of, read from wordings.txt.

`train` wordings teach the segmenter.

`held` ones judged it while it was made: its failures were looked at. `final` ones judge it at the end, and their
failures are not looked at: nothing in them may be moved into `train`, a rule or a word list. When they have been,
they are `held` ones, and new ones are written.
"""

from __future__ import annotations

from pathlib import Path


def _sections() -> dict[str, list[str]]:
    sections: dict[str, list[str]] = {}
    current: list[str] = []
    for line in (Path(__file__).parent / "wordings.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("[") and line.endswith("]"):
            current = sections.setdefault(line[1:-1], [])
        elif line and not line.startswith("# Wordings"):
            current.append(line)
    return sections


ALL = _sections()


def _pools(name: str) -> dict[str, list[str]]:
    return {pool: ALL[f"{name} {pool}"] for pool in ("train", "held", "final") if f"{name} {pool}" in ALL}


OPENERS, NAME_INTROS, ADDRESS_INTROS = _pools("OPENERS"), _pools("NAME_INTROS"), _pools("ADDRESS_INTROS")
SPANISH_ASKS, ENGLISH_ASKS, CHATTER = _pools("SPANISH_ASKS"), _pools("ENGLISH_ASKS"), _pools("CHATTER")
OTHERS, PRIVATE, CARE_INTROS = _pools("OTHERS"), _pools("PRIVATE"), _pools("CARE_INTROS")  # other people; numbers; c/o
UNITS_ALONE, ZIP_INTROS = ALL["UNITS_ALONE"], ALL["ZIP_INTROS"]
SPANISH_HEAD, SPANISH_WAY, SPANISH_STREET = ALL["SPANISH_HEAD"], ALL["SPANISH_WAY"], ALL["SPANISH_STREET"]
NATURE, ADJECTIVES = ALL["NATURE"], ALL["ADJECTIVES"]
# Each with its weight: "Apt 30".
SUFFIXES, UNITS_NUMBERED = "|".join(ALL["SUFFIXES"]), "|".join(ALL["UNITS_NUMBERED"])
HISPANIC, VIET, HMONG = ALL["HISPANIC"], ALL["VIET"], ALL["HMONG"]
PUNJABI, SLAVIC, PACIFIC = ALL["PUNJABI"], ALL["SLAVIC"], ALL["PACIFIC"]
