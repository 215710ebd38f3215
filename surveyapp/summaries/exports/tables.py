"""The four tables of a round: the summary, units by variables, every answer, and what the variables mean."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from forms.questionnaire import Questionnaire
from forms.texts import Text
from surveyapp.summaries import wordings
from surveyapp.summaries.answers_table import AnswersTable
from surveyapp.summaries.charts.speech import Speech
from surveyapp.summaries.codebook import codebook
from surveyapp.summaries.exports import headings
from surveyapp.summaries.figures import Detail, Figure
from surveyapp.summaries.grids import GridCell, grid_of
from surveyapp.summaries.summary import QuestionTable, Summary, without_facts

Value = str | int | Decimal | date | None


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its name, its heading, and rows as long as the heading."""

    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


def summary_table(summary: Summary, said: Speech) -> Table:
    """Every number of the summary in a row of its own, with its base and the units behind it."""
    rows = [row for table in summary.questions for row in _question_rows(summary, table, said)]
    return Table(said.say(headings.SUMMARY), _header(headings.SUMMARY_COLUMNS, said), tuple(rows))


def matrix_table(questionnaire: Questionnaire, table: AnswersTable, said: Speech) -> Table:
    """A row for each unit that owes a report, a column for each variable outside rows, in words.

    A kind of missing stands in its own words, in angle brackets: <kein Bericht>.
    """
    grids = [grid_of(questionnaire, section.key, table, said) for section in questionnaire.sections]
    columns = [column for grid in grids for column in grid.columns]
    header = (
        *_header(headings.MATRIX_COLUMNS, said),
        *(f"{column.code} {said.say(column.words)}".strip() for column in columns),
    )
    rows = (
        (unit, table.names[unit], *(_in_words(cell, said) for grid in grids for cell in grid.rows[place][1]))
        for place, unit in enumerate(table.owing)
    )
    return Table(said.say(headings.MATRIX), header, tuple(rows))


def _in_words(cell: GridCell, said: Speech) -> str:
    return cell.words if cell.missing is None else f"<{said.say(wordings.MISSING_KINDS[cell.missing])}>"


def answers_table(table: AnswersTable, said: Speech) -> Table:
    """Every cell of the tidy answers: one row for each variable, row of a list and chosen code."""
    rows = ((cell.unit, table.names[cell.unit], *cell[1:]) for cell in table.listed)
    return Table(said.say(headings.ANSWERS), _header(headings.ANSWER_COLUMNS, said), tuple(rows))


def codebook_table(questionnaire: Questionnaire, said: Speech) -> Table:
    """A row for each variable, and one below it for each code that may stand in it."""
    rows: list[tuple[Value, ...]] = []
    for entry in codebook(questionnaire).entries:
        about = (entry.key, entry.label_code, said.say(without_facts(entry.text)), said.say(entry.part))
        rows.append((*about, entry.type, entry.scale, "", "", None, ""))
        rows += [
            (
                *about,
                entry.type,
                entry.scale,
                choice.code,
                said.say(choice.label),
                choice.value,
                choice.missing or "",
            )
            for choice in entry.choices
        ]
    return Table(said.say(headings.CODEBOOK), _header(headings.CODEBOOK_COLUMNS, said), tuple(rows))


def _question_rows(summary: Summary, table: QuestionTable, said: Speech) -> Iterator[tuple[Value, ...]]:
    for figure in table.figures:
        about: tuple[Value, ...] = (
            table.label_code,
            figure.key,
            said.say(table.text),
            said.say(figure.label) if figure.label.wordings != table.text.wordings else "",
            said.say(wordings.KINDS[figure.kind]),
        )
        for row in _figure_rows(summary, figure, said):
            yield (*about, *row)


def _figure_rows(summary: Summary, figure: Figure, said: Speech) -> Iterator[tuple[Value, ...]]:
    """What the row is, its group, code and words, n, base, kind of base, share, units."""
    base = (figure.base, said.say(headings.BASES[figure.base_kind]))
    yield (said.say(headings.VALUE), "", "", "", figure.value, *base, None, _names(summary, figure.units))
    yield from (_detail_row(summary, detail, _move(detail, said), base, said) for detail in figure.details)
    for part in figure.parts:
        own = (part.base, base[1])
        yield from (_detail_row(summary, row, said.say(part.label), own, said) for row in part.details)
        yield from _measures(part.measures, said.say(part.label), own, said)
    yield from _measures(figure.measures, "", base, said)
    for kind, units in figure.missing.items():
        words = said.say(wordings.MISSING_KINDS[kind])
        yield (
            said.say(headings.WITHOUT),
            "",
            kind.value,
            words,
            len(units),
            None,
            "",
            None,
            _names(summary, units),
        )
    for text in figure.texts:
        consent = said.say(text.consent) if text.consent else ""
        yield (said.say(headings.TEXT), consent, "", text.text, None, *base, None, summary.names[text.unit])


def _detail_row(
    summary: Summary, detail: Detail, group: str, base: tuple[int, str], said: Speech
) -> tuple[Value, ...]:
    return (
        said.say(headings.ANSWER),
        group,
        detail.code,
        said.say(detail.label),
        detail.n,
        *base,
        detail.share,
        _names(summary, detail.units),
    )


def _measures(
    measures: Mapping[str, Decimal], group: str, base: tuple[int, str], said: Speech
) -> Iterator[tuple[Value, ...]]:
    for name, value in measures.items():
        words = said.say(wordings.MEASURES[name])
        yield (said.say(headings.MEASURE), group, name, words, value, *base, None, "")


def _move(detail: Detail, said: Speech) -> str:
    return said.say(wordings.MOVES[detail.group]) if detail.group else ""


def _names(summary: Summary, units: Sequence[str]) -> str:
    return "; ".join(summary.names[unit] for unit in units)


def _header(columns: Sequence[Text], said: Speech) -> tuple[str, ...]:
    return tuple(said.say(column) for column in columns)
