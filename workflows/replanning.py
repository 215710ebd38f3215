"""A plan changed while it holds: whom other dates touch, and which reminders go out once more."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from workflows.calendars import Calendar, deadline_instant, local_moment
from workflows.reminder_policy import ReminderPolicy, Step, planned_at
from workflows.reports import Standing
from workflows.rounds import RoundPlan
from workflows.states import OUTSTANDING
from workflows.windows import extended


@dataclass(frozen=True)
class Shift:
    """The units still to report whose deadline moves, by where to, and those whose own extension holds."""

    earlier: tuple[str, ...] = ()
    later: tuple[str, ...] = ()
    unmoved: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.earlier or self.later)


def shift(before: datetime, after: datetime, reports: Iterable[Standing]) -> Shift:
    """Whom it touches that a deadline (an exclusive bound) moves, in the order of the reports."""
    owing = [report for report in reports if report.state in OUTSTANDING]
    if before == after:
        return Shift()
    moves = [
        (extended(before, report.extended_until), extended(after, report.extended_until), report.unit)
        for report in owing
    ]
    return Shift(
        earlier=tuple(unit for old, new, unit in moves if new < old),
        later=tuple(unit for old, new, unit in moves if new > old),
        unmoved=tuple(unit for old, new, unit in moves if new == old),
    )


def step_key(offset_days: int, working_days: bool) -> str:
    """The key of a step that nobody named: "before-7", "due", "overdue-3", "before-7-any"."""
    if offset_days == 0:
        return "due"
    side = "before" if offset_days < 0 else "overdue"
    return f"{side}-{abs(offset_days)}{'' if working_days else '-any'}"


def with_standing_keys(policy: ReminderPolicy, standing: ReminderPolicy) -> ReminderPolicy:
    """The policy with each step under the key that it has in the standing one, where it is there already."""
    keys = {(step.offset_days, step.working_days): step.key for step in standing.steps}
    steps = (
        replace(step, key=keys.get((step.offset_days, step.working_days), step.key)) for step in policy.steps
    )
    return replace(policy, steps=tuple(steps))


def renewed(standing: RoundPlan, plan: RoundPlan, calendar: Calendar, now: datetime) -> RoundPlan:
    """The plan with a new key for each step that was reached before and now lies on a later day ahead.

    A reminder goes out once under each key: without a new one, who was reminded of the old date would not be
    reminded of the new one.
    """
    if plan.reminders is None or standing.reminders is None:
        return plan
    reached = {
        step.key: at
        for step in standing.reminders.steps
        if (at := planned_at(step, standing.reminders, calendar, deadline_instant(standing.due))) <= now
    }
    policy, due_at = plan.reminders, deadline_instant(plan.due)

    def anew(step: Step) -> Step:
        at = planned_at(step, policy, calendar, due_at)
        if step.key not in reached or at <= now or _day(at, policy) <= _day(reached[step.key], policy):
            return step
        return replace(step, key=_next_key(step.key))

    return replace(plan, reminders=replace(policy, steps=tuple(anew(step) for step in policy.steps)))


def sent_once_more(standing: RoundPlan, plan: RoundPlan) -> tuple[Step, ...]:
    """The steps of a renewed plan that go out again, for the new date."""
    if plan.reminders is None or standing.reminders is None:
        return ()
    before = {step.key for step in standing.reminders.steps}
    return tuple(step for step in plan.reminders.steps if "." in step.key and _key_before(step.key) in before)


def _day(at: datetime, policy: ReminderPolicy) -> date:
    return local_moment(at, policy.zone).day


def _next_key(key: str) -> str:
    base, _, number = key.partition(".")
    return f"{base}.{int(number or 1) + 1}"


def _key_before(key: str) -> str:
    base, _, number = key.partition(".")
    return base if number == "2" else f"{base}.{int(number) - 1}"
