"""Rounds: planned by staff, opened and closed by hand or by the clock."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from surveyapp.models import Programme, Report, Round, Series, new_id
from surveyapp.programme_folder.head import SLUG
from surveyapp.queries import programmes as programme_queries
from surveyapp.queries import reports as report_queries
from surveyapp.queries import rounds as round_queries
from surveyapp.services.actors import record
from surveyapp.services.letters import invite
from surveyapp.services.round_values import calendar_of, plan_of, policy_as_data, window_of
from workflows.calendars import deadline_instant, instant
from workflows.refusals import Refused
from workflows.reminder_policy import default_policy, fitting
from workflows.rounds import PlanFault, RoundPlan, check_plan
from workflows.states import ReportState, RoundState
from workflows.windows import close_by_hand, open_by_hand, round_state


@dataclass(frozen=True, slots=True)
class NewRound:
    """What staff say when they plan a round. `plan.reminders` None takes the usual ones that fit."""

    slug: str
    names: Mapping[str, str]
    series: str
    questionnaire: str
    layer: str
    plan: RoundPlan


def plan_faults(
    session: Session, programme: Programme, new: NewRound, now: datetime
) -> tuple[PlanFault, ...]:
    """What is wrong (hard) or doubtful (soft) about the plan."""
    faults = list(check_plan(with_reminders(programme, new.plan), now, calendar_of(programme)))
    if round_queries.round_by_slug(session, programme.id, new.slug) is not None:
        faults.append(PlanFault("slug.taken", hard=True, facts={"slug": new.slug}))
    if not SLUG.fullmatch(new.slug):
        faults.append(PlanFault("slug.malformed", hard=True, facts={"slug": new.slug}))
    cutoff_on = new.plan.cutoff_on
    if not programme_queries.units_on(session, programme.id, new.layer, cutoff_on):
        faults.append(PlanFault("layer.empty", hard=True, facts={"layer": new.layer, "cutoff_on": cutoff_on}))
    return tuple(faults)


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
    version = round_queries.newest_version(session, programme.id, new.questionnaire)
    if version is None:
        raise Refused("questionnaire.unknown", questionnaire=new.questionnaire)
    series = round_queries.series_by_slug(session, programme.id, new.series)
    if series is None:
        raise Refused("series.unknown", series=new.series)
    plan = with_reminders(programme, new.plan)
    round_ = Round(
        programme_id=programme.id,
        id=new_id(now),
        series_id=series.id,
        questionnaire_version_id=version.id,
        slug=new.slug,
        names=dict(new.names),
        layer=new.layer,
        period_from=plan.period_from,
        cutoff_on=plan.cutoff_on,
        zone=programme.zone,
        opening=plan.opening,
        closing=plan.closing,
        reminders=policy_as_data(plan.reminders or default_policy(programme.zone)),
        **_moments(plan),
    )
    session.add(round_)
    session.flush()
    _owe_reports(session, round_, now)
    record(session, programme.id, actor_id, "round.planned", ("round", round_.id), now)
    return round_


def _moments(plan: RoundPlan) -> dict[str, object]:
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
    }


def _owe_reports(session: Session, round_: Round, now: datetime) -> None:
    for unit, _ in programme_queries.units_on(session, round_.programme_id, round_.layer, round_.cutoff_on):
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


def move_dates(session: Session, actor_id: UUID, round_: Round, plan: RoundPlan, now: datetime) -> None:
    """Set other dates for a round, also while it is open; the instants are computed anew.

    Refused: "round.plan" with the hard faults, "round.closed".
    """
    round_queries.lock(session, round_)
    if round_state(window_of(round_), now) is RoundState.CLOSED:
        raise Refused("round.closed")
    programme = session.get_one(Programme, round_.programme_id)
    live = round_.opened_at is not None
    faults = check_plan(plan, now, calendar_of(programme), live=live, standing=plan_of(round_))
    hard = [fault for fault in faults if fault.hard]
    if hard:
        raise Refused("round.plan", faults=tuple(hard))
    for column, value in _moments(plan).items():
        setattr(round_, column, value)
    round_.opening, round_.closing = plan.opening, plan.closing
    round_.period_from, round_.cutoff_on = plan.period_from, plan.cutoff_on
    record(session, round_.programme_id, actor_id, "round.dates_moved", ("round", round_.id), now)
