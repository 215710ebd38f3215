"""Which pictures a question's figures make."""

import re
from collections.abc import Iterable, Iterator, Sequence

from forms.texts import Text
from surveyapp.summaries import wordings
from surveyapp.summaries.charts import speech
from surveyapp.summaries.charts.maps import Places, map_of
from surveyapp.summaries.charts.speech import Speech
from surveyapp.summaries.charts.values import Bar, Bars, Caption, Chart, Dots, Stack, StackedBars
from surveyapp.summaries.figures import Detail, Figure
from surveyapp.summaries.summary import QuestionTable

_FLAGS = frozenset({"flag_count", "union_count"})
_NOT_IN_IDS = re.compile(r"[^a-z0-9-]+")
_MOST_STACKED = 8
_MOST_BARS = 8
"""In longer lists choices that nobody named are counted and not drawn."""


def charts_of(table: QuestionTable, said: Speech, places: Places, own: str = "") -> tuple[Chart, ...]:
    """The pictures of one question in the order of its figures; where nobody answered, and of texts, none.

    What the unit `own` answered is marked in bars and dots.
    """
    return tuple(_charts(table, said, places, own))


def id_of(figure: Figure) -> str:
    """The id of the figure's picture, good for HTML and for the name of a file."""
    return "chart-" + _NOT_IN_IDS.sub("-", f"{figure.key}-{figure.kind}".lower())


def _charts(table: QuestionTable, said: Speech, places: Places, own: str) -> Iterator[Chart]:
    ratings = [figure for figure in table.figures if figure.kind == "ordinal_shift" and figure.base]
    if ratings:
        yield from _ratings(table, ratings, said)
    for figure in table.figures:
        if figure.base and figure.kind != "ordinal_shift":
            yield from _picture(table, figure, said, places, own)


def _picture(table: QuestionTable, figure: Figure, said: Speech, places: Places, own: str) -> Iterator[Chart]:
    if figure.kind in _FLAGS and (tiles := map_of(figure, _caption(table, figure, said), said, places)):
        yield tiles
    elif figure.values:
        yield _dots(table, figure, said, own)
    elif figure.details:
        yield _bars(table, figure, said, own)


def _bars(table: QuestionTable, figure: Figure, said: Speech, own: str = "") -> Bars:
    moves = figure.kind == "roster_diff"
    bars = (
        tuple(_moves(figure, said)) if moves else tuple(_bar(detail, said, own) for detail in figure.details)
    )
    whole = sum(bar.n for bar in bars) if moves else figure.base
    named = tuple(bar for bar in bars if bar.n) if len(bars) > _MOST_BARS else bars
    rest = said.say(speech.NOT_NAMED, n=len(bars) - len(named)) if len(named) + 1 < len(bars) else ""
    return Bars(
        _caption(table, figure, said, bars),
        named if rest else bars,
        max([whole, *(bar.n for bar in bars)]),
        rest,
    )


def _moves(figure: Figure, said: Speech) -> Iterator[Bar]:
    """How many rows came, went, changed and stayed: every row is in one of these."""
    for move, words in wordings.MOVES.items():
        n = sum(detail.n for detail in figure.details if detail.group == move)
        yield Bar(said.say(words), n, str(n))


def _bar(detail: Detail, said: Speech, own: str = "") -> Bar:
    label, here = said.say(detail.label), own in detail.units
    words = said.say(speech.OWN, label=label) if here else label
    return Bar(words, detail.n, said.counted(detail.n, detail.share), here)


def _ratings(table: QuestionTable, figures: Sequence[Figure], said: Speech) -> Iterator[Chart]:
    """All rows of a grid in one picture, and all groups; with many categories each row in one of its own."""
    labels = tuple(said.say(detail.label) for detail in figures[0].details)
    if len(labels) > _MOST_STACKED:
        yield from (_bars(table, figure, said) for figure in figures)
        return
    stacks = [
        stack
        for figure in figures
        for stack in _stacks(figure, labels, said, alone=figure.label.wordings == table.text.wordings)
    ]
    first = figures[0]
    told = "; ".join(
        f"{stack.label} ({stack.words}): "
        + ", ".join(f"{label} {n}" for label, n in zip(labels, stack.numbers, strict=True))
        for stack in stacks
    )
    yield StackedBars(Caption(id_of(first), said.say(table.text), told + "."), labels, tuple(stacks))


def _stacks(figure: Figure, labels: Sequence[str], said: Speech, *, alone: bool) -> Iterator[Stack]:
    name = wordings.ALL if alone and figure.parts else wordings.KINDS[figure.kind] if alone else figure.label
    wholes: list[tuple[Text, int, Iterable[Detail]]] = [(name, figure.base, figure.details)]
    wholes += [(part.label, part.base, part.details) for part in figure.parts]
    for label, base, details in wholes:
        numbers = {said.say(detail.label): detail.n for detail in details}
        told = tuple(numbers.get(each, 0) for each in labels)
        yield Stack(said.say(label), told, said.base(base, figure.base_kind))


def _dots(table: QuestionTable, figure: Figure, said: Speech, own: str) -> Dots:
    median = figure.measures["median"]
    here = tuple(number for unit, number in figure.values if unit == own)
    told = "; ".join(
        f"{said.say(wordings.MEASURES[name])} {said.number(value)}" for name, value in figure.measures.items()
    )
    return Dots(
        Caption(id_of(figure), _title(table, figure, said), f"{told}. {_base(figure, said)}."),
        tuple(number for _, number in figure.values),
        median,
        said.say(speech.MEDIAN, n=said.number(median)),
        said.say(speech.MANY),
        said.decimal_sign,
        here,
        said.say(speech.OWN_NUMBER, n=", ".join(said.number(number) for number in here)),
    )


def _caption(
    table: QuestionTable, figure: Figure, said: Speech, bars: Iterable[Bar] | None = None
) -> Caption:
    shown = bars if bars is not None else [_bar(detail, said) for detail in figure.details]
    told = "; ".join(f"{bar.label}: {bar.words}" for bar in shown)
    return Caption(id_of(figure), _title(table, figure, said), f"{told}. {_base(figure, said)}.")


def _title(table: QuestionTable, figure: Figure, said: Speech) -> str:
    """The question's words; behind them those of a grid's row, or of what is counted where it is counted
    twice. No two pictures of a question have the same title.
    """
    asked = said.say(table.text)
    words = asked if figure.label.wordings == table.text.wordings else f"{asked} {said.say(figure.label)}"
    twice = sum(other.key == figure.key for other in table.figures) > 1
    return f"{words} ({said.say(wordings.KINDS[figure.kind])})" if twice else words


def _base(figure: Figure, said: Speech) -> str:
    return said.base(figure.base, figure.base_kind)
