"""The door to all pictures."""

from surveyapp.summaries.charts import bars, dots, matrix, stacked, tiles
from surveyapp.summaries.charts.values import Bars, Chart, Dots, StackedBars, TileMap


def draw(chart: Chart, *, standing_alone: bool = False) -> str:
    """The picture as SVG: for a page, or standing alone as a file with its style in it."""
    match chart:
        case Bars():
            return bars.draw(chart, standing_alone=standing_alone)
        case StackedBars():
            return stacked.draw(chart, standing_alone=standing_alone)
        case Dots():
            return dots.draw(chart, standing_alone=standing_alone)
        case TileMap():
            return tiles.draw(chart, standing_alone=standing_alone)
        case _:
            return matrix.draw(chart, standing_alone=standing_alone)
