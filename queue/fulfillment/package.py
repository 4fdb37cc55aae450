"""One person's package: the letter with the forms behind it, and the file it becomes."""

from __future__ import annotations

import hashlib
import io
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pikepdf

from fulfillment.appendix import put_behind
from fulfillment.forms import FormSet

_REFERENCE = re.compile(r"[0-9]{8}")
_UNFINISHED = ".part"


@dataclass(frozen=True)
class Package:
    pdf: bytes
    sha256: str
    pages: int
    letter_pages: int  # the first of them; the forms begin after
    forms: tuple[tuple[str, str], ...]  # name and hash of each, in order, to be kept with the request


def build_package(letter_pdf: bytes, form_set: FormSet) -> Package:
    """The letter's own file with the forms behind it, so that its tags and language stay; always the same bytes."""
    pdf = put_behind(letter_pdf, form_set.appendix)
    with pikepdf.open(io.BytesIO(letter_pdf)) as letter:
        letter_pages = len(letter.pages)
    kept = tuple((form.name, form.sha256) for form in form_set.forms)
    return Package(pdf, hashlib.sha256(pdf).hexdigest(), letter_pages + form_set.pages, letter_pages, kept)


class PackageFile:
    """A package written and safe on disk, not yet in its place."""

    def __init__(self, temporary: Path, final: Path) -> None:
        self._temporary = temporary
        self._published = False
        self.path = final

    def publish(self) -> Path:
        """Put it in its place, over an older one; the rename outlives a power cut. A second call does nothing.

        FileNotFoundError if the sweeper took it for a dead worker's: nothing is in place then.
        """
        if not self._published:
            self._temporary.replace(self.path)
            sync_folder(self.path.parent)
            self._published = True
        return self.path

    def discard(self) -> None:
        self._temporary.unlink(missing_ok=True)


@contextmanager
def package_file(folder: Path, reference: str, pdf: bytes) -> Iterator[PackageFile]:
    """Write `pdf` beside its place and yield it to be published; what was not published is gone afterwards."""
    written = write_package(folder, reference, pdf)
    try:
        yield written
    finally:
        written.discard()


def write_package(folder: Path, reference: str, pdf: bytes) -> PackageFile:
    if _REFERENCE.fullmatch(reference) is None:
        raise ValueError("a package is named by the eight digits of its reference")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if folder.stat().st_mode & 0o077:
        folder.chmod(0o700)  # made by someone less careful
    descriptor, name = tempfile.mkstemp(prefix=f".{reference}-", suffix=_UNFINISHED, dir=folder)  # mode 0600
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(pdf)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return PackageFile(temporary, folder / f"{reference}.pdf")


def sweep_temporaries(folder: Path, older_than: timedelta, now: datetime) -> int:
    """Remove what killed workers left behind; how many there were. Younger ones may still be in someone's hands."""
    swept = 0
    for path in folder.glob(f".*{_UNFINISHED}"):
        try:
            if datetime.fromtimestamp(path.stat().st_mtime, UTC) < now - older_than:
                path.unlink()
                swept += 1
        except FileNotFoundError:  # published or discarded meanwhile
            continue
    return swept


def sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
