# ruff: noqa: E501  the texts are easier to look over in rows
"""A phone's conversation without database or socket: the rule's Turns applied to values, and what must always hold."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache
from itertools import pairwise

from bot import catalogue
from bot.catalogue import Catalogue
from bot.decide import decide
from bot.turn import NEW_REQUEST, Act, Change, Conversation, Incoming, Known, Open, OptIn, OptOut, OptOutType, Turn
from bot.wording import Worded, word
from enrollment.reference import new_reference
from enrollment.request import MOVES, State, check_move
from parsers import Keyword, Language, read_message, segments
from parsers.signals import Signal, read_signals
from runtime.agency import read_agency
from store.requests import Request
from tests.conftest import MONDAY_NOON, ROOT

ADDRESSES = [
    "1234 Fruitridge Rd Apt 5 Sacramento CA 95820",
    "88 Alhambra Blvd Sacramento CA 95816",
    "500 N Virginia St Reno NV 89501",
]
TEXTS = [
    *(f"OPEN {name} {address}" for name in ("Maria Lopez", "Rosa Medina") for address in ADDRESSES),
    "ABRIR me llamo Jose Hernandez y vivo en 4500 Stockton Blvd Apto 12, Sacramento CA 95820, gracias",
    "OPEN", "OPEN Maria Lopez", "OPEN Maria Lopez 1234 Fruitridge Rd Apt 5 Sacramento", "OPEN 88 Alhambra Blvd Sacramento 95816",
    "OPEN Maria Lopez I am homeless", "OPEN Ana Ruiz, Calle 5 de Mayo 120, Tijuana, Mexico",
    "OPEN this is the attorney for my client Maria Lopez 1234 Fruitridge Rd Apt 5 Sacramento CA 95820",
    f"OPEN Maria Lopez {ADDRESSES[0]} he will kill me", f"OPEN Maria Lopez {ADDRESSES[0]} dont text me back",
    f"OPEN Rosa Medina {ADDRESSES[1]} i get calworks", f"OPEN Maria Lopez {ADDRESSES[0]} ssn 912-34-5678",
    "Maria Lopez", "1234 Fruitridge Rd Apt 5", "95820", "Apt 6", "no its apt 6", "9582", "asdf", "blah blah blah", "👍", "",
    "1", "2", "3", "4", "uno", "yes", "no", "ok gracias", "STATUS", "ESTADO", "STATUS 12345674", "ESPAÑOL", "ENGLISH",
    "HOURS", "HORARIO", "COST", "PERSON", "PERSONA", "NOTME", "LETRA GRANDE", "custody", "who is this", "Здравствуйте",
    "STOP", "ALTO", "stop texting me", "CANCEL", "CANCELAR", "START", "HELP", "AYUDA", "im scared of him he hits me",
    "I'm driving, I'll text you later", "912-34-5678",
]  # fmt: skip
STAFF_MOVES = [State.READY, State.PRINTED, State.MAILED, State.RETURNED, State.HELD, State.ACCEPTED, State.NEEDS_REVIEW]
_MAY_SPEAK_AFTER_STOP = {"start", "help", "help_again"}


@cache
def incoming(text: str, twilio: OptOutType | None = None) -> Incoming:
    reading = read_message(text)
    return Incoming(reading, 0 if text else 1, twilio, read_signals(reading.text))


@cache
def texts() -> Catalogue:
    return catalogue.texts(read_agency(ROOT / "agency.toml"))


@dataclass
class World:
    now: datetime = MONDAY_NOON
    conversation: Conversation = field(default_factory=Conversation)
    requests: dict[int, Request] = field(default_factory=dict)
    language: Language | None = None
    opted_out_at: datetime | None = None
    noticed: bool = False
    consented: bool = False
    last_text_at: datetime | None = None
    said: list[Worded] = field(default_factory=list)
    said_at: list[datetime] = field(default_factory=list)
    drawn: int = 0

    def known(self) -> Known:
        return Known(
            requests=tuple(self.requests.values()),
            fresh_reference=new_reference(lambda below: (self.drawn * 7919 + 13) % below),
            language=self.language,
            opted_out=self.opted_out_at is not None,
            introduced=self.noticed,
            consented=self.consented,
            last_text_at=self.last_text_at,
            recent_opens=len(self.requests),
            last_body=self.said[-1].body if self.said else None,
            answers_last_hour=sum(at > self.now - timedelta(hours=1) for at in self.said_at),
        )

    def text(self, text: str, twilio: OptOutType | None = None, *, crash_first: bool = False) -> list[Worded]:
        """Handle one text. A crash before the commit leaves nothing, and the retry finds the world as it was."""
        self.now += timedelta(seconds=20)
        given, known, before = incoming(text, twilio), self.known(), self.conversation
        turn = decide(before, given, known, self.now)
        if crash_first:
            assert decide(before, given, known, self.now) == turn, "a retry decided otherwise"
        worded = word(turn, known, texts())
        self._apply(turn)
        self._check(text, given, known, turn, worded)
        self._remember(turn, worded)
        return worded

    def staff(self, state: State) -> None:
        """The mailroom or a clerk moves the newest request, where the table of moves allows it."""
        if self.requests:
            request = self.requests[max(self.requests)]
            if state is State.ACCEPTED and (not request.particulars.is_complete or request.particulars.doubtful):
                return  # the console asks a clerk to complete it first
            held = request.held_from
            if state in MOVES[request.state] and (request.state is not State.HELD or state is held):
                mailed = {"mailed_on": self.now.date()} if state is State.MAILED else {}
                self._move(request, state, **mailed)

    def _apply(self, turn: Turn) -> None:
        made: int | None = None
        for act in turn.acts:
            made = self._carry_out(act) or made
        self.conversation = turn.conversation
        if self.conversation.request_id == NEW_REQUEST:
            assert made is not None, "the conversation is about a request that was not made"
            self.conversation = replace(self.conversation, request_id=made)

    def _carry_out(self, act: Act) -> int | None:
        match act:
            case Open():
                return self._open(act)
            case Change():
                self._change(act)
            case OptOut():
                self.opted_out_at = self.opted_out_at or self.now
            case OptIn():
                self.opted_out_at = None
        return None

    def _open(self, act: Open) -> int:
        self.drawn += 1
        made = Request(
            self.drawn, act.reference, 1, "text", act.state, None, act.reason, act.particulars, self.now, self.now.date(),
            None, 1, 1, 1, self.now,
        )  # fmt: skip
        self.requests[made.id] = made
        if act.hold:
            self._move(made, State.HELD)
        return made.id

    def _change(self, act: Change) -> None:
        request = self.requests[act.request.id]
        assert request == act.request, "a request was changed twice in one turn"
        if act.particulars is not None:
            assert request.state is not State.PRINTED or act.particulars == request.particulars, "corrected on paper"
            request = self.requests[request.id] = replace(request, particulars=act.particulars)
        if act.state is not None:
            self._move(request, act.state, review_reason=act.reason)

    def _move(self, request: Request, state: State, **changes: object) -> None:
        check_move(request.state, state, held_from=request.held_from)
        held_from = request.state if state is State.HELD else None
        self.requests[request.id] = replace(request, state=state, held_from=held_from, **changes)  # type: ignore[arg-type]

    def _remember(self, turn: Turn, worded: list[Worded]) -> None:
        self.language, self.last_text_at = turn.language, self.now
        self.said += worded
        self.said_at += [self.now] * len(worded)
        self.noticed = self.noticed or any(text.introduces for text in worded)
        self.consented = self.consented or any(text.code in {"accept_first", "accept_told"} for text in worded)

    def _check(self, text: str, given: Incoming, known: Known, turn: Turn, worded: list[Worded]) -> None:
        self._check_opt_out(given, known, worded)
        self._check_words(known, worded)
        self._check_requests(given, turn)
        assert "912" not in "".join(said.body for said in worded), "a Social Security number was echoed"
        assert "5678" not in given.reading.text, text

    def _check_opt_out(self, given: Incoming, known: Known, worded: list[Worded]) -> None:
        stopped = given.reading.keyword in {Keyword.STOP, Keyword.CANCEL} or given.opt_out_type is OptOutType.STOP
        if stopped:
            assert self.opted_out_at is not None
            assert [said.code for said in worded] in ([], ["stop"])
            assert not (worded and (known.opted_out or given.opt_out_type)), "a second confirmation"
        elif known.opted_out:
            assert {said.code for said in worded} <= _MAY_SPEAK_AFTER_STOP, "spoke after STOP"
        if Signal.SILENCE in given.signals and given.opt_out_type is None:
            assert worded == [], "answered who asked not to be"

    def _check_words(self, known: Known, worded: list[Worded]) -> None:
        lines = [known.last_body, *(said.body for said in worded)]
        assert all(one != other for one, other in pairwise(lines)), "the same line twice in a row"
        if worded and not known.introduced and worded[0].code != "stop":
            assert worded[0].introduces, "the first text does not say who we are"
        for said in worded:
            assert segments(said.body) <= 3, said.body

    def _check_requests(self, given: Incoming, turn: Turn) -> None:
        for request in self.requests.values():
            if request.state in {State.ACCEPTED, State.READY}:
                assert request.particulars.is_complete, "accepted without a name or an address"
                assert not request.particulars.doubtful, "accepted in doubt"
        unheld = [request for request in self.requests.values() if State.HELD in MOVES[request.state]]
        if given.reading.keyword is Keyword.CANCEL or Signal.DANGER in given.signals:
            assert unheld == [], "something may still be mailed"
        if given.reading.keyword is Keyword.OPEN and given.opt_out_type is None:
            assert self.requests or turn.acts, "an OPEN left nothing"
        about = self.conversation.request_id
        assert about is None or about in self.requests
