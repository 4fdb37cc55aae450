"""Every file in stories/ is a dialogue, played through the signed webhook on both databases.

    # what the story is about
    > what the parent texts              > +19165550102: from another phone
    < what comes back, more lines        <- for no reply at all
      indented
    = the requests there are now, one a line: state | name | first line | last line | forms
    @ +25h      time passes (m, h, d), and the clock's timers run
    @ ready     the mailroom moves the last request on (any state)

With STORIES=write the answers and the requests are written into the files, to be read by a person before they are kept.
"""

from __future__ import annotations

import os
import re
from datetime import timedelta
from pathlib import Path

import pytest

from bot.timers import review_unanswered
from enrollment.request import State
from tests.bot.conftest import Door, ParentPhone, in_one_line, without_references

STORIES = sorted((Path(__file__).parent / "stories").glob("*.story"))
UNITS = {"m": "minutes", "h": "hours", "d": "days"}
FROM = re.compile(r"(\+\d+): ?(.*)", re.DOTALL)


def _tell(door: Door, lines: list[str]) -> list[str]:
    """The story as it really goes: the given lines with our answers between them."""
    told: list[str] = []
    for line in lines:
        told.append(line)
        if line.startswith("> "):
            told += _answers(door, line[2:])
        elif line.startswith("@ "):
            told += _happens(door, line[2:])
    return told


def _answers(door: Door, said: str) -> list[str]:
    from_another = FROM.fullmatch(said)
    phone = ParentPhone(door, from_another[1]) if from_another else ParentPhone(door)
    replies = phone.text((from_another[2] if from_another else said).replace("\\n", "\n"))
    lines = [f"< {without_references(reply, door.requests())}".replace("\n", "\n  ") for reply in replies] or ["<-"]
    return [part for line in lines for part in line.split("\n")] + _requests(door)


def _happens(door: Door, what: str) -> list[str]:
    if what.startswith("+"):
        door.clock.pass_by(timedelta(**{UNITS[what[-1]]: int(what[1:-1])}))
        review_unanswered(door.database, door.clock())
    else:
        ParentPhone(door).move(State(what))
    return _requests(door)


def _requests(door: Door) -> list[str]:
    return [f"= {in_one_line(request)}" for request in door.requests()]


@pytest.mark.parametrize("story", STORIES, ids=lambda path: path.stem)
def test_the_story_goes_as_told(story: Path, door: Door) -> None:
    wanted = story.read_text().rstrip("\n").split("\n")
    given = [line for line in wanted if not line.startswith(("< ", "<-", "  ", "= "))]

    told = _tell(door, given)

    if os.environ.get("STORIES") == "write":
        story.write_text("\n".join(told) + "\n")
    assert told == wanted
