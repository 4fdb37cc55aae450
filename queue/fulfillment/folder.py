"""Where a batch's files lie, and how a folder takes its place: whole or not at all."""

from __future__ import annotations

import os
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from fulfillment.package import sync_folder
from parsers import Language

MANIFEST, LABELS = "manifest.csv", "labels.pdf"
_NAME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}-[0-9]{1,4}")


def batch_folder(mail_dir: Path, name: str) -> Path:
    if _NAME.fullmatch(name) is None:
        raise ValueError("a batch is named by its day and number")
    return mail_dir / name


def stack_file(language: Language) -> str:
    return f"packages-{language.value}.pdf"


class NewFolder:
    """A folder being filled beside its place."""

    def __init__(self, path: Path, final: Path) -> None:
        self.path = path
        self._final = final

    def publish(self) -> None:
        """Take the place, and put what was there away. After a crash in between, the work is done again."""
        for file in self.path.iterdir():
            _sync_file(file)
        sync_folder(self.path)
        old = self.path.with_name(f"{self.path.name}.old")
        if self._final.exists():
            self._final.rename(old)
        self.path.rename(self._final)
        sync_folder(self._final.parent)
        shutil.rmtree(old, ignore_errors=True)


@contextmanager
def new_folder(mail_dir: Path, name: str) -> Iterator[NewFolder]:
    """What is not published is gone afterwards."""
    final = batch_folder(mail_dir, name)
    mail_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    mail_dir.chmod(0o700)
    path = mail_dir / f".{name}-{secrets.token_hex(4)}.part"
    path.mkdir(mode=0o700)
    try:
        yield NewFolder(path, final)
    finally:
        shutil.rmtree(path, ignore_errors=True)


def sweep_unfinished(mail_dir: Path, older_than: timedelta, now: datetime) -> int:
    """Remove what killed workers left behind; how many folders."""
    swept = 0
    for path in mail_dir.glob(".*.part*"):
        if datetime.fromtimestamp(path.stat().st_mtime, UTC) < now - older_than:
            shutil.rmtree(path, ignore_errors=True)
            swept += 1
    return swept


def _sync_file(path: Path) -> None:
    path.chmod(0o600)
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
