"""What the rule of the conversation works on: frozen values in, a Turn out. No I/O, no clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from enrollment.particulars import Particulars
from enrollment.request import State
from parsers import Language, Reading
from parsers.signals import Signals
from store.desk import DeskKind
from store.requests import Request


class Question(StrEnum):
    """What was last asked of a phone. Digits answer only this."""

    NAME_AND_ADDRESS = "name_and_address"
    NAME = "name"
    ADDRESS = "address"
    ZIP = "zip"
    CONFIRM = "confirm"  # 1 right, 2 change
    ACCEPTED = "accepted"  # 2: something is wrong
    CHANGE = "change"  # the right words, or 3 other language, 4 do not mail
    SECOND_OPEN = "second_open"  # 1 to the new address, 2 leave it
    NEW_SET = "new_set"  # mailed lately: 1 another set, 2 not
    CALL = "call"  # may we call this number: 1 yes, 2 no; about the phone, not about a request
    RETURNED = "returned"  # the mail came back: where should it go
    STAFF = "staff"  # somebody here wrote in their own words: a person reads what comes back


class OptOutType(StrEnum):
    """Twilio has recognised its own keyword and answered it itself."""

    STOP = "STOP"
    START = "START"
    HELP = "HELP"


class ReviewReason(StrEnum):
    UNREADABLE = "unreadable"
    NO_ANSWER = "no_answer"
    CANNOT_ASK = "cannot_ask"  # opted out, or no text can reach the phone
    MANY_REQUESTS = "many_requests"
    STOP_PRINTED = "stop_printed"  # the parent wants back what is already on paper
    SECOND_OPEN = "second_open"
    FOREIGN_ADDRESS = "foreign_address"
    FOR_CLIENT = "for_client"  # an attorney or a social worker writes for somebody else
    LATE_TEXT = "late_text"  # found in Twilio's log while another question was open


@dataclass(frozen=True, slots=True)
class Conversation:
    """One phone's open question, and the request it is about."""

    question: Question | None = None
    asked_at: datetime | None = None
    tries: int = 0
    request_id: int | None = None
    told_about_ssn: bool = False
    before: Question | None = None  # what CALL has put aside
    misses: int = 0  # texts in a row that we could not understand


@dataclass(frozen=True, slots=True)
class Incoming:
    """One text, already read and without Social Security numbers."""

    reading: Reading
    pictures: int = 0
    opt_out_type: OptOutType | None = None
    signals: Signals = field(default_factory=Signals)


@dataclass(frozen=True, slots=True)
class Known:
    """What the door loads before the rule decides: a snapshot of this phone, frozen."""

    requests: tuple[Request, ...]
    fresh_reference: str
    language: Language | None = None
    opted_out: bool = False
    introduced: bool = False  # this phone has had a text that names us, STOP and HELP
    consented: bool = False  # this phone has had a text that names the two later ones: mailed, came back
    last_text_at: datetime | None = None
    recent_opens: int = 0  # requests by this phone, or to the address in this text, in 30 days: the larger
    cannot_text: bool = False  # the carrier has said so
    opted_out_at: datetime | None = None
    opted_in_at: datetime | None = None
    last_body: str | None = None  # our last line: the same one is never sent twice in a row
    answers_last_hour: int = 0
    echo_masked: bool = False  # agency.toml: an acceptance shows name and address only in part
    unsafe_to_text: bool = False  # staff's word: somebody else may read what we send


@dataclass(frozen=True, slots=True)
class Reply:
    """A text to send, as a code of the catalogue and what to fill in beside the agency's facts."""

    code: str
    values: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Open:
    """Make a request."""

    reference: str
    particulars: Particulars
    state: State
    reason: ReviewReason | None = None
    hold: bool = False  # made, and held at once


@dataclass(frozen=True, slots=True)
class Change:
    """Correct a request, move it, or both, in that order."""

    request: Request
    particulars: Particulars | None = None
    state: State | None = None
    reason: ReviewReason | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """Leave an event on a request for staff; nothing moves."""

    request: Request
    reason: ReviewReason


@dataclass(frozen=True, slots=True)
class OptOut:
    pass


@dataclass(frozen=True, slots=True)
class OptIn:
    pass


@dataclass(frozen=True, slots=True)
class CannotText:
    """Mailed all the same; staff see that no text can tell the parent."""


@dataclass(frozen=True, slots=True)
class Desk:
    """A person must look; `request` None with `about_new` stands for the one that an `Open` makes."""

    kind: DeskKind
    request: Request | None = None
    detail: str | None = None
    about_new: bool = False


Act = Open | Change | Note | OptOut | OptIn | CannotText | Desk


@dataclass(frozen=True, slots=True)
class Scene:
    """One text in its place: everything a part of the rule may look at."""

    conversation: Conversation
    incoming: Incoming
    known: Known
    language: Language  # of the answer
    now: datetime

    @property
    def reading(self) -> Reading:
        return self.incoming.reading

    @property
    def signals(self) -> Signals:
        return self.incoming.signals

    @property
    def cannot_ask(self) -> bool:
        return self.known.opted_out or self.known.cannot_text or self.known.unsafe_to_text

    @property
    def request(self) -> Request | None:
        """The request the open question is about."""
        wanted = self.conversation.request_id
        return next((request for request in self.known.requests if request.id == wanted), None)


@dataclass(frozen=True, slots=True)
class Turn:
    """The whole effect of one text.

    The conversation's `request_id` of NEW_REQUEST stands for the one that an `Open` among the acts makes.
    """

    conversation: Conversation
    language: Language
    replies: tuple[Reply, ...] = ()
    acts: tuple[Act, ...] = ()
    asks_case: bool = False  # the text asks how a case stands: the gate decides, and its answer is one more reply


NEW_REQUEST = 0
