"""Valid HTML, as html-validate sees it: the server's own text, not what a browser has made of it."""

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path

from tools.steps import ROOT, VENV

PROGRAM = ROOT / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"
CONFIGURATION = Path(__file__).with_name("html-validate.json")


def html_faults(pages: Mapping[str, str], folder: Path) -> list[str]:
    """What is wrong with the pages, each with its name, line and rule; all are read in one run."""
    files = {}
    for number, (name, text) in enumerate(pages.items()):
        file = folder / f"{number}.html"
        file.write_text(text, encoding="utf-8")
        files[str(file)] = name
    # Into a file: what it writes into a pipe is cut off when it ends.
    told = folder / "told.json"
    with told.open("w") as output:
        done = subprocess.run(
            [node(), PROGRAM, "--config", CONFIGURATION, "--formatter", "json", *files],
            cwd=folder,
            stdout=output,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode in {0, 1}, done.stderr
    return [
        f"{files[report['filePath']]}: line {fault['line']}: {fault['ruleId']}: {fault['message']}"
        for report in json.loads(told.read_text(encoding="utf-8"))
        for fault in report["messages"]
    ]


def node() -> Path:
    """The node of `make setup`, or the one that comes with Playwright."""
    own = VENV / "bin" / "node"
    return own if own.exists() else next(VENV.glob("lib/python3*/site-packages/playwright/driver/node"))
