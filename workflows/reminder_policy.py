"""Which reminders a round sends and when: steps relative to the due day, at one time of the day."""

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Literal

from workflows.calendars import Calendar, LocalMoment, instant, last_day, local_moment
from workflows.refusals import Refused

DAY_BEGINS = time(8)
DAY_ENDS = time(20)
"""Reminders go out between these local times, on working days."""

LIFETIME = timedelta(hours=24)


@dataclass(frozen=True)
class Step:
    """One reminder: so many days before (negative) or after the due day. The key is its name for ever."""

    key: str
    relative_to: Literal["due"]
    offset_days: int
    working_days: bool


ReminderStep = Step


@dataclass(frozen=True)
class ReminderPolicy:
    """The steps of a round, sent at a local time in the zone of the programme.

    Refused: "reminder.at_night" for a time outside the sending hours, "reminder.step_twice" for two steps
    with one key.
    """

    steps: tuple[Step, ...]
    at: time
    zone: str

    def __post_init__(self) -> None:
        if not DAY_BEGINS <= self.at < DAY_ENDS:
            raise Refused("reminder.at_night", at=self.at)
        keys = [step.key for step in self.steps]
        if len(set(keys)) < len(keys):
            raise Refused("reminder.step_twice", keys=tuple(keys))


DEFAULT_STEPS = (
    Step("before-7", "due", -7, working_days=True),
    Step("before-2", "due", -2, working_days=True),
    Step("due", "due", 0, working_days=False),
    Step("overdue-3", "due", 3, working_days=True),
)


def default_policy(zone: str, at: time = time(9)) -> ReminderPolicy:
    """Seven and two working days before, on the due day, and three working days after it."""
    return ReminderPolicy(DEFAULT_STEPS, at, zone)


def planned_at(step: Step, policy: ReminderPolicy, calendar: Calendar, due_at: datetime) -> datetime:
    """When the step is sent, for a due (an exclusive bound).

    A day on which nobody works gives way to the next working day, at the beginning of the sending hours.
    """
    due_on = last_day(due_at, policy.zone)
    if step.working_days:
        day = calendar.add_working_days(due_on, step.offset_days)
    else:
        day = due_on + timedelta(days=step.offset_days)
    if calendar.is_working_day(day):
        return instant(LocalMoment(day, policy.at, policy.zone))
    return instant(LocalMoment(calendar.next_working_day(day), DAY_BEGINS, policy.zone))


def is_sending_time(policy: ReminderPolicy, calendar: Calendar, now: datetime) -> bool:
    """Whether a reminder may go out now: by day, on a working day."""
    local = local_moment(now, policy.zone)
    return DAY_BEGINS <= local.time < DAY_ENDS and calendar.is_working_day(local.day)


def stale_at(planned: datetime, policy: ReminderPolicy, calendar: Calendar) -> datetime:
    """From when on a reminder that did not go out is dropped: 24 hours after its time.

    Where these end on a day on which nobody works, it may still go out during the sending hours of the next
    working day: otherwise an hour's outage on a Friday would cost a reminder.
    """
    end = planned + LIFETIME
    day = local_moment(end, policy.zone).day
    if calendar.is_working_day(day):
        return end
    return instant(LocalMoment(calendar.next_working_day(day), DAY_ENDS, policy.zone))


def fitting(
    policy: ReminderPolicy, calendar: Calendar, opens_at: datetime, due_at: datetime, closes_at: datetime
) -> ReminderPolicy:
    """The policy with those steps only whose time lies after the opening and before the close."""
    return replace(
        policy,
        steps=tuple(
            step
            for step in policy.steps
            if opens_at <= planned_at(step, policy, calendar, due_at) < closes_at
        ),
    )
