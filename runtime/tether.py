"""Run a command that dies when the process that started it dies, however that happens.

    python -I -S runtime/tether.py PARENT_PID SIGNAL command …

Linux only (prctl); elsewhere the command runs untethered, and the next start deals with what was left behind.
Free of every import but the standard library's, so that it costs 10 ms.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

_PR_SET_PDEATHSIG = 1


def tether(parent: int, sent: signal.Signals) -> None:
    """Have this process sent `sent` when `parent` dies. Survives exec, not fork: each fork ties itself again."""
    if sys.platform != "linux":
        return
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, int(sent), 0, 0, 0)
    if os.getppid() != parent:  # it died before we were tied
        os._exit(1)


def tethered(command: Sequence[str], sent: signal.Signals = signal.SIGKILL) -> list[str]:
    """The command line that runs `command` tied to this process. Start it from the main thread: it is the thread
    whose end the kernel watches."""
    return [sys.executable, "-I", "-S", str(Path(__file__).resolve()), str(os.getpid()), sent.name, *command]


if __name__ == "__main__":
    tether(int(sys.argv[1]), signal.Signals[sys.argv[2]])
    os.execvp(sys.argv[3], sys.argv[3:])  # noqa: S606  the very point; no shell
