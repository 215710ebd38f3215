"""The files of the checkout that are its own: tracked by git, or new and not ignored."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def tracked_files(*suffixes: str) -> list[Path]:
    """All files of the project that exist, ordered; with suffixes only those that end so."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    files = [ROOT / name for name in sorted(listed.stdout.split("\0")) if name]
    return [file for file in files if file.is_file() and (not suffixes or file.suffix in suffixes)]


def shown(file: Path) -> str:
    """A file's path inside the checkout."""
    return file.relative_to(ROOT).as_posix() if file.is_relative_to(ROOT) else file.name
