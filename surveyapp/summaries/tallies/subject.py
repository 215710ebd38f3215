"""What a tally is given: one variable of one round with the comparison that is declared for it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import Any

from forms.answers import Missing
from forms.questionnaire import Choice, Comparison, GridRow, Question, Questionnaire, RowsFrom
from forms.texts import Text
from surveyapp.summaries.answers_table import AnswersTable, Cell, Place
from surveyapp.summaries.figures import Absent, Base


@dataclass(frozen=True, slots=True)
class RoundFacts:
    """The round that is counted: its name, what is reported about, and the day as of which lists stand."""

    key: str
    period_from: date
    cutoff_on: date

    @property
    def days(self) -> int:
        """The length of the reporting period, first and last day included."""
        return (self.cutoff_on - self.period_from).days + 1


@dataclass(frozen=True, slots=True)
class Places:
    """Where a variable was answered: by unit, in lists by unit and row.

    `given` are the cells with an answer, `chosen` the codes among them. `asked` counts the places that were
    asked and could answer; `respondents` the units with an answer.
    """

    given: Mapping[Place, tuple[Cell, ...]]
    chosen: Mapping[Place, tuple[str, ...]]
    asked: int
    respondents: tuple[str, ...]
    missing: Absent


@dataclass(frozen=True)
class Subject:
    """One variable to be counted. `listing` is the roster or repeat whose field it is, "" for an item."""

    questionnaire: Questionnaire
    key: str
    question: Question
    comparison: Comparison
    table: AnswersTable
    round: RoundFacts
    listing: str = ""
    label: Text | None = None

    @property
    def text(self) -> Text:
        """The words for the variable: a grid's row by its own, everything else by the question's."""
        return self.label or self.question.text

    def parameter(self, name: str, default: Any = None) -> Any:
        """One of the comparison's declared parameters."""
        return self.comparison.parameters.get(name, default)

    @property
    def base(self) -> Base:
        """The declared base; where there is an answer for each row of a list, rows are counted and never
        units, elsewhere units that answered unless it says otherwise."""
        if self.listing or isinstance(self.question.rows, RowsFrom):
            return Base.ROWS
        return Base(self.parameter("base", Base.ANSWERED))

    def of_variable(self, key: str, question: Question, label: Text | None = None) -> "Subject":
        """The same comparison for another variable: a grid's row, or a list's field."""
        listing = self.question.key if self.question.has_rows else ""
        return replace(self, key=key, question=question, listing=listing, label=label)

    def grid_rows(self) -> Iterator["Subject"]:
        """One subject per row of a grid whose rows stand in the document; else the variable itself."""
        rows = self.question.rows
        if not isinstance(rows, tuple) or not rows:
            yield self
            return
        wanted = self.parameter("rows") or [row.key for row in rows]
        for row in rows:
            if row.key in wanted:
                yield self._of_row(row)

    def _of_row(self, row: GridRow) -> "Subject":
        return self.of_variable(f"{self.key}.{row.key}", self.question, row.label)

    @cached_property
    def places(self) -> Places:
        """Where the variable was answered, in standing rows only."""
        return places_in_list(self) if self.listing else places_of_item(self)

    def choices(self) -> tuple[Choice, ...]:
        """The choices to be listed: those offered on the cut-off date and those chosen all the same.

        In the declared order, then in the list's. Kinds of missing are no choices; a chosen code that the
        list does not know comes last under its own name.
        """
        seen = {code for codes in self.places.chosen.values() for code in codes}
        listed = [choice for choice in self.question.choices if choice.missing is None]
        shown = [
            choice for choice in listed if choice.code in seen or choice.is_offered_on(self.round.cutoff_on)
        ]
        order = self.parameter("order")
        if isinstance(order, (list, tuple)):
            rank = {code: place for place, code in enumerate(order)}
            shown.sort(key=lambda choice: rank.get(choice.code, len(rank)))
        unknown = sorted(seen - self.question.choice_by_code.keys())
        return (*shown, *(Choice(code, Text({"": code})) for code in unknown))


def places_of_item(subject: Subject) -> Places:
    """The units that answered an item, or the places that answered a grid whose rows come from a roster."""
    table = subject.table
    column = table.column(subject.key)
    given = _by_place(table.given(subject.key))
    told = table.all_of(subject.key)
    if not any(cell.row for cell in told):
        return Places(given, _codes(given), column.shown, column.answered, column.missing)
    empty = sum(bool(cell.row) and cell.missing == Missing.EMPTY for cell in told)
    missing = _with_rows(column.missing, subject)
    return Places(given, _codes(given), len(given) + empty, column.answered, missing)


def places_in_list(subject: Subject) -> Places:
    """The standing rows of a list in which a field was answered."""
    table = subject.table
    standing = set(table.standing(subject.listing))
    given = _by_place(cell for cell in table.given(subject.key) if (cell.unit, cell.row) in standing)
    told = table.all_of(subject.key)
    empty = sum((cell.unit, cell.row) in standing and cell.missing == Missing.EMPTY for cell in told)
    missing = _with_rows(table.list_column(subject.listing).missing, subject, standing)
    respondents = table.in_order(unit for unit, _ in given)
    return Places(given, _codes(given), len(given) + empty, respondents, missing)


def _by_place(cells: Iterable[Cell]) -> Mapping[Place, tuple[Cell, ...]]:
    found: dict[Place, list[Cell]] = {}
    for cell in cells:
        found.setdefault((cell.unit, cell.row), []).append(cell)
    return {place: tuple(listed) for place, listed in found.items()}


def _codes(given: Mapping[Place, tuple[Cell, ...]]) -> Mapping[Place, tuple[str, ...]]:
    codes = {
        place: tuple(cell.code for cell in cells if cell.code is not None) for place, cells in given.items()
    }
    return {place: chosen for place, chosen in codes.items() if chosen}


def _with_rows(units: Absent, subject: Subject, standing: set[Place] | None = None) -> Absent:
    """The units without any answer, joined by those that miss it in at least one row."""
    table = subject.table
    found = {kind: set(ids) for kind, ids in units.items()}
    for cell in table.all_of(subject.key):
        if cell.missing is not None and (standing is None or (cell.unit, cell.row) in standing):
            found[Missing(cell.missing)].add(cell.unit)
    return MappingProxyType({kind: table.in_order(ids) for kind, ids in found.items()})


def subjects(questionnaire: Questionnaire, table: AnswersTable, round_: RoundFacts) -> Iterator[Subject]:
    """Every declared comparison in the order of the questions, fields of lists after their list."""
    for question in questionnaire.questions:
        for comparison in question.compare:
            yield Subject(questionnaire, question.key, question, comparison, table, round_)
        for inner in question.fields:
            for comparison in inner.compare:
                key = f"{question.key}.{inner.key}"
                yield Subject(questionnaire, key, inner, comparison, table, round_, question.key)
