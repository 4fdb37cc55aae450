"""Development's own secrets: made on first start, kept in the data folder, never used in production."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from cryptography.fernet import Fernet


def development_secret(data_dir: Path, name: str) -> str:
    """The secret kept under `name`, made now if there is none. Two processes that start at once agree on one."""
    folder = data_dir / "keys"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / name.lower()
    value = Fernet.generate_key().decode() if name == "ENCRYPTION_KEYS" else secrets.token_urlsafe(32)
    draft = folder / f".{name.lower()}-{os.getpid()}-{secrets.token_hex(4)}"
    draft.write_text(value)
    draft.chmod(0o600)
    try:
        os.link(draft, path)  # fails if another process was first; then theirs holds
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return path.read_text().strip()
