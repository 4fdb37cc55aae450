"""What app.py joins: which doors there are, in development and in production, and what stops the start."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from flask import Flask

import app as program
from runtime.settings import SETTINGS, Settings, SettingsError, read_settings
from store import migrate
from tests.conftest import ROOT

PRODUCTION = {
    "PUBLIC_BASE_URL": "https://text.example.gov",
    "REDIS_URL": "redis://127.0.0.1:6379",
    "TWILIO_ACCOUNT_SID": "AC" + "1" * 32,
    "TWILIO_AUTH_TOKEN": "0123456789abcdef0123456789abcdef",
    "TWILIO_FROM": "+19165550100",
    "ENCRYPTION_KEYS": Fernet.generate_key().decode(),
    "LOOKUP_KEYS": "look-up-key-of-the-tests-32-letters-or-more",
    "SECRET_KEY": "secret-key-of-the-tests-32-letters-or-more",
}


@pytest.fixture
def production(tmp_path: Path) -> Settings:
    return read_settings(PRODUCTION | {"DATA_DIR": str(tmp_path)})


@pytest.fixture
def web(settings: Settings) -> Iterator[Flask]:
    house = program.join(settings)
    migrate.upgrade(house.database)
    yield program.create_app(settings)
    house.database.close()


def test_healthz_answers_and_readyz_tells_what_is_missing(web: Flask) -> None:
    client = web.test_client()
    assert client.get("/healthz").json == {"status": "ok"}
    ready = client.get("/readyz")
    assert ready.status_code == 200
    assert ready.json == {"status": "degraded", "problems": ["clock: silent", "workers: silent"]}


def test_without_its_database_it_is_not_ready(production: Settings) -> None:
    assert program.create_app(production).test_client().get("/readyz").status_code == 503


def test_the_phone_page_is_absent_in_production(production: Settings, web: Flask) -> None:
    assert web.test_client().get("/phone/").status_code == 200
    absent = program.create_app(production)
    assert absent.test_client().get("/phone/").status_code == 404
    assert not any(rule.rule.startswith("/phone") for rule in absent.url_map.iter_rules())
    routes = [rule for rule in web.url_map.iter_rules() if rule.rule.startswith("/phone")]
    assert len(routes) >= 10
    for route in routes:
        path = route.rule.replace("<path:filename>", "page.js")
        for method in ("GET", "POST"):
            assert absent.test_client().open(path, method=method).status_code == 404, path


def test_in_production_whoever_sees_people_needs_a_second_factor(production: Settings, settings: Settings) -> None:
    assert program.join(production).desk.second_factor_required
    assert not program.join(settings).desk.second_factor_required, "a newcomer gets straight in"


def test_nothing_connects_when_it_is_imported_or_made(production: Settings, tmp_path: Path) -> None:
    program.create_app(production)
    assert list(tmp_path.iterdir()) == []


REFUSALS = [
    ({"PUBLIC_BASE_URL": ""}, "PUBLIC_BASE_URL is not set"),
    ({"PUBLIC_BASE_URL": "http://text.example.gov"}, "PUBLIC_BASE_URL must begin with https://"),
    ({"PUBLIC_BASE_URL": "text.example.gov"}, "PUBLIC_BASE_URL is 'text.example.gov'"),
    ({"APP_ENV": "staging"}, "APP_ENV is 'staging'; set it to production or development"),
    ({"PORT": "eighty"}, "PORT is 'eighty'"),
    ({"PORT": "70000"}, "PORT is '70000'"),
    ({"DATABASE_URL": "mysql://somewhere/x"}, "DATABASE_URL is not an address this program knows"),
    ({"REDIS_URL": "http://somewhere"}, "REDIS_URL must begin with redis://"),
    ({"TWILIO_AUTH_TOKEN": ""}, "TWILIO_AUTH_TOKEN is not set"),
    ({"TWILIO_FROM": ""}, "TWILIO_FROM is not set"),
    ({"ENCRYPTION_KEYS": ""}, "ENCRYPTION_KEYS is not set"),
    ({"ENCRYPTION_KEYS": "short"}, "ENCRYPTION_KEYS holds a key that is not a Fernet key"),
    ({"LOOKUP_KEYS": "short"}, "LOOKUP_KEYS is too easy to guess"),
    ({"SECRET_KEY": "a" * 40}, "SECRET_KEY is too easy to guess"),
    ({"AGENCY_FILE": "/nowhere/agency.toml"}, "AGENCY_FILE points to /nowhere/agency.toml, and nothing is there"),
    ({"GRACE_MINUTES": "ten"}, "GRACE_MINUTES is 'ten'"),
]


@pytest.mark.parametrize(("wrong", "sentence"), REFUSALS, ids=[sentence[:40] for _, sentence in REFUSALS])
def test_a_wrong_setting_stops_the_start_and_is_named(wrong: dict[str, str], sentence: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as refused:
        read_settings(PRODUCTION | {"DATA_DIR": str(tmp_path)} | wrong)
    assert sentence in str(refused.value)


def test_no_secret_shows_when_settings_are_printed(production: Settings) -> None:
    shown = repr(production)
    secrets = [PRODUCTION[name] for name in ("TWILIO_AUTH_TOKEN", "ENCRYPTION_KEYS", "LOOKUP_KEYS", "SECRET_KEY")]
    assert not any(secret in shown for secret in secrets)


def test_started_without_settings_it_ends_with_one_sentence() -> None:
    environment = {key: value for key, value in os.environ.items() if key not in {s.name for s in SETTINGS}}
    ended = subprocess.run(
        [sys.executable, "app.py"], cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=60
    )
    assert ended.returncode == 1
    assert ended.stderr.count("\n") == 1
    assert "set APP_ENV=development to try the program without it" in ended.stderr


def test_development_makes_its_own_keys_once(tmp_path: Path) -> None:
    environment = {"APP_ENV": "development", "DATA_DIR": str(tmp_path / "data")}
    first = read_settings(environment)
    assert read_settings(environment) == first
    assert all(path.stat().st_mode & 0o777 == 0o600 for path in (tmp_path / "data" / "keys").iterdir())


def test_the_readme_and_the_example_tell_of_every_setting() -> None:
    readme, example = (ROOT / "README.md").read_text(), (ROOT / ".env.example").read_text()
    for setting in SETTINGS:
        assert f"| `{setting.name}` | {setting.meaning} | {setting.default} |" in readme
        assert f"{setting.name}=" in example


AGENCY_FAULTS = [
    ('phone = "866-901-3212"', "", "lacks 'phone'"),
    ('phone = "866-901-3212"', "phone = 8669013212", "phone should be a str"),
    ("opens = 08:00:00", 'opens = "8"', "opens should be a time"),
    ('"Labor Day"', '"Labour Day"', "no Californian holiday is called 'Labour Day'"),
    ('folder = "forms"', 'folder = "no-forms"', "there is no folder"),
    ("[fee]", "[fee", "is not valid TOML"),
]


@pytest.mark.parametrize(("right", "wrong", "sentence"), AGENCY_FAULTS, ids=[fault[2] for fault in AGENCY_FAULTS])
def test_a_fault_in_the_agency_file_is_named(right: str, wrong: str, sentence: str, tmp_path: Path) -> None:
    path = tmp_path / "agency.toml"
    path.write_text((ROOT / "agency.toml").read_text().replace(right, wrong, 1))
    (tmp_path / "forms").mkdir()
    with pytest.raises(SettingsError, match=sentence):
        program.read_agency(path)
