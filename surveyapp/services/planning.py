"""A round before it is planned: what there is to choose, and what the plan would do to whom on which day."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from forms.texts import Text
from surveyapp.models import Person, Programme, Term
from surveyapp.queries import people as people_queries
from surveyapp.queries import programmes as programme_queries
from surveyapp.queries import rounds as round_queries
from surveyapp.services.questionnaires import loaded
from surveyapp.services.round_values import calendar_of, local_day
from surveyapp.services.rounds import NewRound, plan_faults, with_reminders
from workflows.calendars import Calendar
from workflows.rehearsal import Rehearsed, rehearse
from workflows.reminders import PersonFact, ReportFact
from workflows.rounds import PlanFault, RoundPlan, window_of
from workflows.states import ReportState

EXAMPLES = 2

Holders = Mapping[str, Sequence[tuple[Person, Term]]]


@dataclass(frozen=True, slots=True)
class QuestionnaireChoice:
    """A questionnaire with the newest version, which a new round uses."""

    id: str
    title: Text
    version: int


@dataclass(frozen=True, slots=True)
class UnitKind:
    """A kind of unit: how many there are today, and what the first of them are called."""

    layer: str
    n: int
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlanChoices:
    """What a new round is put together from."""

    series: tuple[tuple[str, Text], ...]
    questionnaires: tuple[QuestionnaireChoice, ...]
    kinds: tuple[UnitKind, ...]


@dataclass(frozen=True, slots=True)
class ReminderDay:
    """One step of the reminders on one day: how many people it reaches if nobody hands in before."""

    day: date
    step: str
    offset_days: int
    working_days: bool
    people: int


@dataclass(frozen=True, slots=True)
class FreeDay:
    """A moment of the plan ("opens", "due", "closes") on a day without work; `holiday` names it, if one."""

    moment: str
    day: date
    holiday: str | None


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What a plan would do: the units by name, the people invited, and who is left out.

    `reminders` and `free_days` are empty while a hard fault stands in the way.
    """

    faults: tuple[PlanFault, ...]
    units: tuple[str, ...]
    invited: int
    vacant: tuple[str, ...]
    without_address: tuple[str, ...]
    reminders: tuple[ReminderDay, ...]
    free_days: tuple[FreeDay, ...]


def choices(session: Session, programme: Programme, now: datetime) -> PlanChoices:
    """The series, questionnaires and kinds of unit that a round of the programme can use."""
    series = tuple((row.slug, Text(row.names)) for row in round_queries.all_series(session, programme.id))
    newest: dict[str, QuestionnaireChoice] = {}
    for version in round_queries.versions(session, programme.id):
        title = loaded(version).title
        newest.setdefault(
            version.questionnaire_id, QuestionnaireChoice(version.questionnaire_id, title, version.version)
        )
    today = local_day(now, programme.zone)
    layers = programme_queries.layers(session, programme.id)
    kinds = tuple(_kind(session, programme, layer, today) for layer in layers)
    return PlanChoices(series, tuple(newest.values()), tuple(kind for kind in kinds if kind.n))


def _kind(session: Session, programme: Programme, layer: str, today: date) -> UnitKind:
    units = programme_queries.units_on(session, programme.id, layer, today)
    return UnitKind(layer, len(units), tuple(period.name for _, period in units[:EXAMPLES]))


def rehearsal(session: Session, programme: Programme, new: NewRound, now: datetime) -> Rehearsal:
    """The plan played through to its close as if nobody handed in; nothing is written."""
    faults = plan_faults(session, programme, new, now)
    plan = with_reminders(programme, new.plan)
    opens_on = max(plan.opens.day, local_day(now, plan.opens.zone))
    holders = people_queries.coordinators_on(session, programme.id, opens_on)
    periods = programme_queries.units_on(session, programme.id, new.layer, plan.cutoff_on)
    names = {unit.id: period.name for unit, period in periods}
    invited = {person.id: person for unit in names for person, _ in holders.get(unit, ())}
    possible = not any(fault.hard for fault in faults)
    calendar = calendar_of(programme)
    return Rehearsal(
        faults=faults,
        units=tuple(names.values()),
        invited=len(invited),
        vacant=tuple(name for unit, name in names.items() if not holders.get(unit)),
        without_address=tuple(person.name for person in invited.values() if not person.email),
        reminders=tuple(_reminders(plan, calendar, _facts(names, holders), now)) if possible else (),
        free_days=tuple(_free_days(plan, calendar)) if possible else (),
    )


def _facts(units: Iterable[str], holders: Holders) -> list[ReportFact]:
    return [
        ReportFact(
            unit=unit,
            state=ReportState.NOT_STARTED,
            people=tuple(
                PersonFact(str(person.id), address_ok=bool(person.email), held_from=term.from_on)
                for person, term in holders.get(unit, ())
            ),
        )
        for unit in units
    ]


def _reminders(
    plan: RoundPlan, calendar: Calendar, facts: list[ReportFact], now: datetime
) -> Iterable[ReminderDay]:
    if plan.reminders is None:
        return
    sent: dict[tuple[date, str], set[UUID]] = defaultdict(set)
    played: tuple[Rehearsed, ...] = rehearse(
        plan.reminders, calendar, window_of(plan), facts, frozenset(), now
    )
    for one in played:
        sent[one.day, one.step].add(UUID(one.person))
    steps = {step.key: step for step in plan.reminders.steps}
    for (day, key), people in sent.items():
        step = steps[key]
        yield ReminderDay(day, key, step.offset_days, step.working_days, len(people))


def _free_days(plan: RoundPlan, calendar: Calendar) -> Iterable[FreeDay]:
    for name, moment in (("opens", plan.opens), ("due", plan.due), ("closes", plan.closes)):
        if not calendar.is_working_day(moment.day):
            yield FreeDay(name, moment.day, calendar.holiday_name(moment.day))
