"""Who is reminded now, of what, and why not. Decided purely; another hand writes it down and sends it.

Ticks may come twice, late or not at all. What was decided is handed back in `already_sent`, sent or skipped,
so a second tick decides nothing new. A reminder that could not go out in its time is dropped with a record;
of several missed steps only the latest goes. Several reminders to one person in one tick make one mail
(see `bundled`), and a person who had a mail on a local day gets no other on that day.
"""

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from workflows.calendars import Calendar, local_moment
from workflows.reminder_policy import (
    DEFAULT_STEPS,
    ReminderPolicy,
    ReminderStep,
    Step,
    default_policy,
    fitting,
    is_sending_time,
    planned_at,
    stale_at,
)
from workflows.states import COLLECTING, OUTSTANDING, Phase, ReportState
from workflows.windows import Window, extended, phase

__all__ = [
    "DEFAULT_STEPS",
    "Decision",
    "PersonFact",
    "Remind",
    "ReminderPolicy",
    "ReminderStep",
    "ReportFact",
    "Skip",
    "Step",
    "bundled",
    "by_hand",
    "default_policy",
    "due_reminders",
    "fitting",
    "planned_at",
    "still_wanted",
]

SentKey = tuple[str, str, str | None]
"""(step, unit, person): one decision; the person is None where it concerns the whole unit."""


@dataclass(frozen=True)
class PersonFact:
    """A person who could be reminded.

    `reminded_on` is the local day of the last reminder mail, of any round. Steps planned for a day before
    `held_from` are no concern of the person: they were the predecessor's. Only reminders by hand look at the
    link before they are decided; the others are asked again when they are sent.
    """

    person: str
    address_ok: bool = True
    term_active: bool = True
    link_active: bool = True
    reminded_on: date | None = None
    held_from: date | None = None
    held_until: date | None = None


@dataclass(frozen=True)
class ReportFact:
    """A unit's report as reminders see it, with its people, each of them once."""

    unit: str
    state: ReportState
    extended_until: datetime | None = None
    people: tuple[PersonFact, ...] = ()


@dataclass(frozen=True)
class Remind:
    """Send this step to this person. The reason is the state of the report: not_started or in_progress."""

    step: str
    unit: str
    person: str
    reason: str

    @property
    def key(self) -> SentKey:
        """What marks this decision as taken."""
        return (self.step, self.unit, self.person)


@dataclass(frozen=True)
class Skip:
    """Do not send this step, for this reason; the person is None where nobody of the unit gets it.

    Reasons of the unit: submitted, returned, accepted, exempt, vacant. Of the person: term_ended, no_address,
    stale, superseded (by a later step).
    """

    step: str
    unit: str
    person: str | None
    reason: str

    @property
    def key(self) -> SentKey:
        """What marks this decision as taken."""
        return (self.step, self.unit, self.person)


Decision = Remind | Skip


def due_reminders(
    policy: ReminderPolicy,
    calendar: Calendar,
    window: Window,
    facts: Iterable[ReportFact],
    already_sent: AbstractSet[SentKey],
    now: datetime,
) -> tuple[Decision, ...]:
    """What is to be decided at this instant, in the order of the facts; nothing at night and on free days.

    `already_sent` holds the keys of all decisions taken so far in this round, skips included.
    """
    if not is_sending_time(policy, calendar, now):
        return ()
    today = local_moment(now, policy.zone).day
    steps_decided = {(step, unit) for step, unit, _ in already_sent}
    return tuple(
        decision
        for fact in facts
        for decision in _unit_decisions(policy, calendar, window, fact, now, today)
        if decision.key not in already_sent
        # That the whole unit is skipped is news only where the step has reached nobody there before.
        and (decision.person is not None or (decision.step, decision.unit) not in steps_decided)
    )


def still_wanted(
    state: ReportState,
    phase: Phase,
    term_active: bool,
    address_ok: bool = True,
    link_active: bool = True,
) -> str | None:
    """Why a reminder must not go out any more at the moment of sending; None if it is still wanted."""
    if phase not in COLLECTING:
        return "not_open" if phase is Phase.BEFORE else "closed"
    if state not in OUTSTANDING:
        return state.value
    if not term_active:
        return "term_ended"
    if not address_ok:
        return "no_address"
    return None if link_active else "link_revoked"


def bundled(decisions: Iterable[Decision]) -> dict[str, tuple[Remind, ...]]:
    """The reminders of one tick by person, in the order decided: each person gets one mail for all."""
    mails: dict[str, tuple[Remind, ...]] = {}
    for decision in decisions:
        if isinstance(decision, Remind):
            mails[decision.person] = (*mails.get(decision.person, ()), decision)
    return mails


def by_hand(fact: ReportFact, phase: Phase, today: date) -> tuple[Decision, ...]:
    """What a reminder that staff ask for today comes to: one decision a person, or one skip for the unit.

    Reasons to skip are those of `still_wanted`, "vacant", and "reminded_today": nobody gets two on a day.
    The step names the day, so that a second press finds the first.
    """
    step = f"hand-{today.isoformat()}"
    if (reason := still_wanted(fact.state, phase, term_active=True)) is not None:
        return (Skip(step, fact.unit, None, reason),)
    if not fact.people:
        return (Skip(step, fact.unit, None, "vacant"),)
    return tuple(_reminded_by_hand(step, fact, phase, person, today) for person in fact.people)


def _reminded_by_hand(step: str, fact: ReportFact, phase: Phase, person: PersonFact, today: date) -> Decision:
    reason = still_wanted(fact.state, phase, person.term_active, person.address_ok, person.link_active)
    if reason is None and person.reminded_on == today:
        reason = "reminded_today"
    if reason is not None:
        return Skip(step, fact.unit, person.person, reason)
    return Remind(step, fact.unit, person.person, fact.state.value)


class _Reached(NamedTuple):
    """A step whose time has come: the local day planned, and why it goes no more, if it does not."""

    step: str
    planned_on: date
    passed_over: str | None


def _unit_decisions(
    policy: ReminderPolicy, calendar: Calendar, window: Window, fact: ReportFact, now: datetime, today: date
) -> Iterator[Decision]:
    unit_phase = phase(window, now, fact.extended_until)
    if unit_phase not in COLLECTING:
        return
    for reached in _reached(policy, calendar, window, fact, now):
        if fact.state not in OUTSTANDING:
            yield Skip(reached.step, fact.unit, None, fact.state.value)
        elif not any(person.term_active for person in fact.people):
            yield Skip(reached.step, fact.unit, None, "vacant")
        else:
            yield from _person_decisions(reached, fact, unit_phase, today)


def _person_decisions(
    reached: _Reached, fact: ReportFact, unit_phase: Phase, today: date
) -> Iterator[Decision]:
    for person in fact.people:
        if person.held_from is not None and reached.planned_on < person.held_from:
            continue
        unwanted = still_wanted(fact.state, unit_phase, person.term_active, person.address_ok)
        if reason := reached.passed_over or unwanted:
            yield Skip(reached.step, fact.unit, person.person, reason)
        elif person.reminded_on != today:
            # Who had a mail today waits for the next tick of another day, undecided.
            yield Remind(reached.step, fact.unit, person.person, fact.state.value)


def _reached(
    policy: ReminderPolicy, calendar: Calendar, window: Window, fact: ReportFact, now: datetime
) -> Iterator[_Reached]:
    """The steps whose time has come inside the unit's window, earliest first."""
    due_at = extended(window.due_at, fact.extended_until)
    moments = [
        (at, step.key)
        for step in policy.steps
        if (at := planned_at(step, policy, calendar, due_at)) <= now
        and phase(window, at, fact.extended_until) in COLLECTING
    ]
    moments.sort(key=lambda moment: moment[0])
    for at, key in moments:
        stale = now >= stale_at(at, policy, calendar)
        passed_over = "stale" if stale else None if key == moments[-1][1] else "superseded"
        yield _Reached(key, local_moment(at, policy.zone).day, passed_over)
