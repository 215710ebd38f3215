"""What the programme knows when a report is assessed: the round, the unit, its neighbours, its registers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One row that the programme puts into a repeat: its identity over the rounds, its values by column."""

    id: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of one round and one unit that conditions, seeds and offered choices may ask for.

    `cutoff_on` is the day the state is reported as of; `previous_cutoff_on` that of the unit's last handed-in
    report of the series, None in a first round. `neighbours` are the ids of the units that share a border
    with `unit`. `registers` holds the rows of each seed's source by its name, in their order.
    """

    period_from: date
    cutoff_on: date
    previous_cutoff_on: date | None
    unit: str
    neighbours: frozenset[str] = frozenset()
    registers: Mapping[str, tuple[RegisterRow, ...]] = field(default_factory=dict)
