"""A round in fast-forward: what would be sent to whom on which day, if nobody did anything."""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date, datetime

from workflows.calendars import ONE_DAY, Calendar, LocalMoment, instant, last_day, local_moment
from workflows.reminder_policy import DAY_BEGINS, ReminderPolicy
from workflows.reminders import Decision, PersonFact, ReportFact, SentKey, bundled, due_reminders
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
    played = play(policy, calendar, window, facts, already_sent, now)
    by_day: dict[date, list[Decision]] = {}
    for day, decision in played:
        by_day.setdefault(day, []).append(decision)
    return tuple(
        Rehearsed(day, one.unit, one.person, one.step)
        for day, decisions in by_day.items()
        for mail in bundled(decisions).values()
        for one in mail
    )


def play(
    policy: ReminderPolicy,
    calendar: Calendar,
    window: Window,
    facts: Iterable[ReportFact],
    already_sent: AbstractSet[SentKey],
    now: datetime,
) -> tuple[tuple[date, Decision], ...]:
    """Every decision from now to the close with its local day, also that somebody gets nothing, and why."""
    played = _as_planned(window)
    standing = tuple(facts)
    decided = frozenset(already_sent)
    made: list[tuple[date, Decision]] = []
    for at in _ticks(policy, played, standing, now):
        today = local_moment(at, policy.zone).day
        on_that_day = tuple(_on_day(fact, today) for fact in standing)
        decisions = due_reminders(policy, calendar, played, on_that_day, decided, at)
        decided |= {decision.key for decision in decisions}
        made += [(today, decision) for decision in decisions]
        reminded = bundled(decisions).keys()
        standing = tuple(_reminded(fact, reminded, today) for fact in standing)
    return tuple(made)


def _on_day(fact: ReportFact, today: date) -> ReportFact:
    """The report with its people as they hold the post on that day."""
    return replace(fact, people=tuple(replace(one, term_active=_holds(one, today)) for one in fact.people))


def _holds(person: PersonFact, today: date) -> bool:
    begun = person.held_from is None or person.held_from <= today
    ended = person.held_until is not None and person.held_until <= today
    return person.term_active and begun and not ended


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
