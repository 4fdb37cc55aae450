"""Children are watched, heard, started again, and never left behind."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from runtime.children import Children, Program
from runtime.tether import tethered
from tests.runtime.support import until

ROOT = Path(__file__).resolve().parent.parent.parent

Heard = list[tuple[str, str]]
Watch = Callable[..., Children]


@pytest.fixture
def heard() -> Heard:
    return []


@pytest.fixture
def children(heard: Heard) -> Iterator[Children]:
    made = Children(lambda name, line: heard.append((name, line)))
    yield made
    made.stop(1)


def python(name: str, code: str, before_start: Callable[[int], None] | None = None) -> Program:
    return Program(name, [sys.executable, "-u", "-c", textwrap.dedent(code)], dict(os.environ), ROOT, before_start)


def turn_until(children: Children, holds: Callable[[], object], what: str, seconds: float = 10) -> None:
    until(holds, what, seconds, meanwhile=lambda: children.turn(0.05))


def test_each_line_is_passed_on_with_its_speaker(children: Children, heard: Heard) -> None:
    children.start(python("a", "print('one'); print('två', end='')"))
    children.start(python("b", "import sys; sys.stderr.write('oops\\n'); import time; time.sleep(60)"))

    turn_until(children, lambda: len(heard) >= 3, "three lines")

    assert set(heard[:3]) == {("a", "one"), ("a", "två"), ("b", "oops")}


def test_who_ends_is_started_again_after_growing_gaps_and_told_how_often(children: Children, heard: Heard) -> None:
    counts: list[int] = []
    children.start(python("brief", "print('here')", counts.append))
    began = time.monotonic()

    turn_until(children, lambda: len(counts) == 3, "the third start")

    assert counts == [0, 1, 2]
    assert 1.5 < time.monotonic() - began < 4


def test_a_killed_child_is_back(children: Children, heard: Heard) -> None:
    children.start(python("lasting", "print('here'); import time; time.sleep(60)"))
    turn_until(children, lambda: heard, "its first word")
    os.kill(children.pids()["lasting"], signal.SIGKILL)

    turn_until(children, lambda: len(heard) == 2, "its second life")


def test_who_is_held_stays_stopped_until_released(children: Children, heard: Heard) -> None:
    children.start(python("lasting", "print('here'); import time; time.sleep(60)"))
    turn_until(children, lambda: heard, "its first word")

    children.hold("lasting")
    turn_until(children, lambda: not children.pids(), "its end")
    for _ in range(20):
        children.turn(0.05)
    assert len(heard) == 1

    children.release("lasting")
    turn_until(children, lambda: len(heard) == 2, "its second life")


def test_stopping_lets_the_first_child_go_last_and_kills_who_does_not_listen(children: Children, heard: Heard) -> None:
    obedient = """
        import signal, sys, time
        signal.signal(signal.SIGTERM, lambda *_: (print("bye"), sys.exit()))
        print("here")
        time.sleep(60)
    """
    deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('here'); time.sleep(60)"
    children.start(python("queue", obedient))
    children.start(python("web", obedient))
    children.start(python("deaf", deaf))
    turn_until(children, lambda: len(heard) == 3, "all to be there")
    pids = list(children.pids().values())

    children.stop(1)

    assert [name for name, line in heard if line == "bye"] == ["web", "queue"]
    assert not [pid for pid in pids if psutil.pid_exists(pid)]


PARENT = """
    import os, sys, time
    sys.path[:0] = [{root!r}, {queue!r}]
    from pathlib import Path
    from runtime.children import Children, Program
    children = Children(lambda name, line: print(line, flush=True))
    for name, command in {commands!r}.items():
        children.start(Program(name, command, dict(os.environ), Path({root!r})))
    while True:
        children.turn(0.1)
"""


def toy_web(folder: Path, port: int) -> list[str]:
    (folder / "toyweb.py").write_text(
        "def app(environ, start):\n    start('200 OK', [])\n    return [b'']\n", encoding="utf-8"
    )
    options = ["-c", "python:runtime.web", "--pythonpath", str(folder), "--bind", f"127.0.0.1:{port}", "toyweb:app"]
    return [sys.executable, "-m", "gunicorn", *options]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nothing ties children to their parent")
def test_a_supervisor_that_is_killed_leaves_nobody_behind_not_even_gunicorns_workers(tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    commands = {"sleeper": ["sleep", "600"], "web": toy_web(tmp_path, port)}
    code = textwrap.dedent(PARENT.format(root=str(ROOT), queue=str(ROOT / "queue"), commands=commands))
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as parent:
        family = psutil.Process(parent.pid)
        until(lambda: len(family.children(recursive=True)) >= 4, "sleeper, gunicorn and its two workers")
        until(lambda: answers(port), "the web process")
        offspring = family.children(recursive=True)
        assert {os.getsid(process.pid) for process in offspring} == {os.getsid(0)}
        parent.kill()

    gone, alive = psutil.wait_procs(offspring, timeout=3)

    assert (len(gone), alive) == (4, [])


def answers(port: int) -> bool:
    with socket.socket() as caller:
        return caller.connect_ex(("127.0.0.1", port)) == 0


def test_a_child_whose_parent_died_before_it_was_tied_does_not_start() -> None:
    command = tethered(["echo", "here"])
    command[4] = "1"  # a parent that is not ours

    ended = subprocess.run(command, capture_output=True, check=False, timeout=10)

    assert (ended.returncode, ended.stdout) == (1, b"")
