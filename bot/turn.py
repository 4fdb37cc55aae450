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


@dataclass(frozen=True, slots=True)
class Conversation:
    """One phone's open question, and the request it is about."""

    question: Question | None = None
    asked_at: datetime | None = None
    tries: int = 0
    request_id: int | None = None
    told_about_ssn: bool = False


@dataclass(frozen=True, slots=True)
class Incoming:
    """One text, already read and without Social Security numbers."""

    reading: Reading
    pictures: int = 0
    opt_out_type: OptOutType | None = None


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


Act = Open | Change | Note | OptOut | OptIn


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


NEW_REQUEST = 0
