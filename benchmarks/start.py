"""How long the command line and the web process take to be there, and what an idle worker holds in memory."""

import subprocess
import time
from pathlib import Path

from benchmarks.figures import Spread, spread
from benchmarks.processes import (
    SURVEYAPP,
    compiled,
    free_port,
    resident_mb,
    running,
    workers_of,
    working_folder,
)
from benchmarks.sides import product_environ
from benchmarks.tables import Goal, shown, table
from surveyapp.db import make_engine, upgrade

HEADER = ("what", "measured")


def run(*, quick: bool) -> list[Goal]:
    """Measure and print; gives the goals. The web process is ready when it answers its first page."""
    turns = 3 if quick else 7
    with working_folder() as folder:
        starting = _Starting(folder)
        starting.all()  # compiles every module: no part of a start
        found = [starting.all() for _ in range(turns)]
    bare, helped, ready, memory = (spread(values) for values in zip(*found, strict=True))
    rows = [
        ("python -c pass, s", bare),
        ("surveyapp --help, s", helped),
        ("web process ready, s", ready),
        ("idle worker, MB", memory),
    ]
    print("\nStart\n")
    print(table(HEADER, [(what, shown(found)) for what, found in rows]))
    return _goals(helped, ready, memory)


def _goals(helped: Spread, ready: Spread, memory: Spread) -> list[Goal]:
    return [
        Goal("surveyapp --help", 0.3, helped, "s", at_least=False),
        Goal("web process ready", 1.5, ready, "s", at_least=False),
        Goal("idle worker", 90, memory, "MB", at_least=False),
    ]


class _Starting:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.url = f"sqlite:///{folder / 'empty.sqlite3'}"
        engine = make_engine(self.url)
        upgrade(engine)
        engine.dispose()

    def all(self) -> tuple[float, float, float, float]:
        """Seconds of Python, of the help, of the web process until it answers; the worker's megabytes."""
        return (
            self._seconds([str(SURVEYAPP.with_name("python")), "-c", "pass"]),
            self._seconds([str(SURVEYAPP), "--help"]),
            *self._web_process(),
        )

    def _seconds(self, command: list[str]) -> float:
        began = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=compiled(self.folder))
        return time.perf_counter() - began

    def _web_process(self) -> tuple[float, float]:
        port = free_port()
        command = [str(SURVEYAPP), "serve", "--port", str(port)]
        environ = product_environ(self.folder, self.url, port)
        with running(command, port, environ, self.folder / "log") as server:
            (worker,) = workers_of(server.pid)
            return server.ready_s, resident_mb(worker)
