"""Keys that a demo or a developer's instance makes for itself once and keeps."""

import os
import secrets
import stat
from pathlib import Path


class KeyFault(Exception):
    """A kept key cannot be used; the message says why, and never the key."""


def kept_key(folder: Path, name: str) -> str:
    """Give the key kept in `folder/name`; the first time it is made, readable by its owner only (mode 600).

    A file that others may read is refused by KeyFault, and so is a folder that cannot be written.
    """
    path = folder / name
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _make_once(path)
        if stat.S_IMODE(path.stat().st_mode) & 0o077:
            raise KeyFault(f"{path} may be read by others than its owner: `chmod 600 {path}`.")
        return path.read_text(encoding="ascii").strip()
    except OSError as error:
        raise KeyFault(f"{path} cannot be kept: {error.strerror}.") from error


def _make_once(path: Path) -> None:
    """Write a fresh key aside and link it in place, so that nobody ever reads half a key."""
    if path.exists():
        return
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(48))
    try:
        os.link(fresh, path)
    except FileExistsError:
        pass  # another process that started with us was first; its key counts
    finally:
        fresh.unlink()
