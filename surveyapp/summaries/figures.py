"""One number of a summary with everything that stands behind it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from types import MappingProxyType

from forms.answers import Missing
from forms.texts import Text

Absent = Mapping[Missing, tuple[str, ...]]
"""The units without an answer, by kind of missing: all five kinds are always there, units in the round's
order."""


class Base(StrEnum):
    """What a figure is counted of."""

    ANSWERED = "answered"
    SHOWN = "shown"
    PERSONS = "persons"
    ROWS = "rows"


@dataclass(frozen=True, slots=True)
class Detail:
    """One row below a figure: how often `code` occurs, in which units, and its share of the base in per cent.

    `n` counts what the base counts (units, persons or rows). `share` has one decimal, rounded half up, and is
    None where the base is nothing or a share has no meaning. `group` divides rows that do not stand side by
    side (joined, left, changed; the type of an institution); "" is the whole.
    """

    code: str
    label: Text
    n: int
    units: tuple[str, ...]
    share: Decimal | None = None
    group: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A figure once more for some of its rows, those of one group, with a base of its own."""

    code: str
    label: Text
    base: int
    units: tuple[str, ...]
    details: tuple[Detail, ...]
    measures: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class Words:
    """What one unit wrote. `consent` is the answer to the question whether it may be quoted, None where that
    is not asked or was not answered: then it may not. Only the office reads it.
    """

    unit: str
    row: str
    text: str
    consent: Text | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """One declared count of one round.

    `value` is the number that is published, `base` what it is counted of, `units` the units behind `value` in
    the round's order. `respondents` counts the units that answered, whatever the base is. `measures` holds
    what belongs to the kind of figure (n, median, min, max, total, mean, ...). `parts` tell the same by
    group. `texts` are what was written and `values` the numbers by unit, in the round's order; `answered` are
    the units with an answer, whether they are behind `value` or not. `audience` "internal" is not for
    publication, and neither are `texts` of any audience.
    """

    key: str
    kind: str
    label: Text
    value: int | Decimal | None
    base: int
    base_kind: Base
    respondents: int
    units: tuple[str, ...]
    missing: Absent
    details: tuple[Detail, ...] = ()
    measures: Mapping[str, Decimal] = field(default_factory=lambda: MappingProxyType({}))
    audience: str = ""
    parts: tuple[Part, ...] = ()
    texts: tuple[Words, ...] = ()
    values: tuple[tuple[str, Decimal], ...] = ()
    answered: tuple[str, ...] = ()

    @property
    def has_shares(self) -> bool:
        """Whether a rounded share is shown, so that the rounding rule has to be stated."""
        return any(detail.share is not None for detail in self.details)


def share(n: int, base: int) -> Decimal | None:
    """`n` of base in per cent, one decimal, rounded half up; None of nothing."""
    return rounded(Decimal(100 * n) / Decimal(base)) if base else None


def rounded(number: Decimal) -> Decimal:
    """One decimal, half away from zero."""
    return number.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
