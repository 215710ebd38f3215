"""Looks that differ without colour: a ground and what is drawn on it, as SVG patterns."""

from collections.abc import Iterable

from surveyapp.summaries.charts.svg import element

CELL = 8
"""How often a pattern comes again."""

SOLID, BLANK = 0, 7
_INK: tuple[str, ...] = (
    "",
    "M-2 2l4-4M0 8l8-8M6 10l4-4",
    "M2 1v2M6 5v2",
    "M0 4h8",
    "M-2 6l4 4M0 0l8 8M6-2l4 4",
    "M4 0v8",
    "M0 4h8M4 0v8",
    "",
    "M0 2h3M5 6h3",
    "M4 3v2",
)
"""Strokes on the ground by look: solid, rising, dotted, level, falling, upright, crossed, blank, broken,
sparse."""

LOOKS = len(_INK)


def look(place: int) -> int:
    """The look of the category at this place; with more categories than looks they begin again."""
    return place % LOOKS


def definitions(chart: str, looks: Iterable[int]) -> str:
    """The strokes of these looks as patterns, for the picture with this id; "" where none has any."""
    inked = [one for one in sorted(set(looks)) if _INK[one]]
    return element("defs", *(_pattern(chart, one) for one in inked)) if inked else ""


def shape(chart: str, one: int, x: float, y: float, width: float, height: float) -> str:
    """A rectangle with this look: its ground, and its strokes over it.

    A ground inside the pattern would show seams between the pattern's cells.
    """
    box = {"x": x, "y": y, "width": width, "height": height}
    ground = element("rect", class_=f"chart-shape chart-ground{one}", **box)
    return ground + (element("rect", fill=f"url(#{chart}-look{one})", **box) if _INK[one] else "")


def _pattern(chart: str, one: int) -> str:
    ink = element("path", class_="chart-ink", d=_INK[one])
    return element(
        "pattern", ink, id=f"{chart}-look{one}", width=CELL, height=CELL, patternUnits="userSpaceOnUse"
    )
