"""The register before and the roster reported give dated changes: who joined, left, stayed or changed.

What is computed here from ids and facts and what the respondent said about a row are both kept; where they
differ, `contradictions` lists it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from workflows.refusals import Refused


class RowDecision(StrEnum):
    """What the respondent said about a row of the roster."""

    STILL = "still"
    CHANGED = "changed"
    LEFT = "left"
    NEW = "new"


class ChangeKind(StrEnum):
    """What became of a row between the register and the report."""

    JOINED = "joined"
    LEFT = "left"
    STAYED = "stayed"
    CHANGED = "changed"


@dataclass(frozen=True)
class RegisterRow:
    """A row of the register as it stood: its id and its facts as (name, value)."""

    row: str
    facts: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True)
class RosterRow:
    """A row of the roster as reported; one that is said to have left does not stand any more."""

    row: str
    said: RowDecision
    facts: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True)
class Change:
    """What became of one row, as of the cut-off date. `differing` names the facts that differ.

    `said` is what the respondent said, None where the row of the register was not mentioned.
    """

    row: str
    kind: ChangeKind
    on: date
    said: RowDecision | None
    differing: tuple[str, ...] = ()


def changes(
    before: Iterable[RegisterRow], reported: Iterable[RosterRow], cutoff_on: date
) -> tuple[Change, ...]:
    """One change for each row in either list that stood before or stands now, sorted by row.

    A row of the register that is not mentioned has left. A row that was unknown and is said to have left is
    no change. Refused: "ledger.row_twice" for a row that one list has twice.
    """
    old, new = _by_row(before), _by_row(reported)
    found = (_change(row, old.get(row), new.get(row), cutoff_on) for row in sorted(old.keys() | new.keys()))
    return tuple(change for change in found if change is not None)


_FITTING = {
    ChangeKind.JOINED: RowDecision.NEW,
    ChangeKind.LEFT: RowDecision.LEFT,
    ChangeKind.STAYED: RowDecision.STILL,
    ChangeKind.CHANGED: RowDecision.CHANGED,
}


def contradictions(found: Iterable[Change]) -> tuple[Change, ...]:
    """The changes about which something else was said than was computed."""
    return tuple(change for change in found if change.said not in (None, _FITTING[change.kind]))


def _change(row: str, old: RegisterRow | None, new: RosterRow | None, on: date) -> Change | None:
    said = new.said if new else None
    stands = new is not None and said is not RowDecision.LEFT
    if old is None:
        return Change(row, ChangeKind.JOINED, on, said) if stands else None
    if new is None or not stands:
        return Change(row, ChangeKind.LEFT, on, said)
    differing = tuple(sorted({name for name, _ in old.facts ^ new.facts}))
    return Change(row, ChangeKind.CHANGED if differing else ChangeKind.STAYED, on, said, differing)


_Row = TypeVar("_Row", RegisterRow, RosterRow)


def _by_row(rows: Iterable[_Row]) -> dict[str, _Row]:
    found: dict[str, _Row] = {}
    for entry in rows:
        if entry.row in found:
            raise Refused("ledger.row_twice", row=entry.row)
        found[entry.row] = entry
    return found
