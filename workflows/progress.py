"""How far a round is: rates with their base, who is overdue, whom to phone."""

from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

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


@dataclass(frozen=True)
class ResponseCurve:
    """How many of `base` units had handed in first by the end of each local day; day 0 is `opened_on`."""

    opened_on: date
    base: int
    handed_in: tuple[int, ...]

    def on_day(self, day: int) -> int | None:
        """How many by the end of that day; None where the curve does not reach."""
        return self.handed_in[day] if 0 <= day < len(self.handed_in) else None

    def share(self, day: int) -> Fraction | None:
        """The same as a share of the base; None also where nobody owes a report."""
        n = self.on_day(day)
        return None if n is None or not self.base else Fraction(n, self.base)


def response_curve(reports: Iterable[Standing], opened_on: date, until_on: date, zone: str) -> ResponseCurve:
    """The curve up to the end of `until_on`, in days of `zone`; what came before counts from day 0 on.

    The last report of a unit says nothing here: whoever has handed in once stays counted. A curve that would
    end before it begins has no days.
    """
    base = owing(reports)
    clock = ZoneInfo(zone)
    days = sorted(
        (report.handed_in_at.astimezone(clock).date() - opened_on).days
        for report in base
        if report.handed_in_at is not None
    )
    length = max((until_on - opened_on).days + 1, 0)
    return ResponseCurve(opened_on, len(base), tuple(bisect_right(days, day) for day in range(length)))


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
