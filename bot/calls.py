"""The rule of a call: what was keyed, to what is said next. Pure; nothing is recorded, and caller ID proves nothing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.catalogue import day_spoken
from enrollment.request import State
from enrollment.working_days import pacific_date
from parsers import Language
from store.requests import Request

FORGIVEN = 2  # silences and wrong keys in a row; after them the number is read out and the call ends


class Step(StrEnum):
    LANGUAGE = "language"
    MENU = "menu"
    REFERENCE = "reference"


KEYS = {Step.LANGUAGE: 1, Step.MENU: 1, Step.REFERENCE: 8}


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of the catalogue, in one language."""

    code: str
    language: Language
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Ask:
    step: Step
    language: Language
    tries: int = 0


@dataclass(frozen=True, slots=True)
class PutThrough:
    """To a person, in office hours."""


@dataclass(frozen=True, slots=True)
class HangUp:
    pass


@dataclass(frozen=True, slots=True)
class Script:
    lines: tuple[Line, ...]
    then: Ask | PutThrough | HangUp


def greet() -> Script:
    """Each language is named in itself, by a voice that speaks it."""
    both = tuple(Line("greeting", language) for language in Language)
    return Script(both, Ask(Step.LANGUAGE, Language.ENGLISH))


def choose_language(digits: str, tries: int) -> Script:
    chosen = {"1": Language.ENGLISH, "2": Language.SPANISH}.get(digits)
    if chosen is not None:
        return _menu(chosen)
    if tries >= FORGIVEN:
        return _goodbye(Language.ENGLISH)
    return Script(greet().lines, Ask(Step.LANGUAGE, Language.ENGLISH, tries + 1))


def choose_from_menu(digits: str, language: Language, tries: int, *, office_open: bool) -> Script:
    match digits:
        case "1":
            return Script((Line("key_reference", language),), Ask(Step.REFERENCE, language))
        case "2":
            return _then_menu(Line("how_to_ask", language))
        case "3":
            return _to_a_person(language, office_open, Line("case_by_person", language))
        case "4":
            return _then_menu(Line("hours_and_address", language))
        case "0":
            return _to_a_person(language, office_open)
    if tries >= FORGIVEN:
        return _goodbye(language)
    lines = (Line("not_understood", language), Line("menu", language))
    return Script(lines, Ask(Step.MENU, language, tries + 1))


def confirm_package(digits: str, request: Request | None, language: Language, tries: int) -> Script:
    """`request` is the one that both the phone and the keyed reference belong to, or None for whatever reason."""
    if len(digits) != KEYS[Step.REFERENCE]:
        if tries >= FORGIVEN:
            return _goodbye(language)
        lines = (Line("not_understood", language), Line("key_reference", language))
        return Script(lines, Ask(Step.REFERENCE, language, tries + 1))
    return _then_menu(_package_line(request, language))


def _package_line(request: Request | None, language: Language) -> Line:
    if request is None:
        return Line("package_call_us", language)
    if request.state in {State.MAILED, State.DELIVERED} and request.mailed_on is not None:
        return Line("package_mailed", language, (("day", day_spoken(request.mailed_on, language)),))
    if request.state in {State.RETURNED, State.HANDED_OVER, State.CANCELLED, State.WITHDRAWN}:
        return Line("package_call_us", language)
    asked = day_spoken(pacific_date(request.first_text_at), language)
    return Line("package_asked", language, (("asked", asked),))


def _menu(language: Language) -> Script:
    return Script((Line("menu", language),), Ask(Step.MENU, language))


def _then_menu(line: Line) -> Script:
    return Script((line, Line("menu", line.language)), Ask(Step.MENU, line.language))


def _to_a_person(language: Language, office_open: bool, *before: Line) -> Script:
    if office_open:
        return Script((*before, Line("transfer", language)), PutThrough())
    return Script((*before, Line("closed", language)), HangUp())


def _goodbye(language: Language) -> Script:
    return Script((Line("goodbye", language),), HangUp())
