"""What a plan would do differently from the last round of its series: questions, units, dates, reminders."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from forms.texts import Text
from forms.versions import VersionChanges, changes_between
from surveyapp.models import Programme, Round
from surveyapp.queries import programmes as programme_queries
from surveyapp.queries import rounds as round_queries
from surveyapp.services.planning import last_round_of
from surveyapp.services.questionnaires import loaded
from surveyapp.services.round_values import plan_of
from surveyapp.services.rounds import NewRound, with_reminders
from workflows.reminder_policy import Step
from workflows.rounds import RoundPlan


@dataclass(frozen=True, slots=True)
class UnitChanges:
    """The units of one cut-off date beside those of an earlier one; the renamed as (then, now)."""

    new: tuple[str, ...]
    gone: tuple[str, ...]
    renamed: tuple[tuple[str, str], ...]

    def __bool__(self) -> bool:
        return bool(self.new or self.gone or self.renamed)


@dataclass(frozen=True, slots=True)
class Lengths:
    """How long a plan takes in days: from opening to due, and from due to close."""

    to_due: int
    to_close: int


@dataclass(frozen=True, slots=True)
class PlanDifferences:
    """A plan beside the last round of its series.

    `questions` is None where both use the same version of one questionnaire; `other_questionnaire` says that
    they use different ones, which are not compared.
    """

    slug: str
    name: Text
    cutoff_on: date
    gap_days: int
    other_questionnaire: bool
    versions: tuple[int, int]
    questions: VersionChanges | None
    units: UnitChanges
    lengths_before: Lengths
    lengths: Lengths
    steps_added: tuple[Step, ...]
    steps_dropped: tuple[Step, ...]
    triggers_differ: bool


def differences(session: Session, programme: Programme, new: NewRound) -> PlanDifferences | None:
    """What differs from the last round; None for the first round of its series, or an unknown questionnaire.

    `gap_days` counts the days between the last cut-off date and this period that no round reports about;
    below 0 the periods overlap.
    """
    last = last_round_of(session, programme, new.series, before=new.plan.cutoff_on)
    version = round_queries.newest_version(session, programme.id, new.questionnaire)
    if last is None or version is None or new.new_series:
        return None
    before, plan = plan_of(last), with_reminders(programme, new.plan)
    old = round_queries.version_of(session, last)
    other = old.questionnaire_id != version.questionnaire_id
    same = other or old.hash == version.hash
    return PlanDifferences(
        slug=last.slug,
        name=Text(last.names),
        cutoff_on=last.cutoff_on,
        gap_days=(plan.period_from - last.cutoff_on).days - 1,
        other_questionnaire=other,
        versions=(old.version, version.version),
        questions=None if same else changes_between(loaded(old), loaded(version)),
        units=_units(session, programme, last, new),
        lengths_before=_lengths(before),
        lengths=_lengths(plan),
        steps_added=_steps_without(plan, before),
        steps_dropped=_steps_without(before, plan),
        triggers_differ=(before.opening, before.closing) != (plan.opening, plan.closing),
    )


def _units(session: Session, programme: Programme, last: Round, new: NewRound) -> UnitChanges:
    then, now = (
        {
            unit.id: period.name
            for unit, period in programme_queries.units_on(session, programme.id, layer, day)
        }
        for layer, day in ((last.layer, last.cutoff_on), (new.layer, new.plan.cutoff_on))
    )
    return UnitChanges(
        new=tuple(name for unit, name in now.items() if unit not in then),
        gone=tuple(name for unit, name in then.items() if unit not in now),
        renamed=tuple(
            (then[unit], name) for unit, name in now.items() if unit in then and then[unit] != name
        ),
    )


def _lengths(plan: RoundPlan) -> Lengths:
    return Lengths((plan.due.day - plan.opens.day).days, (plan.closes.day - plan.due.day).days)


def _steps_without(plan: RoundPlan, other: RoundPlan) -> tuple[Step, ...]:
    seen = (
        {(step.offset_days, step.working_days) for step in other.reminders.steps} if other.reminders else ()
    )
    steps = plan.reminders.steps if plan.reminders else ()
    return tuple(step for step in steps if (step.offset_days, step.working_days) not in seen)
