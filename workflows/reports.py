"""What the reports of a round come to: who owes, what is late, how long a single one may be handed in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from workflows.states import OUTSTANDING, OWING, Phase, ReportState
from workflows.windows import Window, extended, phase


@dataclass(frozen=True)
class Standing:
    """How a unit's report stands. `handed_in_at` is the first time something was handed in, and stays so."""

    unit: str
    state: ReportState
    extended_until: datetime | None = None
    returned_until: datetime | None = None
    handed_in_at: datetime | None = None


def owing(reports: Iterable[Standing]) -> tuple[Standing, ...]:
    """The reports that count: all but the exempt, in the order given."""
    return tuple(report for report in reports if report.state in OWING)


def outstanding(reports: Iterable[Standing]) -> tuple[Standing, ...]:
    """The reports owed of which nothing was handed in yet, in the order given."""
    return tuple(report for report in reports if report.state in OUTSTANDING)


def is_late(submitted_at: datetime, due_at: datetime, extended_until: datetime | None = None) -> bool:
    """Whether something read at that instant came after its due, the unit's extension included."""
    return submitted_at >= extended(due_at, extended_until)


def report_phase(
    window: Window,
    now: datetime,
    state: ReportState,
    extended_until: datetime | None = None,
    returned_until: datetime | None = None,
) -> Phase:
    """The phase that decides over this report.

    A returned report may be handed in again until `returned_until` although the window has closed, and is
    late then. The date ends with the return: it opens nothing once the report was handed in or accepted.
    """
    found = phase(window, now, extended_until)
    returned_in_time = state is ReportState.RETURNED and returned_until is not None and now < returned_until
    return Phase.LATE if found is Phase.CLOSED and returned_in_time else found
