"""Child processes watched by one single-threaded loop: started tied to us, their lines passed on, restarted, stopped.

One thread on purpose: the kernel ties children to the thread that started them.
"""

from __future__ import annotations

import os
import selectors
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import structlog

from runtime.tether import tethered

_GAPS = (0.5, 1.0, 2.0, 4.0, 8.0, 15.0, 30.0)  # seconds before the next start, after the 1st, 2nd … end in a row
_STEADY_SECONDS = 60.0  # alive for so long, it has proved itself and starts over with the shortest gap
_LONGEST_LINE = 64 * 1024

log = structlog.get_logger()


@dataclass(frozen=True)
class Program:
    """What a child runs. `before_start` is told how often in a row it has ended early."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    folder: Path
    before_start: Callable[[int], None] | None = None


class Children:
    """All children of one supervisor."""

    def __init__(self, pass_on: Callable[[str, str], None]) -> None:
        self._pass_on = pass_on
        self._children: list[_Child] = []
        self._selector = selectors.DefaultSelector()

    def start(self, program: Program) -> None:
        child = _Child(program)
        self._children.append(child)
        self._start(child)

    def turn(self, seconds: float) -> None:
        """Pass on what they say for up to so long, and start again who has ended."""
        self._read(seconds)
        for child in self._children:
            if child.note_end(time.monotonic()):
                log.warning("child_ended", child=child.program.name, status=child.status, again_in=child.gap)
            if child.next_start is not None and time.monotonic() >= child.next_start:
                self._start(child)

    def hold(self, name: str) -> None:
        """Stop it, and leave it stopped until `release`."""
        for child in self._children:
            if child.program.name == name and not child.held:
                child.held, child.next_start = True, None
                self._send([child], signal.SIGTERM)

    def release(self, name: str) -> None:
        for child in self._children:
            if child.program.name == name and child.held:
                child.held = False
                child.next_start = time.monotonic() if child.process is None else None

    def stop(self, seconds: float) -> None:
        """All are asked and get so long, then are killed; the first child, the queue server, goes after the others,
        which need it to leave in good order."""
        for group, patience in ((self._children[1:], seconds), (self._children[:1], 2.0)):
            self._send(group, signal.SIGTERM)
            self._drain(group, patience)
            self._send(group, signal.SIGKILL)
            self._drain(group, 5.0)
        while self._read(0):  # their last words
            pass
        for key in list(self._selector.get_map().values()):
            self._selector.unregister(key.fileobj)
            key.data.output.close()
        self._children.clear()

    def pids(self) -> dict[str, int]:
        return {child.program.name: child.process.pid for child in self._children if child.process is not None}

    def _start(self, child: _Child) -> None:
        output = child.start()
        self._selector.register(output, selectors.EVENT_READ, _Lines(child.program.name, output))

    def _read(self, seconds: float) -> bool:
        ready = [key.data for key, _ in self._selector.select(seconds)]
        for lines in ready:
            for line in lines.read():
                self._pass_on(lines.name, line)
            if lines.ended:
                self._selector.unregister(lines.output)
                lines.output.close()
        return bool(ready)

    def _drain(self, group: Sequence[_Child], seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while any(child.is_running() for child in group) and time.monotonic() < deadline:
            self._read(0.05)

    @staticmethod
    def _send(group: Sequence[_Child], number: signal.Signals) -> None:
        for child in group:
            if child.is_running() and child.process is not None:
                child.process.send_signal(number)


class _Child:
    def __init__(self, program: Program) -> None:
        self.program = program
        self.process: subprocess.Popen[bytes] | None = None
        self.next_start: float | None = None
        self.status: int | None = None
        self.held = False
        self._ends_in_row = 0
        self._started = 0.0

    @property
    def gap(self) -> float:
        return _GAPS[min(self._ends_in_row, len(_GAPS)) - 1]

    def start(self) -> IO[bytes]:
        if self.program.before_start is not None:
            self.program.before_start(self._ends_in_row)
        self.next_start = None
        self._started = time.monotonic()
        process = subprocess.Popen(  # noqa: S603  our own commands
            tethered(self.program.command),
            env=dict(self.program.environment),
            cwd=self.program.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            process_group=0,  # same session, but Ctrl-C reaches us alone, and we stop them in order
        )
        self.process = process
        if process.stdout is None:
            raise BrokenPipeError
        return process.stdout

    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def note_end(self, now: float) -> bool:
        """Whether it has just ended unasked; then the next start is set."""
        if self.process is None or self.process.poll() is None:
            return False
        self.status = self.process.returncode
        self.process = None
        if self.held:
            self.next_start = None
            return False
        self._ends_in_row = 1 if now - self._started > _STEADY_SECONDS else self._ends_in_row + 1
        self.next_start = now + self.gap
        return True


class _Lines:
    """What one run of a child says, cut into lines."""

    def __init__(self, name: str, output: IO[bytes]) -> None:
        self.name = name
        self.output = output
        self.ended = False
        self._rest = b""

    def read(self) -> list[str]:
        data = os.read(self.output.fileno(), 65536)
        self.ended = not data
        *whole, rest = (self._rest + data).split(b"\n")
        if rest and (self.ended or len(rest) > _LONGEST_LINE):
            whole, rest = [*whole, rest], b""
        self._rest = rest
        return [line.decode(errors="replace").rstrip("\r") for line in whole]
