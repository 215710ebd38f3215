"""The tidy answers of one round: one row per variable and row of a list, beside the reports that were
owed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import islice
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from forms.answers import Decision, Missing
from surveyapp.summaries.figures import Absent

if TYPE_CHECKING:
    import pandas as pd


class Cell(NamedTuple):
    """One row of the table: one value of a variable, or the kind of missing that stands in its place."""

    unit: str
    key: str
    row: str
    position: int
    code: str | None = None
    number: Decimal | None = None
    text: str | None = None
    day: date | None = None
    missing: str | None = None
    origin: str | None = None


Place = tuple[str, str]
"""A row of a list: the unit and the row's id."""


EarlierLists = Mapping[str, Mapping[str, frozenset[str]]]
"""Rows by roster and unit."""


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One unit's report in the round. An exempt unit owes nothing; `handed_in` says whether a revision
    stands."""

    unit: str
    name: str
    state: str
    owing: bool
    handed_in: bool


ROWS_AT_ONCE = 2_000
"""Rows become a frame before more are read: half a million tuples at once keep the garbage collector busy."""

CELL_COLUMNS = list(Cell._fields)
REPORT_COLUMNS = ["unit", "name", "state", "owing", "handed_in"]


@dataclass(frozen=True, slots=True)
class Column:
    """Which units answered one variable, and why the others did not; both in the order of the units."""

    answered: tuple[str, ...]
    missing: Absent

    @property
    def shown(self) -> int:
        """How many units were asked and could answer: "cannot judge" is a kind of missing and in no base."""
        return len(self.answered) + len(self.missing[Missing.EMPTY])


@dataclass(frozen=True)
class AnswersTable:
    """The answers of the units that owe a report and handed one in, and the reports of all units in their
    order.

    `cells` has the columns CELL_COLUMNS and `within`, the key of the question (what stands before the dot),
    and holds what was handed in by units that owe a report, in the order of the units; a cell with a kind of
    missing is no answer, even where it keeps its code. What an exempt unit handed in all the same is not
    counted: the base is the units that owe a report. `earlier` gives by roster and unit the rows that stood
    in the unit's report before; a unit that had no such list is not in it.
    """

    cells: "pd.DataFrame"
    reports: "pd.DataFrame"
    earlier: EarlierLists = field(default_factory=dict)

    @cached_property
    def owing(self) -> tuple[str, ...]:
        """The units that owe a report."""
        return _units(self.reports[self.reports["owing"]])

    @cached_property
    def reported(self) -> tuple[str, ...]:
        """The units that owe a report and handed it in."""
        return _units(self.reports[self.reports["owing"] & self.reports["handed_in"]])

    @cached_property
    def exempt(self) -> tuple[str, ...]:
        """The units that owe no report in this round."""
        return _units(self.reports[~self.reports["owing"]])

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The units' names by their ids."""
        return MappingProxyType(dict(zip(self.reports["unit"], self.reports["name"], strict=True)))

    @cached_property
    def _by_key(self) -> "_Pages":
        return _Pages(self.cells, "key")

    @cached_property
    def _by_question(self) -> "_Pages":
        return _Pages(self.cells, "within")

    @property
    def listed(self) -> tuple[Cell, ...]:
        """Every cell, in the order of the units."""
        return _cells(self.cells)

    def all_of(self, key: str) -> tuple[Cell, ...]:
        """Every cell of the variable, missing ones too, in the order of units, rows and positions."""
        return self._by_key[key]

    def given(self, key: str) -> tuple[Cell, ...]:
        """The cells of the variable that hold an answer."""
        return tuple([cell for cell in self.all_of(key) if cell.missing is None])

    def rows_of(self, listing: str) -> tuple[Cell, ...]:
        """Every cell in the rows of the roster or repeat, whichever its field."""
        return tuple([cell for cell in self._by_question[listing] if cell.row])

    def in_order(self, units: Iterable[str]) -> tuple[str, ...]:
        """Each of the units once, in the order of the round."""
        return tuple(sorted(dict.fromkeys(units), key=self._ranks.__getitem__))

    @cached_property
    def _ranks(self) -> Mapping[str, int]:
        return {unit: rank for rank, unit in enumerate(_units(self.reports))}

    @cached_property
    def _columns(self) -> dict[str, Column]:
        return {}

    def column(self, key: str) -> Column:
        """Who answered the variable (in at least one row) and why the others did not.

        A unit without a report misses it as no_report; one whose report does not know the variable as
        not_in_version; otherwise the first cell says why.
        """
        if key not in self._columns:
            answered = self.in_order(cell.unit for cell in self.given(key))
            missing = self.absent(set(self.owing) - set(answered), _told(self.all_of(key)))
            self._columns[key] = Column(answered, missing)
        return self._columns[key]

    def list_column(self, key: str) -> Column:
        """Who was asked for the roster or repeat and handed in its rows; no row is an answer: the list is
        empty.

        A list that no report of the round knows is missing as not_in_version.
        """
        rows = self.rows_of(key)
        told = _told(cell for cell in self._by_question[key] if not cell.row)
        if not rows and not told:
            return Column((), self.absent(self.owing, {}))
        unasked = {unit for unit, kind in told.items() if kind in {Missing.NOT_SHOWN, Missing.NOT_IN_VERSION}}
        unasked -= {cell.unit for cell in rows}
        answered = tuple(unit for unit in self.reported if unit not in unasked)
        return Column(answered, self.absent(set(self.owing) - set(answered), told))

    def absent(self, units: Iterable[str], told: Mapping[str, str]) -> Absent:
        """These units by why they miss an answer: as `told`, without a word not_in_version, without a report
        so."""
        reported = set(self.reported)
        by_kind: dict[Missing, list[str]] = {kind: [] for kind in Missing}
        for unit in self.in_order(units):
            said = Missing(told.get(unit, Missing.NOT_IN_VERSION))
            by_kind[said if unit in reported else Missing.NO_REPORT].append(unit)
        return MappingProxyType({kind: tuple(found) for kind, found in by_kind.items()})

    def moves(self, roster: str) -> Mapping[Place, Decision]:
        """What became of each row of the roster since the unit's last report.

        That is what was decided about it, but a row that did not stand in the last report is new in this one,
        also where the register knew it in between; had it left again by then, nothing became of it.
        """
        lists = self.earlier.get(roster, {})
        found = {}
        for (unit, row), decision in self.decisions(roster).items():
            is_known = unit not in lists or row in lists[unit]
            if is_known or decision is not Decision.LEFT:
                found[unit, row] = decision if is_known else Decision.NEW
        return found

    def decisions(self, roster: str) -> Mapping[Place, Decision]:
        """What was decided about each row of the roster."""
        cells = self.given(f"{roster}.decision")
        return {(cell.unit, cell.row): Decision(cell.code) for cell in cells if cell.code is not None}

    def standing(self, listing: str) -> tuple[Place, ...]:
        """The rows of the roster or repeat that have not left, in the order of the cells."""
        decisions = self.decisions(listing)
        rows = dict.fromkeys((cell.unit, cell.row) for cell in self.rows_of(listing))
        return tuple(place for place in rows if decisions.get(place) is not Decision.LEFT)

    def codes(self, key: str) -> Mapping[Place, tuple[str, ...]]:
        """The chosen codes of the variable by unit and row ("" outside lists)."""
        chosen: dict[Place, tuple[str, ...]] = {}
        for cell in self.given(key):
            if cell.code is not None:
                chosen[cell.unit, cell.row] = (*chosen.get((cell.unit, cell.row), ()), cell.code)
        return chosen


def build(
    cells: Iterable[Sequence[object]], reports: Iterable[ReportRow], earlier: EarlierLists | None = None
) -> AnswersTable:
    """The table of one round, from rows as long as CELL_COLUMNS. The reports stand in the order of the units;
    a unit stands in them once. A unit's cells keep the order in which they come.
    """
    import numpy as np  # noqa: PLC0415 - with pandas
    import pandas as pd  # noqa: PLC0415 - a second and 50 MB, which only counting is worth

    owed = list(reports)
    report_frame = pd.DataFrame(
        [(row.unit, row.name, row.state, row.owing, row.handed_in) for row in owed], columns=REPORT_COLUMNS
    ).astype({"owing": bool, "handed_in": bool})
    if report_frame["unit"].duplicated().any():
        raise ValueError("a unit owes more than one report in this round")
    counted = [row.unit for row in owed if row.owing and row.handed_in]
    found, parts = iter(cells), [pd.DataFrame(columns=CELL_COLUMNS, dtype=object)]
    while rows := [tuple(row) for row in islice(found, ROWS_AT_ONCE)]:
        parts.append(pd.DataFrame(rows, columns=CELL_COLUMNS, dtype=object))
    frame = pd.concat(parts, ignore_index=True)
    places = pd.Index(counted, dtype=object).get_indexer(pd.Index(frame["unit"]))
    order = np.argsort(places, kind="stable")
    frame = frame.take(order[np.searchsorted(places[order], 0) :]).reset_index(drop=True)
    keys = frame["key"]
    frame["within"] = keys.map({key: key.partition(".")[0] for key in keys.unique()}).astype(object)
    return AnswersTable(frame, report_frame, earlier or {})


class _Pages:
    """The cells by what stands in one of their columns, made when somebody first asks for them.

    Few share a name, and loops read few faster than frames do.
    """

    def __init__(self, cells: "pd.DataFrame", column: str) -> None:
        self._cells = cells
        self._places = cells.groupby(column, sort=False).indices
        self._read: dict[str, tuple[Cell, ...]] = {}

    def __getitem__(self, name: str) -> tuple[Cell, ...]:
        if name not in self._read:
            places = self._places.get(name)
            self._read[name] = () if places is None else _cells(self._cells.take(list(places)))
        return self._read[name]


def _cells(frame: "pd.DataFrame") -> tuple[Cell, ...]:
    return tuple(map(Cell._make, zip(*(frame[name].tolist() for name in CELL_COLUMNS), strict=True)))


def _told(cells: Iterable[Cell]) -> Mapping[str, str]:
    """Why a unit misses a variable, as the first of its cells says."""
    told: dict[str, str] = {}
    for cell in cells:
        if cell.missing is not None:
            told.setdefault(cell.unit, cell.missing)
    return told


def _units(reports: "pd.DataFrame") -> tuple[str, ...]:
    return tuple(str(unit) for unit in reports["unit"])
