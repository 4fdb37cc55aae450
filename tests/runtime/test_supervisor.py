"""The supervisor and the demo on the whole program, with its real children."""

from __future__ import annotations

import os
import signal
import socket
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psutil
import pytest

import app as program
from runtime import demo, supervisor, valkey
from runtime.settings import Settings, read_settings
from runtime.supervisor import Instance
from runtime.training import switch_of
from store import outbox
from tests.runtime.support import until


class Running:
    """One instance, and what its children have said."""

    def __init__(self, data_dir: Path) -> None:
        inherited = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        self.environment = {
            **inherited,
            "APP_ENV": "development",
            "DATA_DIR": str(data_dir),
            "PORT": str(free_port()),
            "GRACE_MINUTES": "0",
        }
        self.settings: Settings = read_settings(self.environment)
        self.said: list[tuple[str, str]] = []
        self.instance = Instance(
            self.settings, self.environment, program._migrate, lambda name, line: self.said.append((name, line))
        )

    def problems(self) -> dict[str, str | None]:
        """What those who beat lately cannot reach."""
        house = program.join(self.settings)
        with house.database.read() as connection:
            beats = outbox.last_beats(connection)
        house.database.close()
        lately = datetime.now(UTC) - timedelta(seconds=8)
        return {name: problem for name, (at, problem) in beats.items() if at > lately}

    def turn_until_all_is_well(self) -> None:
        well = {"clock": None, "worker-1": None, "worker-2": None}
        until(lambda: self.problems() == well, "everybody to be well", 60, meanwhile=lambda: self.instance.turn(0.2))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    made = Running(tmp_path_factory.mktemp("running") / "data")
    with made.instance:
        assert made.instance.wait_until_ready()
        made.turn_until_all_is_well()
        yield made
        offspring = psutil.Process().children(recursive=True)
        began = time.monotonic()
    assert time.monotonic() - began < 12
    _, alive = psutil.wait_procs(offspring, timeout=3)
    assert not [process for process in alive if process.status() != psutil.STATUS_ZOMBIE]  # init's to bury


def refused(environment: dict[str, str], capsys: pytest.CaptureFixture[str]) -> str:
    assert supervisor.run(read_settings(environment), environment, program._migrate, lambda _settings: None) == 1
    return capsys.readouterr().out


def test_a_second_start_in_the_same_folder_is_refused_in_a_sentence(
    running: Running, configure_logs: object, capsys: pytest.CaptureFixture[str]
) -> None:
    said = refused({**running.environment, "PORT": str(free_port())}, capsys)

    assert said == (
        f"Another `make run` already works in {running.settings.data_dir}; "
        "stop that one, or set DATA_DIR to another folder.\n"
    )


def test_a_port_in_use_is_named_with_its_setting(
    running: Running, tmp_path: Path, configure_logs: object, capsys: pytest.CaptureFixture[str]
) -> None:
    said = refused({**running.environment, "DATA_DIR": str(tmp_path)}, capsys)

    assert said == (
        f"Port {running.settings.port} cannot be used (address already in use); stop what uses it, or set PORT.\n"
    )


def test_a_database_that_cannot_be_reached_is_named_with_its_setting(
    running: Running, tmp_path: Path, configure_logs: object, capsys: pytest.CaptureFixture[str]
) -> None:
    nowhere = f"postgresql://nobody:secret@127.0.0.1:{free_port()}/nothing"
    place = {"DATA_DIR": str(tmp_path), "PORT": str(free_port()), "REDIS_URL": "redis://127.0.0.1:1"}

    said = refused({**running.environment, **place, "DATABASE_URL": nowhere}, capsys)

    assert said == "The database cannot be reached or written; check DATABASE_URL, DATA_DIR and the disk.\n"


def test_the_queue_servers_password_is_in_no_command_line(running: Running) -> None:
    password = (running.settings.data_dir / "valkey" / "password").read_text()

    lines = [" ".join(process.cmdline()) for process in psutil.Process().children(recursive=True)]

    assert len(lines) >= 6
    assert not [line for line in lines if password in line]


def test_a_killed_clock_is_back(running: Running) -> None:
    before = running.instance.pids()
    os.kill(before["clock"], signal.SIGKILL)

    until(
        lambda: running.instance.pids().get("clock", before["clock"]) != before["clock"],
        "another clock",
        meanwhile=lambda: running.instance.turn(0.1),
    )
    running.turn_until_all_is_well()


def test_a_queue_server_that_cannot_read_its_memory_starts_without(running: Running) -> None:
    log = running.settings.data_dir / "valkey" / "appendonlydir"
    for path in log.iterdir():
        path.write_text("this is not an append-only file\n" * 50)
    pid = running.instance.pids()["queue"]
    os.kill(pid, signal.SIGKILL)

    folder = running.settings.data_dir / "valkey"
    place = valkey.Place(folder, int((folder / "port").read_text()), (folder / "password").read_text())

    until(place.answers, "another queue server", meanwhile=lambda: running.instance.turn(0.1))

    assert running.instance.pids()["queue"] != pid
    running.turn_until_all_is_well()


def test_a_queue_server_taken_away_for_training_stays_away_until_it_is_brought_back(running: Running) -> None:
    switch = switch_of(running.settings.data_dir)
    switch.turn(down=True)
    until(
        lambda: set(running.problems().values()) == {"queue_unreachable"},
        "everybody to miss it",
        60,
        meanwhile=lambda: running.instance.turn(0.2),
    )
    assert "queue" not in running.instance.pids()

    switch.turn(down=False)

    running.turn_until_all_is_well()


def ask(running: Running, *arguments: str) -> int:
    return demo.run(
        ["--running", *arguments],
        running.environment,
        program._migrate,
        program._package_due_at,
    )


def test_the_demo_on_a_running_instance_prints_the_reply_and_the_path(
    running: Running, capsys: pytest.CaptureFixture[str]
) -> None:
    status = ask(running, "OPEN Maria Lopez 1234 Fruitridge Rd Apt 5 Sacramento CA 95820")

    said = capsys.readouterr().out
    assert status == 0, said
    assert "Maria Lopez" in said
    assert Path(said.rsplit("Package: ", 1)[1].strip()).read_bytes().startswith(b"%PDF")


def test_the_demo_says_when_a_package_is_due_that_waits_for_corrections(
    running: Running, capsys: pytest.CaptureFixture[str]
) -> None:
    def due(_settings: Settings, _reference: str) -> datetime:
        return datetime(2030, 1, 7, 18, 5, tzinfo=UTC)

    text = "OPEN Ana Ruiz 3701 Power Inn Rd Sacramento CA 95826"
    status = demo.run(["--running", text], running.environment, program._migrate, due)

    assert status == 0
    assert "is due at 10:05 AM Pacific." in capsys.readouterr().out


def test_the_demo_fails_when_the_reply_is_a_question(running: Running, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask(running, "OPEN") == 1

    assert capsys.readouterr().out.endswith(
        "No package yet: the reply gives no reference, so a question is still open.\n"
    )


def test_the_demo_fails_when_nobody_answers(running: Running, capsys: pytest.CaptureFixture[str]) -> None:
    port = str(free_port())

    status = demo.run(
        ["--running", "OPEN"], {**running.environment, "PORT": port}, program._migrate, program._package_due_at
    )

    assert status == 1
    assert capsys.readouterr().out == f"Nothing answers on port {port}; start it with `make run`, or set PORT.\n"
