"""What taking tables in comes to: what each line does, and why one cannot be taken."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol, TypeVar

from surveyapp.models import Agreement, Membership, Term
from surveyapp.programme_folder.values import Fault
from workflows.refusals import Refused


class Done(StrEnum):
    """What taking in a line does."""

    ADDED = "added"
    CHANGED = "changed"
    ENDED = "ended"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Change:
    """One line: what it does, to whom, where ("" for a person), and which fields get another content.

    `replaces` is who had dated what is changed, where that was no import: "staff" or "report".
    """

    done: Done
    name: str
    unit: str = ""
    fields: tuple[str, ...] = ()
    table: str = ""
    line: int = 0
    replaces: str = ""


@dataclass(frozen=True, slots=True)
class RefusedLine:
    """A line that a rule says no to."""

    table: str
    line: int
    refused: Refused


@dataclass(frozen=True, slots=True)
class Taken:
    """What the tables come to: every fault, or every change, the mails queued and the links revoked by it.

    Where a fault or a refused line stands, nothing may be kept: the caller rolls back.
    """

    faults: tuple[Fault, ...] = ()
    changes: tuple[Change, ...] = ()
    mails: int = 0
    links: int = 0
    refused: tuple[RefusedLine, ...] = ()

    @property
    def is_possible(self) -> bool:
        """Whether all lines can be taken in."""
        return not (self.faults or self.refused)

    def count(self, done: Done) -> int:
        """How many lines do this."""
        return sum(change.done is done for change in self.changes)


class Dated(Protocol):
    """What holds for half-open days."""

    @property
    def from_on(self) -> date:
        """The first day."""

    @property
    def until_on(self) -> date:
        """The first day no more."""


Line = TypeVar("Line", bound=Dated)
Row = TypeVar("Row", Term, Membership, Agreement)


def matched(
    lines: Sequence[Line], rows: Mapping[Hashable, Sequence[Row]], place: Callable[[Line], Hashable]
) -> list[tuple[Line, Row | None]]:
    """Each line with the standing row it speaks of: that of its first day, else one that shares days.

    `rows` stand by the place that a line names; no row goes with two lines.
    """
    left = {key: list(group) for key, group in rows.items()}
    found: dict[int, Row] = {}
    for fits in (_begins_with, _meets):
        for number, line in enumerate(lines):
            group = left.get(place(line), [])
            row = next((each for each in group if fits(each, line)), None)
            if row is not None and number not in found:
                group.remove(row)
                found[number] = row
    return [(line, found.get(number)) for number, line in enumerate(lines)]


def day_cells(from_on: date, until_on: date) -> tuple[str, str]:
    """Half-open days as tables say them: the last day is included, open ends are empty."""
    first = "" if from_on == date.min else from_on.isoformat()
    return first, "" if until_on == date.max else (until_on - timedelta(days=1)).isoformat()


def differing(stands: Mapping[str, object], said: Mapping[str, object]) -> tuple[str, ...]:
    """The fields that get another content."""
    return tuple(name for name, value in said.items() if stands[name] != value)


def done_to(fields: Sequence[str], *, is_earlier: bool) -> Done:
    """What a line does to a dated row; one that says only an earlier end ends it."""
    if not fields:
        return Done.SAME
    return Done.ENDED if tuple(fields) == ("last_on",) and is_earlier else Done.CHANGED


def _begins_with(row: Term | Membership | Agreement, line: Dated) -> bool:
    return row.from_on == line.from_on


def _meets(row: Term | Membership | Agreement, line: Dated) -> bool:
    return row.from_on < line.until_on and line.from_on < row.until_on
