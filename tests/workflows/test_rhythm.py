from dataclasses import replace
from datetime import date

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from tests.workflows.cast import BERLIN, HESSE, PLAN, berlin
from workflows.reminders import default_policy
from workflows.rhythm import HALF_A_YEAR, next_name, next_plan, rhythm

YEAR = relativedelta(months=12)
TODAY = date(2027, 8, 1)


@pytest.mark.parametrize(
    ("cutoffs", "distance"),
    [
        ([], HALF_A_YEAR),
        ([date(2027, 4, 30)], HALF_A_YEAR),
        ([date(2027, 4, 30), date(2026, 10, 31)], relativedelta(months=6)),
        ([date(2009, 2, 28), date(2010, 2, 28)], YEAR),
        ([date(2020, 1, 1), date(2026, 4, 30), date(2027, 4, 30)], YEAR),
        ([date(2027, 4, 30), date(2027, 5, 14)], relativedelta(days=14)),
    ],
)
def test_the_rhythm_is_the_distance_of_the_last_two_cutoff_dates(cutoffs, distance) -> None:
    assert rhythm(cutoffs) == distance


def test_the_next_plan_lies_one_rhythm_later_on_working_days() -> None:
    proposal = next_plan(PLAN, HALF_A_YEAR, HESSE, TODAY)

    assert proposal.times == 1
    assert proposal.plan == replace(
        PLAN,
        opens=berlin("2027-12-01", "08:00"),
        due=berlin("2027-12-31"),
        closes=berlin("2028-01-07"),
        period_from=date(2027, 5, 1),
        cutoff_on=date(2027, 10, 31),
    )


def test_a_day_without_work_moves_on_to_the_next_working_day() -> None:
    # 30 June 2029 is a Saturday.
    proposal = next_plan(PLAN, YEAR, HESSE, date(2028, 12, 1))

    assert proposal.times == 2
    assert proposal.plan.due == berlin("2029-07-02")


def test_rounds_that_were_left_out_are_passed_over_and_still_reported_about() -> None:
    proposal = next_plan(PLAN, HALF_A_YEAR, HESSE, date(2028, 7, 5))

    assert proposal.times == 3
    assert (proposal.plan.period_from, proposal.plan.cutoff_on) == (date(2027, 5, 1), date(2028, 10, 31))


def test_a_reminder_that_does_not_fit_any_more_is_left_out() -> None:
    # In 2031 the opening moves on from a Saturday; seven working days before the due day lies before it.
    late = replace(PLAN, opens=berlin("2027-06-21", "08:00"), reminders=default_policy(BERLIN))

    plan = next_plan(late, YEAR, HESSE, date(2031, 1, 1)).plan

    assert plan.opens == berlin("2031-06-23", "08:00")
    assert plan.reminders is not None
    assert [step.key for step in plan.reminders.steps] == ["before-2", "due", "overdue-3"]


@given(months=st.integers(1, 24), days=st.integers(0, 700))
def test_the_next_plan_keeps_the_order_of_its_days_and_lies_ahead(months: int, days: int) -> None:
    today = date.fromordinal(TODAY.toordinal() + days)

    plan = next_plan(PLAN, relativedelta(months=months), HESSE, today).plan

    assert plan.opens.day <= plan.due.day <= plan.closes.day
    assert plan.due.day > today
    assert all(HESSE.is_working_day(moment.day) for moment in (plan.opens, plan.due, plan.closes))


@pytest.mark.parametrize(
    ("name", "by", "times", "after"),
    [
        ("Bericht 2026/1", HALF_A_YEAR, 1, "Bericht 2026/2"),
        ("Bericht 2026/2", HALF_A_YEAR, 1, "Bericht 2027/1"),
        ("2026-2", HALF_A_YEAR, 3, "2028-1"),
        ("2026/4", relativedelta(months=3), 1, "2027/1"),
        ("2026/2", YEAR, 1, "2027/2"),
        ("Bericht 2010", YEAR, 2, "Bericht 2012"),
        ("Bericht 2010", HALF_A_YEAR, 2, "Bericht 2011"),
        ("Herbst", YEAR, 1, "Herbst"),
        ("2026/1", relativedelta(days=14), 1, "2026/1"),
    ],
)
def test_a_name_is_counted_on_with_the_rhythm(name, by, times, after) -> None:
    assert next_name(name, by, times) == after
