"""Cases measured by turns: each once a turn, in alternating order, so that what disturbs one disturbs all."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from benchmarks.figures import Spread, percentile, ratios, spread
from benchmarks.load import LoadRun
from benchmarks.tables import figure, shown, table

HEADER = ("side", "c", "rate/s", "p50 ms", "p99 ms", "kB", "failed", "client")


@dataclass(frozen=True, slots=True)
class Case:
    """One thing that is measured: its name, its connections, and how it is run in a turn."""

    name: str
    connections: int
    run: Callable[[int], LoadRun]


@dataclass
class Measured:
    """The runs of a case, turn by turn."""

    case: Case
    runs: list[LoadRun] = field(default_factory=list)

    @property
    def rates(self) -> list[float]:
        """The rate of each turn."""
        return [run.rate for run in self.runs]

    def milliseconds(self, percent: float) -> Spread:
        """The percentile of each turn."""
        return spread([run.milliseconds(percent) for run in self.runs])

    @property
    def failures(self) -> Counter[str]:
        """What failed, by its reason, in all turns."""
        return sum((run.failures for run in self.runs), Counter())

    @property
    def row(self) -> tuple[str, ...]:
        """The case as a row of HEADER; percentiles over the times of all turns."""
        times = [each for run in self.runs for each in run.times]
        sizes = sum(run.received for run in self.runs) / max(1, len(times)) / 1000
        return (
            self.case.name,
            str(self.case.connections),
            shown(spread(self.rates)),
            figure(percentile(times, 50) * 1000),
            figure(percentile(times, 99) * 1000),
            figure(sizes),
            str(self.failures.total()),
            figure(spread([run.client_share for run in self.runs]).median),
        )


Results = Mapping[tuple[str, int], Measured]


def measure(cases: Sequence[Case], turns: int) -> Results:
    """Run the cases by turns, every other turn backwards. RuntimeError for a case that never succeeds."""
    results = {(case.name, case.connections): Measured(case) for case in cases}
    for turn in range(turns):
        for case in cases if turn % 2 == 0 else cases[::-1]:
            found = results[case.name, case.connections]
            found.runs.append(case.run(turn))
            if not found.runs[-1].times:
                raise RuntimeError(f"{case.name}: nothing succeeded, {dict(found.failures)}")
    return results


def report(title: str, results: Results) -> None:
    """Print the cases, and every reason for which something failed."""
    print(f"\n{title}\n")
    print(table(HEADER, [found.row for found in results.values()]))
    for found in results.values():
        for reason, times in found.failures.items():
            print(f"failed: {found.case.name}, c={found.case.connections}: {reason} ({times} times)")


def ratio(results: Results, ours: str, theirs: str, connections: int) -> Spread:
    """The rate of one side to that of another, turn by turn."""
    return ratios(results[ours, connections].rates, results[theirs, connections].rates)
