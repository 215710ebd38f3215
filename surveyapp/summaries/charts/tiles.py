"""A map of equal tiles: where a unit lies, roughly, and which state it is in."""

from surveyapp.summaries.charts.legend import legend
from surveyapp.summaries.charts.lettering import width
from surveyapp.summaries.charts.patterns import definitions, shape
from surveyapp.summaries.charts.svg import WIDTH, element, picture, words
from surveyapp.summaries.charts.values import Tile, TileMap

_LARGEST, _LETTERS = 40, 11


def draw(chart: TileMap, *, standing_alone: bool = False) -> str:
    """The tiles, then what each look stands for and of how many."""
    columns = max((tile.column for tile in chart.tiles), default=0) + 1
    rows = max((tile.row for tile in chart.tiles), default=0) + 1
    size = min(_LARGEST, WIDTH // columns)
    drawn = [definitions(chart.caption.id, [state.look for state in chart.states])]
    drawn += [_tile(chart, tile, size) for tile in chart.tiles]
    entries = [
        (state.look, f"{state.words}: {sum(tile.state == place for tile in chart.tiles)}")
        for place, state in enumerate(chart.states)
    ]
    key, end = legend(chart.caption.id, entries, rows * size + 12)
    return picture(chart.caption, "".join(drawn) + key, end, standing_alone=standing_alone)


def _tile(chart: TileMap, tile: Tile, size: int) -> str:
    """One tile; its letters stand on a plate, its whole name comes up with the pointer."""
    x, y, state = tile.column * size, tile.row * size, chart.states[tile.state]
    letters = min(float(_LETTERS), _LETTERS * (size - 6) / (width(tile.short, _LETTERS) or 1))
    room = width(tile.short, letters) + 2
    return element(
        "g",
        element("title", _escaped(f"{tile.name}: {state.words}")),
        shape(chart.caption.id, state.look, x + 1.5, y + 1.5, size - 3, size - 3),
        element(
            "rect", class_="chart-plate", x=x + (size - room) / 2, y=y + size / 2 - 8, width=room, height=16
        ),
        words(
            tile.short,
            x + size / 2,
            y + size / 2 + 4,
            class_="chart-number",
            text_anchor="middle",
            font_size=letters,
        ),
    )


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
