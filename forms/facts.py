"""What the programme knows when a report is assessed: the round, the unit, its neighbours, its registers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from forms.texts import Text


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One row that the programme puts into a repeat: its identity over the rounds, its values by column."""

    id: str
    values: Mapping[str, str | Text] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class KnownRow:
    """Somebody whom the register of a roster holds on the cut-off date, and since when.

    `values` holds what is known as texts, by the keys of the roster's fields.
    """

    id: str
    from_on: date
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of one round and one unit that conditions, seeds and offered choices may ask for.

    `cutoff_on` is the day the state is reported as of; `previous_cutoff_on` that of the unit's last handed-in
    report of the series, None in a first round. `neighbours` are the ids of the units that share a border
    with `unit`. `registers` holds the rows of each seed's source by its name, in their order; `known` those
    of each roster that belongs to a register, by its key.
    """

    period_from: date
    cutoff_on: date
    previous_cutoff_on: date | None
    unit: str
    neighbours: frozenset[str] = frozenset()
    registers: Mapping[str, tuple[RegisterRow, ...]] = field(default_factory=dict)
    known: Mapping[str, tuple[KnownRow, ...]] = field(default_factory=dict)
