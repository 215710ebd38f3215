"""A plan that holds, changed or withdrawn: before the opening all of it, then what may still move."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from surveyapp.models import Programme, Report, Round, Series
from surveyapp.queries import programmes as programme_queries
from surveyapp.queries import reports as report_queries
from surveyapp.queries import rounds as round_queries
from surveyapp.services.actors import record
from surveyapp.services.round_values import calendar_of, plan_of, policy_of, standing_of, window_of
from surveyapp.services.rounds import NewRound, frame_faults, frame_of, owe_reports, plan_columns
from workflows.refusals import Refused
from workflows.reminder_policy import Step
from workflows.replanning import Shift, renewed, sent_once_more, shift, with_standing_keys
from workflows.rounds import PlanFault, RoundPlan, check_plan
from workflows.rounds import window_of as window_of_plan
from workflows.states import RoundState
from workflows.windows import round_state


@dataclass(frozen=True, slots=True)
class Touched:
    """Whom a changed plan touches, units by name; `again` are the reminders that go out once more."""

    due: Shift
    closes: Shift
    new_units: tuple[str, ...]
    gone_units: tuple[str, ...]
    again: tuple[Step, ...]

    def __bool__(self) -> bool:
        return bool(self.due or self.closes or self.new_units or self.gone_units or self.again)


def as_said(session: Session, round_: Round) -> NewRound:
    """The round as staff said it when they planned it."""
    series = session.get_one(Series, (round_.programme_id, round_.series_id))
    questionnaire = round_queries.version_of(session, round_).questionnaire_id
    return NewRound(round_.slug, round_.names, series.slug, questionnaire, round_.layer, plan_of(round_))


def is_planned(round_: Round, now: datetime) -> bool:
    """Whether the round has not been opened yet, neither on record nor by the clock."""
    starts_at = window_of(round_).starts_at
    return starts_at is None or now < starts_at


def replanned(programme: Programme, round_: Round, plan: RoundPlan, now: datetime) -> RoundPlan:
    """The plan as it would be stored for the round: with reminders, each under the key it goes out by."""
    standing = plan_of(round_)
    policy = with_standing_keys(plan.reminders or policy_of(round_), policy_of(round_))
    planned = replace(plan, reminders=policy)
    if is_planned(round_, now):
        return planned
    try:
        return renewed(standing, planned, calendar_of(programme), now)
    except Refused:
        return planned  # a moment that no clock shows: `check_plan` names it


def change_faults(
    session: Session, programme: Programme, round_: Round, new: NewRound, now: datetime
) -> tuple[PlanFault, ...]:
    """What is wrong (hard) or doubtful (soft) about another plan for a round that is there."""
    plan = replanned(programme, round_, new.plan, now)
    live = not is_planned(round_, now)
    faults = check_plan(plan, now, calendar_of(programme), live=live, standing=plan_of(round_))
    return faults if live else (*faults, *frame_faults(session, programme, new))


def touched(session: Session, programme: Programme, round_: Round, new: NewRound, now: datetime) -> Touched:
    """Whom the other plan would touch. Refused as `calendars.instant` refuses."""
    window = window_of_plan(new.plan)
    names = programme_queries.unit_names_on(session, programme.id, round_.cutoff_on)
    reports = report_queries.reports_of_round(session, round_)
    standings = [replace(standing_of(report), unit=_name(names, report.unit_id)) for report in reports]
    live = not is_planned(round_, now)
    asked = programme_queries.units_on(session, programme.id, new.layer, new.plan.cutoff_on)
    owed = {report.unit_id for report in reports}
    asked_ids = {unit.id for unit, _ in asked}
    return Touched(
        due=shift(round_.due_at, window.due_at, standings) if live else Shift(),
        closes=shift(round_.closes_at, window.closes_at, standings) if live else Shift(),
        new_units=() if live else tuple(period.name for unit, period in asked if unit.id not in owed),
        gone_units=() if live else _names_of(reports, names, asked_ids),
        again=sent_once_more(plan_of(round_), replanned(programme, round_, new.plan, now)),
    )


def _names_of(reports: Iterable[Report], names: Mapping[str, str], without: set[str]) -> tuple[str, ...]:
    return tuple(_name(names, report.unit_id) for report in reports if report.unit_id not in without)


def _name(names: Mapping[str, str], unit: str) -> str:
    """The unit's name; its id where a changed register does not know it on that day any more."""
    return names.get(unit, unit)


def change_round(session: Session, actor_id: UUID, round_: Round, new: NewRound, now: datetime) -> None:
    """Give a round another plan; its slug stays. Stored instants and reminders follow.

    Before the opening everything may change, and the reports owed follow the cut-off date. After it the name,
    due, close and reminders may; a reminder that went out for the old due day goes out again if it lies ahead
    now. Refused: "round.closed", "round.plan" with the hard faults, and as `frame_of` refuses.
    """
    round_queries.lock(session, round_)
    if round_state(window_of(round_), now) is RoundState.CLOSED:
        raise Refused("round.closed", closed_at=window_of(round_).ends_at)
    programme = session.get_one(Programme, round_.programme_id)
    hard = [fault for fault in change_faults(session, programme, round_, new, now) if fault.hard]
    if hard:
        raise Refused("round.plan", faults=tuple(hard))
    planned = is_planned(round_, now)
    plan = replanned(programme, round_, new.plan, now)
    if planned:
        series, version = frame_of(session, programme, new, now)
        round_.series_id, round_.questionnaire_version_id = series.id, version.id
        round_.layer = new.layer
    round_.names = dict(new.names)
    for column, value in plan_columns(plan, plan.reminders or policy_of(round_)).items():
        setattr(round_, column, value)
    if planned:
        owe_reports(session, round_, now)
    record(session, round_.programme_id, actor_id, "round.plan_changed", ("round", round_.id), now)


def move_dates(session: Session, actor_id: UUID, round_: Round, plan: RoundPlan, now: datetime) -> None:
    """Give a round other dates and leave the rest as it is. Refused as `change_round` refuses."""
    change_round(session, actor_id, round_, replace(as_said(session, round_), plan=plan), now)


def withdraw_round(session: Session, actor_id: UUID, round_: Round, now: datetime) -> None:
    """Delete a round that was planned and never opened, with the empty reports it was owed.

    Refused: "round.already_open".
    """
    round_queries.lock(session, round_)
    if not is_planned(round_, now):
        raise Refused("round.already_open", opened_at=window_of(round_).starts_at)
    details = {"round": round_.slug, "names": round_.names}
    for report in report_queries.reports_of_round(session, round_):
        session.delete(report)
    session.flush()
    record(session, round_.programme_id, actor_id, "round.withdrawn", ("round", round_.id), now, details)
    session.delete(round_)
    session.flush()
