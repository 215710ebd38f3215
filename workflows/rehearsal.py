"""A round in fast-forward: what would be sent to whom on which day, if nobody did anything."""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date, datetime

from workflows.calendars import ONE_DAY, Calendar, LocalMoment, instant, last_day, local_moment
from workflows.reminder_policy import DAY_BEGINS, ReminderPolicy
from workflows.reminders import ReportFact, SentKey, bundled, due_reminders
from workflows.windows import Window, extended


@dataclass(frozen=True)
class Rehearsed:
    """One reminder that would go out on that local day."""

    day: date
    unit: str
    person: str
    step: str


def rehearse(
    policy: ReminderPolicy,
    calendar: Calendar,
    window: Window,
    facts: Iterable[ReportFact],
    already_sent: AbstractSet[SentKey],
    now: datetime,
) -> tuple[Rehearsed, ...]:
    """The reminders from now to the close, in the order of sending; a hand is taken to act as planned."""
    played = _as_planned(window)
    standing = tuple(facts)
    decided = frozenset(already_sent)
    sent: list[Rehearsed] = []
    for at in _ticks(policy, played, standing, now):
        today = local_moment(at, policy.zone).day
        decisions = due_reminders(policy, calendar, played, standing, decided, at)
        decided |= {decision.key for decision in decisions}
        mails = bundled(decisions)
        sent += [Rehearsed(today, one.unit, one.person, one.step) for mail in mails.values() for one in mail]
        standing = tuple(_reminded(fact, mails.keys(), today) for fact in standing)
    return tuple(sent)


def _as_planned(window: Window) -> Window:
    return replace(
        window,
        opened_at=window.opened_at or window.opens_at,
        closed_at=window.closed_at or window.closes_at,
    )


def _ticks(
    policy: ReminderPolicy, window: Window, facts: Sequence[ReportFact], now: datetime
) -> Iterator[datetime]:
    """The moments at which something can become due: at once, then two times of each day to the close."""
    ends_at = window.ends_at or window.closes_at
    begin = max(now, window.starts_at or window.opens_at)
    end = max((extended(ends_at, fact.extended_until) for fact in facts), default=ends_at)
    yield begin
    day, last = local_moment(begin, policy.zone).day, last_day(end, policy.zone)
    while day <= last:
        for at in sorted({DAY_BEGINS, policy.at}):
            tick = instant(LocalMoment(day, at, policy.zone))
            if tick > begin:
                yield tick
        day += ONE_DAY


def _reminded(fact: ReportFact, persons: AbstractSet[str], today: date) -> ReportFact:
    people = tuple(
        replace(person, reminded_on=today) if person.person in persons else person for person in fact.people
    )
    return replace(fact, people=people)
