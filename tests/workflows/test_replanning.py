from dataclasses import replace
from datetime import time

from tests.workflows.cast import BERLIN, HESSE, PLAN, berlin, utc
from workflows.calendars import deadline_instant
from workflows.reminders import Step, default_policy
from workflows.replanning import Shift, renewed, sent_once_more, shift, step_key, with_standing_keys
from workflows.reports import Standing
from workflows.rounds import RoundPlan
from workflows.states import ReportState

POLICY = default_policy(BERLIN)
STANDING = replace(PLAN, reminders=POLICY)
AFTER_BEFORE_7 = utc(2027, 6, 22)
OPEN = Standing("fulda", ReportState.IN_PROGRESS)
EXTENDED = Standing("hanau", ReportState.NOT_STARTED, extended_until=utc(2027, 7, 31, 22))
HANDED_IN = Standing("giessen", ReportState.SUBMITTED)
DUE = deadline_instant(PLAN.due)


def keys(plan: RoundPlan) -> list[str]:
    assert plan.reminders is not None
    return [step.key for step in plan.reminders.steps]


def test_an_earlier_deadline_touches_who_has_not_handed_in_and_has_no_more_time() -> None:
    assert shift(DUE, utc(2027, 6, 20), [OPEN, EXTENDED, HANDED_IN]) == Shift(("fulda",), (), ("hanau",))


def test_a_later_deadline_reaches_beyond_an_extension_or_not() -> None:
    assert shift(DUE, utc(2027, 8, 15), [OPEN, EXTENDED]) == Shift((), ("fulda", "hanau"), ())
    assert shift(DUE, utc(2027, 7, 10), [OPEN, EXTENDED]) == Shift((), ("fulda",), ("hanau",))


def test_a_deadline_that_stays_touches_nobody() -> None:
    assert not shift(DUE, DUE, [OPEN, EXTENDED])


def test_steps_without_a_name_are_called_as_the_usual_ones_are() -> None:
    assert [step_key(step.offset_days, step.working_days) for step in POLICY.steps] == [
        step.key for step in POLICY.steps
    ]
    assert step_key(-7, working_days=False) == "before-7-any"


def test_a_step_keeps_the_key_under_which_it_stands() -> None:
    standing = replace(POLICY, steps=(Step("first", "due", -5, working_days=True),))
    typed = replace(
        POLICY,
        steps=(
            Step("before-5", "due", -5, working_days=True),
            Step("before-1", "due", -1, working_days=True),
        ),
    )

    assert [step.key for step in with_standing_keys(typed, standing).steps] == ["first", "before-1"]


def test_a_reminder_of_the_old_date_goes_out_again_for_a_later_one() -> None:
    later = replace(STANDING, due=berlin("2027-07-14"), closes=berlin("2027-07-30"))

    plan = renewed(STANDING, later, HESSE, AFTER_BEFORE_7)

    assert keys(plan) == ["before-7.2", "before-2", "due", "overdue-3"]
    assert [step.key for step in sent_once_more(STANDING, plan)] == ["before-7.2"]


def test_moved_twice_it_goes_out_a_third_time() -> None:
    second = renewed(STANDING, replace(STANDING, due=berlin("2027-07-14")), HESSE, AFTER_BEFORE_7)

    third = renewed(second, replace(second, due=berlin("2027-08-13")), HESSE, utc(2027, 7, 6))

    assert keys(third)[0] == "before-7.3"
    assert [step.key for step in sent_once_more(second, third)] == ["before-7.3"]


def test_another_time_of_the_same_day_sends_nothing_twice() -> None:
    afternoon = replace(STANDING, reminders=replace(POLICY, at=time(15)))

    assert renewed(STANDING, afternoon, HESSE, utc(2027, 6, 21, 9)) == afternoon


def test_an_earlier_date_renews_nothing() -> None:
    earlier = replace(STANDING, due=berlin("2027-06-25"))

    plan = renewed(STANDING, earlier, HESSE, AFTER_BEFORE_7)

    assert plan == earlier
    assert sent_once_more(STANDING, plan) == ()


def test_a_plan_without_reminders_has_none_to_renew() -> None:
    assert renewed(PLAN, PLAN, HESSE, AFTER_BEFORE_7) == PLAN
    assert sent_once_more(PLAN, STANDING) == ()
