from dataclasses import replace
from datetime import date, datetime, time

import pytest

from tests.workflows.cast import BERLIN, HESSE, PLAN, berlin, utc
from workflows.reminder_policy import ReminderPolicy, Step, default_policy
from workflows.rounds import PlanFault, RoundPlan, check_plan, window_of
from workflows.states import Trigger

PLANNING = utc(2027, 5, 3, 9)
LIVE = utc(2027, 6, 24, 9)
REMINDED = replace(PLAN, reminders=default_policy(BERLIN))


def _codes(faults: tuple[PlanFault, ...], hard: bool) -> list[str]:
    return [fault.code for fault in faults if fault.hard is hard]


def _with_step(offset_days: int, working_days: bool = False) -> RoundPlan:
    step = Step("odd", "due", offset_days, working_days)
    return replace(PLAN, reminders=ReminderPolicy((step,), time(9), BERLIN))


def test_a_plan_in_order_has_no_faults() -> None:
    assert check_plan(REMINDED, PLANNING, HESSE) == ()


def test_a_plan_makes_a_window_of_exclusive_bounds() -> None:
    window = window_of(PLAN, opened_at=utc(2027, 5, 30))

    assert (window.opens_at, window.due_at, window.closes_at) == (
        utc(2027, 6, 1, 6),
        utc(2027, 6, 30, 22),
        utc(2027, 7, 7, 22),
    )
    assert (window.opening, window.closing) == (Trigger.CLOCK, Trigger.CLOCK)
    assert (window.opened_at, window.closed_at) == (utc(2027, 5, 30), None)


@pytest.mark.parametrize(
    ("plan", "codes"),
    [
        (replace(PLAN, opens=berlin("2027-07-01", "08:00")), ["plan.opens_after_due"]),
        (replace(PLAN, due=berlin("2027-07-08")), ["plan.due_after_closes"]),
        (
            replace(PLAN, opens=berlin("2027-07-08", "08:00"), due=berlin("2027-07-07")),
            ["plan.opens_after_due", "plan.opens_after_closes"],
        ),
        (replace(PLAN, period_from=date(2027, 4, 30)), ["plan.period_after_cutoff"]),
        (replace(PLAN, cutoff_on=date(2027, 7, 8)), ["plan.cutoff_after_closes"]),
        (_with_step(-30), ["plan.reminder_before_opening"]),
        (_with_step(8), ["plan.reminder_after_close"]),
        (replace(_with_step(7), closes=berlin("2027-07-07", "08:59")), ["plan.reminder_after_close"]),
        (replace(_with_step(7), closes=berlin("2027-07-07", "09:00")), []),
        (replace(PLAN, due=berlin("2027-03-28", "02:30")), ["time.gap"]),
        (replace(PLAN, opens=replace(PLAN.opens, zone="Europe/Nirgends")), ["time.zone"]),
    ],
)
def test_a_wrong_order_is_refused(plan: RoundPlan, codes: list[str]) -> None:
    assert _codes(check_plan(plan, PLANNING, HESSE), hard=True) == codes


@pytest.mark.parametrize(
    ("now", "codes"),
    [
        (utc(2027, 6, 30, 21, 59), []),
        (utc(2027, 6, 30, 22), ["plan.due_in_past"]),
        (utc(2027, 7, 7, 22), ["plan.due_in_past", "plan.closes_in_past"]),
    ],
)
def test_a_deadline_in_the_past_is_refused(now: datetime, codes: list[str]) -> None:
    assert _codes(check_plan(PLAN, now, HESSE), hard=True) == codes


def test_in_a_live_round_no_reminder_is_set_into_the_past() -> None:
    faults = check_plan(_with_step(-7), LIVE, HESSE, live=True)

    assert faults == (PlanFault("plan.reminder_in_past", True, {"step": "odd", "at": utc(2027, 6, 23, 7)}),)


def test_the_opening_of_a_live_round_is_fixed() -> None:
    moved = replace(REMINDED, opens=berlin("2027-06-25", "08:00"))

    faults = check_plan(moved, LIVE, HESSE, live=True, standing=REMINDED)

    assert "plan.opens_fixed" in _codes(faults, hard=True)


def test_what_a_live_round_reports_about_is_fixed() -> None:
    other = replace(REMINDED, cutoff_on=date(2027, 5, 31))

    assert _codes(check_plan(other, LIVE, HESSE, live=True, standing=REMINDED), hard=True) == [
        "plan.period_fixed"
    ]


def test_a_reminder_that_was_reached_may_move_with_an_earlier_due() -> None:
    now = utc(2027, 6, 22, 9)
    earlier = replace(REMINDED, due=berlin("2027-06-28"))

    assert _codes(check_plan(earlier, now, HESSE, live=True, standing=REMINDED), hard=True) == []


def test_what_stands_already_may_be_past_in_a_live_round() -> None:
    late = utc(2027, 7, 2, 9)
    later_close = replace(REMINDED, closes=berlin("2027-07-14"))

    assert check_plan(later_close, late, HESSE, live=True, standing=REMINDED) == ()
    assert _codes(check_plan(later_close, late, HESSE, live=True), hard=True) == [
        "plan.due_in_past",
        "plan.reminder_in_past",
        "plan.reminder_in_past",
        "plan.reminder_in_past",
    ]


def test_a_due_moved_into_the_past_is_refused_although_another_stood_there() -> None:
    moved = replace(PLAN, due=berlin("2027-06-23"))

    assert _codes(check_plan(moved, LIVE, HESSE, live=True, standing=PLAN), hard=True) == ["plan.due_in_past"]


@pytest.mark.parametrize(
    ("plan", "fault"),
    [
        (
            replace(PLAN, due=berlin("2027-06-27")),
            PlanFault("plan.due_on_free_day", False, {"due_on": date(2027, 6, 27), "holiday": None}),
        ),
        (
            replace(PLAN, opens=berlin("2027-05-10"), due=berlin("2027-05-27")),
            PlanFault(
                "plan.due_on_free_day", False, {"due_on": date(2027, 5, 27), "holiday": "Fronleichnam"}
            ),
        ),
        (
            replace(PLAN, due=berlin("2029-05-04"), closes=berlin("2029-05-11")),
            PlanFault("plan.due_far_ahead", False, {"due_on": date(2029, 5, 4)}),
        ),
        (
            replace(PLAN, cutoff_on=date(2027, 6, 2)),
            PlanFault("plan.cutoff_after_opening", False, {"cutoff_on": date(2027, 6, 2)}),
        ),
        (replace(PLAN, opens=berlin("2027-05-03", "11:00")), PlanFault("plan.opens_in_past", False)),
        (
            replace(PLAN, due=berlin("2027-10-31", "02:30"), closes=berlin("2027-11-08")),
            PlanFault("time.twice", False, {"moment": "due", "day": date(2027, 10, 31), "time": time(2, 30)}),
        ),
    ],
)
def test_what_is_odd_is_said_and_not_refused(plan: RoundPlan, fault: PlanFault) -> None:
    faults = check_plan(plan, PLANNING, HESSE)

    assert fault in faults
    assert _codes(faults, hard=True) == []


def test_a_due_two_years_ahead_to_the_day_is_not_far() -> None:
    plan = replace(PLAN, due=berlin("2029-05-02", "10:00"), closes=berlin("2029-05-11"))

    assert check_plan(plan, PLANNING, HESSE) == ()


def test_the_cutoff_may_be_the_day_of_the_opening() -> None:
    assert check_plan(replace(PLAN, cutoff_on=date(2027, 6, 1)), PLANNING, HESSE) == ()


def test_every_unreal_moment_is_named() -> None:
    plan = replace(PLAN, due=berlin("2027-03-28", "02:30"), closes=berlin("2028-03-26", "02:00"))

    faults = check_plan(plan, PLANNING, HESSE)

    assert [(fault.code, fault.facts["moment"]) for fault in faults] == [
        ("time.gap", "due"),
        ("time.gap", "closes"),
    ]
