"""Bars: the label above, the bar on a track as long as the base, the number behind it."""

from surveyapp.summaries.charts.lettering import lines, width
from surveyapp.summaries.charts.patterns import SOLID, shape
from surveyapp.summaries.charts.svg import LINE, SIZE, WIDTH, column, element, picture, words
from surveyapp.summaries.charts.values import Bar, Bars

_BAR, _GAP = 14, 12


def draw(chart: Bars, *, standing_alone: bool = False) -> str:
    """The bars below each other in their order."""
    track = WIDTH - 8 - max((width(bar.words, SIZE) for bar in chart.bars), default=0)
    y, drawn = 2.0, list[str]()
    for bar in chart.bars:
        part, height = _bar(chart, bar, y, track)
        drawn.append(part)
        y += height + _GAP
    if chart.rest:
        told = lines(chart.rest, SIZE, WIDTH)
        drawn.append(column(told, 0, y, class_="chart-words"))
        y += LINE * len(told) + _GAP
    return picture(chart.caption, "".join(drawn), y - _GAP + 4, standing_alone=standing_alone)


def _bar(chart: Bars, bar: Bar, y: float, track: float) -> tuple[str, float]:
    told = lines(bar.label, SIZE, WIDTH)
    top = y + LINE * len(told) + 2
    long = track * bar.n / chart.whole if chart.whole else 0.0
    drawn = column(told, 0, y, class_="chart-number" if bar.own else "chart-words")
    drawn += element("rect", class_="chart-track", x=0.5, y=top + 0.5, width=track, height=_BAR - 1)
    if long:
        drawn += shape(chart.caption.id, SOLID, 0.5, top + 0.5, long, _BAR - 1)
    drawn += words(bar.words, track + 8, top + _BAR - 2, class_="chart-number")
    return drawn, top + _BAR - y
