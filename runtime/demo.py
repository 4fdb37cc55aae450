"""`python app.py demo "OPEN …"`: one parent's text, from the signed webhook to the PDF, in one command."""

from __future__ import annotations

import argparse
import re
import secrets
import shutil
import signal
import socket
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import ProxyHandler, Request, build_opener
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

from twilio.request_validator import RequestValidator

from runtime import logs, valkey
from runtime.settings import Settings, SettingsError, read_settings
from runtime.supervisor import CannotStart, Instance, say

_REFERENCE = re.compile(r"\b(\d{4})-(\d{4})\b")
_PACKAGE_SECONDS = 60.0
_PACIFIC = ZoneInfo("America/Los_Angeles")

DueAt = Callable[[Settings, str], datetime | None]
Turn = Callable[[float], None]


class DemoFailed(Exception):
    """One sentence: what did not happen."""


class QuestionOpen(DemoFailed):
    """The reply asks for something; nothing is broken."""


@dataclass(frozen=True)
class _Options:
    text: str
    sender: str
    running: bool


def run(
    arguments: Sequence[str],
    environment: Mapping[str, str],
    migrate: Callable[[Settings], None],
    due_at: DueAt,
) -> int:
    """0 when the package lies there or is on its way; else 1, after one sentence that says why."""
    options = _options(arguments)
    try:
        if options.running:
            _on_running(read_settings(environment), options, due_at)
        else:
            _on_own(environment, options, migrate)
    except (DemoFailed, CannotStart, SettingsError, valkey.NoQueueServer) as failure:
        say(str(failure))
        return 1
    return 0


def _options(arguments: Sequence[str]) -> _Options:
    parser = argparse.ArgumentParser("python app.py demo", description=__doc__)
    parser.add_argument("text", help='what the parent texts, such as "OPEN Maria Lopez 1234 Fruitridge Rd …"')
    parser.add_argument("--from", dest="sender", help="the parent's phone; made up if not given")
    parser.add_argument("--running", action="store_true", help="ask the instance that runs, not one of its own")
    known = parser.parse_args(arguments)
    return _Options(known.text, known.sender or f"+1916555{100 + secrets.randbelow(100):04}", known.running)


def _on_own(environment: Mapping[str, str], options: _Options, migrate: Callable[[Settings], None]) -> None:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that the folder below goes too
    with tempfile.TemporaryDirectory(prefix="text-to-enroll-demo-") as folder:  # made 0700
        own = _own_environment(environment, folder)
        settings = read_settings(own)
        logs.configure("demo", production=False)
        said: list[str] = []
        with Instance(settings, own, migrate, lambda name, line: said.append(f"{name:<8} | {line}")) as instance:
            try:
                kept = _keep(_follow(settings, options, instance))
            except QuestionOpen:
                raise
            except DemoFailed:
                say("\n".join(said[-40:]))
                raise
        say(f"Package: {kept}")


def _follow(settings: Settings, options: _Options, instance: Instance) -> Path:
    if not instance.wait_until_ready():
        raise DemoFailed("The web process did not answer within a minute.")
    return _wait_for_package(settings, _ask(settings, options), instance.turn)


def _own_environment(environment: Mapping[str, str], folder: str) -> dict[str, str]:
    kept = {name: environment[name] for name in environment if not name.startswith("TWILIO_")}
    for name in ("DATABASE_URL", "REDIS_URL", "PUBLIC_BASE_URL", "ALERT_EMAIL", "GUNICORN_CMD_ARGS"):
        kept.pop(name, None)
    return kept | {"APP_ENV": "development", "DATA_DIR": folder, "PORT": str(_free_port()), "GRACE_MINUTES": "0"}


def _on_running(settings: Settings, options: _Options, due_at: DueAt) -> None:
    reference = _ask(settings, options)
    due = due_at(settings, reference)
    if due is not None and due - datetime.now(UTC) > timedelta(seconds=_PACKAGE_SECONDS / 2):
        say(f"The package {_spoken(reference)} is due at {due.astimezone(_PACIFIC):%-I:%M %p} Pacific.")
        return
    say(f"Package: {_wait_for_package(settings, reference, time.sleep)}")


def _ask(settings: Settings, options: _Options) -> str:
    """Send the text, show the reply, and find the reference in it."""
    replies = _send(settings, options)
    for reply in replies:
        say(reply + "\n")
    found = _REFERENCE.search("\n".join(replies))
    if found is None:
        raise QuestionOpen("No package yet: the reply gives no reference, so a question is still open.")
    return found[1] + found[2]


def _send(settings: Settings, options: _Options) -> list[str]:
    form = {
        "MessageSid": "SM" + secrets.token_hex(16),
        "AccountSid": settings.twilio_account_sid,
        "From": options.sender,
        "To": settings.twilio_from,
        "Body": options.text,
        "NumMedia": "0",
        "NumSegments": "1",
    }
    # Signed for the public address, as Twilio does; sent to the process behind it.
    signature = RequestValidator(settings.twilio_auth_token).compute_signature(
        f"{settings.public_base_url}/twilio/sms", form
    )
    request = Request(
        f"http://127.0.0.1:{settings.port}/twilio/sms",
        data=urlencode(form).encode(),
        headers={"X-Twilio-Signature": signature},
    )
    try:
        with build_opener(ProxyHandler({})).open(request, timeout=20) as response:
            return _messages(response.read())
    except HTTPError as error:
        error.close()
        raise DemoFailed(f"The webhook answered {error.code}, not 200.") from None
    except (OSError, HTTPException):
        raise DemoFailed(f"Nothing answers on port {settings.port}; start it with `make run`, or set PORT.") from None
    except ElementTree.ParseError:
        raise DemoFailed("The webhook's answer is not TwiML.") from None


def _messages(twiml: bytes) -> list[str]:
    """The texts in <Message>, whether plain or in <Body>."""
    messages = ElementTree.fromstring(twiml).iter("Message")  # noqa: S314  see the import
    return ["".join(message.itertext()) for message in messages]


def _wait_for_package(settings: Settings, reference: str, turn: Turn) -> Path:
    path = settings.packages_dir / f"{reference}.pdf"
    deadline = time.monotonic() + _PACKAGE_SECONDS
    while not path.exists():
        if time.monotonic() > deadline:
            raise DemoFailed(f"The package {_spoken(reference)} was not made within a minute.")
        turn(0.1)
    return path


def _keep(package: Path) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="text-to-enroll-package-"))  # made 0700
    return Path(shutil.copy(package, folder))


def _spoken(reference: str) -> str:
    return f"{reference[:4]}-{reference[4:]}"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
