"""Every file in stories/ and phone/stories/ is a dialogue, played through the signed webhook on both databases.

    # what the story is about
    > what the parent texts              > +19165550102: from another phone
    > {NumMedia=1} …                     with fields of Twilio's beside the text
    < what comes back, more lines        <- for no reply at all
      indented
    << what goes out by itself, later
    = the requests there are now, one a line: state | name | first line | last line | forms
    ! what has come onto the desk
    @ +25h      time passes (m, h, d), the clock's timers run and due texts go out
    @ ready     the mailroom moves the last request on (any state)

With STORIES=write the answers and the requests are written into the files, to be read by a person before they are kept.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest

from bot.line import TextLine
from bot.log import NoLog
from bot.notices import MAILED, RETURNED, RETURNED_NOTICE, Notice
from bot.outgoing import Outgoing, TextWork
from bot.records import TEXT
from bot.timers import REMINDER, review_unanswered
from enrollment.request import State
from fulfillment.mailroom import MAILED_NOTICE
from store import outbox
from tests.bot.conftest import BASE, Door, FakeCarrier, ParentPhone, in_one_line, without_references
from tests.conftest import ROOT

STORIES = sorted(
    path
    for folder in (Path(__file__).parent / "stories", ROOT / "phone" / "stories")  # the phone page plays those too
    for path in folder.glob("*.story")
)
UNITS = {"m": "minutes", "h": "hours", "d": "days"}
FROM = re.compile(r"(\+\d+): ?(.*)", re.DOTALL)
FIELDS = re.compile(r"\{(\w+)=(\w+)\} ?(.*)", re.DOTALL)
TOLD = ("< ", "<-", "<<", "  ", "= ", "! ")


@dataclass
class Teller:
    """The story as it really goes: the given lines with our answers between them."""

    door: Door
    text_line: TextLine
    carrier: FakeCarrier = field(default_factory=FakeCarrier)
    desk_told: list[tuple[str, str | None]] = field(default_factory=list)

    def tell(self, lines: list[str]) -> list[str]:
        told: list[str] = []
        for line in lines:
            told.append(line)
            if line.startswith("> "):
                told += self._answers(line[2:]) + self._stand()
            elif line.startswith("@ "):
                told += self._happens(line[2:]) + self._stand()
        return told

    def _answers(self, said: str) -> list[str]:
        number, said = FROM.fullmatch(said).groups() if FROM.fullmatch(said) else ("+19165550101", said)  # type: ignore[union-attr]
        extra = {}
        while found := FIELDS.fullmatch(said):
            extra[found[1]], said = found[2], found[3]
        replies = ParentPhone(self.door, number).text(said.replace("\\n", "\n"), **extra)
        return self._lines("< ", replies) or ["<-"]

    def _lines(self, sign: str, texts: list[str]) -> list[str]:
        known = self.door.requests()
        whole = [f"{sign}{without_references(text, known)}".replace("\n", "\n  ") for text in texts]
        return [part for text in whole for part in text.split("\n")]

    def _happens(self, what: str) -> list[str]:
        if not what.startswith("+"):
            ParentPhone(self.door).move(State(what))
            self._promise_notice(State(what))
            return []
        self.door.clock.pass_by(timedelta(**{UNITS[what[-1]]: int(what[1:-1])}))
        review_unanswered(self.door.database, self.door.clock())
        before = len(self.carrier.sent)
        self._send_what_is_due()
        return self._lines("<< ", [body for _, body in self.carrier.sent[before:]])

    def _promise_notice(self, state: State) -> None:
        kinds = {State.MAILED: MAILED_NOTICE, State.RETURNED: RETURNED_NOTICE}
        if state in kinds:
            request, now = self.door.requests()[-1], self.door.clock()
            key = f"{kinds[state]}:{request.id}:{request.attempt}"
            with self.door.database.write() as connection:
                outbox.put(connection, kinds[state], request.id, key, now, now)

    def _send_what_is_due(self) -> None:
        outgoing = Outgoing(self.door.database, self.carrier, NoLog(), BASE)
        codes = {MAILED_NOTICE: MAILED, RETURNED_NOTICE: RETURNED, REMINDER: REMINDER}
        for kind, code in codes.items():
            self.door.work(
                kind, Notice(code, self.door.database, self.text_line.texts, outgoing, self.text_line.agency.calendar)
            )
        self.door.work(TEXT, TextWork(self.door.database, outgoing))

    def _stand(self) -> list[str]:
        desk = self.door.desk()
        new, self.desk_told = [item for item in desk if item not in self.desk_told], desk
        lines = [f"= {in_one_line(request)}" for request in self.door.requests()]
        return lines + [f"! {kind}" + (f" ({detail})" if detail else "") for kind, detail in new]


@pytest.mark.parametrize("story", STORIES, ids=lambda path: path.stem)
def test_the_story_goes_as_told(story: Path, door: Door, text_line: TextLine) -> None:
    wanted = story.read_text().rstrip("\n").split("\n")
    given = [line for line in wanted if not line.startswith(TOLD)]

    told = Teller(door, text_line).tell(given)

    if os.environ.get("STORIES") == "write":
        story.write_text("\n".join(told) + "\n")
    assert told == wanted


def test_there_are_stories_in_both_languages() -> None:
    assert len(STORIES) >= 60
    ours = re.compile(r"^<.*(mandaremos|Escriba|Gracias|llame)", re.MULTILINE)
    spanish = [story for story in STORIES if ours.search(story.read_text())]
    assert len(spanish) >= 15
