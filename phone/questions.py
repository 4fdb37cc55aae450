"""What the page's script asks, read into values; what is wrong is refused with a code."""

from __future__ import annotations

import re
from datetime import timedelta
from enum import StrEnum
from typing import Any, TypeVar

from flask import request

from enrollment.request import State
from parsers import read_phone
from phone.carrier import LONGEST, MOST_PICTURES
from phone.guard import Problem, Refused

_NEWEST_ID = 2**63 - 1
_CALL = re.compile(r"CA[0-9a-f]{32}")
_KEYS = re.compile(r"[0-9*#]{0,32}")
_LONGEST_MOVE = timedelta(days=120)
_Named = TypeVar("_Named", bound=StrEnum)


class Question:
    """One JSON object."""

    def __init__(self) -> None:
        asked = request.get_json(silent=True)
        if not isinstance(asked, dict):
            raise Refused(Problem.NOT_UNDERSTOOD)
        self._asked: dict[str, Any] = asked

    def phone(self) -> str:
        typed = self._asked.get("phone")
        phone = read_phone(typed) if isinstance(typed, str) else None
        if phone is None or phone.channel != "sms":
            raise Refused(Problem.PHONE)
        return phone.e164

    def body(self) -> str:
        body = self.text("body")
        if len(body) > LONGEST:
            raise Refused(Problem.TOO_LONG)
        return body

    def text(self, name: str) -> str:
        value = self._asked.get(name)
        if not isinstance(value, str):
            raise Refused(Problem.NOT_UNDERSTOOD)
        return value

    def number(self, name: str, most: int = _NEWEST_ID) -> int:
        value = self._asked.get(name)
        if type(value) is not int or not 0 <= value <= most:
            raise Refused(Problem.NOT_UNDERSTOOD)
        return value

    def pictures(self) -> int:
        return self.number("pictures", MOST_PICTURES) if "pictures" in self._asked else 0

    def down(self) -> bool:
        value = self._asked.get("down")
        if not isinstance(value, bool):
            raise Refused(Problem.NOT_UNDERSTOOD)
        return value

    def one_of(self, kind: type[_Named], name: str) -> _Named:
        value = self.text(name)
        if value not in set(kind):
            raise Refused(Problem.NOT_UNDERSTOOD)
        return kind(value)

    def has(self, name: str) -> bool:
        return self._asked.get(name) is not None

    def state(self) -> State:
        return self.one_of(State, "state")

    def call(self) -> str:
        return self._matching("call", _CALL)

    def keys(self) -> str:
        return self._matching("keys", _KEYS)

    def span(self) -> timedelta:
        return timedelta(seconds=self.number("seconds", int(_LONGEST_MOVE.total_seconds())))

    def _matching(self, name: str, pattern: re.Pattern[str]) -> str:
        value = self.text(name)
        if pattern.fullmatch(value) is None:
            raise Refused(Problem.NOT_UNDERSTOOD)
        return value
