"""Settings, read once into one frozen object. A wrong or missing one stops the start and says what to do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

from cryptography.fernet import Fernet
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from runtime.keys import development_secret

ROOT = Path(__file__).resolve().parent.parent


class SettingsError(Exception):
    """One sentence for the person who starts it: which setting, what is wrong, what to do."""


class AppEnv(StrEnum):
    PRODUCTION = "production"
    DEVELOPMENT = "development"


@dataclass(frozen=True)
class Setting:
    """One line of the settings table in the README."""

    name: str
    meaning: str
    default: str  # in words, for people


SETTINGS: tuple[Setting, ...] = (
    Setting(
        "APP_ENV", "`production` or `development`. Development makes its own keys and sends no text.", "production"
    ),
    Setting("PORT", "Where the web process listens.", "8000"),
    Setting(
        "PUBLIC_BASE_URL",
        "The address Twilio reaches us at, such as `https://text.example.gov`. Signatures are checked against it.",
        "required; in development http://127.0.0.1:PORT",
    ),
    Setting("DATA_DIR", "Packages, mail and, with SQLite, the database. Readable by the service's user alone.", "var"),
    Setting("DATABASE_URL", "`postgresql://…`, or unset for SQLite in DATA_DIR.", "SQLite in DATA_DIR"),
    Setting(
        "REDIS_URL",
        "`redis://…` or `rediss://…` of a Redis or Valkey with append-only on. "
        "Unset: `python app.py` starts its own in DATA_DIR.",
        "embedded; required in production unless `python app.py` runs everything",
    ),
    Setting("TWILIO_ACCOUNT_SID", "From Twilio's console, `AC…`.", "required in production"),
    Setting("TWILIO_AUTH_TOKEN", "From Twilio's console; signs webhooks.", "required; made in development"),
    Setting("TWILIO_FROM", "The county's number in E.164, or a messaging service's `MG…`.", "required in production"),
    Setting(
        "ENCRYPTION_KEYS",
        "Fernet keys, comma separated: the first writes, all read. Losing them loses the data.",
        "required; made in development",
    ),
    Setting(
        "LOOKUP_KEYS",
        "Secrets of 32 characters or more, comma separated, for finding what is encrypted. Losing them loses no data.",
        "required; made in development",
    ),
    Setting("SECRET_KEY", "Signs cookies; 32 characters or more.", "required; made in development"),
    Setting("AGENCY_FILE", "What the county says of itself, and where its forms are.", "agency.toml"),
    Setting("GRACE_MINUTES", "How long a parent may correct before the package is made.", "10; 0 in development"),
    Setting("ALERT_EMAIL", "Who hears of trouble when nobody is signed in.", "nobody"),
)


@dataclass(frozen=True)
class Settings:
    app_env: AppEnv
    port: int
    public_base_url: str
    data_dir: Path
    database_url: str = field(repr=False)
    redis_url: str | None = field(repr=False)  # None: the supervisor's embedded server
    twilio_account_sid: str
    twilio_auth_token: str = field(repr=False)
    twilio_from: str
    encryption_keys: tuple[str, ...] = field(repr=False)
    lookup_keys: tuple[str, ...] = field(repr=False)
    secret_key: str = field(repr=False)
    agency_file: Path
    grace: timedelta
    alert_email: str | None

    @property
    def is_production(self) -> bool:
        return self.app_env is AppEnv.PRODUCTION

    @property
    def packages_dir(self) -> Path:
        return self.data_dir / "packages"

    @property
    def mail_dir(self) -> Path:
        return self.data_dir / "mail"

    @property
    def extracts_dir(self) -> Path:
        return self.data_dir / "extracts"


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Every setting checked; SettingsError names the first that is wrong and the remedy."""
    return _Reader(environment).read()


class _Reader:
    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment
        self._env = self._app_env()
        self._data_dir = self._path("DATA_DIR", ROOT / "var")

    def read(self) -> Settings:
        port = self._port()
        return Settings(
            app_env=self._env,
            port=port,
            public_base_url=self._base_url(port),
            data_dir=self._data_dir,
            database_url=self._database_url(),
            redis_url=self._redis_url(),
            twilio_account_sid=self._required("TWILIO_ACCOUNT_SID", lambda: "AC" + "0" * 32),
            twilio_auth_token=self._secret("TWILIO_AUTH_TOKEN"),
            twilio_from=self._required("TWILIO_FROM", lambda: "+19162990035"),
            encryption_keys=self._encryption_keys(),
            lookup_keys=self._lookup_keys(),
            secret_key=self._long_enough("SECRET_KEY", self._secret("SECRET_KEY")),
            agency_file=self._existing("AGENCY_FILE", ROOT / "agency.toml"),
            grace=self._grace(),
            alert_email=self._get("ALERT_EMAIL"),
        )

    @property
    def _development(self) -> bool:
        return self._env is AppEnv.DEVELOPMENT

    def _get(self, name: str) -> str | None:
        return self._environment.get(name, "").strip() or None

    def _app_env(self) -> AppEnv:
        value = self._get("APP_ENV") or AppEnv.PRODUCTION
        if value not in set(AppEnv):
            raise SettingsError(f"APP_ENV is {value!r}; set it to production or development.")
        return AppEnv(value)

    def _required(self, name: str, in_development: Callable[[], str]) -> str:
        value = self._get(name)
        if value is None and self._development:
            return in_development()
        if value is None:
            raise SettingsError(
                f"{name} is not set; set it in the environment (see .env.example), "
                "or set APP_ENV=development to try the program without it."
            )
        return value

    def _secret(self, name: str) -> str:
        return self._required(name, lambda: development_secret(self._data_dir, name))

    def _path(self, name: str, default: Path) -> Path:
        value = self._get(name)
        return Path(value).expanduser().absolute() if value else default

    def _existing(self, name: str, default: Path) -> Path:
        path = self._path(name, default)
        if not path.exists():
            raise SettingsError(f"{name} points to {path}, and nothing is there; correct the path.")
        return path

    def _port(self) -> int:
        value = self._get("PORT") or "8000"
        if not value.isdecimal() or not 0 < int(value) < 65536:
            raise SettingsError(f"PORT is {value!r}; set it to a number from 1 to 65535.")
        return int(value)

    def _base_url(self, port: int) -> str:
        value = self._required("PUBLIC_BASE_URL", lambda: f"http://127.0.0.1:{port}").rstrip("/")
        parts = urlsplit(value)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
            raise SettingsError(f"PUBLIC_BASE_URL is {value!r}; set it to an address such as https://text.example.gov.")
        if parts.scheme == "http" and not self._development:
            raise SettingsError("PUBLIC_BASE_URL must begin with https:// in production: Twilio sends people's names.")
        return value

    def _database_url(self) -> str:
        value = self._get("DATABASE_URL")
        if value is None:
            return f"sqlite:///{self._data_dir / 'text-to-enroll.db'}"
        try:
            backend = make_url(value.replace("postgres://", "postgresql://", 1)).get_backend_name()
        except ArgumentError:
            backend = "?"
        if backend not in {"postgresql", "sqlite"}:
            raise SettingsError(
                "DATABASE_URL is not an address this program knows; set it to postgresql://user:password@host/name "
                "or leave it unset for SQLite."
            )
        return value.replace("postgres://", "postgresql://", 1)

    def _redis_url(self) -> str | None:
        value = self._get("REDIS_URL")
        if value is not None and urlsplit(value).scheme not in {"redis", "rediss", "unix"}:
            raise SettingsError("REDIS_URL must begin with redis:// or rediss://; correct it, or leave it unset.")
        return value

    def _encryption_keys(self) -> tuple[str, ...]:
        keys = _split(self._secret("ENCRYPTION_KEYS"))
        for key in keys:
            try:
                Fernet(key)
            except ValueError:
                raise SettingsError(
                    "ENCRYPTION_KEYS holds a key that is not a Fernet key; make one with "
                    'python -c "from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())".'
                ) from None
        return keys

    def _lookup_keys(self) -> tuple[str, ...]:
        return tuple(self._long_enough("LOOKUP_KEYS", key) for key in _split(self._secret("LOOKUP_KEYS")))

    def _long_enough(self, name: str, value: str) -> str:
        if len(value) < 32 or len(set(value)) < 8:
            raise SettingsError(
                f"{name} is too easy to guess; make one with "
                'python -c "import secrets; print(secrets.token_urlsafe(32))".'
            )
        return value

    def _grace(self) -> timedelta:
        value = self._get("GRACE_MINUTES") or ("0" if self._development else "10")
        if not value.isdecimal():
            raise SettingsError(f"GRACE_MINUTES is {value!r}; set it to whole minutes, 0 or more.")
        return timedelta(minutes=int(value))


def _split(value: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in value.split(",") if part.strip())
