"""What may be said to somebody who calls about a request, and what to ask first. Caller ID is never proof."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from enrollment.request import State
from enrollment.working_days import pacific_date
from staff import standing, wording
from staff.records.file import File
from store.desk import DeskKind
from store.requests import Request

# What lies on the desk, or ever lay there, settled or not, and makes a call about it a danger to somebody.
CAREFUL = frozenset({
    DeskKind.DANGER.value, DeskKind.NO_TEXTS_BACK.value, DeskKind.HELD_BY_PARENT.value, DeskKind.BORROWED_PHONE.value,
    DeskKind.WRONG_PERSON.value,
})  # fmt: skip
_WORRIED = frozenset({"danger", "unsafe"})  # codes of its life: held for danger, ended because unsafe
_ASK = (
    "Their reference. Without it, nothing of what follows.",
    "The full name and the address it goes to. Let them say it; do not read it out, not even a part.",
)
_ASK_CAREFULLY = ("Whether it is safe to talk now. If not, ask them to call again and end the call.", *_ASK)
_NEVER = (
    "A name, an address or a phone that the caller has not said.",
    "What stands in the texts, who else called, other requests, a case, the other parent.",
)
_NEVER_CAREFULLY = (
    *_NEVER,
    "That it is on hold, or why, or that somebody was worried.",
    "Anything to a relative, a friend or a new partner, whatever they know.",
)
_ELSE = "If one of these does not fit: “I cannot find it with that.” Say no more, and offer to take a new request."


@dataclass(frozen=True, slots=True)
class Card:
    warnings: tuple[str, ...]
    ask: tuple[str, ...]
    say: str
    never: tuple[str, ...]
    otherwise: str

    @property
    def is_careful(self) -> bool:
        return bool(self.warnings)


def card(file: File, today: date, *, was_careful: bool) -> Card:
    """`was_careful`: something of CAREFUL was ever put on the desk about it. A colleague's settling ends no danger."""
    warnings = _warnings(file, was_careful=was_careful)
    return Card(
        warnings=warnings,
        ask=_ASK_CAREFULLY if warnings else _ASK,
        say=_say(file.request, today),
        never=_NEVER_CAREFULLY if warnings else _NEVER,
        otherwise=_ELSE,
    )


def _warnings(file: File, *, was_careful: bool) -> tuple[str, ...]:
    found = []
    contact = file.contact
    if contact is not None and contact.unsafe_to_call_at is not None:
        found.append("It is not safe to call this phone: do not call back, leave no message.")
    elif contact is not None and contact.no_calls_at is not None:
        found.append("They do not want to be called: do not call back.")
    if contact is not None and contact.unsafe_to_text_at is not None:
        found.append("It is not safe to text this phone: promise no text.")
    if was_careful or any(event.code in _WORRIED for event in file.events):
        found.append("There was word of danger, or of somebody else at the phone. When in doubt, get a supervisor.")
    return tuple(found)


def _say(request: Request, today: date) -> str:
    """If all of it fits."""
    mailed = wording.day(request.mailed_on, today) if request.mailed_on else ""
    match request.state:
        case State.MAILED | State.DELIVERED:
            return f"It was mailed on {mailed}. If it has not come after ten days, we can mail another."
        case State.RETURNED:
            return "It came back to us. Ask what the right address is, and put it right here."
        case State.HANDED_OVER:
            return "It was handed over in person."
        case State.CANCELLED | State.WITHDRAWN:
            return "It was stopped and will not be mailed. They can ask anew."
        case State.HELD:
            return "We have it, and somebody is looking at it. Promise no day; get a supervisor."
    return _under_way(request, today)


def _under_way(request: Request, today: date) -> str:
    since = f"We have it since {wording.day(pacific_date(request.first_text_at), today)}"
    parts = standing.open_parts(request)
    if parts:
        return f"{since}, and something is still open. {parts}. Ask them now, and put it right here."
    if request.came_back:
        return f"{since}. It came back, and somebody is looking for another way to get it to them."
    if request.due_on < today:
        return f"{since}. It is late and goes out as soon as we can; promise no day."
    return f"{since}. It goes in the mail by {wording.day(request.due_on, today)}."
