"""Reminders: who is due one now, written down as claimed, and asked again at the moment of sending."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from surveyapp.models import AccessLink, OutgoingMail, Person, Programme, Reminder, Report, Round
from surveyapp.queries import events as event_queries
from surveyapp.queries import mails as mail_queries
from surveyapp.queries import people as people_queries
from surveyapp.queries import reports as report_queries
from surveyapp.queries import rounds as round_queries
from surveyapp.services.actors import record
from surveyapp.services.letters import queue_reminder
from surveyapp.services.round_values import calendar_of, local_day, phase_of, policy_of, window_of
from workflows.reminders import (
    PersonFact,
    Remind,
    ReportFact,
    SentKey,
    Skip,
    bundled,
    due_reminders,
    still_wanted,
)
from workflows.states import HANDED_IN, Phase, ReportState

# A skip for these reasons is final for its step; for any other the next tick looks again.
FINAL_SKIPS = frozenset({"stale", "superseded"})
# Who is skipped for these reasons goes without a mail that somebody might expect: it is put on record.
TOLD_SKIPS = FINAL_SKIPS | {"vacant", "no_address"}


def claim_due(session: Session, clock_actor: UUID, now: datetime) -> int:
    """Write down and queue the reminders that are due in all open rounds; gives the number of mails.

    A second tick finds what the first wrote and does nothing; one at the same time waits for the first.
    """
    return sum(
        _claim_round(session, clock_actor, round_, now)
        for round_ in round_queries.rounds_with_reminders(session, now)
    )


def _claim_round(session: Session, clock_actor: UUID, round_: Round, now: datetime) -> int:
    programme = session.get_one(Programme, round_.programme_id)
    reports = {report.unit_id: report for report in report_queries.reports_of_round(session, round_)}
    facts = _facts(session, round_, list(reports.values()), now)
    told = _told_skips(session, round_)
    decided = _reminded(session, round_) | {key for key, reason in told if reason in FINAL_SKIPS}
    decisions = due_reminders(
        policy_of(round_), calendar_of(programme), window_of(round_), facts, decided, now
    )
    for decision in decisions:
        is_news = (decision.key, decision.reason) not in told
        if isinstance(decision, Skip) and decision.reason in TOLD_SKIPS and is_news:
            _tell_skip(session, clock_actor, round_, decision, now)
    mails = bundled(decisions)
    for person_key, reminds in mails.items():
        claim_person(session, clock_actor, round_, UUID(person_key), reminds, reports, now)
    return len(mails)


def _facts(session: Session, round_: Round, reports: Sequence[Report], now: datetime) -> list[ReportFact]:
    today = local_day(now, round_.zone)
    holders = people_queries.coordinators_on(session, round_.programme_id, today)
    reminded = mail_queries.reminded_on(session, round_.programme_id, today)
    return [
        ReportFact(
            unit=report.unit_id,
            state=ReportState(report.state),
            extended_until=report.extended_at,
            people=tuple(
                PersonFact(
                    person=str(person.id),
                    address_ok=bool(person.email),
                    reminded_on=today if person.id in reminded else None,
                    held_from=term.from_on,
                )
                for person, term in holders.get(report.unit_id, ())
            ),
        )
        for report in reports
    ]


def _reminded(session: Session, round_: Round) -> frozenset[SentKey]:
    return frozenset(
        (reminder.step, reminder.unit_id, str(reminder.person_id))
        for reminder in mail_queries.reminders_of_round(session, round_)
    )


def _told_skips(session: Session, round_: Round) -> frozenset[tuple[SentKey, str]]:
    return frozenset(
        ((event.details["step"], event.details["unit"], event.details["person"]), event.details["reason"])
        for event in event_queries.events_about(session, round_.programme_id, "round", round_.id)
        if event.action == "reminder.skipped"
    )


def _tell_skip(session: Session, clock_actor: UUID, round_: Round, skip: Skip, now: datetime) -> None:
    details = {"step": skip.step, "unit": skip.unit, "person": skip.person, "reason": skip.reason}
    record(session, round_.programme_id, clock_actor, "reminder.skipped", ("round", round_.id), now, details)


def claim_person(
    session: Session,
    actor_id: UUID,
    round_: Round,
    person_id: UUID,
    reminds: Sequence[Remind],
    reports: Mapping[str, Report],
    now: datetime,
) -> None:
    """Queue one mail for all that the person is reminded of, and write down each reminder with it."""
    today = local_day(now, round_.zone)
    person = session.get_one(Person, (round_.programme_id, person_id))
    asked = [reports[remind.unit] for remind in reminds]
    mail = queue_reminder(session, actor_id, person, asked, today, now)
    for remind in reminds:
        session.add(
            Reminder(
                programme_id=round_.programme_id,
                round_id=round_.id,
                step=remind.step,
                unit_id=remind.unit,
                person_id=person_id,
                mail_id=mail.id,
                local_day=today,
                claimed_at=now,
            )
        )
    session.flush()


def mail_still_wanted(session: Session, mail: OutgoingMail, now: datetime) -> str | None:
    """Why a mail must not go out any more at the moment of sending; None if it is still wanted.

    A reminder is wanted as long as one of its reports is; an invitation while its report may be handed in and
    its link holds; a receipt always.
    """
    if mail.kind == "receipt":
        return None
    if mail.kind == "reminder":
        reminders = mail_queries.reminders_of_mail(session, mail.programme_id, mail.id)
        reasons = [_reminder_unwanted(session, reminder, now) for reminder in reminders]
        return None if None in reasons or not reasons else reasons[0]
    return _letter_unwanted(session, mail, now)


def _reminder_unwanted(session: Session, reminder: Reminder, now: datetime) -> str | None:
    round_ = session.get_one(Round, (reminder.programme_id, reminder.round_id))
    report = report_queries.report_of_unit(session, round_, reminder.unit_id)
    person = session.get_one(Person, (reminder.programme_id, reminder.person_id))
    if report is None:
        return "no_report"
    return still_wanted(
        ReportState(report.state),
        phase_of(round_, report, now),
        term_active=people_queries.holds_post(
            session, round_.programme_id, person.id, report.unit_id, local_day(now, round_.zone)
        ),
        address_ok=bool(person.email),
    )


def _letter_unwanted(session: Session, mail: OutgoingMail, now: datetime) -> str | None:
    if mail.report_id is None or mail.person_id is None:
        return None
    report = session.get_one(Report, (mail.programme_id, mail.report_id))
    round_ = session.get_one(Round, (mail.programme_id, report.round_id))
    today = local_day(now, round_.zone)
    if not people_queries.holds_post(session, mail.programme_id, mail.person_id, report.unit_id, today):
        return "term_ended"
    link = session.get(AccessLink, (mail.programme_id, mail.link_id)) if mail.link_id else None
    if link is not None and link.revoked_at is not None:
        return "link_revoked"
    if report.state == ReportState.EXEMPT:
        return "exempt"
    if mail.kind == "return":
        return None if report.state == ReportState.RETURNED else report.state
    if phase_of(round_, report, now) is Phase.CLOSED:
        return "closed"
    return report.state if mail.kind == "invitation" and report.state in HANDED_IN else None
