"""What the county has decided, from the same `agency.toml`: case status by text, and how long what is kept."""

from __future__ import annotations

import re
import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from cases.policy import CasePolicy, pattern_problem
from runtime.settings import SettingsError
from store.retention import RetentionPolicy

_LONGEST_DAYS = 36_500


def read_case_policy(path: Path, *, production: bool) -> CasePolicy:
    """Off in production until the file names who approved it, and when."""
    section = _section(path, "case_status")
    try:
        number = re.compile(str(section.get("number", r"[0-9]{10}")))
    except re.error:
        raise SettingsError(f"AGENCY_FILE {path}: [case_status] number is no pattern; correct it.") from None
    if problem := pattern_problem(number):
        raise SettingsError(f"AGENCY_FILE {path}: [case_status] number {problem}; make the pattern narrower.")
    return CasePolicy(
        approved=_approved(path, section) or not production,
        number=number,
        tries_per_phone=_whole(path, section, "tries_per_phone", 5),
        tries_per_case=_whole(path, section, "tries_per_case", 10),
        tries_in_all=_whole(path, section, "tries_in_all", 500),
        extract_fresh_for=timedelta(days=_whole(path, section, "extract_days", 4)),
        release_lasts=timedelta(days=_whole(path, section, "release_days", 365)),
    )


def read_retention_policy(path: Path) -> RetentionPolicy:
    section = _section(path, "retention")
    defaults = RetentionPolicy()
    return RetentionPolicy(
        **{
            kind: timedelta(days=_whole(path, section, kind, default.days))
            for kind, default in defaults.by_kind().items()
        }
    )


def _section(path: Path, name: str) -> dict[str, Any]:
    """An absent section means the defaults: status off, and the longest we keep anything."""
    section = tomllib.loads(path.read_text()).get(name, {})
    if not isinstance(section, dict):
        raise SettingsError(f"AGENCY_FILE {path}: [{name}] should be a table.")
    return section


def _approved(path: Path, section: dict[str, Any]) -> bool:
    who, when = section.get("approved_by", ""), section.get("approved_on")
    if not who and when is None:
        return False
    if not isinstance(who, str) or not who.strip() or not isinstance(when, date):
        raise SettingsError(
            f"AGENCY_FILE {path}: [case_status] needs both approved_by, a name, and approved_on, a date; "
            "give both or neither."
        )
    return True


def _whole(path: Path, section: dict[str, Any], key: str, default: int) -> int:
    value = section.get(key, default)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 < value <= _LONGEST_DAYS:
        raise SettingsError(f"AGENCY_FILE {path}: {key} should be a whole number above 0.")
    return value
