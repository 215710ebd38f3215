"""What a register was before its reports: what staff typed and imported, and what they have touched."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from workflows.spells import REPORT, Spell, in_order


@dataclass(frozen=True, slots=True)
class Step:
    """One kept change of a row: what it said before and after (None: no such row), who said so when."""

    row: str
    before: Spell | None
    after: Spell | None
    source: str
    entered_at: datetime


@dataclass(frozen=True, slots=True)
class Ground:
    """One key's spells before its reports, and when staff or an import last touched them (None: not since
    reports speak of it)."""

    spells: tuple[Spell, ...]
    touched_at: datetime | None = None


def taken_back(present: Iterable[Spell], steps: Sequence[Step]) -> Ground:
    """One key's spells as they were before its reports; `steps` are the changes of that key, oldest first.

    Once staff have touched the key, what reports had entered before is what they saw and left: it is ground.
    So it is, too, where a row is not as its last step left it.
    """
    rows, left = _untouched_undone(present, steps)
    return Ground(in_order(rows.values()), left[-1].entered_at if left else None)


def taken_back_to(present: Iterable[Spell], steps: Sequence[Step], is_own: Callable[[str], bool]) -> Ground:
    """The same without one report: rows that it opened or changed stand as it found them, whoever has touched
    them since. `is_own` tells the sources of its revisions.
    """
    rows, left = _untouched_undone(present, steps)
    for step in reversed(left):
        if is_own(step.source):
            _undo(rows, step)
    return Ground(in_order(rows.values()), left[-1].entered_at if left else None)


def _untouched_undone(
    present: Iterable[Spell], steps: Sequence[Step]
) -> tuple[dict[str, Spell], tuple[Step, ...]]:
    """The rows without what reports did last of all, and the steps up to there."""
    rows, left = {spell.row: spell for spell in present}, list(steps)
    while left and left[-1].source.startswith(REPORT) and rows.get(left[-1].row) == left[-1].after:
        _undo(rows, left.pop())
    return rows, tuple(left)


def _undo(rows: dict[str, Spell], step: Step) -> None:
    if step.before is None:
        rows.pop(step.row, None)
    else:
        rows[step.row] = step.before
