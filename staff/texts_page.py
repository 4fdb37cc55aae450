"""Our texts in both languages side by side: what a parent may get, when, and what it costs."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from bot.by_staff import FRAME
from bot.catalogue import FORMS, LONGEST, Catalogue
from parsers import Language, segments
from staff.desk import Desk


@dataclass(frozen=True, slots=True)
class Side:
    """One language's half."""

    words: str
    segments: int | None


@dataclass(frozen=True, slots=True)
class Entry:
    code: str
    when: str
    english: Side
    spanish: Side
    unconfirmed: bool  # the county has not said that we may say it: the plain pointer goes out in its place


@dataclass(frozen=True, slots=True)
class Chapter:
    title: str
    about: str
    entries: tuple[Entry, ...]


def add_routes(blueprint: Blueprint, desk: Desk) -> None:
    @blueprint.get("/texts", endpoint="texts")
    def show() -> ResponseReturnValue:
        return render_template("staff/texts.html", chapters=_chapters(desk))


def _chapters(desk: Desk) -> list[Chapter]:
    pen = desk.pen
    return [
        Chapter(
            "What the machine sends",
            "Segments, by which a text is billed, are counted with the longest name and address.",
            _entries(pen.texts),
        ),
        Chapter(
            "What staff send ready-made",
            "Segments are counted with the frame around it.",
            _entries(pen.by_staff, framed=True),
        ),
        Chapter("What callers hear", "Read aloud by the telephone line.", _entries(desk.calls, spoken=True)),
    ]


def _entries(catalogue: Catalogue, *, framed: bool = False, spoken: bool = False) -> tuple[Entry, ...]:
    def side(code: str, language: Language) -> Side:
        words = catalogue.template(code, language)
        count = None if spoken or "{text}" in words else _most_segments(catalogue, code, language, framed=framed)
        return Side(words, count)

    return tuple(
        Entry(
            code=code,
            when=wording.note,
            english=side(code, Language.ENGLISH),
            spanish=side(code, Language.SPANISH),
            unconfirmed=catalogue.said_for(code) != code,
        )
        for code, wording in catalogue.wordings.items()
    )


def _most_segments(catalogue: Catalogue, code: str, language: Language, *, framed: bool) -> int:
    def said(forms: Language) -> str:
        template = catalogue.template(code, language)
        words = template.format_map(LONGEST | {"forms": FORMS[language, forms]})
        return catalogue.say(FRAME, language, text=words) if framed else words

    return max(segments(said(forms)) for forms in Language)
