"""What the console is given: plain values and the mailroom's moves. `app.py` makes one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from bot.by_staff import Pen
from bot.catalogue import Catalogue
from cases.policy import CasePolicy
from enrollment.agency import Agency
from store.database import Database


class Move(Protocol):
    def __call__(self, database: Database, request_id: int, version: int, actor: str, now: datetime, /) -> object: ...


class Mailroom(Protocol):
    """The moves staff record (`fulfillment.mailroom`). Each raises Outdated or MoveNotAllowed."""

    @property
    def record_printed(self) -> Move: ...

    @property
    def record_mailed(self) -> Move: ...

    @property
    def hold(self) -> Move: ...

    @property
    def release(self) -> Move: ...


@dataclass(frozen=True)
class Desk:
    database: Database
    agency: Agency
    packages_dir: Path
    mail_dir: Path
    mailroom: Mailroom
    now: Callable[[], datetime]
    secure: bool  # reached over https: cookies say so, and browsers are told to stay there
    pen: Pen  # what staff write to parents with
    calls: Catalogue  # what callers hear
    case_policy: CasePolicy
    extracts_dir: Path  # what is uploaded of cases, until it is in force or dropped
    second_factor_required: bool = False  # of whoever sees people; who has one gives it in any case
    moved_on: Callable[[], timedelta] = timedelta  # what training has moved the clock on by; never in production

    def machine_now(self) -> datetime:
        return self.now() - self.moved_on()
