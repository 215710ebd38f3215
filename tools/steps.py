"""Steps of setting up: commands that say what failed, and stamps that make a second call quick."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"


class SetupError(Exception):
    """Setting up cannot go on; the text is one line for the person who called."""


def say(line: str) -> None:
    """Tell the person at the terminal what is being done."""
    print(f"setup: {line}", file=sys.stderr, flush=True)


def run(*command: str | Path, cwd: Path = ROOT, environment: Mapping[str, str] | None = None) -> str:
    """Run a command and return what it printed; raises SetupError with its last words if it fails."""
    words = [str(word) for word in command]
    try:
        done = subprocess.run(
            words,
            cwd=cwd,
            env={**os.environ, **(environment or {})},
            check=False,
            capture_output=True,
            text=True,
            errors="replace",
        )
    except OSError as error:
        raise SetupError(f"cannot start {words[0]}: {error}") from error
    if done.returncode != 0:
        last_words = "\n".join((done.stdout + done.stderr).strip().splitlines()[-12:])
        raise SetupError(f"`{' '.join(words)}` ended with {done.returncode}:\n{last_words}")
    return done.stdout


def fingerprint(parts: Iterable[Path | str]) -> str:
    """SHA-256 over the contents of files and over plain strings, in the order given."""
    digest = hashlib.sha256()
    for part in parts:
        content = part.read_bytes() if isinstance(part, Path) else part.encode()
        digest.update(len(content).to_bytes(8, "big") + content)
    return digest.hexdigest()


class Stamp:
    """Remembers inside the virtual environment with which inputs a step was last done."""

    def __init__(self, name: str, parts: Iterable[Path | str]) -> None:
        """Name the step and everything that, when changed, makes it due again."""
        self._path = VENV / "stamps" / name
        self._fingerprint = fingerprint(parts)

    def is_fresh(self) -> bool:
        """Whether the step was done with exactly these inputs."""
        return self._path.is_file() and self._path.read_text() == self._fingerprint

    def press(self) -> None:
        """Record that the step is done; call it last."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._path.write_text(self._fingerprint)
