"""Who comes to a post while a round is open: let in, and written to on the first day."""

from datetime import date, datetime, time
from uuid import UUID

from sqlalchemy.orm import Session

from surveyapp.models import Person, Report, Round
from surveyapp.queries import reports as report_queries
from surveyapp.queries import rounds as round_queries
from surveyapp.services.letters import invite_person
from surveyapp.services.round_values import local_day, phase_of
from workflows.calendars import LocalMoment, instant
from workflows.states import COLLECTING, ReportState

FIRST_HOUR = time(8)
"""When an invitation goes to somebody whose post begins on a later day, on the programme's clock."""


def open_reports(
    session: Session, programme_id: UUID, unit_id: str, now: datetime
) -> tuple[tuple[Report, Round], ...]:
    """What the unit may hand in now, the latest cut-off date first; what it is exempt from is left out."""
    return tuple(
        (report, round_)
        for report, round_ in report_queries.reports_of_unit(session, programme_id, unit_id)
        if report.state != ReportState.EXEMPT and phase_of(round_, report, now) in COLLECTING
    )


def welcome(
    session: Session, actor_id: UUID, person: Person, unit_id: str, from_on: date, now: datetime
) -> int:
    """Give a newcomer links to the unit's open reports and write to them; gives how many mails were queued.

    A post that begins later is written to when it begins; whether the mail is still wanted is asked then.
    """
    rounds = [round_ for _, round_ in report_queries.reports_of_unit(session, person.programme_id, unit_id)]
    for round_ in sorted(rounds, key=lambda each: (each.opens_at, each.slug)):
        if round_.closed_at is None:
            round_queries.lock(session, round_)  # one that opens just now invites those it finds, or waits
    found = open_reports(session, person.programme_id, unit_id, now)
    for report, round_ in found:
        later = from_on > local_day(now, round_.zone)
        not_before = instant(LocalMoment(from_on, FIRST_HOUR, round_.zone)) if later else None
        invite_person(session, actor_id, report, person, now, not_before)
    return len(found)
