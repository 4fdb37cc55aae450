"""The embedded queue server: ours alone, private, and the same from start to start."""

from __future__ import annotations

import socket
import stat
from pathlib import Path

import pytest
from redis import Redis
from redis.exceptions import AuthenticationError

from runtime import valkey
from tests.runtime.support import QueueServer, until


def test_port_and_password_stay_the_same_from_start_to_start(tmp_path: Path) -> None:
    assert valkey.find_place(tmp_path) == valkey.find_place(tmp_path)


def test_what_it_knew_is_there_after_a_kill(queue_server: QueueServer, wire: Redis) -> None:
    wire.set("a key", "kept")
    queue_server.kill()
    queue_server.start()

    assert wire.get("a key") == b"kept"


def test_a_port_somebody_else_took_is_left_to_them(tmp_path: Path) -> None:
    before = valkey.find_place(tmp_path)
    with socket.socket() as stranger:
        stranger.bind(("127.0.0.1", before.port))
        stranger.listen()
        after = valkey.find_place(tmp_path)

    assert after.port != before.port
    assert after.password == before.password


def test_a_stranger_on_our_port_is_not_taken_for_ours(tmp_path: Path, queue_server: QueueServer) -> None:
    folder = tmp_path / "valkey"
    folder.mkdir()
    (folder / "port").write_text(str(queue_server.place.port))
    (folder / "password").write_text("another")

    place = valkey.find_place(tmp_path)

    assert place.port != queue_server.place.port
    assert queue_server.place.answers()  # and it was not shut down


def test_a_server_of_ours_that_was_left_running_is_ended_and_its_place_used_again(
    tmp_path: Path, queue_server: QueueServer
) -> None:
    assert valkey.find_place(queue_server.place.folder.parent) == queue_server.place
    until(lambda: not queue_server.place.answers(), "the old server to end", 5)


def test_nobody_without_the_password_gets_in(queue_server: QueueServer) -> None:
    with Redis(port=queue_server.place.port) as connection, pytest.raises(AuthenticationError):
        connection.ping()


def test_the_password_is_in_private_files_only(queue_server: QueueServer) -> None:
    place = queue_server.place

    assert not [part for part in valkey.command(place) if place.password in part]
    assert stat.S_IMODE(place.folder.stat().st_mode) == 0o700
    holding = [path for path in place.folder.iterdir() if path.is_file() and place.password in path.read_text()]
    assert {path.name for path in holding} == {"password", "valkey.conf"}
    assert {stat.S_IMODE(path.stat().st_mode) for path in holding} == {0o600}


def test_writes_are_kept_on_disk(wire: Redis) -> None:
    assert wire.config_get("append*")["appendonly"] == "yes"
    assert wire.config_get("appendfsync") == {"appendfsync": "everysec"}
