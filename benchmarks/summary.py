"""How long a round's evaluation takes: rows read from the database, counted, said, drawn (W3, one round)."""

import resource
import time
from pathlib import Path

from sqlalchemy import Engine, update

from benchmarks.figures import Spread, spread
from benchmarks.processes import working_folder
from benchmarks.product.building import build
from benchmarks.product.stored import multiply
from benchmarks.tables import Goal, figure, shown, table
from surveyapp.db import make_engine, make_session_factory, transaction
from surveyapp.models import UnitPeriod
from surveyapp.services.boards import programme_at, round_at
from surveyapp.services.evaluations import Evaluation, evaluation_of
from surveyapp.summaries.charts.drawing import draw
from surveyapp.summaries.charts.of_figures import charts_of
from surveyapp.summaries.charts.speech import Speech

HEADER = (
    "reports of forty questions",
    "after a change, s",
    "looked at again, s",
    "drawn, s",
    "most memory, MB",
)
BOUNDS = {10_000: 0.1, 100_000: 0.5}
"""What performance asks of a summary page that is looked at again, in seconds by reports."""


def run(*, quick: bool) -> list[Goal]:
    """Measure and print; gives the goals. In one process, on SQLite; the page's HTML is not made."""
    sizes = (1_000,) if quick else (1_000, 10_000)
    turns = 3
    rows, goals = [], []
    for reports in sizes:
        with working_folder() as folder:
            counted, again, drawn = _measured(folder, reports, turns)
        whole = spread([sum(both) for both in zip(again, drawn, strict=True)])
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        times = [shown(each) for each in (spread(counted), spread(again), spread(drawn))]
        rows.append((f"{reports:,}", *times, figure(memory)))
        goals += _goals(reports, whole)
    print("\nEvaluation of one round\n")
    print(table(HEADER, rows))
    return goals


def _goals(reports: int, whole: Spread) -> list[Goal]:
    bound = BOUNDS.get(reports)
    return (
        [] if bound is None else [Goal(f"evaluation, {reports:,} reports", bound, whole, "s", at_least=False)]
    )


def _measured(folder: Path, reports: int, turns: int) -> tuple[list[float], list[float], list[float]]:
    """Seconds of counting after a change, of asking for it again, and of drawing, turn by turn."""
    url = f"sqlite:///{folder / 'summary.sqlite3'}"
    build(url, folder / "programme", untouched_rounds=0)
    multiply(url, reports, units=reports)
    engine = make_engine(url)
    counted, again, drawn = [], [], []
    for turn in range(turns):
        _change(engine, f"unit of turn {turn}")
        for seconds in (counted, again):
            with transaction(make_session_factory(engine)) as session:
                began = time.perf_counter()
                programme = programme_at(session, "benchmark")
                found = evaluation_of(session, round_at(session, programme, "earlier-0"))
                seconds.append(time.perf_counter() - began)
        began = time.perf_counter()
        _draw(found)
        drawn.append(time.perf_counter() - began)
    engine.dispose()
    return counted, again, drawn


def _change(engine: Engine, name: str) -> None:
    """Call the units otherwise: then nothing that was counted before may be shown."""
    with engine.begin() as connection:
        connection.execute(update(UnitPeriod).values(name=name))


def _draw(found: Evaluation) -> None:
    said = Speech("de", found.summary.percent)
    for each in found.summary.questions:
        for chart in charts_of(each, said, found.places):
            draw(chart)
