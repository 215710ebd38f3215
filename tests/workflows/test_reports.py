from dataclasses import replace
from datetime import timedelta

import pytest

from tests.workflows.cast import WINDOW, utc
from workflows.reports import Standing, is_late, outstanding, owing, report_phase
from workflows.states import Phase, ReportState

ALL = tuple(Standing(state.value, state) for state in ReportState)
DUE_AT = utc(2027, 6, 30, 22)
CLOSES_AT = utc(2027, 7, 7, 22)
UNTIL = CLOSES_AT + timedelta(days=5)
SECOND = timedelta(seconds=1)


def test_all_but_the_exempt_owe_a_report() -> None:
    assert [report.unit for report in owing(ALL)] == [
        "not_started",
        "in_progress",
        "submitted",
        "returned",
        "accepted",
    ]


def test_outstanding_is_what_nobody_handed_in() -> None:
    assert [report.unit for report in outstanding(ALL)] == ["not_started", "in_progress"]


@pytest.mark.parametrize(("offset", "late"), [(-SECOND, False), (0 * SECOND, True), (SECOND, True)])
def test_a_report_is_late_from_its_due_on(offset: timedelta, late: bool) -> None:
    assert is_late(DUE_AT + offset, DUE_AT) is late
    assert is_late(UNTIL + offset, DUE_AT, extended_until=UNTIL) is late


def test_an_extension_that_ends_before_the_due_makes_nothing_late() -> None:
    assert not is_late(DUE_AT - SECOND, DUE_AT, extended_until=DUE_AT - timedelta(days=3))


@pytest.mark.parametrize("state", ReportState)
def test_only_a_returned_report_may_be_handed_in_after_the_close_until_its_date(state: ReportState) -> None:
    found = report_phase(WINDOW, UNTIL - SECOND, state, returned_until=UNTIL)

    assert found is (Phase.LATE if state is ReportState.RETURNED else Phase.CLOSED)


def test_the_right_to_hand_in_again_ends_on_its_date() -> None:
    assert report_phase(WINDOW, UNTIL, ReportState.RETURNED, returned_until=UNTIL) is Phase.CLOSED


def test_a_return_without_a_date_opens_nothing_after_the_close() -> None:
    assert report_phase(WINDOW, CLOSES_AT, ReportState.RETURNED) is Phase.CLOSED


def test_a_date_of_return_changes_nothing_while_the_window_is_open() -> None:
    early = DUE_AT - timedelta(days=3)

    assert report_phase(WINDOW, DUE_AT - SECOND, ReportState.RETURNED, returned_until=early) is Phase.OPEN
    assert report_phase(WINDOW, DUE_AT, ReportState.RETURNED, returned_until=UNTIL) is Phase.LATE


def test_an_extension_counts_beside_a_return() -> None:
    closed = replace(WINDOW, closed_at=utc(2027, 6, 9))

    found = report_phase(closed, utc(2027, 6, 10), ReportState.RETURNED, extended_until=UNTIL)

    assert found is Phase.OPEN
