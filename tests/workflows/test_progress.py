from fractions import Fraction

import pytest

from tests.workflows.cast import WINDOW, utc
from workflows.progress import Rate, chase_list, on_time_rate, overdue, response_rate
from workflows.reports import Standing
from workflows.states import ReportState as State

IN_TIME, DUE_AT, AFTER = utc(2027, 6, 20), utc(2027, 6, 30, 22), utc(2027, 7, 2)
EXTENDED = utc(2027, 7, 4, 22)

REPORTS = (
    Standing("bergstrasse", State.SUBMITTED, handed_in_at=IN_TIME),
    Standing("darmstadt", State.IN_PROGRESS, extended_until=EXTENDED),
    Standing("fulda", State.RETURNED, handed_in_at=AFTER),
    Standing("giessen", State.ACCEPTED, handed_in_at=AFTER, extended_until=EXTENDED),
    Standing("hanau", State.EXEMPT),
    Standing("kassel", State.IN_PROGRESS),
    Standing("marburg", State.NOT_STARTED),
    Standing("offenbach", State.SUBMITTED, handed_in_at=DUE_AT),
)


def _units(reports: tuple[Standing, ...]) -> list[str]:
    return [report.unit for report in reports]


def test_the_response_rate_has_all_owing_units_as_its_base_and_names_the_exempt_apart() -> None:
    rate = response_rate(REPORTS)

    assert rate == Rate(n=4, base=7, exempt=1)
    assert rate.share == Fraction(4, 7)


def test_on_time_is_what_came_first_before_the_due_of_its_unit() -> None:
    assert on_time_rate(REPORTS, WINDOW) == Rate(n=2, base=7, exempt=1)


@pytest.mark.parametrize(
    ("reports", "rate", "share"),
    [
        ((), Rate(0, 0, 0), None),
        ((Standing("hanau", State.EXEMPT),), Rate(0, 0, 1), None),
        ((Standing("kassel", State.NOT_STARTED),), Rate(0, 1, 0), Fraction(0)),
        ((Standing("kassel", State.SUBMITTED),), Rate(1, 1, 0), Fraction(1)),
    ],
)
def test_none_and_all_have_a_rate_too(
    reports: tuple[Standing, ...], rate: Rate, share: Fraction | None
) -> None:
    assert (response_rate(reports), response_rate(reports).share) == (rate, share)


def test_a_report_without_an_instant_of_handing_in_is_not_counted_as_on_time() -> None:
    assert on_time_rate([Standing("kassel", State.SUBMITTED)], WINDOW) == Rate(0, 1, 0)


def test_overdue_is_outstanding_past_the_due_of_the_unit() -> None:
    assert _units(overdue(REPORTS, WINDOW, utc(2027, 6, 30, 21))) == []
    assert _units(overdue(REPORTS, WINDOW, DUE_AT)) == ["kassel", "marburg"]
    assert _units(overdue(REPORTS, WINDOW, EXTENDED)) == ["kassel", "marburg", "darmstadt"]


def test_the_chase_list_names_the_overdue_first_then_who_has_done_least() -> None:
    assert _units(chase_list(REPORTS, WINDOW, IN_TIME)) == ["marburg", "darmstadt", "kassel", "fulda"]
    assert _units(chase_list(REPORTS, WINDOW, DUE_AT)) == ["marburg", "kassel", "fulda", "darmstadt"]
