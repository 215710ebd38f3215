"""`python -m benchmarks [--quick] [NAME ...]`: print tables, goals, how busy the machine was."""

import argparse
import platform
import sys
import time
from collections.abc import Callable
from importlib import import_module

from benchmarks.processes import WORKERS, load_average
from benchmarks.tables import GOAL_HEADER, Goal, table

BENCHMARKS = {
    "form": "open the form, save one field, hand it in (W1, W1b, W2)",
    "summary": "count, say and draw one round (W3)",
    "start": "start of the command line and of the web process, memory at rest",
}


def main() -> int:
    """Run what is named, or all. The exit code is 0 once all was measured, whether goals are met or not."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure Turnus.")
    parser.add_argument(
        "--quick", action="store_true", help="about a minute, SQLite only: to see that it runs"
    )
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help="; ".join(map(": ".join, BENCHMARKS.items()))
    )
    wanted = parser.parse_args()
    unknown = set(wanted.names) - set(BENCHMARKS)
    if unknown:
        parser.error(f"no benchmark is called {', '.join(sorted(unknown))}")
    began = time.perf_counter()
    print(f"{platform.platform()}, Python {platform.python_version()}, {WORKERS} worker behind each address")
    print(f"load average at the start: {load_average()}")
    goals: list[Goal] = []
    for name in wanted.names or BENCHMARKS:
        run: Callable[..., list[Goal]] = import_module(f"benchmarks.{name}").run
        goals += run(quick=wanted.quick)
    print(f"\nGoals\n\n{table(GOAL_HEADER, [goal.row for goal in goals])}\n")
    print(f"load average at the end: {load_average()}; {time.perf_counter() - began:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
