"""How far a round is: rates with their base, who is overdue, whom to phone."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from workflows.reports import Standing, is_late, owing
from workflows.states import HANDED_IN, OUTSTANDING, ReportState
from workflows.windows import Window, extended


@dataclass(frozen=True)
class Rate:
    """So many of a base of units owing a report; the exempt are named apart and not in the base."""

    n: int
    base: int
    exempt: int

    @property
    def share(self) -> Fraction | None:
        """The exact share; None where nobody owes a report."""
        return Fraction(self.n, self.base) if self.base else None


def response_rate(reports: Iterable[Standing]) -> Rate:
    """How many of the units owing a report have handed one in; a returned one counts until it is replaced."""
    return _rate(tuple(reports), lambda report: report.state in HANDED_IN)


def on_time_rate(reports: Iterable[Standing], window: Window) -> Rate:
    """How many of the units owing a report handed in first before their due, extensions included."""
    return _rate(
        tuple(reports),
        lambda report: (
            report.state in HANDED_IN
            and report.handed_in_at is not None
            and not is_late(report.handed_in_at, window.due_at, report.extended_until)
        ),
    )


def overdue(reports: Iterable[Standing], window: Window, now: datetime) -> tuple[Standing, ...]:
    """The reports still outstanding at or after their due, longest overdue first, else in the order given."""
    return tuple(
        sorted(
            (
                report
                for report in reports
                if report.state in OUTSTANDING and is_late(now, window.due_at, report.extended_until)
            ),
            key=lambda report: extended(window.due_at, report.extended_until),
        )
    )


_CHASED = (ReportState.NOT_STARTED, ReportState.IN_PROGRESS, ReportState.RETURNED)


def chase_list(reports: Iterable[Standing], window: Window, now: datetime) -> tuple[Standing, ...]:
    """Whom to phone: overdue before not yet due; then not started, in progress, returned; else as given."""
    return tuple(
        sorted(
            (report for report in reports if report.state in _CHASED),
            key=lambda report: (
                not is_late(now, window.due_at, report.extended_until),
                _CHASED.index(report.state),
            ),
        )
    )


def _rate(reports: tuple[Standing, ...], counts: Callable[[Standing], bool]) -> Rate:
    base = owing(reports)
    return Rate(sum(map(counts, base)), len(base), len(reports) - len(base))
