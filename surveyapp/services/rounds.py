"""Rounds: planned by staff, opened and closed by hand or by the clock."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from surveyapp.models import Programme, QuestionnaireVersion, Report, Round, Series, new_id
from surveyapp.programme_folder.head import SLUG
from surveyapp.queries import programmes as programme_queries
from surveyapp.queries import reports as report_queries
from surveyapp.queries import rounds as round_queries
from surveyapp.services.actors import record
from surveyapp.services.letters import invite
from surveyapp.services.round_values import calendar_of, policy_as_data, window_of
from workflows.calendars import deadline_instant, instant
from workflows.refusals import Refused
from workflows.reminder_policy import ReminderPolicy, default_policy, fitting
from workflows.rounds import PlanFault, RoundPlan, check_plan
from workflows.states import ReportState, RoundState
from workflows.windows import close_by_hand, open_by_hand, round_state


@dataclass(frozen=True, slots=True)
class NewRound:
    """What staff say when they plan a round. `plan.reminders` None takes the usual ones that fit.

    `new_series` are the names of a series that is made with the round, under the slug `series`.
    """

    slug: str
    names: Mapping[str, str]
    series: str
    questionnaire: str
    layer: str
    plan: RoundPlan
    new_series: Mapping[str, str] | None = None


def plan_faults(
    session: Session, programme: Programme, new: NewRound, now: datetime
) -> tuple[PlanFault, ...]:
    """What is wrong (hard) or doubtful (soft) about the plan of a round that is not there yet."""
    faults = list(check_plan(with_reminders(programme, new.plan), now, calendar_of(programme)))
    if round_queries.round_by_slug(session, programme.id, new.slug) is not None:
        faults.append(_hard("slug.taken", slug=new.slug))
    if not SLUG.fullmatch(new.slug):
        faults.append(_hard("slug.malformed", slug=new.slug))
    return (*faults, *frame_faults(session, programme, new))


def frame_faults(session: Session, programme: Programme, new: NewRound) -> tuple[PlanFault, ...]:
    """What is wrong with the series and the units of a plan."""
    faults = []
    if new.new_series and round_queries.series_by_slug(session, programme.id, new.series) is not None:
        faults.append(_hard("series.taken", series=new.series))
    cutoff_on = new.plan.cutoff_on
    if not programme_queries.units_on(session, programme.id, new.layer, cutoff_on):
        faults.append(_hard("layer.empty", layer=new.layer, cutoff_on=cutoff_on))
    return tuple(faults)


def _hard(code: str, **facts: object) -> PlanFault:
    return PlanFault(code, hard=True, facts=facts)


def with_reminders(programme: Programme, plan: RoundPlan) -> RoundPlan:
    """The plan with the programme's usual reminders where it names none of its own."""
    if plan.reminders is not None:
        return plan
    try:
        moments = (instant(plan.opens), deadline_instant(plan.due), deadline_instant(plan.closes))
    except Refused:
        return plan  # a moment that no clock shows: `check_plan` names it
    fits = fitting(default_policy(programme.zone), calendar_of(programme), *moments)
    return replace(plan, reminders=fits)


def plan_round(session: Session, actor_id: UUID, programme: Programme, new: NewRound, now: datetime) -> Round:
    """Plan a round and make a report for each unit of the layer that exists on the cut-off date.

    Refused: "round.plan" with the hard faults; "series.unknown", "questionnaire.unknown".
    """
    hard = [fault for fault in plan_faults(session, programme, new, now) if fault.hard]
    if hard:
        raise Refused("round.plan", faults=tuple(hard))
    series, version = frame_of(session, programme, new, now)
    plan = with_reminders(programme, new.plan)
    round_ = Round(
        programme_id=programme.id,
        id=new_id(now),
        series_id=series.id,
        questionnaire_version_id=version.id,
        slug=new.slug,
        names=dict(new.names),
        layer=new.layer,
        zone=programme.zone,
        **plan_columns(plan, plan.reminders or default_policy(programme.zone)),
    )
    session.add(round_)
    session.flush()
    owe_reports(session, round_, now)
    record(session, programme.id, actor_id, "round.planned", ("round", round_.id), now)
    return round_


def frame_of(
    session: Session, programme: Programme, new: NewRound, now: datetime
) -> tuple[Series, QuestionnaireVersion]:
    """The series, made if it is a new one, and the newest version of the questionnaire.

    Refused: "series.unknown", "questionnaire.unknown".
    """
    version = round_queries.newest_version(session, programme.id, new.questionnaire)
    if version is None:
        raise Refused("questionnaire.unknown", questionnaire=new.questionnaire)
    if new.new_series:
        return add_series(session, programme, new.series, new.new_series, now), version
    series = round_queries.series_by_slug(session, programme.id, new.series)
    if series is None:
        raise Refused("series.unknown", series=new.series)
    return series, version


def plan_columns(plan: RoundPlan, reminders: ReminderPolicy) -> dict[str, object]:
    """A plan as it is stored; the instants are computed from the local times."""
    return {
        "opens_day": plan.opens.day,
        "opens_time": plan.opens.time,
        "opens_at": instant(plan.opens),
        "due_day": plan.due.day,
        "due_time": plan.due.time,
        "due_at": deadline_instant(plan.due),
        "closes_day": plan.closes.day,
        "closes_time": plan.closes.time,
        "closes_at": deadline_instant(plan.closes),
        "opening": plan.opening,
        "closing": plan.closing,
        "period_from": plan.period_from,
        "cutoff_on": plan.cutoff_on,
        "reminders": policy_as_data(reminders),
    }


def owe_reports(session: Session, round_: Round, now: datetime) -> None:
    """A report for each unit of the round's layer on its cut-off date, and none for any other.

    Only for a round that is not open yet: then a report holds nothing that could be lost.
    """
    units = programme_queries.units_on(session, round_.programme_id, round_.layer, round_.cutoff_on)
    owed = {unit.id for unit, _ in units}
    standing = {report.unit_id: report for report in report_queries.reports_of_round(session, round_)}
    for unit_id in standing.keys() - owed:
        session.delete(standing[unit_id])
    for unit, _ in units:
        if unit.id not in standing:
            session.add(
                Report(
                    programme_id=round_.programme_id,
                    id=new_id(now),
                    round_id=round_.id,
                    unit_id=unit.id,
                    state=ReportState.NOT_STARTED,
                )
            )
    session.flush()


def add_series(
    session: Session, programme: Programme, slug: str, names: Mapping[str, str], now: datetime
) -> Series:
    """The series called `slug`, made when there is none."""
    series = round_queries.series_by_slug(session, programme.id, slug)
    if series is None:
        series = Series(programme_id=programme.id, id=new_id(now), slug=slug, names=dict(names))
        session.add(series)
        session.flush()
    return series


def open_round(session: Session, actor_id: UUID, round_: Round, now: datetime) -> None:
    """Open by hand: freeze the questionnaire's version, record, invite.

    Refused: "round.already_open", "round.closed".
    """
    round_queries.lock(session, round_)
    opened = open_by_hand(window_of(round_), now)
    if round_.opened_at is not None:  # by a clock that is ahead of ours
        raise Refused("round.already_open", opened_at=round_.opened_at)
    round_.opened_at = opened.opened_at
    _opened(session, actor_id, round_, now)


def _opened(session: Session, actor_id: UUID, round_: Round, now: datetime) -> None:
    version = round_queries.version_of(session, round_)
    version.frozen_at = version.frozen_at or now
    record(session, round_.programme_id, actor_id, "round.opened", ("round", round_.id), now)
    for report in report_queries.reports_of_round(session, round_):
        if report.state != ReportState.EXEMPT:
            invite(session, actor_id, round_, report, now)


def close_round(session: Session, actor_id: UUID, round_: Round, now: datetime) -> None:
    """Close by hand; nothing is handed in from now on, save for extensions.

    Refused: "round.not_open", "round.closed".
    """
    round_queries.lock(session, round_)
    closed = close_by_hand(window_of(round_), now)
    if round_.closed_at is not None:  # as above
        raise Refused("round.closed", closed_at=round_.closed_at)
    round_.closed_at = closed.closed_at
    record(session, round_.programme_id, actor_id, "round.closed", ("round", round_.id), now)


def follow_the_clock(session: Session, clock_actor: UUID, now: datetime) -> tuple[str, ...]:
    """Record and follow up what the clock has opened and closed since the last tick; gives the rounds' slugs.

    A round that opened and closed while nobody looked is recorded as both, and invites nobody.
    """
    done = []
    for round_ in round_queries.rounds_waiting_for_the_clock(session, now):
        window = window_of(round_)
        closed = round_state(window, now) is RoundState.CLOSED
        if round_.opened_at is None and window.starts_at is not None and window.starts_at <= now:
            round_.opened_at = window.starts_at
            if closed:
                record(session, round_.programme_id, clock_actor, "round.opened", ("round", round_.id), now)
            else:
                _opened(session, clock_actor, round_, now)
        if closed and round_.closed_at is None:
            round_.closed_at = window.ends_at
            record(session, round_.programme_id, clock_actor, "round.closed", ("round", round_.id), now)
        done.append(round_.slug)
    return tuple(done)
