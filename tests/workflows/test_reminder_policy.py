from datetime import datetime, time

import pytest

from tests.workflows.cast import BERLIN, HESSE, WINDOW, berlin, utc
from workflows.calendars import deadline_instant
from workflows.refusals import Refused
from workflows.reminder_policy import (
    ReminderPolicy,
    Step,
    default_policy,
    fitting,
    is_sending_time,
    planned_at,
    stale_at,
)

POLICY = default_policy(BERLIN)


def test_the_usual_policy_reminds_twice_before_once_on_the_day_and_once_after() -> None:
    moments = {step.key: planned_at(step, POLICY, HESSE, WINDOW.due_at) for step in POLICY.steps}

    assert moments == {
        "before-7": utc(2027, 6, 21, 7),
        "before-2": utc(2027, 6, 28, 7),
        "due": utc(2027, 6, 30, 7),
        "overdue-3": utc(2027, 7, 5, 7),
    }


@pytest.mark.parametrize(
    ("due", "offset_days", "working_days", "expected"),
    [
        ("2027-06-27", 0, False, utc(2027, 6, 28, 6)),
        ("2027-05-27", 0, False, utc(2027, 5, 28, 6)),
        ("2027-06-30", -3, False, utc(2027, 6, 28, 6)),
        ("2027-06-30", -1, False, utc(2027, 6, 29, 7)),
        ("2027-03-30", -2, True, utc(2027, 3, 24, 8)),
        ("2026-10-23", 1, True, utc(2026, 10, 26, 8)),
    ],
)
def test_a_step_on_a_free_day_moves_to_the_next_working_day_at_eight(
    due: str, offset_days: int, working_days: bool, expected: datetime
) -> None:
    step = Step("step", "due", offset_days, working_days)

    assert planned_at(step, POLICY, HESSE, deadline_instant(berlin(due))) == expected


@pytest.mark.parametrize(
    ("now", "sends"),
    [
        (utc(2027, 6, 30, 5, 59, 59), False),
        (utc(2027, 6, 30, 6), True),
        (utc(2027, 6, 30, 17, 59, 59), True),
        (utc(2027, 6, 30, 18), False),
        (utc(2027, 6, 27, 10), False),
        (utc(2027, 5, 27, 10), False),
    ],
)
def test_reminders_go_by_day_on_working_days_only(now: datetime, sends: bool) -> None:
    assert is_sending_time(POLICY, HESSE, now) is sends


@pytest.mark.parametrize(
    ("planned", "expected"),
    [
        (utc(2027, 6, 21, 7), utc(2027, 6, 22, 7)),
        (utc(2027, 6, 25, 7), utc(2027, 6, 28, 18)),
        (utc(2027, 3, 25, 8), utc(2027, 3, 30, 18)),
    ],
)
def test_a_reminder_lives_a_day_or_through_the_next_working_day(
    planned: datetime, expected: datetime
) -> None:
    assert stale_at(planned, POLICY, HESSE) == expected


def test_fitting_leaves_out_what_lies_outside_the_window() -> None:
    fitted = fitting(POLICY, HESSE, utc(2027, 6, 21, 7, 0, 1), WINDOW.due_at, utc(2027, 7, 5, 7))

    assert [step.key for step in fitted.steps] == ["before-2", "due"]


@pytest.mark.parametrize("at", [time(0), time(7, 59), time(20)])
def test_a_policy_that_sends_at_night_is_refused(at: time) -> None:
    with pytest.raises(Refused, match=r"^reminder\.at_night$"):
        default_policy(BERLIN, at)


def test_a_policy_with_two_steps_of_one_key_is_refused() -> None:
    step = Step("due", "due", 0, working_days=False)

    with pytest.raises(Refused, match=r"^reminder\.step_twice$"):
        ReminderPolicy((step, step), time(9), BERLIN)
