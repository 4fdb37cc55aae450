"""A big file from a browser, straight to a file of our own: never whole in memory, and gone unless it is taken."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from flask import request
from werkzeug.formparser import FormDataParser

_LONGEST_FIELD = 256 * 1024  # must hold what the parser reads at once, too
_MOST_PARTS = 8


@dataclass(frozen=True, slots=True)
class Upload:
    fields: Mapping[str, str]
    file: Path | None  # who wants it renames it


@contextmanager
def receive(folder: Path, suffix: str, most_bytes: int) -> Iterator[Upload]:
    """Reads the form of this request. 413 if it is longer; what is still at its place at the end is removed."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    paths: list[Path] = []
    with ExitStack() as opened:

        def open_part(
            total_content_length: int | None,  # noqa: ARG001 werkzeug's own names
            content_type: str | None,  # noqa: ARG001
            filename: str | None = None,
            content_length: int | None = None,  # noqa: ARG001
        ) -> IO[bytes]:
            if not filename:  # no file was chosen
                return opened.enter_context(Path(os.devnull).open("w+b"))
            path = folder / f"{secrets.token_hex(8)}{suffix}"
            paths.append(path)
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
            return opened.enter_context(os.fdopen(descriptor, "w+b"))

        parser = FormDataParser(open_part, _LONGEST_FIELD, most_bytes, max_form_parts=_MOST_PARTS)
        try:
            _stream, fields, _files = parser.parse_from_environ(request.environ)
            opened.close()  # what was written is in the file from here on
            yield Upload(_single(fields), paths[0] if paths else None)
        finally:
            for path in paths:
                path.unlink(missing_ok=True)


def _single(fields: Any) -> dict[str, str]:
    return {name: str(fields[name]) for name in fields}
