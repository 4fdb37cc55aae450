"""The whole program as a newcomer runs it: `python app.py` with its real children, on a data folder of its own."""

from __future__ import annotations

import os
import re
import secrets
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from contextlib import closing
from pathlib import Path

from twilio.request_validator import RequestValidator

ROOT = Path(__file__).resolve().parents[2]
_DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class WholeHouse:
    """Starts, kills parts of, and starts again one installation."""

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir
        with closing(socket.socket()) as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.base = f"http://127.0.0.1:{self.port}"
        self.log = data_dir.parent / "log.txt"
        self._supervisor: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self._launch()
        self.wait_until_answering()

    def refused(self) -> int:
        """The exit status of a start that should not come up."""
        self._launch()
        assert self._supervisor is not None
        return self._supervisor.wait(timeout=150)

    def _launch(self) -> None:
        environment = {key: value for key, value in os.environ.items() if key not in {"DATABASE_URL", "REDIS_URL"}}
        environment |= {"APP_ENV": "development", "DATA_DIR": str(self.data_dir), "PORT": str(self.port)}
        with self.log.open("ab") as log:
            command = [sys.executable, "app.py"]
            self._supervisor = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)

    def wait_until_answering(self, seconds: float = 150) -> None:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            try:
                with _DIRECT.open(f"{self.base}/healthz", timeout=5) as answer:
                    if answer.status == 200:
                        return
            except OSError:
                time.sleep(0.05)
        raise AssertionError(self.log.read_text()[-4000:])

    def text(self, body: str, sender: str, sid: str) -> str | None:
        """The TwiML, or None when nobody answered: Twilio would then call again."""
        form = {"MessageSid": sid, "From": sender, "To": "+19162990035", "Body": body, "NumMedia": "0"}
        token = (self.data_dir / "keys" / "twilio_auth_token").read_text().strip()
        signature = RequestValidator(token).compute_signature(f"{self.base}/twilio/sms", form)
        request = urllib.request.Request(
            f"{self.base}/twilio/sms",
            data=urllib.parse.urlencode(form).encode(),
            headers={"X-Twilio-Signature": signature},
        )
        try:
            with _DIRECT.open(request, timeout=15) as answer:
                return str(answer.read().decode())
        except (OSError, urllib.error.URLError):
            return None

    def text_until_answered(self, body: str, sender: str) -> str:
        """As Twilio's retries do: the same MessageSid until somebody answers."""
        sid = f"SM{secrets.token_hex(16)}"
        for _ in range(200):
            answer = self.text(body, sender, sid)
            if answer is not None:
                return answer
            time.sleep(0.1)
        raise AssertionError("nobody answered")

    def processes(self, pattern: str) -> list[int]:
        """Pids below our supervisor whose command line matches."""
        assert self._supervisor is not None
        parents: dict[int, int] = {}
        matching = []
        for folder in Path("/proc").iterdir():
            if not folder.name.isdigit():
                continue
            try:
                parents[int(folder.name)] = int(re.sub(r".*\) ", "", (folder / "stat").read_text()).split()[1])
                if re.search(pattern, (folder / "cmdline").read_bytes().decode(errors="replace").replace("\0", " ")):
                    matching.append(int(folder.name))
            except OSError:
                continue
        return [pid for pid in matching if self._is_below(pid, parents)]

    def _is_below(self, pid: int, parents: dict[int, int]) -> bool:
        assert self._supervisor is not None
        while pid > 1:
            if pid == self._supervisor.pid:
                return True
            pid = parents.get(pid, 0)
        return False

    def kill(self, pattern: str) -> int:
        """SIGKILL to all that match, waiting for them if they are just being started again; how many it hit."""
        deadline = time.monotonic() + 40
        while not (pids := self.processes(pattern)) and time.monotonic() < deadline:
            time.sleep(0.05)
        for pid in pids:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        return len(pids)

    def kill_everything(self) -> None:
        assert self._supervisor is not None
        self.kill(r".")
        self._supervisor.wait()

    def stop(self) -> int:
        assert self._supervisor is not None
        self._supervisor.send_signal(signal.SIGINT)
        return self._supervisor.wait(timeout=30)

    def query(self, sql: str) -> list[tuple[object, ...]]:
        with closing(sqlite3.connect(self.data_dir / "text-to-enroll.db", timeout=30)) as connection:
            return list(connection.execute(sql))

    @property
    def queue_server(self) -> str:
        folder = self.data_dir / "valkey"
        password, port = ((folder / name).read_text() for name in ("password", "port"))
        return f"redis://:{password}@127.0.0.1:{port}/0"

    def wait_for_log(self, words: str, times: int = 1, seconds: float = 60) -> None:
        deadline = time.monotonic() + seconds
        while self.log.read_text().count(words) < times:
            assert time.monotonic() < deadline, self.log.read_text()[-4000:]
            time.sleep(0.1)

    def packages(self) -> set[str]:
        return {path.stem for path in (self.data_dir / "packages").glob("*.pdf")}

    def wait_for_packages(self, references: set[str], seconds: float) -> float:
        started = time.monotonic()
        while time.monotonic() - started < seconds:
            if self.query("SELECT count(*) FROM requests WHERE state <> 'ready'") == [(0,)]:
                return time.monotonic() - started
            time.sleep(0.2)
        raise AssertionError(f"missing: {references - self.packages()}\n{self.log.read_text()[-6000:]}")

    def open_work_after(self, seconds: float) -> list[tuple[object, ...]]:
        """What of the outbox is still not done when so much time has passed; returns as soon as there is none."""
        stop = time.monotonic() + seconds
        while (left := self._open_work()) and time.monotonic() < stop:
            time.sleep(0.2)
        return left

    def _open_work(self) -> list[tuple[object, ...]]:
        return self.query("SELECT kind, key, due_at, tries, deaths FROM outbox WHERE done_at IS NULL")


def reference_in(twiml: str) -> str:
    found = re.search(r"Ref (\d{4})-(\d{4})", twiml)
    assert found is not None, twiml
    return found[1] + found[2]
