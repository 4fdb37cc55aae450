"""A story: a dialogue with the county in a file, read into steps to play.

    # what the story is about
    > what the parent texts              > +19165550102: from another phone
    > {NumMedia=1} …                     with a picture; {OptOutType=STOP}: Twilio has answered the word itself
    < what comes back, more lines        <- for no reply at all
      indented
    << what comes by itself, later
    = and ! lines say how staff see it; they are shown and not checked: a phone cannot see them
    @ +25h      time passes (m, h, d)
    @ mailed    the mailroom moves the newest request on: ready, printed, mailed or returned

The bot's tests tell the same files to the end, staff's side and all: tests/bot/test_stories.py.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from enrollment.request import State
from phone.carrier import LONGEST, MOST_PICTURES, OptOut

SHIPPED = {path.stem: path for path in sorted((Path(__file__).parent / "stories").glob("*.story"))}
MOST_LINES = 400
_PHONES = 2
_FROM = re.compile(r"(\+\d{8,15}): ?(.*)", re.DOTALL)
_FIELD = re.compile(r"\{(NumMedia|OptOutType)=(\w+)\} ?(.*)", re.DOTALL)
_SPAN = re.compile(r"\+(\d{1,3})([mhd])")
_SECONDS = {"m": 60, "h": 3600, "d": 86_400}
_MAILROOM = frozenset({State.READY, State.PRINTED, State.MAILED, State.RETURNED})
_HOUSE = re.compile(r"^= [^|]*\|[^|]*\| (\d{2,5}) ", re.MULTILINE)


class Act(StrEnum):
    TEXT = "text"
    PASS = "pass"  # noqa: S105  time passes
    STAFF = "staff"


class NotAStory(Exception):
    """`line` is the first that cannot be played."""

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line}")
        self.line = line


@dataclass(frozen=True, slots=True)
class Step:
    """`told` is what the file says comes back; at a text the replies, else what comes by itself."""

    act: Act
    line: int
    phone: int = 0  # 0 or 1: which of the two on the page
    body: str = ""
    pictures: int = 0
    opt_out: OptOut | None = None
    seconds: int = 0
    state: State | None = None
    told: tuple[str, ...] = ()
    later: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    title: str
    steps: tuple[Step, ...]

    @property
    def has_hours(self) -> bool:
        """It says when something comes, reckoned from a Monday noon."""
        return any(step.act is Act.PASS for step in self.steps)


def title_of(text: str) -> str:
    return text.partition("\n")[0].removeprefix("#").strip()


def in_other_houses(text: str, chance: random.Random) -> str:
    """The same story at other house numbers: played twice, its people would else be taken for those of last time."""
    for old in sorted(set(_HOUSE.findall(text))):
        new = chance.randrange(10 ** (len(old) - 1), 10 ** len(old))
        text = re.sub(rf"(?<!-)\b{old}\b", str(new), text)
    return text


def read_story(text: str) -> Story:
    lines = text.replace("\r\n", "\n").rstrip("\n").split("\n")
    if len(lines) > MOST_LINES:
        raise NotAStory(MOST_LINES + 1)
    reader = _Reader()
    for number, line in enumerate(lines, start=1):
        try:
            reader.read(number, line)
        except ValueError:
            raise NotAStory(number) from None
    if not reader.steps:
        raise NotAStory(len(lines))
    return Story(reader.title, tuple(reader.steps))


@dataclass
class _Reader:
    """Raises ValueError at a line it does not understand."""

    title: str = ""
    steps: list[Step] = field(default_factory=list)
    _phones: list[str] = field(default_factory=lambda: ["+19165550101"])
    _open: str = ""  # which of a step's lists an indented line goes on with

    def read(self, number: int, line: str) -> None:
        sign, _, rest = line.partition(" ")
        if line.startswith("  ") and self._open:
            self._go_on(line[2:])
        elif sign == ">":
            self._add(self._text(number, rest))
        elif sign == "@":
            self._add(_happening(number, rest))
        elif sign in {"<", "<<", "=", "!"}:
            self._told(sign, rest)
        elif line.startswith("#"):
            self.title = self.title or title_of(line)
        elif line.strip() not in {"", "<-"}:
            raise ValueError

    def _add(self, step: Step) -> None:
        self.steps.append(step)
        self._open = ""

    def _told(self, sign: str, words: str) -> None:
        if not self.steps:
            raise ValueError
        self._open = {"<": "told", "<<": "later"}.get(sign, "notes")
        last = self.steps[-1]
        self.steps[-1] = replace(last, **{self._open: (*getattr(last, self._open), words)})  # type: ignore[arg-type]

    def _go_on(self, words: str) -> None:
        last = self.steps[-1]
        *before, unfinished = getattr(last, self._open)
        self.steps[-1] = replace(last, **{self._open: (*before, f"{unfinished}\n{words}")})  # type: ignore[arg-type]

    def _text(self, number: int, said: str) -> Step:
        phone = 0
        if found := _FROM.fullmatch(said):
            phone, said = self._phone(found[1]), found[2]
        step = Step(Act.TEXT, number, phone)
        while found := _FIELD.fullmatch(said):
            said = found[3]
            if found[1] == "NumMedia":
                step = replace(step, pictures=int(found[2]))
            else:
                step = replace(step, opt_out=OptOut(found[2]))
        body = said.replace("\\n", "\n")
        if len(body) > LONGEST or step.pictures > MOST_PICTURES:
            raise ValueError
        return replace(step, body=body)

    def _phone(self, number: str) -> int:
        if number not in self._phones:
            self._phones.append(number)
        if len(self._phones) > _PHONES:
            raise ValueError
        return self._phones.index(number)


def _happening(number: int, what: str) -> Step:
    if found := _SPAN.fullmatch(what):
        return Step(Act.PASS, number, seconds=int(found[1]) * _SECONDS[found[2]])
    state = State(what)
    if state not in _MAILROOM:
        raise ValueError
    return Step(Act.STAFF, number, state=state)
