from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workflows.cast import BERLIN, WINDOW, utc
from workflows.progress import (
    Rate,
    ResponseCurve,
    chase_list,
    on_time_rate,
    overdue,
    response_curve,
    response_rate,
)
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


OPENED_ON = date(2027, 6, 1)


def _handed_in(*instants: datetime) -> list[Standing]:
    return [Standing(f"unit{number}", State.SUBMITTED, handed_in_at=at) for number, at in enumerate(instants)]


def test_the_response_curve_counts_by_the_end_of_each_local_day() -> None:
    reports = [
        *_handed_in(utc(2027, 6, 1, 6), utc(2027, 6, 2, 21, 59), utc(2027, 6, 2, 22), utc(2027, 6, 4)),
        Standing("fulda", State.NOT_STARTED),
        Standing("hanau", State.EXEMPT, handed_in_at=utc(2027, 6, 1)),
    ]

    curve = response_curve(reports, OPENED_ON, date(2027, 6, 5), BERLIN)

    assert curve == ResponseCurve(OPENED_ON, 5, (1, 2, 3, 4, 4))


def test_what_came_before_the_opening_counts_from_its_day_on_and_what_comes_later_does_not() -> None:
    reports = _handed_in(utc(2027, 5, 1), utc(2027, 6, 9))

    assert response_curve(reports, OPENED_ON, date(2027, 6, 2), BERLIN).handed_in == (1, 1)


def test_a_curve_that_would_end_before_it_begins_has_no_days() -> None:
    curve = response_curve(REPORTS, OPENED_ON, date(2027, 5, 31), BERLIN)

    assert (curve.handed_in, curve.on_day(0), curve.share(0)) == ((), None, None)


def test_a_day_of_a_curve_has_a_share_unless_nobody_owes_or_the_curve_has_ended() -> None:
    curve = ResponseCurve(OPENED_ON, 28, (7, 14))

    assert [curve.share(day) for day in (-1, 0, 1, 2)] == [None, Fraction(1, 4), Fraction(1, 2), None]
    assert ResponseCurve(OPENED_ON, 0, (0,)).share(0) is None


INSTANTS = st.datetimes(datetime(2027, 5, 25), datetime(2027, 7, 20), timezones=st.just(UTC))  # noqa: DTZ001  # hypothesis adds the zone
STANDINGS = st.lists(
    st.builds(
        Standing,
        unit=st.uuids().map(str),
        state=st.sampled_from(State),
        handed_in_at=st.none() | INSTANTS,
    ),
    max_size=40,
)
LENGTHS = st.integers(0, 60)


@given(STANDINGS, LENGTHS)
def test_a_response_curve_never_falls_and_never_leaves_its_base(reports: list[Standing], length: int) -> None:
    curve = response_curve(reports, OPENED_ON, OPENED_ON + timedelta(length), BERLIN)

    assert len(curve.handed_in) == length + 1
    assert list(curve.handed_in) == sorted(curve.handed_in)
    assert all(0 <= n <= curve.base for n in curve.handed_in)


@given(STANDINGS)
def test_a_curve_that_is_long_enough_ends_with_all_that_were_handed_in(reports: list[Standing]) -> None:
    curve = response_curve(reports, OPENED_ON, date(2027, 7, 21), BERLIN)

    there = [report for report in reports if report.state is not State.EXEMPT and report.handed_in_at]
    assert curve.handed_in[-1] == len(there)


@given(STANDINGS, LENGTHS, st.integers(-400, 400))
def test_rounds_that_differ_by_whole_days_only_have_the_same_curve(
    reports: list[Standing], length: int, days: int
) -> None:
    shift = timedelta(days)
    moved = [
        Standing(report.unit, report.state, handed_in_at=report.handed_in_at and report.handed_in_at + shift)
        for report in reports
    ]

    here = response_curve(reports, OPENED_ON, OPENED_ON + timedelta(length), "UTC")
    there = response_curve(moved, OPENED_ON + shift, OPENED_ON + shift + timedelta(length), "UTC")

    assert here.handed_in == there.handed_in


@given(STANDINGS, LENGTHS)
def test_a_longer_curve_begins_with_the_shorter_one(reports: list[Standing], length: int) -> None:
    short = response_curve(reports, OPENED_ON, OPENED_ON + timedelta(length), BERLIN)
    long = response_curve(reports, OPENED_ON, OPENED_ON + timedelta(length + 7), BERLIN)

    assert long.handed_in[: length + 1] == short.handed_in
