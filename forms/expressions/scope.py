"""What a condition may look at while it is evaluated."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from forms.answers import Value
from forms.expressions.values import UNKNOWN, Unknown
from forms.facts import Facts


class Reading(Protocol):
    """One report as conditions read it: the one being written, or the last one."""

    def value(self, key: str, row: str) -> Value | Unknown:
        """The answer of a variable in a row (or ""); UNKNOWN when unanswered, not shown, or no variable."""

    def rows(self, key: str) -> tuple[str, ...] | None:
        """The ids of the standing rows of a shown roster or repeat; None for everything else."""

    def numbers(self, key: str) -> tuple[Decimal, ...]:
        """What the answered cells of a shown grid count: the choice's value, or the number in the cell."""

    def seeded(self, key: str) -> int:
        """How many rows the programme offers for a repeat; 0 for everything else."""


@dataclass(frozen=True, slots=True)
class Scope:
    """One evaluation: both reports, the facts, and where the condition stands.

    `here` is what the point means. `${row.field}` is looked up as `<roster>.field` in row `row`; outside of
    rows `row` is "" and it is unknown.
    """

    now: Reading
    last: Reading | None
    facts: Facts
    here: Value | Unknown = UNKNOWN
    roster: str = ""
    row: str = ""
