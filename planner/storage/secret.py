"""The key the planner hashes addresses and forms with: from the settings, else a file made at first use."""

import os
from hashlib import sha256
from pathlib import Path
from secrets import token_bytes
from typing import Final

FILE: Final = "secret.key"
LENGTH: Final = 32


def read_secret(folder: Path, given: str | None = None) -> bytes:
    """Return 32 bytes: of the given text, else of the file in a folder that only its owner may read."""
    if given:
        return sha256(given.encode()).digest()
    path = folder / FILE
    if not path.exists():
        _make(path)
    return path.read_bytes()


def _make(path: Path) -> None:
    """Make the file whole or not at all; of two processes that start at once, the first one's stays."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(token_bytes(LENGTH))
    try:
        os.link(draft, path)
    except FileExistsError:
        return
    finally:
        draft.unlink()
