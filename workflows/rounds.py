"""The plan of a round, and what is wrong with it: hard faults stand in the way, soft ones deserve a look.

The window that a plan makes, and what the clock says about it, is in `windows`; its names are here as well.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from workflows.calendars import Calendar, LocalMoment, deadline_instant, instant, is_ambiguous
from workflows.refusals import Refused
from workflows.reminder_policy import ReminderPolicy, planned_at
from workflows.states import Phase, Trigger
from workflows.windows import Window, close_by_hand, extended, is_open, open_by_hand, phase, round_state

__all__ = [
    "Phase",
    "PlanFault",
    "RoundPlan",
    "Window",
    "check_plan",
    "close_by_hand",
    "extended",
    "is_open",
    "open_by_hand",
    "phase",
    "reminder_moments",
    "round_state",
    "window_of",
]

FAR_AHEAD = relativedelta(years=2)


@dataclass(frozen=True)
class RoundPlan:
    """A round as people plan it. What it reports about is `period_from` to `cutoff_on`.

    `due` and `closes` are the last minutes in which something may be handed in. `reminders` is what will be
    sent to those who have not; None sends nothing.
    """

    opens: LocalMoment
    due: LocalMoment
    closes: LocalMoment
    opening: Trigger
    closing: Trigger
    period_from: date
    cutoff_on: date
    reminders: ReminderPolicy | None = None


@dataclass(frozen=True)
class PlanFault:
    """One fault of a plan. The code names it, the facts fill its sentence."""

    code: str
    hard: bool
    facts: Mapping[str, object] = field(default_factory=dict)


def window_of(
    plan: RoundPlan, opened_at: datetime | None = None, closed_at: datetime | None = None
) -> Window:
    """The window of a plan. Refused as `calendars.instant` refuses."""
    return Window(
        opens_at=instant(plan.opens),
        due_at=deadline_instant(plan.due),
        closes_at=deadline_instant(plan.closes),
        opening=plan.opening,
        closing=plan.closing,
        opened_at=opened_at,
        closed_at=closed_at,
    )


class _Asked(NamedTuple):
    """What is checked: the plan, its window, and what it is checked against."""

    plan: RoundPlan
    window: Window
    now: datetime
    calendar: Calendar
    live: bool
    standing: RoundPlan | None


def check_plan(
    plan: RoundPlan,
    now: datetime,
    calendar: Calendar,
    live: bool = False,
    standing: RoundPlan | None = None,
) -> tuple[PlanFault, ...]:
    """All faults of the plan, in a fixed order.

    `live` says that the round has been opened: then nothing may be set into the past. `standing` is the plan
    that holds so far; a moment it has already is not set anew, so its being past is no fault, and neither is
    a reminder that was reached before. The opening of a live round is fixed, and what it reports about.
    """
    unreal = tuple(_moment_faults(plan))
    if any(fault.hard for fault in unreal):
        return unreal
    asked = _Asked(plan, window_of(plan), now, calendar, live, standing)
    return unreal + tuple(fault for check in _CHECKS for fault in check(asked))


def _moment_faults(plan: RoundPlan) -> Iterator[PlanFault]:
    """Moments that the clocks never show, or show twice."""
    for name, moment in (("opens", plan.opens), ("due", plan.due), ("closes", plan.closes)):
        try:
            instant(moment)
        except Refused as refusal:
            yield _hard(refusal.code, moment=name, **refusal.facts)
            continue
        if is_ambiguous(moment):
            yield _soft("time.twice", moment=name, day=moment.day, time=moment.time)


def _order(asked: _Asked) -> Iterator[PlanFault]:
    window = asked.window
    if window.opens_at >= window.due_at:
        yield _hard("plan.opens_after_due")
    if window.due_at > window.closes_at:
        yield _hard("plan.due_after_closes")
    if window.opens_at >= window.closes_at:
        yield _hard("plan.opens_after_closes")


def _period(asked: _Asked) -> Iterator[PlanFault]:
    plan = asked.plan
    if plan.period_from >= plan.cutoff_on:
        yield _hard("plan.period_after_cutoff")
    if plan.cutoff_on > plan.closes.day:
        yield _hard("plan.cutoff_after_closes")
    elif plan.cutoff_on > plan.opens.day:
        yield _soft("plan.cutoff_after_opening", cutoff_on=plan.cutoff_on)


def _past(asked: _Asked) -> Iterator[PlanFault]:
    plan, standing, now = asked.plan, asked.standing, asked.now
    if asked.live and standing and plan.opens != standing.opens:
        yield _hard("plan.opens_fixed")
    if asked.live and standing and _reported_about(plan) != _reported_about(standing):
        yield _hard("plan.period_fixed")
    if not asked.live and asked.window.opens_at <= now:
        yield _soft("plan.opens_in_past")
    if asked.window.due_at <= now and _set_anew(plan.due, standing.due if standing else None):
        yield _hard("plan.due_in_past")
    if asked.window.closes_at <= now and _set_anew(plan.closes, standing.closes if standing else None):
        yield _hard("plan.closes_in_past")


def _reminders(asked: _Asked) -> Iterator[PlanFault]:
    standing_moments = reminder_moments(asked.standing, asked.calendar)
    for key, at in reminder_moments(asked.plan, asked.calendar).items():
        if at < asked.window.opens_at:
            yield _hard("plan.reminder_before_opening", step=key, at=at)
        if at >= asked.window.closes_at:
            yield _hard("plan.reminder_after_close", step=key, at=at)
        reached = key in standing_moments and standing_moments[key] <= asked.now
        if asked.live and at <= asked.now and not reached:
            yield _hard("plan.reminder_in_past", step=key, at=at)


def _due_day(asked: _Asked) -> Iterator[PlanFault]:
    due_on = asked.plan.due.day
    if not asked.calendar.is_working_day(due_on):
        yield _soft("plan.due_on_free_day", due_on=due_on, holiday=asked.calendar.holiday_name(due_on))
    if asked.window.due_at > asked.now + FAR_AHEAD:
        yield _soft("plan.due_far_ahead", due_on=due_on)


_CHECKS: tuple[Callable[[_Asked], Iterator[PlanFault]], ...] = (_order, _period, _past, _reminders, _due_day)


def _hard(code: str, **facts: object) -> PlanFault:
    return PlanFault(code, hard=True, facts=facts)


def _soft(code: str, **facts: object) -> PlanFault:
    return PlanFault(code, hard=False, facts=facts)


def _set_anew(moment: LocalMoment, before: LocalMoment | None) -> bool:
    return before is None or deadline_instant(before) != deadline_instant(moment)


def _reported_about(plan: RoundPlan) -> tuple[date, date]:
    return plan.period_from, plan.cutoff_on


def reminder_moments(plan: RoundPlan | None, calendar: Calendar) -> dict[str, datetime]:
    """When each step of the plan is sent, by its key; nothing without a plan or reminders."""
    if plan is None or plan.reminders is None:
        return {}
    due_at = deadline_instant(plan.due)
    return {step.key: planned_at(step, plan.reminders, calendar, due_at) for step in plan.reminders.steps}
