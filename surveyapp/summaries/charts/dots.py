"""Dots: one for each number, piled over an axis, with the median marked."""

from collections import Counter
from decimal import Decimal
from math import ceil

from surveyapp.summaries.charts.lettering import width
from surveyapp.summaries.charts.svg import LINE, SIZE, WIDTH, element, picture, words
from surveyapp.summaries.charts.values import Dots

_DOT = 9
_HIGHEST = 14
"""So many dots are piled at most; beyond, a dot stands for several."""

_PLACES = (WIDTH - 2 * _DOT) // _DOT


def draw(chart: Dots, *, standing_alone: bool = False) -> str:
    """The dots over an axis from a round number below the least to one above the greatest."""
    ticks = ticks_over(min(chart.numbers), max(chart.numbers))
    low, span = ticks[0], ticks[-1] - ticks[0]
    piles = Counter(round(float((number - low) / span) * _PLACES) for number in chart.numbers)
    each = ceil(max(piles.values()) / _HIGHEST)
    tallest = ceil(max(piles.values()) / each)
    floor = LINE + 6.0 + tallest * _DOT
    drawn = [_median(chart, float((chart.median - low) / span), floor)]
    for place, count in sorted(piles.items()):
        heights = (floor - _DOT * (rank + 0.5) for rank in range(ceil(count / each)))
        x = _x(place / _PLACES)
        drawn += [element("circle", class_="chart-dot", cx=x, cy=y, r=3.5) for y in heights]
    drawn.append(element("path", class_="chart-axis", d=f"M{_x(0):g} {floor + 1:g}H{_x(1):g}"))
    drawn += [_tick(chart, tick, float((tick - low) / span), floor) for tick in ticks]
    height = floor + LINE + 8
    if chart.own:
        drawn += [_own(float((number - low) / span), floor) for number in chart.own]
        drawn.append(words(chart.own_words, 0, height + SIZE, class_="chart-number"))
        height += LINE + 2
    if each > 1:
        drawn.append(words(chart.many.replace("{n}", str(each)), 0, height + SIZE, class_="chart-words"))
        height += LINE + 2
    return picture(chart.caption, "".join(drawn), height, standing_alone=standing_alone)


def ticks_over(low: Decimal, high: Decimal) -> tuple[Decimal, ...]:
    """Two to seven round numbers with equal steps (1, 2 or 5 times a power of ten) around both."""
    if low == high:
        return Decimal(low.__floor__()), Decimal(low.__floor__() + 1)
    span = high - low
    power = Decimal(1).scaleb(span.adjusted() - 1)
    steps = (power * factor for factor in (1, 2, 5, 10, 20, 50))
    for step in steps:
        first, last = (low / step).__floor__(), -((-high / step).__floor__())
        if last - first < 7:
            return tuple(step * place for place in range(first, last + 1))
    raise AssertionError("fifty times a tenth of the span is wider than the span")


def _x(part: float) -> float:
    return _DOT + part * (WIDTH - 2 * _DOT)


def _median(chart: Dots, part: float, floor: float) -> str:
    x, room = _x(part), width(chart.median_words, SIZE) / 2
    line = element("path", class_="chart-median", d=f"M{x:.1f} {LINE + 2}V{floor + 4:g}")
    middle = min(max(x, room), WIDTH - room)
    return line + words(chart.median_words, middle, SIZE, class_="chart-number", text_anchor="middle")


def _own(part: float, floor: float) -> str:
    """A triangle that points at the number from below the axis."""
    return element("path", class_="chart-own", d=f"M{_x(part):.1f} {floor - 1:g}l5 8h-10z")


def _tick(chart: Dots, tick: Decimal, part: float, floor: float) -> str:
    x = _x(part)
    told = format(tick.normalize(), "f").replace(".", chart.decimal_sign)
    mark = element("path", class_="chart-axis", d=f"M{x:.1f} {floor + 1:g}v4")
    middle = min(max(x, width(told, SIZE) / 2), WIDTH - width(told, SIZE) / 2)
    return mark + words(told, middle, floor + LINE + 2, class_="chart-words", text_anchor="middle")
