"""Stacked bars: full length each, divided by the same categories."""

from itertools import accumulate

from surveyapp.summaries.charts.legend import legend
from surveyapp.summaries.charts.lettering import lines, width
from surveyapp.summaries.charts.patterns import definitions, look, shape
from surveyapp.summaries.charts.svg import LINE, SIZE, WIDTH, column, element, picture, words
from surveyapp.summaries.charts.values import Stack, StackedBars

_BAR, _GAP = 22, 12
_PLATE = 18


def draw(chart: StackedBars, *, standing_alone: bool = False) -> str:
    """The bars below each other, then what each look stands for."""
    looks = [look(place) for place in range(len(chart.categories))]
    y, drawn = 2.0, [definitions(chart.caption.id, looks)]
    for stack in chart.stacks:
        part, height = _stack(chart, stack, y)
        drawn.append(part)
        y += height + _GAP
    key, end = legend(chart.caption.id, zip(looks, chart.categories, strict=True), y)
    return picture(chart.caption, "".join(drawn) + key, end, standing_alone=standing_alone)


def _stack(chart: StackedBars, stack: Stack, y: float) -> tuple[str, float]:
    told = lines(f"{stack.label} ({stack.words})", SIZE, WIDTH)
    top, whole = y + LINE * len(told) + 2, sum(stack.numbers)
    drawn = column(told, 0, y, class_="chart-words")
    if not whole:
        return drawn + _segment(chart, 0, WIDTH, top, None, 0), top + _BAR - y
    ends = list(accumulate(stack.numbers))
    for place, (n, end) in enumerate(zip(stack.numbers, ends, strict=True)):
        if n:
            drawn += _segment(chart, WIDTH * (end - n) / whole, WIDTH * n / whole, top, place, n)
    return drawn, top + _BAR - y


def _segment(chart: StackedBars, x: float, long: float, top: float, place: int | None, n: int) -> str:
    """One part of a bar; its number stands on a plate where there is room for it."""
    if place is None:
        return element("rect", class_="chart-track", x=0.5, y=top + 0.5, width=long - 1, height=_BAR - 1)
    drawn = shape(chart.caption.id, look(place), x + 0.5, top + 0.5, max(long - 1, 1), _BAR - 1)
    room = width(str(n), SIZE) + 4
    if room <= long - 2:
        middle = x + long / 2
        drawn += element(
            "rect",
            class_="chart-plate",
            x=middle - room / 2,
            y=top + (_BAR - _PLATE) / 2,
            width=room,
            height=_PLATE,
        )
        drawn += words(str(n), middle, top + _BAR - 6, class_="chart-number", text_anchor="middle")
    return drawn
