"""A Turn's replies into the texts that go out. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from bot.catalogue import Catalogue
from bot.turn import Known, Turn

# These name us, STOP and HELP by themselves; any other first text gets it put around it.
_INTRODUCES_ITSELF = frozenset({"accept_first", "stop", "start", "help"})
_PREFIXES = frozenset({"ssn"})


@dataclass(frozen=True, slots=True)
class Worded:
    code: str
    body: str


def word(turn: Turn, known: Known, catalogue: Catalogue) -> list[Worded]:
    """The texts in order; a prefix (the word about Social Security numbers) joins the text after it."""
    worded: list[Worded] = []
    prefix = ""
    introduced = known.introduced
    for reply in turn.replies:
        body = catalogue.say(reply.code, turn.language, **reply.values)
        if reply.code in _PREFIXES and reply is not turn.replies[-1]:
            prefix = f"{body} "
            continue
        if not introduced and reply.code not in _INTRODUCES_ITSELF:
            body = catalogue.say("first_contact", turn.language, text=body)
        worded.append(Worded(reply.code, prefix + body))
        prefix, introduced = "", True
    return worded
