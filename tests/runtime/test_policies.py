"""What the county decides in agency.toml: read, or refused with a sentence that names it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from runtime.policies import read_case_policy, read_retention_policy
from runtime.settings import SettingsError
from store.retention import RetentionPolicy
from tests.conftest import ROOT

APPROVED = 'approved_by = "County Counsel"\napproved_on = 2026-12-01\n'


def _file(tmp_path: Path, content: str) -> Path:
    path = tmp_path / "agency.toml"
    path.write_text(content)
    return path


@pytest.mark.parametrize(
    ("content", "production", "approved"),
    [
        ("", True, False),
        ("", False, True),
        ("[case_status]\n", True, False),
        ("[case_status]\n" + APPROVED, True, True),
    ],
)
def test_case_status_is_off_in_production_until_somebody_answers_for_it(
    tmp_path: Path, content: str, production: bool, approved: bool
) -> None:
    assert read_case_policy(_file(tmp_path, content), production=production).approved is approved


def test_as_shipped_it_is_off() -> None:
    assert not read_case_policy(ROOT / "agency.toml", production=True).approved


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ('approved_by = "Counsel"', "approved_on"),
        ("approved_on = 2026-12-01", "approved_by"),
        ('approved_by = "Counsel"\napproved_on = "soon"', "approved_on"),
        ('number = "[0-9]{8}"', "references"),
        ('number = "[0-9]{9}"', "Social Security"),
        ('number = "["', "number"),
        ("tries_per_phone = 0", "tries_per_phone"),
        ('extract_days = "two"', "extract_days"),
    ],
)
def test_what_is_wrong_stops_the_start_with_its_name(tmp_path: Path, content: str, named: str) -> None:
    with pytest.raises(SettingsError, match=named):
        read_case_policy(_file(tmp_path, f"[case_status]\n{content}\n"), production=True)


def test_terms_are_read_by_kind_and_default_to_ours(tmp_path: Path) -> None:
    policy = read_retention_policy(_file(tmp_path, "[retention]\ntexts = 30\n"))
    assert policy == RetentionPolicy(texts=timedelta(days=30))
    assert read_retention_policy(ROOT / "agency.toml") == RetentionPolicy()
    with pytest.raises(SettingsError, match="files"):
        read_retention_policy(_file(tmp_path, "[retention]\nfiles = -1\n"))
