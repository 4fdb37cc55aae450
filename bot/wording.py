"""A Turn's replies into the texts that go out. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from bot.catalogue import Catalogue
from bot.turn import Known, Reply, Turn
from parsers import Language

# These name us, STOP and HELP by themselves; any other first text gets it put around it.
_INTRODUCES_ITSELF = frozenset({"accept_first", "start", "help"})
_STANDS_ALONE = _INTRODUCES_ITSELF | {"stop"}  # confirms an opt-out; nothing is added to it
_PREFIXES = frozenset({"ssn"})
# The same line is never sent twice in a row: other words for what may well be asked twice, silence for a courtesy.
_COURTESIES = frozenset({"welcome", "said_before", "review", "stop", "start", "wrong_person"})


@dataclass(frozen=True, slots=True)
class Worded:
    code: str
    body: str
    introduces: bool = False  # names us, rates, STOP and HELP: what later texts rest on


def word(turn: Turn, known: Known, catalogue: Catalogue) -> list[Worded]:
    """The texts in order; a prefix (the word about Social Security numbers) joins the text after it."""
    worded: list[Worded] = []
    prefix = ""
    introduced, last = known.introduced, known.last_body
    for reply in turn.replies:
        if reply.code in _PREFIXES and reply is not turn.replies[-1]:
            prefix = f"{catalogue.say(reply.code, turn.language)} "
            continue
        text = _say(reply, turn.language, catalogue, introduced=introduced)
        if last is not None and _is_the_same(prefix + text.body, last):
            other = _otherwise(reply, turn.language, catalogue)
            if other is None:
                continue
            text = other
        worded.append(Worded(text.code, prefix + text.body, text.introduces))
        prefix, introduced, last = "", introduced or text.introduces, prefix + text.body
    return worded


def _is_the_same(line: str, last: str) -> bool:
    """To the letter, or what stood in the frame of a first text."""
    return line == last or (len(line) > 20 and line in last)


def _say(reply: Reply, language: Language, catalogue: Catalogue, *, introduced: bool) -> Worded:
    body = catalogue.say(reply.code, language, **reply.values)
    if introduced or reply.code in _STANDS_ALONE:
        return Worded(reply.code, body, reply.code in _INTRODUCES_ITSELF)
    frame = "first_question" if reply.code.startswith("ask_") else "first_contact"
    return Worded(reply.code, catalogue.say(frame, language, text=body), introduces=True)


def _otherwise(reply: Reply, language: Language, catalogue: Catalogue) -> Worded | None:
    if reply.code in _COURTESIES:
        return None
    again = f"{reply.code}_again"
    code = again if again in catalogue.wordings else "said_before"
    return Worded(code, catalogue.say(code, language, **reply.values))
