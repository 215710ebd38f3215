"""A plan in fast-forward: which mail would go to whom on which day, and who would get none."""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from surveyapp.models import Person, Programme, Round, Term
from surveyapp.queries import mails as mail_queries
from surveyapp.queries import people as people_queries
from surveyapp.queries import programmes as programme_queries
from surveyapp.queries import reports as report_queries
from surveyapp.services.replanning import is_planned, replanned
from surveyapp.services.round_values import calendar_of, local_day
from surveyapp.services.rounds import NewRound, with_reminders
from workflows.calendars import ONE_DAY, Calendar
from workflows.rehearsal import play
from workflows.reminder_policy import Step
from workflows.reminders import Decision, PersonFact, ReportFact, SentKey, Skip, bundled
from workflows.rounds import RoundPlan, reminder_moments, window_of
from workflows.states import ReportState

TOLD = frozenset({"no_address", "vacant"})
"""Why somebody gets nothing who should."""


@dataclass(frozen=True, slots=True)
class Addressee:
    """A person who would get a mail, with the names of the units it is about."""

    name: str
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unreached:
    """Who gets no mail: a person without an address ("no_address"), a unit without a person ("vacant")."""

    unit: str
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class MailDay:
    """The mails of one kind on one day; `step` is None for invitations."""

    day: date
    step: Step | None
    to: tuple[Addressee, ...]
    unreached: tuple[Unreached, ...]


@dataclass(frozen=True, slots=True)
class Leaving:
    """A term that ends before the round closes; `successors` hold the unit's post from then on."""

    name: str
    unit: str
    until_on: date
    successors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FreeDay:
    """A moment of the plan ("opens", "due", "closes") on a day without work; `holiday` names it, if one."""

    moment: str
    day: date
    holiday: str | None


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What a plan would do: the units by name, the people, the mails by day, and who is left out."""

    units: tuple[str, ...]
    invited: int
    vacant: tuple[str, ...]
    without_address: tuple[str, ...]
    leaving: tuple[Leaving, ...]
    days: tuple[MailDay, ...]
    free_days: tuple[FreeDay, ...]

    @property
    def mails(self) -> int:
        """How many mails would go out."""
        return sum(len(each.to) for each in self.days)


def rehearse_new(session: Session, programme: Programme, new: NewRound, now: datetime) -> Rehearsal:
    """A round that is not open yet, played as if nobody handed in; nothing is written.

    Only for a plan without hard faults.
    """
    plan = with_reminders(programme, new.plan)
    periods = programme_queries.units_on(session, programme.id, new.layer, plan.cutoff_on)
    cast = _cast(session, programme, plan, {unit.id: period.name for unit, period in periods}, now)
    facts = [cast.fact(unit) for unit in cast.units]
    return _told(cast, [cast.invitation(), *_reminders(cast, facts, now)])


def rehearse_standing(
    session: Session, programme: Programme, round_: Round, new: NewRound, now: datetime
) -> Rehearsal:
    """A round that is there, played on with that plan: reports as they stand, as if nobody acted.

    Only for a plan without hard faults.
    """
    plan = replanned(programme, round_, new.plan, now)
    if is_planned(round_, now):
        return rehearse_new(session, programme, replace(new, plan=plan), now)
    names = programme_queries.unit_names_on(session, programme.id, round_.cutoff_on)
    reports = {row.unit_id: row for row in report_queries.reports_of_round(session, round_)}
    owing = {unit: names.get(unit, unit) for unit, row in reports.items() if row.state != ReportState.EXEMPT}
    cast = _cast(session, programme, plan, owing, now)
    facts = [
        cast.fact(unit, ReportState(reports[unit].state), reports[unit].extended_at) for unit in cast.units
    ]
    sent = frozenset(
        (row.step, row.unit_id, str(row.person_id))
        for row in mail_queries.reminders_of_round(session, round_)
    )
    return _told(cast, _reminders(cast, facts, now, sent))


@dataclass(frozen=True)
class _Cast:
    """Whom a plan is about: the names of the units by id, and who holds their posts from `begins_on` on."""

    plan: RoundPlan
    calendar: Calendar
    begins_on: date
    units: Mapping[str, str]
    holders: Mapping[str, Sequence[tuple[Person, Term]]]

    def at(self, unit: str) -> Sequence[tuple[Person, Term]]:
        """Who holds the unit's post in the time of the plan."""
        return self.holders.get(unit, ())

    def at_first(self, unit: str) -> list[Person]:
        """Who holds it on the first day."""
        return [person for person, term in self.at(unit) if term.from_on <= self.begins_on]

    def fact(
        self,
        unit: str,
        state: ReportState = ReportState.NOT_STARTED,
        extended_until: datetime | None = None,
    ) -> ReportFact:
        """The unit's report as reminders see it."""
        people = tuple(
            PersonFact(str(person.id), bool(person.email), held_from=term.from_on, held_until=term.until_on)
            for person, term in self.at(unit)
        )
        return ReportFact(unit, state, extended_until, people)

    def invitation(self) -> MailDay:
        """The invitations: each person of each unit gets a mail."""
        to: list[Addressee] = []
        unreached: list[Unreached] = []
        for unit, name in self.units.items():
            people = self.at_first(unit)
            to += [Addressee(person.name, (name,)) for person in people if person.email]
            unreached += [Unreached(name, one.name, "no_address") for one in people if not one.email]
            unreached += [] if people else [Unreached(name, "", "vacant")]
        return MailDay(self.begins_on, None, tuple(to), tuple(unreached))

    def mail_day(self, day: date, step: Step, decisions: Sequence[Decision]) -> MailDay:
        """One step on one day: a person gets one mail for all units."""
        people = {str(person.id): person.name for holders in self.holders.values() for person, _ in holders}
        to = tuple(
            Addressee(people[person], tuple(self.units[one.unit] for one in reminds))
            for person, reminds in bundled(decisions).items()
        )
        unreached = tuple(
            Unreached(self.units[skip.unit], people.get(skip.person or "", ""), skip.reason)
            for skip in decisions
            if isinstance(skip, Skip) and skip.reason in TOLD
        )
        return MailDay(day, step, to, unreached)

    def leaving(self) -> Iterator[Leaving]:
        """The terms that end before the close."""
        for unit, name in self.units.items():
            for person, term in self.at(unit):
                if term.until_on <= self.plan.closes.day:
                    heirs = [
                        heir.name
                        for heir, own in self.at(unit)
                        if heir.id != person.id and own.from_on <= term.until_on < own.until_on
                    ]
                    yield Leaving(person.name, name, term.until_on, tuple(heirs))


def _cast(
    session: Session, programme: Programme, plan: RoundPlan, units: Mapping[str, str], now: datetime
) -> _Cast:
    begins_on = max(plan.opens.day, local_day(now, plan.opens.zone))
    until_on = max(plan.closes.day, begins_on) + ONE_DAY
    holders = people_queries.coordinators_between(session, programme.id, begins_on, until_on)
    return _Cast(plan, calendar_of(programme), begins_on, units, holders)


def _reminders(
    cast: _Cast, facts: Sequence[ReportFact], now: datetime, sent: AbstractSet[SentKey] = frozenset()
) -> list[MailDay]:
    policy = cast.plan.reminders
    if policy is None:
        return []
    by_day: dict[tuple[date, str], list[Decision]] = {}
    for day, decision in play(policy, cast.calendar, window_of(cast.plan), facts, sent, now):
        by_day.setdefault((day, decision.step), []).append(decision)
    steps = {step.key: step for step in policy.steps}
    days = [cast.mail_day(day, steps[key], decisions) for (day, key), decisions in by_day.items()]
    # Who was not reached by a step of the past is no news any more.
    ahead = {key for key, at in reminder_moments(cast.plan, cast.calendar).items() if at > now}
    return [each for each in days if each.to or (each.unreached and _key(each) in ahead)]


def _key(each: MailDay) -> str:
    return each.step.key if each.step else ""


def _told(cast: _Cast, days: Sequence[MailDay]) -> Rehearsal:
    people = {person.id: person for unit in cast.units for person in cast.at_first(unit)}
    return Rehearsal(
        units=tuple(cast.units.values()),
        invited=len(people),
        vacant=tuple(name for unit, name in cast.units.items() if not cast.at_first(unit)),
        without_address=tuple(person.name for person in people.values() if not person.email),
        leaving=tuple(cast.leaving()),
        days=tuple(days),
        free_days=tuple(_free_days(cast.plan, cast.calendar)),
    )


def _free_days(plan: RoundPlan, calendar: Calendar) -> Iterator[FreeDay]:
    for name, moment in (("opens", plan.opens), ("due", plan.due), ("closes", plan.closes)):
        if not calendar.is_working_day(moment.day):
            yield FreeDay(name, moment.day, calendar.holiday_name(moment.day))
