"""How long the command line and the web process take to be there, and what an idle worker holds in memory."""

import subprocess
import time

from benchmarks.figures import Spread, spread
from benchmarks.processes import (
    SURVEYAPP,
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
    helped = spread([_help_s() for _ in range(turns)])
    bare = spread([_bare_python_s() for _ in range(turns)])
    starts = [_start() for _ in range(turns)]
    ready, memory = (spread([start[place] for start in starts]) for place in (0, 1))
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


def _help_s() -> float:
    return _timed([str(SURVEYAPP), "--help"])


def _bare_python_s() -> float:
    return _timed([str(SURVEYAPP.with_name("python")), "-c", "pass"])


def _timed(command: list[str]) -> float:
    began = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def _start() -> tuple[float, float]:
    """Seconds until the web process answers, and the worker's megabytes then."""
    with working_folder() as folder:
        url = f"sqlite:///{folder / 'empty.sqlite3'}"
        engine = make_engine(url)
        upgrade(engine)
        engine.dispose()
        port = free_port()
        command = [str(SURVEYAPP), "serve", "--port", str(port)]
        with running(command, port, product_environ(folder, url, port), folder / "log") as server:
            (worker,) = workers_of(server.pid)
            return server.ready_s, resident_mb(worker)
