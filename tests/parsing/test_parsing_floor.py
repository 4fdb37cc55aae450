"""The figures of the shared corpus and of wordings held out may rise, not fall."""

from __future__ import annotations

import importlib.util
import json
import re
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from parsers import read_message
from parsers.clean import word_set
from tests.parsing.adapter import parse

ROOT = Path(__file__).parents[2]
FLOOR = {  # exact; accepted but wrong; wrongly accepted; doubtful though complete
    "looked_at": (0.985, 0.005, 0.01, 0.04),
    "ordinary": (0.975, 0.005, 0.01, 0.05),
    "set_aside": (0.985, 0.008, 0.01, 0.04),
    "flyer": (0.965, 0.01, 0.02, 0.065),
    "porch": (0.945, 0.03, 0.09, 0.06),
    "bus_stop": (0.96, 0.02, 0.03, 0.07),
    "unseen": (0.92, 0.03, 0.02, 0.13),
}
STRANGERS = ROOT / "bench" / "parsing" / "strangers.jsonl"
VOICES = ROOT / "tests" / "parsing" / "voices.jsonl"
DEVSET = ROOT.parent / "shared" / "devset"


def module(name: str, path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    loaded = importlib.util.module_from_spec(spec)
    sys.modules[name] = loaded
    spec.loader.exec_module(loaded)
    return loaded


def share(summary: dict[str, Any], key: str) -> float:
    part, whole = summary[key]
    return float(part / whole) if whole else 0.0


@pytest.mark.skipif(not DEVSET.exists(), reason="the shared corpus is not beside this repository")
def test_the_shared_corpus_is_read_no_worse_than_before() -> None:
    score = module("devset_score", DEVSET / "score.py")
    cases = score.load(DEVSET / "messages.jsonl")
    outs, seconds = score.run(cases, parse)
    summary, _ = score.summarise(cases, outs, seconds)
    assert summary["crashes"] == 0
    assert share(summary, "exact+missing (open only)") >= 0.98
    assert share(summary, "accepted but wrong") <= 0.005
    assert share(summary, "wrongly accepted") == 0
    assert share(summary, "wrongly asked again") <= 0.02
    assert share(summary, "doubtful though complete") <= 0.05
    assert share(summary, "PII leak into a field") == 0


@pytest.mark.parametrize("name", FLOOR)
def test_whole_messages_in_other_voices_are_read_no_worse_than_before(name: str) -> None:
    """People, streets and wordings that training was kept from; of four sets nobody looks at failures."""
    families = module("families", ROOT / "bench" / "parsing" / "families.py")
    measure = module("measure", ROOT / "bench" / "parsing" / "measure.py")
    found = measure.tally(families.invented(400, 601, name), read_message)
    exact, accepted_wrong, wrongly_accepted, doubtful = FLOOR[name]
    assert found.exact >= exact * found.cases
    assert found.accepted_wrong <= accepted_wrong * found.accepted
    assert found.wrongly_accepted <= wrongly_accepted * found.incomplete
    assert found.asked_again <= 0.025 * found.complete
    assert found.doubtful <= doubtful * found.complete


# Not read as their writers label them, and no letter goes wrong by it: the part is shown to the parent, or asked for.
KNOWN_LEFT = {
    "shown": word_set(
        "ac-019 bj-060 bj-062 bj-067 bj-110 "
        "ab-105 ac-036 ac-113 ad-044 ad-067 ag-029 ag-104 ah-046 ah-105 ak-093 ak-111 an-070 an-108 an-120 "
        "ao-014 ao-036 ao-040 ao-043 as-018 as-025 as-026 as-035 as-043 as-044 ba-078 t-065 t-078"
    ),
    "asked for": word_set("aa-066 bj-083 bj-107 ac-081 ad-008 ad-029 ah-104 an-063 ao-025 ar-116 j-110"),
    "no command": word_set(  # help or status, in a sentence that is a question too
        "ac-103 ac-111 ad-106 ag-112 ak-116 ao-117 as-100"
    ),
}


def test_texts_of_other_writers_are_read_as_they_label_them() -> None:
    """Forty-six, who saw nothing of the reader, as their auditors; what was read wrong was looked at and mended."""
    cases = [json.loads(line) for line in VOICES.read_text(encoding="utf-8").splitlines()]
    found = module("measure", ROOT / "bench" / "parsing" / "measure.py").tally(cases, read_message)
    assert {case["id"] for case, _ in found.wrong} <= {left for ids in KNOWN_LEFT.values() for left in ids}
    assert found.accepted_wrong == found.wrongly_accepted == 0
    assert found.asked_again <= len(KNOWN_LEFT["asked for"])
    assert found.doubtful <= 0.08 * found.complete  # three of them wrote the oddest names and doors there are


def test_texts_that_nobody_here_reads_are_read_no_worse_than_before() -> None:
    cases = [json.loads(line) for line in STRANGERS.read_text(encoding="utf-8").splitlines()]
    found = module("measure", ROOT / "bench" / "parsing" / "measure.py").tally(cases, read_message)
    assert found.exact >= 0.975 * found.cases
    assert found.accepted_wrong <= 0.01 * found.accepted
    assert found.wrongly_accepted == 0
    assert found.asked_again <= 0.01 * found.complete
    assert found.doubtful <= 0.065 * found.complete


def test_no_secret_of_those_texts_stands_in_any_field() -> None:
    for line in VOICES.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        fields = " ".join(str(value) for value in parse(case["text"]).values())
        assert not [secret for secret in case.get("must_not_contain", []) if secret in fields]


def test_nothing_invented_is_kept_in_the_corpora_that_could_be_a_person() -> None:
    """Phones are 555-01xx and Social Security numbers of the never-issued kind."""
    for path in [*(ROOT / "tests" / "parsing").glob("*.jsonl"), STRANGERS]:
        for line in path.read_text(encoding="utf-8").splitlines():
            case = json.loads(line)
            text = str(case.get("text", ""))
            assert all(found.group(1) == "555" and found.group(2) == "01" for found in _PHONE.finditer(text)), text
            assert all(found.group(1)[0] == "9" or found.group(1) in ("000", "666") for found in _SSN.finditer(text)), (
                text
            )


_PHONE = re.compile(r"(?<!\d)\(?[2-9]\d{2}\)?[ .-]?(\d{3})[ .-]?(\d{2})\d{2}(?![\d-])")
_SSN = re.compile(r"(?<![\d#-])(\d{3})([- ])\d{2}\2\d{4}(?!\d)")
