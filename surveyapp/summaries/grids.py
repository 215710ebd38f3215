"""The answers of a round as people read them in a table: units by questions, a section at a time."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date

from forms.answer_types.base import OTHER
from forms.answers import Missing
from forms.questionnaire import Question, Questionnaire
from forms.texts import Text
from surveyapp.summaries.answers_table import AnswersTable, Cell
from surveyapp.summaries.charts.speech import Speech

_TEXTS = frozenset({"text", "long_text"})
_PARTS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class GridColumn:
    """One variable outside rows, or a whole list. `code` is short (C10b), `words` say what is asked."""

    key: str
    code: str
    words: Text
    question: Question


@dataclass(frozen=True, slots=True)
class GridCell:
    """A unit's answer in words, or the kind of missing in its place. A list is how many rows stand."""

    words: str
    missing: Missing | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """Every unit that owes a report, in the round's order, by the columns of one section."""

    columns: tuple[GridColumn, ...]
    rows: tuple[tuple[str, tuple[GridCell, ...]], ...]


def grid_of(questionnaire: Questionnaire, section: str, table: AnswersTable, said: Speech) -> Grid:
    """The grid of a section; notes and what is asked for each row of a list have no column of their own."""
    columns = tuple(
        column for question in questionnaire.in_section(section) for column in columns_of(question)
    )
    told = [cells_of(column, table, said) for column in columns]
    rows = tuple((unit, tuple(found[unit] for found in told)) for unit in table.owing)
    return Grid(columns, rows)


def columns_of(question: Question) -> Iterator[GridColumn]:
    """One column, or one for each part that is asked beside others: a grid's rows, two ends of a span."""
    parts: list[tuple[str, Text]] = []
    if question.type == "note":
        return
    if question.type == "date_range":
        parts = [("start", question.text), ("end", question.text)]
    elif isinstance(question.rows, tuple):
        parts = [(row.key, row.label) for row in question.rows]
    if not parts:
        yield GridColumn(question.key, question.label_code, question.text, question)
    for letter, (part, label) in zip(_PARTS * (len(parts) // len(_PARTS) + 1), parts, strict=False):
        yield GridColumn(f"{question.key}.{part}", f"{question.label_code}{letter}", label, question)


def cells_of(column: GridColumn, table: AnswersTable, said: Speech) -> dict[str, GridCell]:
    """The column's cell of each unit that owes a report."""
    if column.question.has_rows:
        return _counts(column, table, said)
    given: dict[str, list[Cell]] = {}
    for cell in table.given(column.key):
        given.setdefault(cell.unit, []).append(cell)
    beside = {cell.unit: cell.text for cell in table.given(column.key + OTHER) if cell.text}
    found = {}
    for unit, cells in given.items():
        in_rows = sum(bool(cell.row) for cell in cells)
        words = [str(in_rows)] if in_rows else [_words(cell, column.question, said) for cell in cells]
        found[unit] = GridCell("; ".join([*words, *([beside[unit]] if unit in beside else [])]))
    missing = table.column(column.key).missing
    return found | {
        unit: GridCell("", kind) for kind, units in missing.items() for unit in units if unit not in found
    }


def _counts(column: GridColumn, table: AnswersTable, said: Speech) -> dict[str, GridCell]:
    """How many rows stand in each unit's list."""
    listed = table.list_column(column.key)
    standing = Counter(unit for unit, _ in table.standing(column.key))
    found = {unit: GridCell(said.number(standing[unit])) for unit in listed.answered}
    return found | {unit: GridCell("", kind) for kind, units in listed.missing.items() for unit in units}


def _words(cell: Cell, question: Question, said: Speech) -> str:
    if cell.code is not None:
        choice = question.choice_by_code.get(cell.code)
        return said.say(choice.label) if choice else cell.code
    if cell.number is not None:
        return said.number(cell.number)
    if cell.day is not None:
        return _day(cell.day, question, said)
    return cell.text or ""


def _day(day: date, question: Question, said: Speech) -> str:
    pattern = "MM/y" if question.type == "month" else "short"
    return format_date(day, pattern, locale=said.language)
