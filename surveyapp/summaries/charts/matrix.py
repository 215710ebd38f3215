"""A matrix: one row for each unit, one column for each question, each cell by look and mark."""

from surveyapp.summaries.charts.legend import legend
from surveyapp.summaries.charts.lettering import lines, width
from surveyapp.summaries.charts.patterns import definitions, shape
from surveyapp.summaries.charts.svg import LINE, SIZE, WIDTH, column, element, picture, words
from surveyapp.summaries.charts.values import Matrix, MatrixRow, State

_CELL = 26
_NAMES = 150
_PLATE = 15


def draw(chart: Matrix, *, standing_alone: bool = False) -> str:
    """The cells under the columns' codes; below, what codes and looks stand for. Wider than other pictures
    where the columns ask for it.
    """
    wide = max(WIDTH, _NAMES + _CELL * len(chart.columns))
    drawn = [definitions(chart.caption.id, [state.look for state in chart.states])]
    for place, code in enumerate(chart.columns):
        x, letters = _middle(place), min(float(SIZE), SIZE * (_CELL - 2) / (width(code, SIZE) or 1))
        drawn.append(words(code, x, LINE - 4, class_="chart-number", text_anchor="middle", font_size=letters))
    y = LINE + 4.0
    for row in chart.rows:
        part, height = _row(chart, row, y)
        drawn.append(part)
        y += height
    y += 12
    for code, question in zip(chart.columns, chart.legend, strict=True):
        told = lines(f"{code} {question}", SIZE, WIDTH)
        drawn.append(column(told, 0, y, class_="chart-words"))
        y += LINE * len(told) + 4
    key, end = legend(
        chart.caption.id, [(state.look, f"{state.mark} {state.words}") for state in chart.states], y + 8
    )
    return picture(chart.caption, "".join(drawn) + key, end, standing_alone=standing_alone, width=wide)


def _row(chart: Matrix, row: MatrixRow, y: float) -> tuple[str, float]:
    told = lines(row.name, SIZE, _NAMES - 8)
    height = max(_CELL, LINE * len(told) + 4)
    drawn = column(told, 0, y + (height - LINE * len(told)) / 2, class_="chart-words")
    for place, number in enumerate(row.states):
        drawn += _cell(chart, chart.states[number], _middle(place), y, height)
    return drawn, height


def _cell(chart: Matrix, state: State, x: float, y: float, height: float) -> str:
    """One cell around x; its mark stands on a plate, so that it is read over every look."""
    middle = y + height / 2
    plate = element(
        "rect", class_="chart-plate", x=x - _PLATE / 2, y=middle - _PLATE / 2, width=_PLATE, height=_PLATE
    )
    ground = shape(chart.caption.id, state.look, x - _CELL / 2 + 1.5, y + 1.5, _CELL - 3, height - 3)
    return ground + plate + words(state.mark, x, middle + 5, class_="chart-number", text_anchor="middle")


def _middle(place: int) -> float:
    return _NAMES + _CELL * (place + 0.5)
