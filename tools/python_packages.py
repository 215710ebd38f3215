"""The Python side: a virtual environment with exactly the hashed packages, and the project in it."""

import shutil
import sys
from pathlib import Path

from tools.steps import PYTHON, ROOT, VENV, SetupError, Stamp, run, say

BOOT = ROOT / ".venv-boot"
OLDEST = (3, 11)


def install_packages() -> None:
    """Make `.venv` hold what requirements/dev.txt pins, checked by hash."""
    if sys.version_info < OLDEST:
        raise SetupError("Python 3.11 or newer is needed; name one with `make PYTHON=python3.12 ...`")
    if not _starts(PYTHON):
        _make_environment(VENV)
    locked = ROOT / "requirements" / "dev.txt"
    stamp = Stamp("packages", [locked, ROOT / "requirements" / "boot.txt"])
    if stamp.is_fresh():
        return
    say("installing the Python packages (hashed)")
    uv = _uv()
    if uv is None or not _succeeds(
        uv, "pip", "install", "--quiet", "--require-hashes", "--python", PYTHON, "-r", locked
    ):
        run(PYTHON, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", locked)
    stamp.press()


def install_project() -> None:
    """Put this checkout and its command `surveyapp` into `.venv`, editable, without asking any registry."""
    command = VENV / "bin" / "surveyapp"
    stamp = Stamp("project", [ROOT / "pyproject.toml", str(ROOT)])
    if stamp.is_fresh() and command.is_file():
        return
    say("installing the project itself (editable)")
    # Compatibility mode is one path file: a new top-level package is seen without installing again.
    run(
        PYTHON,
        *("-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation", "--no-index"),
        *("--config-settings", "editable_mode=compat", "--editable", ROOT),
    )
    stamp.press()


def _uv() -> str | None:
    """The pinned uv, installed apart; None where it cannot be had (then pip does the work, slower)."""
    uv = BOOT / "bin" / "uv"
    locked = ROOT / "requirements" / "boot.txt"
    try:
        if not _starts(BOOT / "bin" / "python"):
            _make_environment(BOOT)
        run(BOOT / "bin" / "python", "-m", "pip", "install", "--quiet", "--require-hashes", "-r", locked)
    except SetupError as error:
        say(f"going on without uv: {error}")
        return None
    return str(uv)


def _make_environment(place: Path) -> None:
    shutil.rmtree(place, ignore_errors=True)
    try:
        run(sys.executable, "-m", "venv", place)
    except SetupError as error:
        raise SetupError(
            f"no virtual environment can be made; install python3-venv first ({error})"
        ) from error


def _starts(python: Path) -> bool:
    return python.exists() and _succeeds(python, "-c", "import pip")


def _succeeds(*command: str | Path) -> bool:
    try:
        run(*command)
    except SetupError as error:
        say(str(error))
        return False
    return True
