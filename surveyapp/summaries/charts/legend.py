"""Which look stands for what, below a picture."""

from collections.abc import Iterable

from surveyapp.summaries.charts.lettering import lines
from surveyapp.summaries.charts.patterns import shape
from surveyapp.summaries.charts.svg import LINE, SIZE, WIDTH, column

SWATCH = 16
_GAP = 8


def legend(chart: str, entries: Iterable[tuple[int, str]], top: float) -> tuple[str, float]:
    """The entries (look, words) below each other from `top` on, and where they end."""
    drawn, y = [], top
    for look, text in entries:
        told = lines(text, SIZE, WIDTH - SWATCH - _GAP)
        drawn.append(shape(chart, look, 0.5, y + 1.5, SWATCH - 1, SWATCH - 1))
        drawn.append(column(told, SWATCH + _GAP, y, class_="chart-words"))
        y += LINE * len(told) + 4
    return "".join(drawn), y
